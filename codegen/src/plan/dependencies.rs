//! In: a [`CratePlan`]. Out: the runtime crates that it depends on, with the versions of the workspace's table.

use super::CratePlan;

/// Name, version, features that are always on, whether it is renamed from `package`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    pub name: &'static str,
    pub version: &'static str,
    pub features: &'static [&'static str],
    pub default_features: bool,
}

const fn dependency(
    name: &'static str,
    version: &'static str,
    features: &'static [&'static str],
) -> Dependency {
    Dependency {
        name,
        version,
        features,
        default_features: true,
    }
}

/// The dependencies of a crate, by name.
pub fn of(plan: &CratePlan) -> Vec<Dependency> {
    let mut all = RUNTIME.to_vec();
    let groups = [
        (!plan.event_streams.is_empty(), EVENT_STREAMS),
        (plan.has_checksums(), CHECKSUMS),
        (plan.has_compression(), COMPRESSION),
    ];
    let added = groups.into_iter().filter(|(wanted, _)| *wanted);
    for added in added.flat_map(|(_, group)| group) {
        match all.iter_mut().find(|d| d.name == added.name) {
            // With further features.
            Some(dependency) => *dependency = *added,
            None => all.push(*added),
        }
    }
    all.sort_by_key(|d| d.name);
    all
}

/// Of every crate, by name.
const RUNTIME: &[Dependency] = &[
    dependency("aws-credential-types", "1.3.1", &[]),
    dependency("aws-runtime", "1.10.2", &[]),
    dependency("aws-smithy-async", "1.3.1", &[]),
    dependency("aws-smithy-http", "0.64.3", &[]),
    dependency("aws-smithy-observability", "0.3.1", &[]),
    dependency("aws-smithy-runtime", "1.16.2", &["client"]),
    dependency("aws-smithy-runtime-api", "1.20.0", &["client", "http-1x"]),
    dependency("aws-smithy-types", "1.9.3", &["http-body-1-x"]),
    dependency("aws-types", "1.7.0", &[]),
    dependency("bytes", "1.12", &[]),
    dependency("fastrand", "2.5", &[]),
    dependency("http", "1.5", &[]),
    dependency("http-body", "1.1", &[]),
    dependency("tracing", "0.1.44", &[]),
];

/// What event streams add: crates, and features of those above.
const EVENT_STREAMS: &[Dependency] = &[
    dependency("aws-runtime", "1.10.2", &["event-stream"]),
    dependency("aws-smithy-eventstream", "0.61.6", &[]),
    dependency("aws-smithy-http", "0.64.3", &["event-stream"]),
    dependency("crc32fast", "1.5", &[]),
    dependency("futures-core", "0.3.34", &[]),
];

/// What `httpChecksumRequired` adds.
const CHECKSUMS: &[Dependency] = &[dependency("md-5", "0.11", &[])];

/// What `requestCompression` adds.
const COMPRESSION: &[Dependency] = &[Dependency {
    default_features: false,
    ..dependency("flate2", "1.1", &["rust_backend"])
}];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_workspace() {
        let text = include_str!("../../../Cargo.toml");
        let root: toml::Table = text.parse().expect("the workspace's Cargo.toml");
        let table = root["workspace"]["dependencies"]
            .as_table()
            .expect("a table");
        for dependency in RUNTIME.iter().chain(EVENT_STREAMS) {
            let entry = &table[dependency.name];
            let version = entry.as_str().or_else(|| entry.get("version")?.as_str());
            assert_eq!(version, Some(dependency.version), "{}", dependency.name);
        }
    }
}
