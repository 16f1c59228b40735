//! Schemas of what the model defines, made from the model's own lists so that the document cannot drift.

use catsup_app::inbox::Level;
use catsup_model::{
    Channel, DeviceClass, Language, Measure, Scale,
    case::{CaseKind, CaseStatus},
    instrument::InstrumentCode,
    interaction::Outcome,
    library::Audience,
    response::{Handling, ResponseSource, ResponseState},
    survey::SurveyState,
};
use utoipa::openapi::{
    Object, Schema,
    schema::{ArrayBuilder, ObjectBuilder, SchemaFormat, SchemaType, Type},
};

/// A positive whole number as text, since 64-bit numbers do not survive JavaScript.
pub(super) fn id() -> Object {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[1-9][0-9]{0,17}$")).build()
}

/// As [`id`], or null.
pub(super) fn optional_id() -> Object {
    let types: SchemaType = [Type::String, Type::Null].into_iter().collect();
    ObjectBuilder::new().schema_type(types).pattern(Some("^[1-9][0-9]{0,17}$")).build()
}

pub(super) fn channel() -> Object {
    codes(Channel::ALL.iter().map(|one| one.code()))
}

pub(super) fn language() -> Object {
    codes(Language::ALL.iter().map(|one| one.code()))
}

/// Who an answer is for.
pub(super) fn audience() -> Object {
    codes(Audience::ALL.iter().map(|one| one.code()))
}

pub(super) fn outcome() -> Object {
    codes(Outcome::ALL.iter().map(|one| one.code()))
}

/// As [`outcome`], or null.
pub(super) fn optional_outcome() -> Object {
    optional(outcome())
}

/// As [`language`], or null.
pub(super) fn optional_language() -> Object {
    optional(language())
}

/// The pseudonym of a customer.
pub(super) fn pseudonym() -> Object {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9a-f]{16}$")).build()
}

/// A place in a list.
pub(super) fn place() -> Object {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some("^-?[0-9]{1,18}-[1-9][0-9]{0,17}$")).build()
}

pub(super) fn scale() -> Object {
    codes(Scale::ALL.iter().map(|one| one.code()))
}

pub(super) fn instrument() -> Object {
    codes(InstrumentCode::ALL.iter().map(|one| one.code()))
}

pub(super) fn survey_state() -> Object {
    codes(SurveyState::ALL.iter().map(|one| one.code()))
}

/// When something is asked. One test, `{"question": "answer_01", "values": [1, 2]}` (or `choices`, `none_of`,
/// `at_least`, `at_most`, `answered`), or several under `all` or `any`.
pub(super) fn condition() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(
            "One test of an earlier answer, {question, values | choices | none_of | at_least | at_most | answered}, \
             or several under all or any",
        ))
        .build()
}

/// A day, such as 2026-10-03.
pub(super) fn day() -> Object {
    let format = SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Date);
    ObjectBuilder::new().schema_type(Type::String).format(Some(format)).build()
}

/// An instant (RFC 3339).
pub(super) fn instant() -> Object {
    let format = SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime);
    ObjectBuilder::new().schema_type(Type::String).format(Some(format)).build()
}

/// As [`instant`], or null.
pub(super) fn optional_instant() -> Object {
    optional(instant())
}

pub(super) fn case_kind() -> Object {
    codes(CaseKind::ALL.iter().map(|one| one.code()))
}

pub(super) fn case_status() -> Object {
    codes(CaseStatus::ALL.iter().map(|one| one.code()))
}

/// Ids, separated by commas.
pub(super) fn ids() -> Schema {
    list(id())
}

/// Slots with their choices, separated by commas.
pub(super) fn picks() -> Schema {
    let pick = ObjectBuilder::new().schema_type(Type::String);
    list(pick.pattern(Some("^[a-z0-9_]{1,40}:[a-z0-9_]{1,40}$")).build())
}

/// Channels, separated by commas.
pub(super) fn channels() -> Schema {
    list(channel())
}

/// Classes of device, separated by commas.
pub(super) fn devices() -> Schema {
    list(codes(DeviceClass::ALL.iter().map(|one| one.code())))
}

/// Measures with how they were rated, separated by commas.
pub(super) fn ratings() -> Schema {
    let both = |measure: &Measure| ["low", "high"].map(|level| format!("{}:{level}", measure.code()));
    list(codes(Measure::ALL.iter().flat_map(both)))
}

/// Languages, separated by commas.
pub(super) fn languages() -> Schema {
    list(language())
}

/// Ways in, separated by commas.
pub(super) fn response_sources() -> Schema {
    list(codes(ResponseSource::ALL.iter().map(|one| one.code())))
}

/// States of a response, separated by commas.
pub(super) fn response_states() -> Schema {
    list(codes(ResponseState::ALL.iter().map(|one| one.code())))
}

/// Steps of handling, separated by commas.
pub(super) fn handlings() -> Schema {
    list(codes(Handling::ALL.iter().map(|one| one.code())))
}

/// How it went, separated by commas.
pub(super) fn levels() -> Schema {
    list(codes(Level::ALL.iter().map(|one| one.code())))
}

/// Yes or no.
pub(super) fn yes_no() -> Object {
    codes(["yes", "no"].into_iter())
}

/// Attributes that segments are made of.
pub(super) fn segments() -> Object {
    let value = ObjectBuilder::new().schema_type(Type::String).max_length(Some(200));
    ObjectBuilder::new().additional_properties(Some(value)).max_properties(Some(20)).build()
}

/// A text by language.
pub(super) fn translated() -> Object {
    ObjectBuilder::new().additional_properties(Some(ObjectBuilder::new().schema_type(Type::String))).build()
}

/// An answer: a number, a text, or a list of choice keys; null for none.
pub(super) fn answers() -> Object {
    let types: SchemaType =
        [Type::Number, Type::String, Type::Boolean, Type::Array, Type::Null].into_iter().collect();
    let answer = ObjectBuilder::new().schema_type(types);
    ObjectBuilder::new().additional_properties(Some(answer)).build()
}

pub(super) fn codes(codes: impl Iterator<Item = impl Into<serde_json::Value>>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).build()
}

/// One of the codes, or null.
fn optional(mut codes: Object) -> Object {
    codes.schema_type = [Type::String, Type::Null].into_iter().collect();
    if let Some(values) = &mut codes.enum_values {
        values.push(serde_json::Value::Null);
    }
    codes
}

fn list(of: Object) -> Schema {
    ArrayBuilder::new().items(of).into()
}

/// What groups are made by.
pub(super) fn grouping() -> Object {
    let pattern =
        "^(service|channel|touchpoint|survey|language|device|month|quarter|segment:[A-Za-z0-9_ -]{1,40})$";
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).build()
}

/// Unit of a trend.
pub(super) fn trend() -> Object {
    codes(["week", "month", "fiscal_quarter"].into_iter())
}
