//! Traits of the closure that the client does not do: warned of, or refused. One finding a trait, with its first places.

use std::collections::BTreeMap;

use super::{Context, Place, member_id, members};
use crate::ast::{Node, Span};
use crate::model::closure::Closure;
use crate::model::traits::Traits;
use crate::model::treatments::{self, FOREIGN_NAMESPACES, Treatment};
use crate::model::{Model, ShapeId};

/// Places shown of a trait that is on many shapes.
const SHOWN: usize = 3;

#[derive(Default)]
struct Uses {
    count: usize,
    /// The first ones: place, and the shape or member there.
    places: Vec<(Option<Span>, String)>,
}

pub(super) fn check(closure: &Closure, context: &mut Context<'_>) {
    let model = context.model;
    let mut found: BTreeMap<&ShapeId, (Verdict, Uses)> = BTreeMap::new();
    for id in &closure.shapes {
        let Some(shape) = model.shapes.get(id).filter(|s| s.span.is_some()) else {
            continue;
        };
        note(&shape.traits, &|| id.to_string(), model, &mut found);
        for member in members(shape) {
            note(&member.traits, &|| member_id(id, member), model, &mut found);
        }
    }
    for (id, (verdict, uses)) in found {
        let mut places = uses.places.into_iter();
        let Some((span, shape)) = places.next() else {
            continue;
        };
        let mut place = Place::new(span, verdict.label());
        for (span, _) in places {
            place = place.and(span, "here too");
        }
        let shown = SHOWN.min(uses.count);
        let more = match uses.count - shown {
            0 => String::new(),
            more => format!(" ({more} more in this service)"),
        };
        let (title, help) = verdict.words(id);
        let title = format!("{title}{more}");
        match verdict {
            Verdict::Refused(_) => context.error(title, shape, place, help),
            _ => context.warning(title, shape, place, help),
        }
    }
}

fn note<'a>(
    traits: &'a Traits,
    shape: &dyn Fn() -> String,
    model: &Model,
    found: &mut BTreeMap<&'a ShapeId, (Verdict, Uses)>,
) {
    for (index, (id, value)) in traits.raw.iter().enumerate() {
        let Some(verdict) = verdict(id, value, model) else {
            continue;
        };
        let (worst, uses) = found
            .entry(id)
            .or_insert_with(|| (verdict, Uses::default()));
        if matches!(verdict, Verdict::Refused(_)) && !matches!(worst, Verdict::Refused(_)) {
            // What is refused is shown first, and alone.
            *worst = verdict;
            uses.places.clear();
        }
        uses.count += 1;
        if uses.places.len() < SHOWN {
            uses.places
                .push((traits.id_spans.get(index).copied(), shape()));
        }
    }
}

#[derive(Clone, Copy)]
enum Verdict {
    Warned(&'static str),
    Refused(&'static str),
    Unknown,
}

impl Verdict {
    fn label(self) -> &'static str {
        match self {
            Self::Warned(reason) | Self::Refused(reason) => reason,
            Self::Unknown => "the trait is neither Smithy's nor defined in the model",
        }
    }

    fn words(self, id: &ShapeId) -> (String, &'static str) {
        match self {
            Self::Warned(_) => (
                format!("the trait {id} has no counterpart in the client"),
                "the client works without it; nothing needs to be done",
            ),
            Self::Refused(_) => (
                format!("the trait {id} is not implemented"),
                "a client without it would be wrong: leave these operations out with --operations",
            ),
            Self::Unknown => (
                format!("the trait {id} is not known, and ignored"),
                "if it changes requests or answers, the client will be wrong; to confirm that it does not, define it in the model with smithy.api#trait",
            ),
        }
    }
}

fn verdict(id: &ShapeId, value: &Node, model: &Model) -> Option<Verdict> {
    if let Some(info) = treatments::find(id) {
        let checksum = id.as_str() == "aws.protocols#httpChecksum"
            && value.get("requestChecksumRequired").and_then(Node::as_bool) == Some(true);
        let discovery = id.as_str() == "aws.api#clientDiscoveredEndpoint"
            && value.get("required").and_then(Node::as_bool) == Some(false);
        return match info.treatment {
            Treatment::Used | Treatment::NothingNeeded => None,
            Treatment::Warned if checksum => Some(Verdict::Refused(info.reason)),
            Treatment::Refused if discovery => Some(Verdict::Warned(info.reason)),
            Treatment::Warned => Some(Verdict::Warned(info.reason)),
            Treatment::Refused => Some(Verdict::Refused(info.reason)),
        };
    }
    let foreign = FOREIGN_NAMESPACES
        .iter()
        .any(|(namespace, _)| *namespace == id.namespace());
    let defined = model
        .shapes
        .get(id)
        .is_some_and(|s| s.traits.value("smithy.api#trait").is_some());
    (!foreign && !defined).then_some(Verdict::Unknown)
}
