//! Which variables a part of a rule reads, so that no local is declared for nothing.

use super::typed::*;

/// Whether one of the conditions or the body reads the value of a variable; asking whether it is set is no reading.
pub fn reads(conditions: &[Condition], body: &RuleBody, id: VariableId) -> bool {
    let condition = |condition: &Condition| match condition {
        Condition::IsSet(_) => false,
        Condition::Assign(_, expr) | Condition::Test(expr) => in_expr(expr, id),
    };
    conditions.iter().any(condition)
        || match body {
            RuleBody::Error(message) => in_expr(message, id),
            RuleBody::Tree(rules) => rules
                .iter()
                .any(|rule| reads(&rule.conditions, &rule.body, id)),
            RuleBody::Endpoint(endpoint) => {
                in_expr(&endpoint.url, id)
                    || endpoint
                        .headers
                        .iter()
                        .any(|(_, values)| values.iter().any(|value| in_expr(value, id)))
                    || endpoint
                        .properties
                        .iter()
                        .any(|(_, property)| in_property(property, id))
            }
        }
}

fn in_property(property: &Property, id: VariableId) -> bool {
    match property {
        Property::String(value) => in_expr(value, id),
        Property::Boolean(_) | Property::Integer(_) => false,
        Property::List(items) => items.iter().any(|item| in_property(item, id)),
        Property::Object(members) => members.iter().any(|(_, value)| in_property(value, id)),
    }
}

fn in_expr(expr: &Expr, id: VariableId) -> bool {
    match &expr.kind {
        ExprKind::String(_) | ExprKind::Boolean(_) | ExprKind::Integer(_) => false,
        ExprKind::Variable(variable) => *variable == id,
        ExprKind::Template(parts) => parts.iter().any(|part| match part {
            Part::Text(_) => false,
            Part::Expr(expr) => in_expr(expr, id),
        }),
        ExprKind::Call(_, arguments) | ExprKind::List(arguments) => {
            arguments.iter().any(|a| in_expr(a, id))
        }
        ExprKind::Field(target, _) | ExprKind::Element(target, _) => in_expr(target, id),
    }
}
