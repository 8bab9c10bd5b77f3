//! In: the value of a `smithy.rules#endpointRuleSet` trait. Out: the module `config::endpoint` of the generated crate.
//!
//! | stage | in | out |
//! |---|---|---|
//! | [`parse()`] | a node | [`syntax::RuleSet`]: the rule set as written, with spans |
//! | [`check()`] | rule set | [`typed::TypedRuleSet`]: names resolved, types checked |
//! | [`plan()`] | typed rules | [`EndpointPlan`]: the Rust side, decided completely |
//! | [`render()`] | plan | tokens |
//!
//! [`compile`] is the first three in one. [`bind`] and [`render_bindings`] do the same for what one operation sets.
//!
//! Rules: Smithy specification, "Rules engine specification", "Rules engine standard library", "Rules engine parameters";
//! "AWS rules engine library functions" and "built-ins". The functions are in `endpoint` of the runtime.

mod bind;
mod check;
mod check_expr;
mod custom_endpoint;
mod lower;
mod lower_expr;
mod parse;
mod plan;
mod reads;
mod render;
mod render_bindings;
mod render_code;
pub mod syntax;
mod template;
#[cfg(test)]
mod tests;
pub mod typed;
mod walk;

pub use bind::{BoundParam, BoundValue, Fields, MemberField, bind};
pub use check::check;
pub use custom_endpoint::custom_endpoint_only;
pub use parse::parse;
pub use plan::{
    AuthScheme, Code, DocumentCode, EndpointPlan, FormatPiece, Outcome, ParamPlan, ParamSource,
    Statement, plan,
};
pub use render::render;
pub use render_bindings::{reads_input, render_bindings};
pub use walk::{Take, Walk};

use crate::ast::Node;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::ClientContextParam;

/// What to do about a finding whose label says it all.
const REMEDY: &str = "correct it in smithy.rules#endpointRuleSet, a trait of the service";

/// Compiles the rule set of a service. `None` if `diagnostics` have an error now.
pub fn compile(
    shape: &str,
    rule_set: &Node,
    client_context: &[ClientContextParam],
    diagnostics: &mut Diagnostics,
) -> Option<EndpointPlan> {
    let rule_set = parse(shape, rule_set, diagnostics)?;
    let typed = check(shape, &rule_set, diagnostics)?;
    plan(shape, &typed, client_context, diagnostics)
}

/// The finding for a service that has its rules only as `smithy.rules#endpointBdd`.
pub fn binary_decision_diagram(shape: &str, value: &Node) -> Diagnostic {
    Diagnostic::error("the trait `smithy.rules#endpointBdd` is not supported yet")
        .shape(shape)
        .at(value.span, "endpoint rules as a binary decision diagram")
        .help("use a model that has the trait `smithy.rules#endpointRuleSet`, of which the diagram is made")
}
