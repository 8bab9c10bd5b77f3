//! `aws.parseArn`. Rules: "AWS rules engine library functions", "`ARN` structure".

/// The parts of an Amazon Resource Name, borrowed from the text that was parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// Never empty.
    pub partition: &'a str,
    /// Never empty.
    pub service: &'a str,
    /// Empty for a resource without a region.
    pub region: &'a str,
    /// Empty for a resource without an account.
    pub account_id: &'a str,
    /// What follows the account, split at each `:` and `/`. Never without elements; an element may be empty.
    pub resource_id: Vec<&'a str>,
}

/// Takes `arn:partition:service:region:account:resource` apart. `None` if there are fewer than six parts, the first is not
/// `arn`, or the partition, the service or the resource is empty.
pub fn parse_arn(value: &str) -> Option<Arn<'_>> {
    let mut parts = value.splitn(6, ':');
    if parts.next()? != "arn" {
        return None;
    }
    let arn = Arn {
        partition: parts.next()?,
        service: parts.next()?,
        region: parts.next()?,
        account_id: parts.next()?,
        resource_id: match parts.next()? {
            "" => return None,
            resource => resource.split([':', '/']).collect(),
        },
    };
    (!arn.partition.is_empty() && !arn.service.is_empty()).then_some(arn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_every_part() {
        let arn = parse_arn("arn:aws-cn:sns:cn-north-1:111122223333:orders").unwrap();
        assert_eq!(
            arn,
            Arn {
                partition: "aws-cn",
                service: "sns",
                region: "cn-north-1",
                account_id: "111122223333",
                resource_id: vec!["orders"],
            }
        );
    }

    #[test]
    fn splits_the_resource_at_colons_and_slashes() {
        let resource = |arn| parse_arn(arn).unwrap().resource_id;
        assert_eq!(
            resource("arn:aws:ec2:us-east-1:1:vpc/vpc-1"),
            ["vpc", "vpc-1"]
        );
        assert_eq!(
            resource("arn:aws:s3:us-west-2:1:outpost:op-1/bucket/b"),
            ["outpost", "op-1", "bucket", "b"]
        );
        assert_eq!(resource("arn:aws:s3:::b/"), ["b", ""]);
        assert_eq!(resource("arn:aws:s3:::a//b"), ["a", "", "b"]);
    }

    #[test]
    fn region_and_account_may_be_empty() {
        let arn = parse_arn("arn:aws:s3:::bucket").unwrap();
        assert_eq!((arn.region, arn.account_id), ("", ""));
    }

    #[test]
    fn other_text_is_no_arn() {
        for text in [
            "",
            "arn",
            "11111111-2222-3333-4444-555555555555",
            "arn:aws:s3::",
            "arn:aws:s3:::",
            "arn::s3:::b",
            "arn:aws::::b",
            "urn:aws:s3:::b",
            "Arn:aws:s3:::b",
        ] {
            assert_eq!(parse_arn(text), None, "{text}");
        }
    }
}
