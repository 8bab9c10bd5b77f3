//! `aws.partition`: which partition a region belongs to, and what that means for its host names.
//!
//! Rules: "AWS rules engine library functions", "`Partition` structure". A region is found by its name or by the pattern
//! of its partition, and belongs to `aws` if neither helps, so that a region opened tomorrow works today.

use super::partitions::PARTITIONS;

/// What a rule set may ask about a partition.
#[derive(Debug, PartialEq, Eq)]
pub struct Partition {
    pub name: &'static str,
    pub dns_suffix: &'static str,
    pub dual_stack_dns_suffix: &'static str,
    pub supports_fips: bool,
    pub supports_dual_stack: bool,
    /// The region that services without regions sign for.
    pub implicit_global_region: &'static str,
    /// Names that start a region of the partition (`us` in `us-east-1`); each is followed by a word and a number.
    pub(super) prefixes: &'static [&'static str],
    /// Region names that do not have that form.
    pub(super) others: &'static [&'static str],
}

/// The partition of a region; `aws` for a name that no partition knows. Always `Some`: the specification leaves room for
/// partition data without `aws`.
pub fn partition(region: &str) -> Option<&'static Partition> {
    PARTITIONS
        .iter()
        .find(|partition| partition.has(region))
        .or(PARTITIONS.first())
}

impl Partition {
    fn has(&self, region: &str) -> bool {
        self.others.contains(&region)
            || self
                .prefixes
                .iter()
                .any(|prefix| follows_pattern(region, prefix))
    }
}

/// Whether the region is `prefix-word-number`.
fn follows_pattern(region: &str, prefix: &str) -> bool {
    let Some((word, number)) = region
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('-'))
        .and_then(|rest| rest.split_once('-'))
    else {
        return false;
    };
    !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(region: &str) -> &'static str {
        partition(region).unwrap().name
    }

    #[test]
    fn known_regions() {
        for (region, expected) in [
            ("us-east-1", "aws"),
            ("ap-southeast-7", "aws"),
            ("mx-central-1", "aws"),
            ("il-central-1", "aws"),
            ("aws-global", "aws"),
            ("us-gov-west-1", "aws-us-gov"),
            ("aws-us-gov-global", "aws-us-gov"),
            ("cn-northwest-1", "aws-cn"),
            ("aws-cn-global", "aws-cn"),
            ("us-iso-west-1", "aws-iso"),
            ("aws-iso-global", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("aws-iso-b-global", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("aws-iso-e-global", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("aws-iso-f-global", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
        ] {
            assert_eq!(name(region), expected, "{region}");
        }
    }

    #[test]
    fn regions_of_tomorrow_go_by_their_pattern() {
        assert_eq!(name("cn-south-12"), "aws-cn");
        assert_eq!(name("us-gov-central-9"), "aws-us-gov");
        assert_eq!(name("us-isob-north-2"), "aws-iso-b");
        assert_eq!(name("eusc-de-west-2"), "aws-eusc");
    }

    #[test]
    fn anything_else_is_aws() {
        for region in [
            "",
            "nowhere",
            "cn",
            "cn-",
            "cn--1",
            "cn-north-",
            "cn-north-1a",
            "xcn-north-1",
            "eusc-fr-east-1",
            "cn-a-b-1",
        ] {
            assert_eq!(name(region), "aws", "{region}");
        }
    }

    #[test]
    fn no_region_has_two_partitions() {
        for partition in &PARTITIONS {
            let regions = partition
                .prefixes
                .iter()
                .map(|prefix| format!("{prefix}-east-1"));
            for region in regions.chain(partition.others.iter().map(|region| region.to_string())) {
                let owners: Vec<_> = PARTITIONS
                    .iter()
                    .filter(|p| p.has(&region))
                    .map(|p| p.name)
                    .collect();
                assert_eq!(owners, [partition.name], "{region}");
            }
            assert!(
                partition.has(partition.implicit_global_region),
                "{}",
                partition.name
            );
        }
    }
}
