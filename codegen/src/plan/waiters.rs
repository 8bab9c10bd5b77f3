//! In: the waiters of an operation. Out: their plans: names, docs, delays, and acceptors whose paths are code (Smithy specification,
//! "Waiters").

use super::names::{self, identifier};
use super::scope::Scope;
use super::{Structure, WaiterAcceptor, WaiterMatcher, WaiterPlan, WaiterSetter};
use crate::docs::to_rustdoc;
use crate::jmespath::{self, FieldAccess, Root};
use crate::model::waiters::{Acceptor, Matcher, Over, PathMatcher, Waiter};
use crate::model::{Member, Operation, ShapeId};

/// **Precondition:** the waiter is valid; one whose paths cannot be compiled, which validation has reported, is left out.
pub fn waiter(scope: &Scope<'_>, operation: &Operation, waiter: &Waiter) -> Option<WaiterPlan> {
    let name = &*waiter.name.text;
    let (pascal, snake) = (names::pascal_case(name), names::snake_case(name));
    let documentation = waiter.documentation.as_deref().map(to_rustdoc);
    let acceptors = waiter.acceptors.iter();
    Some(WaiterPlan {
        shape_name: name.to_owned(),
        module: names::module(name),
        method: format!("wait_until_{snake}"),
        builder: format!("{pascal}FluentBuilder"),
        final_poll: format!("{pascal}FinalPoll"),
        error: format!("WaitUntil{pascal}Error"),
        docs: documentation
            .filter(|docs| !docs.trim().is_empty())
            .unwrap_or_else(|| format!("Waits for `{snake}`.")),
        deprecated: waiter
            .deprecated
            .then(|| "deprecated by the service".to_owned()),
        // Validated to be positive.
        min_delay: waiter.min_delay.seconds.unsigned_abs(),
        max_delay: waiter.max_delay.seconds.unsigned_abs(),
        acceptors: acceptors
            .map(|a| acceptor(scope, operation, a))
            .collect::<Option<_>>()?,
    })
}

/// How the setters of a waiter's builder are called: as those of the operation's, but where they would be in the way of `wait`.
pub fn setters(input: &Structure) -> Vec<WaiterSetter> {
    let taken = |name: &str| input.fields.iter().any(|f| f.name == name);
    let fields = input.fields.iter();
    fields
        .map(|field| {
            let mut name = field.name.clone();
            while name == "wait" || (name != field.name && taken(&name)) {
                name.push_str("_value");
            }
            WaiterSetter {
                name: identifier(name.trim_start_matches("r#").to_owned()),
                field: field.clone(),
            }
        })
        .collect()
}

fn acceptor(
    scope: &Scope<'_>,
    operation: &Operation,
    acceptor: &Acceptor,
) -> Option<WaiterAcceptor> {
    Some(WaiterAcceptor {
        state: acceptor.state,
        matcher: match &acceptor.matcher {
            Matcher::Success(wanted) => WaiterMatcher::Success(*wanted),
            Matcher::ErrorType(name) => WaiterMatcher::ErrorType(name.to_string()),
            Matcher::Path(path) => path_matcher(scope, operation, path)?,
        },
    })
}

fn path_matcher(
    scope: &Scope<'_>,
    operation: &Operation,
    matcher: &PathMatcher,
) -> Option<WaiterMatcher> {
    let root = match matcher.over {
        Over::Output => Root::Output(&operation.output),
        Over::InputOutput => Root::InputOutput {
            input: &operation.input,
            output: &operation.output,
        },
    };
    let expr = jmespath::parse(&matcher.path.text).ok()?;
    let typed = jmespath::compile(scope.model, scope, root, &expr).ok()?;
    Some(WaiterMatcher::Path {
        over: matcher.over,
        value: jmespath::value(scope.model, scope, typed, expr.offset).ok()?,
        comparator: matcher.comparator,
        expected: matcher.expected.text.to_string(),
    })
}

impl jmespath::Names for Scope<'_> {
    fn field(&self, structure: &ShapeId, member: &Member) -> FieldAccess {
        let boxed = (structure.clone(), member.name.to_string());
        FieldAccess {
            name: self.field_names(structure, &member.name).name,
            optional: self.is_optional(self.shape(structure), member),
            boxed: self.boxed.contains(&boxed),
        }
    }

    fn accessor(&self, union: &ShapeId, member: &Member) -> String {
        self.variant_names(union, &member.name).as_method
    }

    fn is_method(&self, union: &ShapeId, member: &Member) -> String {
        self.variant_names(union, &member.name).is_method
    }

    fn type_name(&self, shape: &ShapeId) -> String {
        Scope::type_name(self, shape)
    }
}
