//! What an interaction may say: every field that does not fit is named at once.

use catsup_model::{id::InteractionId, interaction::Interaction};
use jiff::SignedDuration;

use super::Given;
use crate::{
    App, FieldError,
    fields::Fields,
    imports::{Places, Unplaced},
    personal_data, responses,
};

/// The most characters of an activity.
const LONGEST_ACTIVITY: usize = 80;
/// The most characters of an intention.
const LONGEST_INTENTION: usize = 120;
/// The most characters of a case, an external key or a customer's name in the source.
pub(crate) const LONGEST_KEY: usize = 200;
/// Some thirty years: no contact takes longer, in seconds.
const LONGEST_SECONDS: i64 = 1_000_000_000;
/// Ten billion of the currency, in hundredths.
const HIGHEST_COST: i64 = 1_000_000_000_000;
/// How far the clock of a source may go ahead of ours.
const CLOCK_AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// The name of a source, as it is kept.
pub(crate) fn source(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    if (1..=40).contains(&text.len()) && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 40 lower-case letters, digits, dots, hyphens and underscores".to_owned())
    }
}

/// The interaction that a source gives, placed and checked; personal data in its words is hidden.
///
/// # Errors
/// Every field that does not fit.
pub(crate) fn checked(
    app: &App,
    places: &Places,
    source: &str,
    given: Given,
) -> Result<Interaction, Vec<FieldError>> {
    let mut fields = Fields::default();
    let placed = places.of(given.service.as_deref(), given.touchpoint.as_deref());
    let placed =
        placed.map_err(|Unplaced { column, reason }| fields.refuse(column, "unknown-place", reason)).ok();
    let channel = given.channel.or_else(|| places.channel(placed?.1?));
    if channel.is_none() && placed.is_some() {
        fields.refuse("channel", "required", "must be stated where no touchpoint says it");
    }
    let activity = worded(&mut fields, "activity", &given.activity, LONGEST_ACTIVITY);
    if activity.is_empty() {
        fields.refuse("activity", "required", "must not be empty");
    }
    let intention = optional(&mut fields, "intention", given.intention.as_deref(), LONGEST_INTENTION);
    let case = kept(&mut fields, "case", given.case.as_deref());
    let external_key = kept(&mut fields, "external_key", given.external_key.as_deref());
    let customer = kept(&mut fields, "customer", given.customer.as_deref());
    let device = kept(&mut fields, "device", given.device.as_deref()).map(|device| device.to_lowercase());
    for (field, value, most) in [
        ("wait_seconds", given.wait_seconds, LONGEST_SECONDS),
        ("handle_seconds", given.handle_seconds, LONGEST_SECONDS),
        ("cost", given.cost_cents, HIGHEST_COST),
    ] {
        if value.is_some_and(|value| !(0..=most).contains(&value)) {
            fields.refuse(field, "out-of-range", format!("must be from 0 to {most}"));
        }
    }
    if let Err(error) = responses::check_segments(&given.attributes) {
        fields.refuse("attributes", "attributes", error.reason);
    }
    let now = app.now();
    let occurred_at = given.occurred_at.unwrap_or(now);
    if occurred_at.duration_since(now) > CLOCK_AHEAD {
        fields.refuse("occurred_at", "in-the-future", "must not lie in the future");
    }
    let (Some((service, touchpoint)), Some(channel), true) = (placed, channel, fields.fit()) else {
        return Err(fields.into_errors());
    };
    let attributes = given.attributes.into_iter().map(|(name, value)| (name, personal_data::hide(&value)));
    Ok(Interaction {
        id: InteractionId(app.next_id()),
        service,
        touchpoint,
        channel,
        customer: customer.map(|named| app.keys().customer(&named)),
        case,
        activity,
        intention,
        outcome: given.outcome,
        occurred_at,
        received_at: now,
        wait_seconds: given.wait_seconds,
        handle_seconds: given.handle_seconds,
        cost_cents: given.cost_cents,
        device,
        language: given.language,
        attributes: attributes.collect(),
        source: source.to_owned(),
        external_key,
    })
}

/// A text on one line, without personal data.
fn worded(fields: &mut Fields, field: &str, text: &str, longest: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    personal_data::hide(&fields.text(field, &one_line, longest))
}

fn optional(fields: &mut Fields, field: &str, text: Option<&str>, longest: usize) -> Option<String> {
    text.map(|text| worded(fields, field, text, longest)).filter(|text| !text.is_empty())
}

/// A key as the source writes it.
fn kept(fields: &mut Fields, field: &str, text: Option<&str>) -> Option<String> {
    text.map(|text| fields.text(field, text, LONGEST_KEY)).filter(|text| !text.is_empty())
}
