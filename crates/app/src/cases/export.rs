//! Cases as a table for other programs: where each stands, how it ended, and how long everything took.
//!
//! That the agency calls a case resolved, that the person does, and that it ended without a solution are told apart. What
//! people wrote, who and where they are goes out only where somebody asks for it.

use std::{collections::HashMap, io::Write};

use catsup_exchange::{Cell, TableFormat, TableWriter};
use catsup_model::{
    Permission, Reach, Viewer,
    case::{Case, CaseClock, CaseStatus, ClockKind, Standing},
    id::{CaseId, ServiceId},
    period::Days,
};
use catsup_store::CasesWanted;
use jiff::{Timestamp, ToSpan as _};

use super::Deadlines;
use crate::{App, Error};

/// Cases that are read at once.
const PAGE: i64 = 500;

/// Which cases go out, and what of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseExport {
    /// The days they were opened on, in the installation's zone; all of them when `None`.
    pub days: Option<Days>,
    /// The service, by name or id; every one within reach when `None`.
    pub service: Option<String>,
    /// Whether personal data goes out.
    pub personal: PersonalData,
}

/// Whether personal data goes out: names, addresses, what people wrote, places and attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PersonalData {
    /// It stays.
    #[default]
    LeftOut,
    /// It goes out.
    Included,
}

/// The columns that name nobody.
const COLUMNS: [&str; 27] = [
    "number",
    "source",
    "source_key",
    "service",
    "channel",
    "kind",
    "status",
    "outcome",
    "unresolved_reason",
    "urgent",
    "times_reopened",
    "merged_into",
    "opened_at",
    "first_response_at",
    "ended_at",
    "first_response_due",
    "first_response_clock",
    "next_response_due",
    "next_response_clock",
    "resolution_due",
    "resolution_clock",
    "hours_to_first_response",
    "hours_to_end",
    "hours_paused",
    "business_days_to_end",
    "ended_in_time",
    "updated_at",
];

/// The columns that may speak of a person.
const PERSONAL: [&str; 12] = [
    "subject",
    "description",
    "wish",
    "name",
    "email",
    "phone",
    "language",
    "address",
    "address_id",
    "latitude",
    "longitude",
    "attributes",
];

/// Writes cases of services within reach, the oldest first; returns how many.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a service that is none within reach; when writing fails.
pub async fn export(
    app: &App,
    viewer: &Viewer,
    wanted: &CaseExport,
    format: TableFormat,
    to: impl Write + Send,
) -> Result<u64, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    let names = names(app, &reach).await?;
    let services = match &wanted.service {
        Some(service) => Some(vec![named(&names, service)?]),
        None if reach == Reach::Everything => None,
        None => Some(names.keys().copied().collect()),
    };
    let zone = app.settings().zone.clone();
    let midnight =
        |day: jiff::civil::Date| day.to_zoned(zone.clone()).ok().map(|at| at.timestamp().as_microsecond());
    let opened = wanted
        .days
        .and_then(|days| Some((midnight(days.first)?, midnight(days.last.saturating_add(1.day()))?)));
    let asked = CasesWanted { services, opened };
    let mut table = TableWriter::new(format, to, app.now());
    let personal = wanted.personal == PersonalData::Included;
    let header: Vec<&str> = COLUMNS.iter().chain(PERSONAL.iter().filter(|_| personal)).copied().collect();
    table.header(&header).map_err(unwritten)?;
    let deadlines = Deadlines::read(app).await?;
    let (mut after, mut rows) = (None, 0);
    loop {
        let page = app.store().cases_page(&asked, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        let merged = merged(app, &page).await?;
        for case in &page {
            let clocks = deadlines.clocks(case);
            let into = case.merged_into.and_then(|id| merged.get(&id).cloned());
            let service = names.get(&case.service).map_or("", String::as_str);
            Row { case, clocks: &clocks, service, into, now: app.now() }
                .write(&mut table, personal)
                .map_err(unwritten)?;
            rows += 1;
        }
    }
    table.finish().map_err(unwritten)?;
    Ok(rows)
}

async fn names(app: &App, reach: &Reach) -> Result<HashMap<ServiceId, String>, Error> {
    let within = app.store().scope_services(reach, None).await?;
    Ok(within.into_iter().map(|(id, name)| (id, name.to_string())).collect())
}

fn named(names: &HashMap<ServiceId, String>, service: &str) -> Result<ServiceId, Error> {
    let wanted = service.trim().to_lowercase();
    let mut found =
        names.iter().filter(|(id, name)| id.to_string() == wanted || name.to_lowercase() == wanted);
    match (found.next(), found.next()) {
        (Some((id, _)), None) => Ok(*id),
        (Some(_), Some(_)) => Err(crate::fields::invalid(
            "service",
            "several",
            format!("“{service}” names several services; write the id of one"),
        )),
        (None, _) => Err(Error::NotFound("the service")),
    }
}

/// The numbers of the cases in which those of a page go on.
async fn merged(app: &App, page: &[Case]) -> Result<HashMap<CaseId, String>, Error> {
    let ids: Vec<CaseId> = page.iter().filter_map(|case| case.merged_into).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let cases = app.store().cases_of_ids(&ids).await?;
    Ok(cases.into_iter().map(|case| (case.id, case.number.to_string())).collect())
}

/// How a case ended, as far as it is known who says so.
fn outcome(case: &Case) -> &'static str {
    match case.status {
        _ if case.merged_into.is_some() => "merged",
        CaseStatus::New | CaseStatus::Open | CaseStatus::Waiting => "open",
        CaseStatus::Resolved => "resolved_by_agency",
        CaseStatus::Confirmed => "confirmed_by_person",
        CaseStatus::Unresolved => "unresolved",
    }
}

/// A case as a row.
struct Row<'a> {
    case: &'a Case,
    clocks: &'a [CaseClock],
    service: &'a str,
    into: Option<String>,
    now: Timestamp,
}

impl Row<'_> {
    fn standing(&self, kind: ClockKind) -> Cell<'static> {
        let clock = self.clocks.iter().find(|clock| clock.kind == kind);
        clock.map_or(Cell::Missing, |clock| {
            Cell::Text(match clock.standing(self.now) {
                Standing::Running(_) => "running",
                Standing::Overdue(_) => "overdue",
                Standing::OnHold => "on_hold",
                Standing::Met(_) => "met",
                Standing::Missed(_) => "missed",
            })
        })
    }

    fn write<W: Write + Send>(
        &self,
        table: &mut TableWriter<W>,
        personal: bool,
    ) -> Result<(), catsup_exchange::ExchangeError> {
        let case = self.case;
        let (moments, due) = (&case.moments, &case.due);
        let number = case.number.to_string();
        let time = |at: Option<Timestamp>| at.map_or(Cell::Missing, Cell::Time);
        let hours = |until: Option<Timestamp>| {
            until.map_or(Cell::Missing, |until| Cell::Float(hours_between(moments.opened, until)))
        };
        let truth = |value: bool| Cell::Text(if value { "yes" } else { "no" });
        let end = moments.ended.unwrap_or(self.now);
        let paused: f64 = moments
            .pauses
            .iter()
            .map(|pause| hours_between(pause.from, pause.until.unwrap_or(end).max(pause.from)))
            .sum();
        let mut cells = vec![
            Cell::Text(&number),
            Cell::Text(case.source.code()),
            case.source_key.as_deref().map_or(Cell::Missing, Cell::Text),
            Cell::Text(self.service),
            Cell::Text(case.channel.code()),
            Cell::Text(case.kind.code()),
            Cell::Text(case.status.code()),
            Cell::Text(outcome(case)),
            case.unresolved.map_or(Cell::Missing, |reason| Cell::Text(reason.code())),
            truth(case.urgent),
            Cell::Int(case.reopened),
            self.into.as_deref().map_or(Cell::Missing, Cell::Text),
            Cell::Time(moments.opened),
            time(moments.first_response),
            time(moments.ended),
            time(due.first_response),
            self.standing(ClockKind::FirstResponse),
            time(due.next_response),
            self.standing(ClockKind::NextResponse),
            time(due.resolution),
            self.standing(ClockKind::Resolution),
            hours(moments.first_response),
            hours(moments.ended),
            Cell::Float(paused),
            due.days_taken.map_or(Cell::Missing, Cell::Int),
            due.in_time.map_or(Cell::Missing, truth),
            Cell::Time(case.updated_at),
        ];
        if !personal {
            return table.row(&cells);
        }
        let attributes = serde_json::to_string(&case.attributes).unwrap_or_default();
        let (person, place) = (&case.person, &case.place);
        let text = |text| if str::is_empty(text) { Cell::Missing } else { Cell::Text(text) };
        let degrees = |degrees: Option<f64>| degrees.map_or(Cell::Missing, Cell::Float);
        cells.extend([
            text(&case.subject),
            text(&case.description),
            text(&case.wish),
            text(&person.name),
            person.email.as_ref().map_or(Cell::Missing, |email| Cell::Text(email.as_str())),
            text(&person.phone),
            Cell::Text(person.language.code()),
            text(&place.address),
            text(&place.address_id),
            degrees(place.point.map(|(north, _)| north)),
            degrees(place.point.map(|(_, east)| east)),
            Cell::Text(&attributes),
        ]);
        table.row(&cells)
    }
}

/// Hours of the clock, to a hundredth.
fn hours_between(from: Timestamp, until: Timestamp) -> f64 {
    let seconds = until.duration_since(from).as_secs_f64();
    (seconds / 36.0).round() / 100.0
}

fn unwritten(error: catsup_exchange::ExchangeError) -> Error {
    Error::Internal { what: "writing the cases", source: error.into() }
}
