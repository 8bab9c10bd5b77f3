//! The three forms of a report, whole, of a handful of changes.

use codegen::diff::{self, Class};
use expect_test::expect;

use crate::case::cases;

#[test]
fn reports_say_the_same_in_three_forms() {
    let cases = cases();
    let root = tempfile::tempdir().expect("a folder");
    let (mut old, mut new) = (crate::case::Files::default(), crate::case::Files::default());
    for files in [&mut old, &mut new] {
        files.service = "Service".to_owned();
        files.crate_name = "tested".to_owned();
    }
    for rule in [
        "optionality-changed",
        "enum-value-added",
        "documentation-changed",
    ] {
        let case = cases.iter().find(|case| case.rule == rule).expect("a case");
        case.add(&mut old, false);
        case.add(&mut new, true);
    }
    let (before, after) = (root.path().join("old"), root.path().join("new"));
    old.write(&before);
    new.write(&after);
    let mut diff = crate::compared(&before, &after);
    (diff.old_label, diff.new_label) = ("old".to_owned(), "new".to_owned());
    assert_eq!(diff.class(), Some(Class::Major));

    expect![[r#"
        tested: old → new: 3 changes: 1 major, 1 minor, 1 patch

        major
          OptionalityChangedS$a  trait required added
              api   ~ types::OptionalityChangedS::a: Option<String> → String
              api   ~ types::OptionalityChangedS::builder().build(): _ → Result<_, BuildError>
              why   the field became an `Option` or stopped to be one, or `build()` became or stopped to be fallible [optionality-changed]

        minor
          EnumValueAddedKind$GREEN  enum value added  green
              api   + types::EnumValueAddedKind::Green
              wire  values may be this one
              why   enums are not exhaustive, and older crates keep such values as unknown [enum-value-added]

        patch
          DocumentationChangedS$a  trait documentation added  "Words."
              why   documentation [documentation-changed]

        version: 1.2.3 → 2.0.0 (major)
    "#]].assert_eq(&diff::text(&diff));
    expect![[r####"
        ### tested: old → new: 3 changes: 1 major, 1 minor, 1 patch

        **major**

        | shape | change | public API | wire | why |
        | --- | --- | --- | --- | --- |
        | `OptionalityChangedS$a` | trait required added | `~ types::OptionalityChangedS::a: Option<String> → String`<br>`~ types::OptionalityChangedS::builder().build(): _ → Result<_, BuildError>` | – | the field became an `Option` or stopped to be one, or `build()` became or stopped to be fallible |

        **minor**

        | shape | change | public API | wire | why |
        | --- | --- | --- | --- | --- |
        | `EnumValueAddedKind$GREEN` | enum value added `green` | `+ types::EnumValueAddedKind::Green` | values may be this one | enums are not exhaustive, and older crates keep such values as unknown |

        **patch**

        | shape | change | public API | wire | why |
        | --- | --- | --- | --- | --- |
        | `DocumentationChangedS$a` | trait documentation added `"Words."` |  | – | documentation |

        **version: 1.2.3 → 2.0.0 (major)**
    "####]].assert_eq(&diff::markdown(&diff).expect("a template that works"));
    let json: serde_json::Value = serde_json::from_str(&diff::json(&diff)).expect("JSON");
    assert_eq!(json["format"], 1);
    assert_eq!(json["nextVersion"], "2.0.0");
    expect![[r#"
        {
          "shape": "t#EnumValueAddedKind$GREEN",
          "what": "enum value",
          "action": "added",
          "old": null,
          "new": "green",
          "class": "minor",
          "rule": "enum-value-added",
          "reason": "enums are not exhaustive, and older crates keep such values as unknown",
          "wire": "values may be this one",
          "api": [
            {
              "action": "added",
              "path": "types::EnumValueAddedKind::Green",
              "old": null,
              "new": null
            }
          ]
        }
    "#]]
    .assert_eq(&format!("{:#}\n", json["changes"][1]));
    expect![[r#"
        Entry {
            breaking: [
                "`OptionalityChangedS::a` is `String` now; it was `Option<String>`.",
                "`build()` of `OptionalityChangedS` gives a `Result` now.",
            ],
            added: [
                "`EnumValueAddedKind` gained `Green`.",
            ],
            changed: [
                "Documentation of `DocumentationChangedS.a`.",
            ],
        }
    "#]]
    .assert_eq(&format!("{:#?}\n", diff::words::entry(&diff.changes)));
}
