//! In: a name of the model, and which of several it is if its Rust name is not its alone. Out: every identifier made of it.
//!
//! The number goes behind the name: `foo_bar_2`, `FooBar2`, and `Sha1_2` where it would run into a digit.

use super::distinct::Number;
use super::names::{self, identifier};

/// Of a shape, or of the error of an event stream.
#[derive(Clone, Debug)]
pub struct TypeNames {
    /// `FooBar`.
    pub name: String,
    /// The private module that defines it: `_foo_bar`.
    pub module: String,
}

/// Of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// `ListServices`.
    pub name: String,
    /// `list_services`, in this and the next with what a keyword needs.
    pub module: String,
    /// Of the client.
    pub method: String,
    /// `list_services`, whatever that means in Rust.
    pub snake: String,
}

/// Of a member of a structure.
#[derive(Clone, Debug)]
pub struct FieldNames {
    /// `created_at`.
    pub name: String,
    /// `set_created_at`.
    pub setter: String,
    /// `get_created_at`.
    pub getter: String,
}

/// Of a member of a union or enum.
#[derive(Clone, Debug)]
pub struct VariantNames {
    /// `ApiKey`.
    pub name: String,
    /// `as_api_key`, as the next for unions only.
    pub as_method: String,
    /// `is_api_key`.
    pub is_method: String,
}

impl TypeNames {
    pub fn of_shape(shape: &str, number: Number) -> Self {
        Self {
            name: pascal(names::type_name(shape), number),
            module: format!("_{}", snake(shape, number)),
        }
    }

    /// Of the error of an event stream, by the name of its union.
    pub fn of_stream_error(union: &str, number: Number) -> Self {
        let error = format!("{}_error", names::snake_case(union));
        Self {
            name: pascal(format!("{}Error", names::type_name(union)), number),
            module: format!("_{}", snake(&error, number)),
        }
    }

    /// The method of an error enum that asks for this error.
    pub fn is_method(&self) -> String {
        format!("is_{}", names::snake_case(&self.name))
    }

    pub fn claims(self) -> Vec<String> {
        vec![self.name, self.module]
    }
}

impl OperationNames {
    pub fn new(operation: &str, number: Number) -> Self {
        let snake = snake(operation, number);
        let (module, method) = match number {
            None => (names::module(operation), names::method(operation)),
            Some(_) => (identifier(snake.clone()), identifier(snake.clone())),
        };
        Self {
            name: pascal(names::type_name(operation), number),
            module,
            method,
            snake,
        }
    }

    pub fn claims(self) -> Vec<String> {
        vec![self.method, self.module, self.name]
    }
}

impl FieldNames {
    pub fn new(member: &str, number: Number) -> Self {
        let snake = snake(member, number);
        Self {
            setter: format!("set_{snake}"),
            getter: format!("get_{snake}"),
            name: match number {
                None => names::member(member),
                Some(_) => identifier(snake),
            },
        }
    }

    pub fn claims(self) -> Vec<String> {
        vec![self.name, self.setter, self.getter]
    }
}

impl VariantNames {
    pub fn new(member: &str, number: Number) -> Self {
        let name = pascal(names::variant(member), number);
        let snake = match &*name {
            // Accessors of the variant for what the client does not know are there already.
            "UnknownValue" => "unknown_value".to_owned(),
            _ => snake(member, number),
        };
        Self {
            name,
            as_method: format!("as_{snake}"),
            is_method: format!("is_{snake}"),
        }
    }

    pub fn claims(self) -> Vec<String> {
        vec![self.name, self.as_method, self.is_method]
    }
}

fn snake(name: &str, number: Number) -> String {
    let name = names::snake_case(name);
    match number {
        None => name,
        Some(n) => format!("{name}_{n}"),
    }
}

fn pascal(name: String, number: Number) -> String {
    let Some(n) = number else {
        return name;
    };
    let name = name.trim_end_matches('_');
    if name.ends_with(|c: char| c.is_ascii_digit()) {
        format!("{name}_{n}")
    } else {
        format!("{name}{n}")
    }
}
