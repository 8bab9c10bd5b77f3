//! The same bytes read as the same value by the codec and by each form, or refused by both; and written the same.

use crate::runtime::json::{ReadError, Reader, Writer};
use crate::types::Part;
use proptest::prelude::*;
use std::fmt::Debug;

/// A codec function beside the form that has to agree with it.
macro_rules! beside {
    ($text:expr, $of:ty, $form:expr, $read:expr, $write:expr) => {{
        #[derive(Default)]
        struct HeldBuilder {
            value: Option<$of>,
        }
        #[derive(Debug, PartialEq)]
        struct Holder {
            value: Option<$of>,
        }
        crate::runtime::serde_form::structure!([Serialize] Holder, HeldBuilder [], {
            optional(value, "value", $form)
        });
        agree::<Holder, $of>($text, |h| h.value.as_ref(), $read, $write)
    }};
}

fn agree<H, T>(
    text: &str,
    value: fn(&H) -> Option<&T>,
    read: fn(&mut Reader<'_>) -> Result<T, ReadError>,
    write: fn(&mut Writer, &T),
) -> Result<(), TestCaseError>
where
    H: serde::Serialize + serde::de::DeserializeOwned,
    T: Debug + PartialEq,
{
    let mut reader = Reader::new(text.as_bytes());
    let by_codec = read(&mut reader).and_then(|v| reader.finish().map(|()| v));
    let object = format!("{{\"value\":{text}}}");
    let holder = serde_json::from_str::<H>(&object);
    match (&by_codec, &holder) {
        // A null is read before the codec function is asked.
        (Err(_), Ok(holder)) => {
            prop_assert!(text.trim() == "null" && value(holder).is_none(), "{}", text)
        }
        (Err(_), Err(_)) => {}
        (Ok(by_codec), Ok(holder)) => {
            let by_serde = value(holder);
            // NaN is not equal to itself.
            let equal = by_serde == Some(by_codec)
                || format!("{by_serde:?}") == format!("{:?}", Some(by_codec));
            prop_assert!(equal, "{}: {:?}, {:?}", text, by_codec, by_serde);
            let mut writer = Writer::new();
            write(&mut writer, by_codec);
            let written: serde_json::Value =
                serde_json::from_slice(&writer.finish().unwrap()).unwrap();
            // Both by way of text, since `serde_json` does not read the last digits of an `f64` back exactly.
            let text = serde_json::to_string(holder).unwrap();
            let by_serde: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&by_serde["value"], &written);
        }
        (Ok(by_codec), Err(error)) => prop_assert!(false, "{text}: {by_codec:?}, but {error}"),
    }
    Ok(())
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<u64>().prop_map(|n| n.to_string()),
        (-200i32..200).prop_map(|n| n.to_string()),
        // Of few digits, so that serde_json reads them exactly.
        (-1_000_000i64..1_000_000, 1u32..5).prop_map(|(n, digits)| format!(
            "{:.*}", digits as usize, n as f64 / 1000.0
        )),
        (0i64..4_000_000_000, 0u32..1_000_000).prop_map(|(s, micros)| format!("{s}.{micros:06}")),
        Just("1.0".to_owned()),
        Just("1e2".to_owned()),
        Just("-0".to_owned()),
        Just("1e400".to_owned()),
        prop_oneof![
            "[a-z\"\\\\\u{e9}\u{1F600} ]{0,8}",
            "[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{1,5}",
            "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])T(0[0-9]|1[0-9]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|\\+02:00)",
            "(Mon|Tue), (0[1-9]|1[0-9]) (Jan|Feb) 20[0-9]{2} (0[0-9]|1[0-9]):[0-5][0-9]:[0-5][0-9] GMT",
            Just("NaN".to_owned()), Just("Infinity".to_owned()), Just("-Infinity".to_owned()),
        ].prop_map(|s| serde_json::to_string(&s).unwrap()),
    ]
}

fn json() -> impl Strategy<Value = String> {
    scalar().prop_recursive(4, 24, 4, |inner| {
        let key = prop_oneof![
            "[a-z]{1,3}",
            Just("lid".to_owned()),
            Just("spout".to_owned()),
            Just("handle".to_owned()),
            Just("__type".to_owned())
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|v| format!("[{}]", v.join(","))),
            prop::collection::vec((key, inner), 0..4).prop_map(|members| {
                let members: Vec<_> = members.iter().map(|(k, v)| format!("{k:?}:{v}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

fn read_part(r: &mut Reader<'_>) -> Result<Part, ReadError> {
    let known = |r: &mut Reader<'_>, member| match member {
        0 => Reader::string(r).map(Part::Lid),
        1 => Reader::integer(r).map(Part::Spout),
        _ => Reader::skip_value(r).map(|()| Part::Handle),
    };
    crate::runtime::union::read(r, &["lid", "spout", "handle"], known, Part::Unknown)
}

fn write_part(w: &mut Writer, part: &Part) {
    w.begin_object();
    match part {
        Part::Lid(v) => {
            w.key("lid");
            w.string(v);
        }
        Part::Spout(v) => {
            w.key("spout");
            w.integer(*v);
        }
        Part::Handle => {
            w.key("handle");
            w.begin_object();
            w.end_object();
        }
        Part::Unknown(member) => {
            w.escaped_key(member.tag());
            w.document(member.value());
        }
    }
    w.end_object();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn simple_values(text in scalar()) {
        beside!(&text, bool, Boolean, |r| r.boolean(), |w, v| w.boolean(*v))?;
        beside!(&text, i8, Integer, |r| r.byte(), |w, v| w.byte(*v))?;
        beside!(&text, i16, Integer, |r| r.short(), |w, v| w.short(*v))?;
        beside!(&text, i32, Integer, |r| r.integer(), |w, v| w.integer(*v))?;
        beside!(&text, i64, Integer, |r| r.long(), |w, v| w.long(*v))?;
        beside!(&text, f32, Float, |r| r.float(), |w, v| w.float(*v))?;
        beside!(&text, f64, Float, |r| r.double(), |w, v| w.double(*v))?;
        beside!(&text, String, Text, |r| r.string(), |w, v| w.string(v))?;
        beside!(&text, aws_smithy_types::Blob, Base64, |r| r.blob(), |w, v| w.blob(v.as_ref()))?;
        type Timestamp = aws_smithy_types::DateTime;
        beside!(&text, Timestamp, DateTime, |r| r.date_time(), |w, v| w.date_time(v))?;
        beside!(&text, Timestamp, HttpDate, |r| r.http_date(), |w, v| w.http_date(v))?;
        beside!(&text, Timestamp, EpochSeconds, |r| r.epoch_seconds(), |w, v| w.epoch_seconds(v))?;
    }

    #[test]
    fn aggregates(text in json()) {
        type Maps = std::collections::HashMap<String, Vec<i32>>;
        type Sparse = std::collections::HashMap<String, Option<String>>;
        beside!(&text, Vec<String>, List(Text), |r| r.list(Reader::string), |w, v| w.list(v, |w, v| w.string(v)))?;
        beside!(&text, Vec<Option<String>>, List(Sparse(Text)), |r| r.sparse_list(Reader::string),
            |w, v| w.sparse_list(v, |w, v| w.string(v)))?;
        beside!(&text, Maps, Map(List(Integer)), |r| r.map(|r| r.list(Reader::integer)),
            |w, v| w.map(v, |w, v| w.list(v, |w, v| w.integer(*v))))?;
        beside!(&text, Sparse, Map(Sparse(Text)), |r| r.sparse_map(Reader::string),
            |w, v| w.sparse_map(v, |w, v| w.string(v)))?;
        beside!(&text, Part, Named, read_part, write_part)?;
        beside!(&text, Vec<Part>, List(Named), |r| r.list(read_part), |w, v| w.list(v, write_part))?;
    }

    #[test]
    fn documents(text in json()) {
        let mut reader = Reader::new(text.as_bytes());
        let by_codec = reader.document();
        let by_serde = serde_json::from_str::<DocumentHolder>(&format!("{{\"value\":{text}}}"));
        match (by_codec, by_serde) {
            (Ok(by_codec), Ok(holder)) => {
                prop_assert_eq!(Some(&by_codec), holder.value.as_ref());
                let written: serde_json::Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(&serde_json::to_value(&holder).unwrap()["value"], &written);
            }
            (Err(_), Err(_)) => {}
            (by_codec, by_serde) => {
                prop_assert!(false, "{}: {:?}, {:?}", text, by_codec, by_serde.map(|h| h.value));
            }
        }
    }
}

struct DocumentHolder {
    value: Option<aws_smithy_types::Document>,
}
#[derive(Default)]
struct DocumentHolderBuilder {
    value: Option<aws_smithy_types::Document>,
}
crate::runtime::serde_form::structure!([Serialize] DocumentHolder, DocumentHolderBuilder [], {
    optional(value, "value", Document)
});
