//! From what a use case refuses to the errors beside the fields of a form, and entries that are no texts.

use catsup_app::Error;
use jiff::civil::Date;

use crate::{
    error::PageError,
    forms::{FieldError, Form},
};

/// Marks the fields that a use case refused; any other error goes on to its page.
pub(crate) fn mark(form: &mut Form, error: Error) -> Result<(), PageError> {
    mark_as(form, error, &[])
}

/// As [`mark`], where the form calls some fields by another name than the use case.
pub(crate) fn mark_as(form: &mut Form, error: Error, names: &[(&str, &str)]) -> Result<(), PageError> {
    let Error::Invalid(fields) = error else { return Err(error.into()) };
    for field in fields {
        let shown = names.iter().find(|(theirs, _)| *theirs == field.field).map(|(_, ours)| *ours);
        let shown = shown.unwrap_or(&field.field).to_owned();
        let error = in_words(&field, form.value(&shown).trim());
        form.refuse(&shown, error);
    }
    Ok(())
}

fn in_words(field: &catsup_app::FieldError, entered: &str) -> FieldError {
    match (field.code, field.limit) {
        ("too-long", Some(limit)) => FieldError::new("error-too-long")
            .number("limit", count(limit))
            .number("length", count(entered.chars().count())),
        ("too-short", Some(limit)) => FieldError::new("error-too-short").number("limit", count(limit)),
        (code, _) => FieldError::new(key(code)),
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn key(code: &str) -> &'static str {
    match code {
        "required" => "error-required",
        "email" => "error-email",
        "required-for-mails" => "error-email-for-next",
        "taken" => "error-duplicate",
        "negative" => "error-negative",
        "unknown" | "zone" | "month" => "error-choose-known",
        "contains-email" => "error-contains-email",
        "too-common" => "error-too-common",
        "unchanged" => "error-unchanged",
        "wrong" => "error-wrong-password",
        "control-character" => "error-control-character",
        "past" => "error-past",
        "not-held" => "error-not-held",
        "cycle" => "error-cycle",
        "overlaps" => "error-overlaps",
        "more-than-customers" => "error-more-than-customers",
        "smallest-cell" => "error-smallest-cell",
        "hour" => "error-hour",
        "weekday" => "error-weekday",
        "too-many-digests" => "error-too-many-digests",
        "too-many" => "error-too-many-lines",
        "too-large" => "error-too-large",
        "not-a-date" => "error-date",
        "not-a-moment" => "error-moment",
        "not-a-time" => "error-within",
        "too-far" => "error-too-far",
        "not-hours" => "error-hours",
        "ends-first" => "error-ends-first",
        "hours-overlap" => "error-hours-overlap",
        "never-open" => "error-never-open",
        "not-a-calendar" => "error-not-a-calendar",
        "no-days-off" => "error-no-days-off",
        "activity-taken" => "error-activity-taken",
        "time-promised" => "error-time-promised",
        "percentage" => "error-percentage",
        "ends-before-start" => "error-ends-before-start",
        "fiscal-year" => "error-fiscal-year",
        "fiscal-year-ahead" => "error-fiscal-year-ahead",
        "date-passed" => "error-date-passed",
        "asks-for-no-address" => "error-asks-for-no-address",
        "same-service" => "error-same-service",
        "merged" => "error-merged",
        "case-number" => "error-case-number",
        "file-type" => "error-file-type",
        "file-too-large" => "error-file-large",
        "too-many-files" => "error-too-many-files",
        "too-many-words" => "error-too-many-words",
        "same" => "error-same-words",
        "business-days" => "error-business-days",
        "clock-time" => "error-clock-time",
        "origins" => "error-origins",
        "address" => "error-address",
        "link-too-long" => "error-link-too-long",
        "unknown-slot" => "error-unknown-slot",
        "slot" => "error-slot",
        "before-start" => "error-before-start",
        "too-long-text" => "error-too-long-text",
        "faq-columns" => "error-faq-columns",
        "faq-nothing" => "error-faq-nothing",
        "too-many-lines" => "error-many-lines",
        "held-share" => "error-held-share",
        "window-days" => "error-window-days",
        "too-few-services" => "error-too-few-services",
        "more-than-total" => "error-more-than-total",
        _ => "error-unfit",
    }
}

/// The whole number in a field, where something was entered; separators of thousands may stand in it.
pub(crate) fn whole_number(form: &mut Form, field: &str) -> Option<i64> {
    let entered = form.filled(field)?;
    let digits: String = entered
        .chars()
        .filter(|one| !matches!(one, ',' | '.' | '\'' | '_') && !one.is_whitespace())
        .collect();
    let number = digits.parse().ok();
    if number.is_none() {
        form.refuse(field, FieldError::new("error-number"));
    }
    number
}

/// The day in a field, where something was entered.
pub(crate) fn day(form: &mut Form, field: &str) -> Option<Date> {
    let day = form.filled(field)?.parse().ok();
    if day.is_none() {
        form.refuse(field, FieldError::new("error-date"));
    }
    day
}

/// The entry of a select or of radios, where one was made; one that was not offered is refused.
pub(crate) fn choice<T: std::str::FromStr>(form: &mut Form, field: &str) -> Option<T> {
    let chosen = form.filled(field)?.parse().ok();
    if chosen.is_none() {
        form.refuse(field, FieldError::new("error-choose-known"));
    }
    chosen
}

/// As [`choice`], and one must be made.
pub(crate) fn required_choice<T: std::str::FromStr>(form: &mut Form, field: &str) -> Option<T> {
    if form.filled(field).is_none() {
        form.refuse(field, FieldError::new("error-choose"));
    }
    choice(form, field)
}

/// Every entry of a group of ticks; one that was not offered is refused.
pub(crate) fn choices<T: std::str::FromStr>(form: &mut Form, field: &str) -> Vec<T> {
    let entered: Vec<Option<T>> = form.values(field).map(|value| value.parse().ok()).collect();
    if entered.iter().any(Option::is_none) {
        form.refuse(field, FieldError::new("error-choose-known"));
    }
    entered.into_iter().flatten().collect()
}

/// The entries of the form, and the text of the file.
pub(crate) async fn file_entries(mut parts: axum::extract::Multipart) -> Result<(Form, String), PageError> {
    let malformed = |error: axum::extract::multipart::MultipartError| PageError::Malformed(error.status());
    let mut form = Form::empty();
    let mut file = String::new();
    while let Some(field) = parts.next_field().await.map_err(malformed)? {
        let Some(name) = field.name().map(str::to_owned) else { continue };
        let bytes = field.bytes().await.map_err(malformed)?;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}');
        if name == "file" {
            text.clone_into(&mut file);
        } else {
            form.set(&name, text);
        }
    }
    Ok((form, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_stands_beside_the_field_the_form_shows() {
        let mut form = Form::with([("first", "2026-01-01")]);
        let error = Error::Invalid(vec![catsup_app::FieldError::new("days", "overlaps", "overlaps with …")]);
        mark_as(&mut form, error, &[("days", "first")]).unwrap();
        assert_eq!(form.error("first").map(FieldError::key), Some("error-overlaps"));
        assert_eq!(mark(&mut form, Error::NotFound("the service")), Err(PageError::NotFound));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let mut form = Form::with([("a", "153,000"), ("b", "about 5"), ("c", " ")]);
        assert_eq!(whole_number(&mut form, "a"), Some(153_000));
        assert_eq!(whole_number(&mut form, "b"), None);
        assert_eq!(whole_number(&mut form, "c"), None);
        assert_eq!(form.error("b").map(FieldError::key), Some("error-number"));
        assert!(form.error("c").is_none(), "nothing entered is nothing wrong");
    }
}
