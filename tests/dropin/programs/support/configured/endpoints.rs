//! The endpoint rules, asked directly.

use crate::sdk::config::auth::Params as AuthParams;
use crate::sdk::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use crate::support::line;

pub async fn run() {
    for region in [
        None,
        Some("us-east-1"),
        Some("cn-north-1"),
        Some("us-gov-west-1"),
        Some("us-iso-east-1"),
        Some("nowhere-1"),
        Some("not a region"),
    ] {
        for use_fips in [None, Some(false), Some(true)] {
            for endpoint in [None, Some("https://given.example:8443/path")] {
                let params = Params::builder()
                    .set_region(region.map(str::to_owned))
                    .set_use_fips(use_fips)
                    .set_endpoint(endpoint.map(str::to_owned))
                    .build();
                let place = format!("endpoint of {region:?} {use_fips:?} {endpoint:?}");
                let params = match params {
                    Ok(params) => params,
                    Err(error) => {
                        line("config", &place, error);
                        continue;
                    }
                };
                let resolver = DefaultResolver::new();
                match ResolveEndpoint::resolve_endpoint(&resolver, &params).await {
                    Ok(endpoint) => line(
                        "config",
                        &place,
                        format!(
                            "{} {:?}",
                            endpoint.url(),
                            endpoint.properties().keys().collect::<Vec<_>>()
                        ),
                    ),
                    Err(error) => line(
                        "config",
                        &place,
                        format!(
                            "{error}: {:?}",
                            std::error::Error::source(&*error).map(|s| s.to_string())
                        ),
                    ),
                }
            }
        }
    }
    let params = Params::builder()
        .region("eu-west-1")
        .use_fips(false)
        .endpoint("https://x.example")
        .build()
        .unwrap();
    assert_eq!(params.clone(), params);
    let _: Result<AuthParams, crate::sdk::config::auth::BuildError> = AuthParams::builder().build();
    line(
        "config",
        "auth params missing",
        AuthParams::builder().build().unwrap_err(),
    );
    line(
        "config",
        "auth params set",
        AuthParams::builder()
            .set_operation_name(Some("X".into()))
            .build()
            .unwrap()
            .operation_name(),
    );
}
