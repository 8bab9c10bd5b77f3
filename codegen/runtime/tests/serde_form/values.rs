//! Values at the edges of serde's data model, and formats that are no JSON.

use aws_smithy_types::{BigDecimal, BigInteger, Document, Number};
use serde::de::value::MapDeserializer;
use serde::Deserialize;

macro_rules! holder {
    ($name:ident, $builder:ident, $of:ty, $form:expr) => {
        #[derive(Debug, PartialEq)]
        struct $name {
            value: Option<$of>,
        }
        #[derive(Default)]
        struct $builder {
            value: Option<$of>,
        }
        crate::runtime::serde_form::structure!([Serialize] $name, $builder [], {
            optional(value, "value", $form)
        });
        impl $name {
            fn of(value: $of) -> Self {
                Self { value: Some(value) }
            }
        }
    };
}

holder!(Single, SingleBuilder, f32, Float);
holder!(Whole, WholeBuilder, BigInteger, BigInteger);
holder!(Exact, ExactBuilder, BigDecimal, BigDecimal);
holder!(
    Moment,
    MomentBuilder,
    aws_smithy_types::DateTime,
    EpochSeconds
);
holder!(Day, DayBuilder, aws_smithy_types::DateTime, DateTime);
holder!(Any, AnyBuilder, Document, Document);

fn text<T: serde::Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).unwrap();
    // A tree of values holds the same numbers.
    let value = serde_json::to_value(value).unwrap();
    assert_eq!(
        value,
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    );
    text.strip_prefix("{\"value\":")
        .unwrap()
        .strip_suffix('}')
        .unwrap()
        .to_owned()
}

#[test]
fn floats_of_32_bits_keep_their_digits() {
    for (value, digits) in [
        (0.1f32, "0.1"),
        (16777216.0, "16777216.0"),
        (f32::MAX, "3.4028235e+38"),
        (f32::MIN_POSITIVE, "1.1754944e-38"),
    ] {
        assert_eq!(text(&Single::of(value)), digits);
        assert_eq!(
            serde_json::from_str::<Single>(&format!("{{\"value\":{digits}}}")).unwrap(),
            Single::of(value)
        );
    }
    assert_eq!(text(&Single::of(f32::NEG_INFINITY)), "\"-Infinity\"");
    assert_eq!(text(&Single::of(f32::NAN)), "\"NaN\"");
    assert!(serde_json::from_str::<Single>("{\"value\":1e39}").is_err());
}

#[test]
fn big_numbers_are_numbers_where_serde_has_them() {
    for (digits, form) in [
        ("0", "0"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "\"18446744073709551616\""),
    ] {
        let value = Whole::of(digits.parse().unwrap());
        assert_eq!(text(&value), form);
        assert_eq!(
            serde_json::from_str::<Whole>(&format!("{{\"value\":{form}}}")).unwrap(),
            value
        );
    }
    for (digits, form) in [
        ("1.5", "1.5"),
        ("1.50", "\"1.50\""),
        ("3.14159265358979323846", "\"3.14159265358979323846\""),
    ] {
        let value = Exact::of(digits.parse().unwrap());
        assert_eq!(text(&value), form);
        assert_eq!(
            serde_json::from_str::<Exact>(&format!("{{\"value\":{form}}}")).unwrap(),
            value
        );
    }
    assert!(serde_json::from_str::<Whole>("{\"value\":1.5}").is_err());
}

#[test]
fn timestamps_out_of_the_range_of_their_format_are_errors() {
    use aws_smithy_types::DateTime;
    assert!(serde_json::to_string(&Day::of(DateTime::from_secs(i64::MAX))).is_err());
    for digits in ["1e300", "-1e30", "18446744073709551615"] {
        assert!(
            serde_json::from_str::<Moment>(&format!("{{\"value\":{digits}}}")).is_err(),
            "{digits}"
        );
    }
    let max = Moment::of(DateTime::from_secs(i64::MAX));
    assert_eq!(text(&max), "9223372036854775807");
    assert_eq!(
        text(&Moment::of(DateTime::from_secs_and_nanos(-2, 500_000_000))),
        "-1.5"
    );
}

fn nested(depth: usize) -> Document {
    (0..depth).fold(Document::Null, |inner, _| Document::Array(vec![inner]))
}

#[test]
fn documents_have_the_depth_limit_of_the_codec() {
    assert!(serde_json::to_string(&Any::of(nested(127))).is_ok());
    let error = serde_json::to_string(&Any::of(nested(128)))
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "a document is nested deeper than 127 objects and arrays"
    );
    // Without serde_json's own limit in front of ours.
    let value = |depth| {
        (0..depth).fold(serde_json::Value::Null, |inner, _| {
            serde_json::json!([inner])
        })
    };
    let read = |depth| {
        Any::deserialize(MapDeserializer::<_, serde_json::Error>::new(
            [("value", value(depth))].into_iter(),
        ))
    };
    assert!(read(127).is_ok());
    assert!(read(128).is_err());
}

/// `serde_json` gives numbers in this form if any crate of the program has turned on its feature `arbitrary_precision`.
#[test]
fn numbers_of_arbitrary_precision_are_numbers() {
    fn number<T: for<'de> Deserialize<'de>>(digits: &str) -> Result<T, serde_json::Error> {
        let number = serde_json::json!({ "$serde_json::private::Number": digits });
        T::deserialize(serde_json::json!({ "value": number }))
    }
    assert_eq!(
        number::<Any>("12").unwrap(),
        Any::of(Document::Number(Number::PosInt(12)))
    );
    assert_eq!(
        number::<Any>("-12").unwrap(),
        Any::of(Document::Number(Number::NegInt(-12)))
    );
    assert_eq!(
        number::<Any>("0.5").unwrap(),
        Any::of(Document::Number(Number::Float(0.5)))
    );
    assert_eq!(number::<Single>("0.1").unwrap(), Single::of(0.1));
    let digits = "3.14159265358979323846";
    assert_eq!(
        number::<Exact>(digits).unwrap(),
        Exact::of(digits.parse().unwrap())
    );
    assert!(number::<Single>("x").is_err());
}
