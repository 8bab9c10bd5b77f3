//! Traits of our own: what [`crate::model::questions`] records in a model.

use super::Treatment::Used;
use super::forms::Form;
use super::{On, TraitInfo, row};

#[rustfmt::skip]
pub(super) const TABLE: &[TraitInfo] = &[
    row("codegen#answers", Used, Form::Strings, On::ANYTHING, "answers to what the documentation leaves open"),
    row("codegen#questions", Used, Form::Strings, On::ANYTHING, "refused until it is answered"),
];
