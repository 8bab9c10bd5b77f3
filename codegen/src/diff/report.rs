//! In: a [`Diff`]. Out: the same as text for a terminal, as Markdown for a pull request, as JSON for programs.

use std::fmt::Write;

use askama::Template;
use serde_json::{Value, json as object};

use super::rules::{Api, EVALUATORS, RULES};
use super::{Change, Class, Diff, Effect};
use crate::report::count;
use crate::templates;

const CLASSES: [Class; 3] = [Class::Major, Class::Minor, Class::Patch];

/// Values longer than this are cut in text and Markdown.
const LONG: usize = 60;

/// For people: the changes of each class, a line and what follows from it.
pub fn text(diff: &Diff) -> String {
    let mut out = format!("{}\n", headline(diff));
    for class in CLASSES {
        let changes: Vec<_> = diff.changes.iter().filter(|c| c.class == class).collect();
        if changes.is_empty() {
            continue;
        }
        push(&mut out, format_args!("\n{class}\n"));
        let width = |of: fn(&Change) -> usize| changes.iter().map(|c| of(c)).max().unwrap_or(0);
        let shape_width = width(|c| shape(c).chars().count()).min(48);
        let what_width = width(|c| what(c).chars().count()).min(40);
        for change in changes {
            let line = format!(
                "  {:shape_width$}  {:what_width$}  {}",
                shape(change),
                what(change),
                values(change)
            );
            push(&mut out, format_args!("{}\n", line.trim_end()));
            for effect in &change.api {
                push(&mut out, format_args!("      api   {effect}\n"));
            }
            if let Some(wire) = change.rule.wire {
                push(&mut out, format_args!("      wire  {wire}\n"));
            }
            let (reason, id) = (change.rule.reason, change.rule.id);
            push(&mut out, format_args!("      why   {reason} [{id}]\n"));
        }
    }
    push(&mut out, format_args!("\n{}\n", verdict(diff)));
    for note in notes(diff) {
        push(&mut out, format_args!("{note}\n"));
    }
    out
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = out.write_fmt(text);
}

fn headline(diff: &Diff) -> String {
    let mut line = format!(
        "{}: {} → {}: ",
        diff.crate_name, diff.old_label, diff.new_label
    );
    if diff.changes.is_empty() {
        return line + "no change";
    }
    line += &count(diff.changes.len(), "change");
    let by_class: Vec<_> = CLASSES
        .into_iter()
        .map(|class| {
            (
                class,
                diff.changes.iter().filter(|c| c.class == class).count(),
            )
        })
        .filter(|(_, n)| *n > 0)
        .map(|(class, n)| format!("{n} {class}"))
        .collect();
    format!("{line}: {}", by_class.join(", "))
}

/// `version: 0.1.0 → 0.2.0 (major; …)`.
fn verdict(diff: &Diff) -> String {
    let Some(class) = diff.class() else {
        return format!("version: {} stays", diff.old_version);
    };
    let why = match (diff.old_version.major, diff.old_version.minor) {
        _ if !diff.old_version.pre.is_empty() => "; a pre-release stays one",
        (0, 0) => "; every 0.0.x is incompatible with the next",
        (0, _) if class == Class::Major => "; below 1.0.0 the second number says so",
        (0, _) => "; below 1.0.0 the third number says so",
        _ => "",
    };
    format!(
        "version: {} → {} ({class}{why})",
        diff.old_version, diff.next_version
    )
}

fn notes(diff: &Diff) -> Vec<String> {
    let mut notes = Vec::new();
    if diff.new_version != diff.old_version && diff.new_version < diff.next_version {
        notes.push(format!(
            "note: the new model's service.toml has version {}, which is too low",
            diff.new_version
        ));
    }
    if diff.elsewhere > 0 {
        let (verb, shapes) = (
            if diff.elsewhere == 1 {
                "differs"
            } else {
                "differ"
            },
            count(diff.elsewhere, "shape"),
        );
        notes.push(format!(
            "note: {shapes} {verb} that the operations of the crate do not reach: no change to it"
        ));
    }
    notes
}

/// The id without its namespace, which is the same for nearly all of a model.
fn shape(change: &Change) -> &str {
    change
        .shape
        .split_once('#')
        .map_or(&change.shape, |(_, name)| name)
}

/// `member added`, `trait required removed`.
fn what(change: &Change) -> String {
    let what = change.what.replace("trait smithy.api#", "trait ");
    format!("{what} {}", change.action.name())
}

fn values(change: &Change) -> String {
    let cut = |text: &str| {
        if text.chars().count() > LONG {
            format!("{}…", text.chars().take(LONG).collect::<String>())
        } else {
            text.to_owned()
        }
    };
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.len() + new.len() > 2 * LONG => {
            let (old, new) = from_difference(old, new);
            format!("{} → {}", cut(&old), cut(&new))
        }
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(value), None) | (None, Some(value)) if value != "{}" => cut(value),
        _ => String::new(),
    }
}

/// Two long texts from a little before they differ.
fn from_difference(a: &str, b: &str) -> (String, String) {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let skip = same.saturating_sub(12);
    let mark = if skip > 0 { "…" } else { "" };
    let from = |text: &str| format!("{mark}{}", text.chars().skip(skip).collect::<String>());
    (from(a), from(b))
}

#[derive(Template)]
#[template(path = "diff.md.j2", escape = "none")]
struct Markdown<'a> {
    headline: String,
    sections: Vec<(Class, Vec<Row<'a>>)>,
    verdict: String,
    notes: Vec<String>,
}

struct Row<'a> {
    shape: &'a str,
    what: String,
    values: String,
    api: Vec<String>,
    wire: &'a str,
    why: &'a str,
}

/// For a pull request: a table for each class.
///
/// # Errors
///
/// A template that fails: a fault of the generator.
pub fn markdown(diff: &Diff) -> Result<String, askama::Error> {
    let cell = |text: &str| text.replace('|', "\\|").replace('`', "'");
    let row = |change| Row {
        shape: shape(change),
        what: what(change),
        values: cell(&values(change)),
        api: change.api.iter().map(|e| cell(&e.to_string())).collect(),
        wire: change.rule.wire.unwrap_or("–"),
        why: change.rule.reason,
    };
    let sections = CLASSES
        .into_iter()
        .map(|class| {
            let rows = diff.changes.iter().filter(|c| c.class == class).map(row);
            (class, rows.collect::<Vec<_>>())
        })
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    templates::render(&Markdown {
        headline: headline(diff),
        sections,
        verdict: verdict(diff),
        notes: notes(diff),
    })
}

/// For programs. The keys are stable: a later version may add some, and then `format` stays; if one goes or means something else, it is
/// raised.
///
/// ```text
/// format       1
/// crate        name of the package
/// old, new     the two sides as they were named
/// class        "major", "minor", "patch"; null without changes
/// oldVersion   of the old side's settings
/// newVersion   of the new side's settings
/// nextVersion  what the changes make of oldVersion
/// elsewhere    number of shapes that differ outside of what the crate's operations reach
/// changes      in the order of shapes, the service and operations first:
///   shape      absolute id of the shape or member
///   what       "operation", "member", "trait smithy.api#required", …
///   action     "added", "removed", "changed"
///   old, new   the values, or null: ids, types, JSON of a trait's value as text
///   class      "major", "minor", "patch"
///   rule       id of the rule
///   reason     why it is of the class
///   wire       what changes on the wire, or null
///   api        what differs in the crate's public API:
///     action   "added", "removed", "changed"
///     path     "types::Parcel::weight"
///     old, new types, or null
/// ```
pub fn json(diff: &Diff) -> String {
    let effect = |effect: &Effect| {
        let (old, new) = match effect {
            Effect::Changed { old, new, .. } => (Some(old), Some(new)),
            Effect::Added { .. } | Effect::Removed { .. } => (None, None),
        };
        object!({"action": effect.action().name(), "path": effect.path(), "old": old, "new": new})
    };
    let change = |change: &Change| {
        object!({
            "shape": change.shape,
            "what": change.what,
            "action": change.action.name(),
            "old": change.old,
            "new": change.new,
            "class": change.class.name(),
            "rule": change.rule.id,
            "reason": change.rule.reason,
            "wire": change.rule.wire,
            "api": change.api.iter().map(effect).collect::<Vec<Value>>(),
        })
    };
    let all = object!({
        "format": 1,
        "crate": diff.crate_name,
        "old": diff.old_label,
        "new": diff.new_label,
        "class": diff.class().map(Class::name),
        "oldVersion": diff.old_version.to_string(),
        "newVersion": diff.new_version.to_string(),
        "nextVersion": diff.next_version.to_string(),
        "elsewhere": diff.elsewhere,
        "changes": diff.changes.iter().map(change).collect::<Vec<Value>>(),
    });
    format!("{all:#}\n")
}

/// The table of rules, for people.
pub fn rules_table() -> String {
    let mut out = String::new();
    for rule in RULES {
        let traits: Vec<_> = rule
            .traits
            .iter()
            .map(|id| id.replace("smithy.api#", ""))
            .collect();
        let (id, class, reason) = (rule.id, rule.class, rule.reason);
        push(&mut out, format_args!("{id:28} {class:6} {reason}\n"));
        let api = match rule.api {
            Api::Any => String::new(),
            api => format!("; public API: {}", api.name()),
        };
        let of = if traits.is_empty() {
            format!("{:?}", rule.kind)
        } else {
            format!("trait {}", traits.join(", "))
        };
        let action = rule.action.map_or("", |action| action.name());
        push(
            &mut out,
            format_args!("{:36}{}{api}\n", "", format!("{of} {action}").trim_end()),
        );
    }
    out += "\nEvaluators of smithy-diff:\n";
    for (evaluator, rules, note) in EVALUATORS {
        let rules = rules.join(", ");
        let both = if rules.is_empty() || note.is_empty() {
            ""
        } else {
            "; "
        };
        push(
            &mut out,
            format_args!("{evaluator:28} {rules}{both}{note}\n"),
        );
    }
    out
}
