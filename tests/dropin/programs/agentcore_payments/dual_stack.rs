//! The settings that only this service has: dual stack.

use crate::sdk;
use crate::sdk::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use crate::support::line;

pub async fn run() {
    for region in ["us-east-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1"] {
        for (use_dual_stack, use_fips) in
            [(false, false), (true, false), (true, true), (false, true)]
        {
            let params = Params::builder()
                .region(region)
                .use_dual_stack(use_dual_stack)
                .use_fips(use_fips)
                .build()
                .unwrap();
            assert_eq!(
                (params.use_dual_stack(), params.use_fips()),
                (Some(use_dual_stack), Some(use_fips))
            );
            let endpoint = DefaultResolver::new();
            let endpoint = endpoint.resolve_endpoint(&params).await;
            let place = format!("{region} dual stack {use_dual_stack} fips {use_fips}");
            line(
                "dual stack",
                &place,
                endpoint.map_or_else(
                    |error| error.to_string(),
                    |endpoint| endpoint.url().to_owned(),
                ),
            );
        }
    }
    let mut builder = sdk::Config::builder().use_dual_stack(true);
    builder.set_use_dual_stack(None);
    let _ = builder;
}
