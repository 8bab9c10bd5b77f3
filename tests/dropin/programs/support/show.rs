//! Values as text that depends neither on the crate they come from nor on the order of a map.

use std::collections::{BTreeMap, HashMap};

use aws_smithy_types::{Blob, DateTime, Document, Number};

pub trait Show {
    fn show(&self) -> String;
}

impl<T: Show + ?Sized> Show for &T {
    fn show(&self) -> String {
        (**self).show()
    }
}

impl<T: Show + ?Sized> Show for Box<T> {
    fn show(&self) -> String {
        (**self).show()
    }
}

/// Absent values show as nothing at all, and what is there as itself: getters differ from fields by an `Option`.
impl<T: Show> Show for Option<T> {
    fn show(&self) -> String {
        self.as_ref().map_or_else(|| "-".to_owned(), Show::show)
    }
}

impl<T: Show> Show for [T] {
    fn show(&self) -> String {
        let items: Vec<String> = self.iter().map(Show::show).collect();
        format!("[{}]", items.join(", "))
    }
}

impl<T: Show> Show for Vec<T> {
    fn show(&self) -> String {
        self.as_slice().show()
    }
}

impl<T: Show> Show for HashMap<String, T> {
    fn show(&self) -> String {
        let sorted: BTreeMap<_, _> = self.iter().collect();
        let entries: Vec<String> = sorted
            .iter()
            .map(|(k, v)| format!("{k:?}: {}", v.show()))
            .collect();
        format!("{{{}}}", entries.join(", "))
    }
}

impl Show for str {
    fn show(&self) -> String {
        format!("{self:?}")
    }
}

impl Show for String {
    fn show(&self) -> String {
        self.as_str().show()
    }
}

macro_rules! by_debug {
    ($($ty:ty),*) => {
        $(impl Show for $ty {
            fn show(&self) -> String {
                format!("{self:?}")
            }
        })*
    };
}

by_debug!(bool, i8, i16, i32, i64, f32, f64, Blob, DateTime);

impl Show for Document {
    fn show(&self) -> String {
        match self {
            Document::Object(entries) => entries.show(),
            Document::Array(items) => items.show(),
            Document::Number(Number::Float(number)) => format!("float {number:?}"),
            other => format!("{other:?}"),
        }
    }
}
