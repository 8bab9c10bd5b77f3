//! In: a valid model, and the names of fix-ups from `service.toml`. Out: the model with the quirks of that service corrected.
//!
//! One function per quirk, with the reason and where it can be seen. **A fix-up that changes nothing is an error**: the model has
//! been corrected, and the fix-up can go. Special cases by name live here and nowhere else.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Model, ShapeId, ShapeKind};
use crate::settings::Named;

/// Changes the model; says whether there was something to change.
type FixUp = fn(&mut Model) -> bool;

/// Every fix-up by the name that `service.toml` has for it.
const FIX_UPS: [(&str, FixUp); 2] = [
    (
        "agentcore-omits-false-in-payment-token-requests",
        agentcore_omits_false_in_payment_token_requests,
    ),
    (
        "devops-agent-omits-false-support-code-challenge",
        devops_agent_omits_false_support_code_challenge,
    ),
];

/// `None` only with errors in `diagnostics`.
pub fn apply(mut model: Model, names: &[Named], diagnostics: &mut Diagnostics) -> Option<Model> {
    for wanted in names {
        let name = &wanted.name;
        let error = |title: String, label: &str| {
            let error = Diagnostic::error(title);
            match wanted.span {
                Some(span) => error.at(span, label),
                None => error,
            }
        };
        let Some((_, fix_up)) = FIX_UPS.iter().find(|(known, _)| known == name) else {
            let known = FIX_UPS.map(|(name, _)| name).join(", ");
            diagnostics.push(
                error(format!("there is no fix-up `{name}`"), "unknown").help(format!(
                    "remove it from `fixups` in service.toml, or write one of: {known}"
                )),
            );
            continue;
        };
        if !fix_up(&mut model) {
            let title = format!("the fix-up `{name}` has nothing to correct any more");
            diagnostics.push(
                error(title, "changes nothing")
                    .help("the model has been corrected: remove the fix-up from service.toml"),
            );
        }
    }
    (!diagnostics.has_errors()).then_some(model)
}

/// Clients of this service have never sent `supportCodeChallenge` when it is false, its default: seen in the requests of
/// `aws-sdk-devopsagent` (`ser_mcp_server_o_auth3_lo_config`). A value equal to its default is sent otherwise, as the
/// specification of the `default` trait lets clients do and Smithy's protocol tests expect
/// (`RestJsonClientPopulatesDefaultValuesInInput`).
fn devops_agent_omits_false_support_code_challenge(model: &mut Model) -> bool {
    let id = "com.amazonaws.devopsagent#MCPServerOAuth3LOConfig";
    omit_default(model, id, "supportCodeChallenge")
}

/// The same of `includeWalletAuthToken` and `includeAuthorizationSignature`: seen in the requests of `aws-sdk-bedrockagentcore`,
/// with which `tests/dropin` compares ours.
fn agentcore_omits_false_in_payment_token_requests(model: &mut Model) -> bool {
    let coinbase = "com.amazonaws.bedrockagentcore#CoinbaseCdpTokenRequestInput";
    let stripe = "com.amazonaws.bedrockagentcore#StripePrivyTokenRequestInput";
    let coinbase = omit_default(model, coinbase, "includeWalletAuthToken");
    let stripe = omit_default(model, stripe, "includeAuthorizationSignature");
    coinbase && stripe
}

/// Never sends the member when it equals its default; false if there is no such member or no default.
fn omit_default(model: &mut Model, structure: &str, member: &str) -> bool {
    let id = ShapeId::new(structure);
    let Some(ShapeKind::Structure { members }) = model.shapes.get_mut(&id).map(|s| &mut s.kind)
    else {
        return false;
    };
    let Some(member) = members.iter_mut().find(|m| &*m.name == member) else {
        return false;
    };
    let has_default = member.traits.default.is_some();
    member.traits.omits_default = has_default;
    has_default
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fix_up_without_its_quirk_or_its_name_is_an_error() {
        for (name, text) in [
            ("no-such-fix-up", "there is no fix-up `no-such-fix-up`"),
            (FIX_UPS[0].0, "has nothing to correct any more"),
            (FIX_UPS[1].0, "has nothing to correct any more"),
        ] {
            let mut diagnostics = Diagnostics::default();
            assert!(apply(Model::default(), &[name.into()], &mut diagnostics).is_none());
            assert!(
                diagnostics.list[0].title.contains(text),
                "{}",
                diagnostics.list[0].title
            );
        }
    }
}
