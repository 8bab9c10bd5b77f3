use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// The traits that the specifications define, written from them; a new one in a specification belongs here and into the table.
const SPECIFIED: &[(&str, &str)] = &[
    (
        "smithy.api",
        "addedDefault auth authDefinition box clientOptional cors default deprecated documentation endpoint enum enumValue \
         error eventHeader eventPayload examples externalDocumentation hostLabel http httpApiKeyAuth httpBasicAuth \
         httpBearerAuth httpChecksumRequired httpDigestAuth httpError httpHeader httpLabel httpPayload httpPrefixHeaders \
         httpQuery httpQueryParams httpResponseCode idRef idempotencyToken idempotent input internal jsonName length longPoll \
         mediaType metadata mixin nestedProperties noReplace notProperty optionalAuth output paginated pattern private \
         property protocolDefinition range readonly recommended references requestCompression required requiresLength \
         resourceIdentifier retryable sensitive since sparse streaming suppress tags timestampFormat title trait \
         traitValidators uniqueItems unitType unstable xmlAttribute xmlFlattened xmlName xmlNamespace",
    ),
    (
        "aws.api",
        "arn arnReference awsChunked clientDiscoveredEndpoint clientEndpointDiscovery clientEndpointDiscoveryId controlPlane \
         data dataPlane service tagEnabled taggable",
    ),
    (
        "aws.auth",
        "cognitoUserPools cognitoUserPoolsScopes sigv4 sigv4a unsignedPayload",
    ),
    ("aws.customizations", "s3UnwrappedXmlOutput"),
    (
        "aws.protocols",
        "awsJson1_0 awsJson1_1 awsQuery awsQueryCompatible awsQueryError ec2Query ec2QueryName httpChecksum restJson1 restXml",
    ),
    ("smithy.protocols", "rpcv2Cbor rpcv2Json"),
    (
        "smithy.rules",
        "clientContextParams contextParam endpointBdd endpointRuleSet endpointTests operationContextParams \
         staticContextParams",
    ),
    (
        "smithy.test",
        "eventStreamTests httpMalformedRequestTests httpRequestTests httpResponseTests smokeTests",
    ),
    ("smithy.waiters", "waitable"),
    // Of `model/questions.rs`.
    ("codegen", "answers questions"),
];

#[test]
fn every_specified_trait_has_one_row() {
    let specified: BTreeSet<String> = SPECIFIED
        .iter()
        .flat_map(|(ns, names)| names.split_whitespace().map(move |n| format!("{ns}#{n}")))
        .collect();
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for row in all() {
        *rows.entry(row.id.to_owned()).or_default() += 1;
    }
    let listed: BTreeSet<String> = rows.keys().cloned().collect();
    assert_eq!(
        specified.difference(&listed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not in the table"
    );
    assert_eq!(
        listed.difference(&specified).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not specified"
    );
    assert!(rows.values().all(|n| *n == 1), "{rows:?}");
}

#[test]
fn every_row_is_found_by_its_id_and_says_why() {
    for row in all() {
        assert_eq!(
            find(&ShapeId::new(row.id)).map(|found| found.id),
            Some(row.id)
        );
        assert!(
            !row.reason.is_empty() && !row.reason.contains('\n'),
            "{}",
            row.id
        );
    }
}

#[test]
fn protocols_and_schemes_have_rows() {
    for id in PROTOCOLS.iter().chain(AUTH_SCHEMES) {
        assert!(find(&ShapeId::new(*id)).is_some(), "{id}");
    }
}
