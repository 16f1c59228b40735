//! Requests as anybody may read them: where they stand, where they are, and nothing of who came.

use std::collections::HashMap;

use catsup_model::{
    case::{Case, CaseNumber, CaseStatus, UnresolvedReason},
    directory::Service,
    id::{CaseId, OrganisationId, ServiceId},
};
use catsup_store::Open311Filter;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{services::service_of, words};
use crate::{App, Error, fields::Fields, personal_data};

/// The longest period that is listed.
const LONGEST_PERIOD: SignedDuration = SignedDuration::from_hours(90 * 24);
/// A period from midnight to midnight has an hour more where clocks go back.
const CLOCKS_GO_BACK: SignedDuration = SignedDuration::from_hours(1);
/// The most requests of one answer.
const MOST: i64 = 1_000;
/// Far beyond every last page.
const LAST_PAGE: i64 = 1_000_000;

const THE_REQUEST: Error = Error::NotFound("the service_request_id");

/// Which requests are asked for: every field a text, empty where it was not given, lists with commas between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestQuery {
    /// These requests, whatever else is asked.
    pub service_request_id: String,
    /// Requests of these services.
    pub service_code: String,
    /// Requests that came in then or later.
    pub start_date: String,
    /// Requests that came in then or before.
    pub end_date: String,
    /// `open`, `closed` or both.
    pub status: String,
    /// Which page, from 1.
    pub page: String,
    /// How many on a page.
    pub page_size: String,
}

/// A request as anybody may read it.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceRequest {
    /// What it is called by.
    pub number: CaseNumber,
    /// Whether something is still to be done.
    pub is_open: bool,
    /// Where it stands, in a sentence.
    pub status_notes: String,
    /// The service.
    pub service: ServiceId,
    /// The service's name.
    pub service_name: String,
    /// The person's words, personal data hidden; nothing where they are not for everybody.
    pub description: String,
    /// The organisation that answers.
    pub agency: String,
    /// When it came in.
    pub requested: Zoned,
    /// When it ended; when it was last changed while it goes on.
    pub updated: Zoned,
    /// When it is to be settled.
    pub expected: Option<Zoned>,
    /// The place in words.
    pub address: String,
    /// The ZIP code that the address ends with; may be empty.
    pub zip_code: String,
    /// What an address register knows the place as.
    pub address_id: String,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// A picture on the web, by a protected connection.
    pub picture: String,
}

/// Requests that came in by Open311, the newest first; by number, or by period, service and status.
///
/// # Errors
/// [`Error::NotFound`] for a service that does not exist; [`Error::Invalid`] with the fields of [`RequestQuery`].
pub async fn requests(app: &App, query: &RequestQuery) -> Result<Vec<ServiceRequest>, Error> {
    let ids: Vec<&str> = listed(&query.service_request_id).collect();
    let cases = if ids.is_empty() {
        app.store().open311_cases(&filter(app, query).await?).await?
    } else {
        let mut fields = Fields::default();
        if i64::try_from(ids.len()).unwrap_or(i64::MAX) > MOST {
            fields.refuse("service_request_id", "too-many", format!("must name at most {MOST} requests"));
            return Err(fields.refused());
        }
        // What is no number is the number of no request.
        let numbers: Vec<CaseNumber> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        app.store().open311_cases_of_numbers(&numbers).await?
    };
    shown(app, cases).await
}

/// One request that came in by Open311.
///
/// # Errors
/// [`Error::NotFound`], also for a case that came in any other way: a stranger must not learn that there is one.
pub async fn request(app: &App, id: &str) -> Result<ServiceRequest, Error> {
    let case = find(app, id).await?.ok_or(THE_REQUEST)?;
    shown(app, vec![case]).await?.pop().ok_or(THE_REQUEST)
}

/// The number of the request that a token stands for. Requests have their number at once, so that the number is its own
/// token.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn token(app: &App, token: &str) -> Result<CaseNumber, Error> {
    let case = find(app, token).await?;
    case.map(|case| case.number).ok_or(Error::NotFound("the token"))
}

async fn find(app: &App, id: &str) -> Result<Option<Case>, Error> {
    let Ok(number) = id.parse() else { return Ok(None) };
    Ok(app.store().open311_cases_of_numbers(&[number]).await?.pop())
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|one| !one.is_empty())
}

async fn filter(app: &App, query: &RequestQuery) -> Result<Open311Filter, Error> {
    let mut services = Vec::new();
    for code in listed(&query.service_code) {
        services.push(service_of(app, code).await?.id);
        services.dedup();
    }
    let mut fields = Fields::default();
    let opened = period(&mut fields, query, app.now());
    let statuses = statuses(&mut fields, &query.status);
    let page = whole(&mut fields, "page", &query.page, 1, LAST_PAGE);
    let limit = whole(&mut fields, "page_size", &query.page_size, MOST, MOST);
    if !fields.fit() {
        return Err(fields.refused());
    }
    Ok(Open311Filter { services, statuses, opened, limit, offset: (page - 1) * limit })
}

fn period(fields: &mut Fields, query: &RequestQuery, now: Timestamp) -> (Timestamp, Timestamp) {
    let start = moment(fields, "start_date", &query.start_date);
    let end = moment(fields, "end_date", &query.end_date);
    let before = |end: Timestamp| end.checked_sub(LONGEST_PERIOD).unwrap_or(Timestamp::MIN);
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) => (start, start.checked_add(LONGEST_PERIOD).unwrap_or(Timestamp::MAX)),
        (None, Some(end)) => (before(end), end),
        (None, None) => (before(now), now),
    };
    if end < start {
        fields.refuse("end_date", "before-start", "must not lie before start_date");
    } else if end.duration_since(start) > LONGEST_PERIOD + CLOCKS_GO_BACK {
        fields.refuse("end_date", "too-long", "must lie within 90 days of start_date");
    }
    (start, end)
}

fn moment(fields: &mut Fields, field: &str, text: &str) -> Option<Timestamp> {
    if text.trim().is_empty() {
        return None;
    }
    // A plus that was not escaped in an address arrives as a blank.
    let moment = text.trim().replace(' ', "+").parse().ok();
    if moment.is_none() {
        let reason = "must be a moment with an offset, such as 2026-01-01T00:00:00Z";
        fields.refuse(field, "not-a-moment", reason);
    }
    moment
}

fn statuses(fields: &mut Fields, text: &str) -> Vec<CaseStatus> {
    let mut wanted = Vec::new();
    for word in listed(text) {
        match word.to_lowercase().as_str() {
            "open" => wanted.push(true),
            "closed" => wanted.push(false),
            _ => fields.refuse("status", "unknown", "must be open or closed"),
        }
    }
    let every = CaseStatus::ALL.iter().copied();
    every.filter(|status| wanted.contains(&status.is_open())).collect()
}

fn whole(fields: &mut Fields, field: &str, text: &str, usual: i64, most: i64) -> i64 {
    let text = text.trim();
    if text.is_empty() {
        return usual;
    }
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    if number.is_none() {
        fields.refuse(field, "not-a-number", format!("must be a whole number from 1 to {most}"));
    }
    number.unwrap_or(usual)
}

/// Names that requests are shown with.
struct Names {
    services: HashMap<ServiceId, Service>,
    organisations: HashMap<OrganisationId, String>,
}

async fn shown(app: &App, cases: Vec<Case>) -> Result<Vec<ServiceRequest>, Error> {
    let store = app.store();
    let into: Vec<CaseId> = cases.iter().filter_map(|case| case.merged_into).collect();
    let goes_on = if into.is_empty() { Vec::new() } else { store.cases_of_ids(&into).await? };
    let goes_on: HashMap<CaseId, Case> = goes_on.into_iter().map(|case| (case.id, case)).collect();
    let mut ids: Vec<ServiceId> = cases.iter().chain(goes_on.values()).map(|case| case.service).collect();
    ids.sort_unstable();
    ids.dedup();
    let services = store.service_list(Some(&ids)).await?;
    let organisations = store.organisation_list().await?;
    let names = Names {
        services: services.into_iter().map(|one| (one.id, one)).collect(),
        organisations: organisations.into_iter().map(|one| (one.id, one.name.to_string())).collect(),
    };
    let zone = &app.settings().zone;
    let one = |case: Case| {
        let after = case.merged_into.and_then(|into| goes_on.get(&into));
        one(&case, after, &names, |at| at.to_zoned(zone.clone()))
    };
    Ok(cases.into_iter().map(one).collect())
}

/// What is shown of a case that goes on in `after`, where it does.
fn one(
    case: &Case,
    after: Option<&Case>,
    names: &Names,
    zoned: impl Fn(Timestamp) -> Zoned,
) -> ServiceRequest {
    let stands = after.unwrap_or(case);
    let service = names.services.get(&case.service);
    let agency = names.services.get(&stands.service).and_then(|of| names.organisations.get(&of.organisation));
    let hidden = is_not_for_everybody(case) || after.is_some_and(is_not_for_everybody);
    // The name comes last: it may be a part of an address, which is found whole or not at all.
    let text = |text: &str, hide: fn(&str) -> String| {
        if hidden { String::new() } else { personal_data::hide_name(&hide(text), &case.person.name) }
    };
    let as_given = |text: &str, fit: fn(&str) -> bool| {
        if hidden || !fit(text) { String::new() } else { text.to_owned() }
    };
    let place = &case.place;
    ServiceRequest {
        number: case.number,
        is_open: stands.status.is_open(),
        status_notes: words::status_notes(stands, after.is_some()),
        service: case.service,
        service_name: service.map(|one| one.name.to_string()).unwrap_or_default(),
        description: text(&case.description, personal_data::hide),
        agency: agency.cloned().unwrap_or_default(),
        requested: zoned(case.moments.opened),
        updated: zoned(stands.moments.ended.unwrap_or(stands.updated_at)),
        expected: stands.due.resolution.map(&zoned),
        address: text(&place.address, personal_data::hide_in_place),
        zip_code: if hidden { String::new() } else { zip_code(&place.address).to_owned() },
        address_id: as_given(&place.address_id, |id| !id.contains('@')),
        point: place.point.filter(|_| !hidden),
        picture: as_given(&place.picture, is_protected),
    }
}

/// The ZIP code that an address ends with: five digits, or nine. A house number alone is none.
fn zip_code(address: &str) -> &str {
    let mut words = address.split([' ', ',']).filter(|word| !word.is_empty());
    let (last, before) = (words.next_back().unwrap_or_default(), words.next_back());
    let digits = |text: &str, many: usize| text.len() == many && text.bytes().all(|one| one.is_ascii_digit());
    let fits = match last.split_once('-') {
        Some((five, four)) => digits(five, 5) && digits(four, 4),
        None => digits(last, 5),
    };
    if fits && before.is_some() { last } else { "" }
}

/// Whether words and place are left out: where somebody may be in danger, where the person took it back, and where it was
/// abuse.
fn is_not_for_everybody(case: &Case) -> bool {
    let taken_back = matches!(case.unresolved, Some(UnresolvedReason::Withdrawn | UnresolvedReason::Abuse));
    case.urgent || taken_back
}

/// Whether an address leads through a protected connection, and names nobody: not who signs in there, nor a mail address.
fn is_protected(address: &str) -> bool {
    let start = address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    start && address.len() > 8 && !address.contains('@') && !address.contains("%40")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(start: &str, end: &str) -> Option<(String, String)> {
        let mut fields = Fields::default();
        let query = RequestQuery {
            start_date: start.to_owned(),
            end_date: end.to_owned(),
            ..RequestQuery::default()
        };
        let now = "2026-03-10T15:00:00Z".parse().unwrap();
        let (start, end) = period(&mut fields, &query, now);
        fields.fit().then(|| (start.to_string(), end.to_string()))
    }

    #[test]
    fn a_zip_code_ends_an_address() {
        assert_eq!(zip_code("12 Elm Street, Springfield, IL 62701"), "62701");
        assert_eq!(zip_code("12 Elm Street, Springfield IL 62701-1234 "), "62701-1234");
        for none in
            ["", "62701", "12 Elm Street", "Highway 123456", "62701 Elm Street", "Elm 6270a", "Elm 62701-12"]
        {
            assert_eq!(zip_code(none), "", "{none}");
        }
    }

    #[test]
    fn a_period_spans_at_most_ninety_days() {
        let of = |start: &str, end: &str| Some((start.to_owned(), end.to_owned()));
        assert_eq!(read("", ""), of("2025-12-10T15:00:00Z", "2026-03-10T15:00:00Z"));
        assert_eq!(read("2026-01-01T00:00:00Z", ""), of("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"));
        assert_eq!(read("", "2026-04-01T00:00:00Z"), of("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"));
        assert_eq!(
            read("2026-01-01T00:00:00 02:00", "2026-01-02T00:00:00-05:00"),
            of("2025-12-31T22:00:00Z", "2026-01-02T05:00:00Z")
        );
        // Ninety days from midnight to midnight, with clocks that went back in between.
        assert!(read("2026-09-01T00:00:00-04:00", "2026-11-30T00:00:00-05:00").is_some());
        for (start, end) in [
            ("2026-01-01T00:00:00Z", "2026-04-02T00:00:00Z"),
            ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"),
            ("2026-01-01", ""),
            ("2026-01-01T00:00:00", ""),
            ("yesterday", ""),
        ] {
            assert_eq!(read(start, end), None, "{start} {end}");
        }
        assert!(read("9999-12-30T00:00:00Z", "").is_some() && read("", "-009999-01-03T00:00:00Z").is_some());
    }

    #[test]
    fn a_picture_is_shown_by_a_protected_connection_alone() {
        assert!(is_protected("https://example.org/a.jpg") && is_protected("HTTPS://example.org"));
        for other in [
            "http://example.org/a.jpg",
            "https://",
            "https://ana:secret@example.org/a",
            "",
            "https:",
            "https://a/b%40c.jpg",
        ] {
            assert!(!is_protected(other), "{other}");
        }
    }
}
