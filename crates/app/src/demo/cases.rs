//! The cases of the made-up agency: a year and a half of them, most in time, one service with a pile that nobody gets to.
//!
//! They are written in batches, as an import would be, and not act by act: nobody gets a mail of what never happened.

mod callers;
mod life;
mod office;
mod words;

use std::collections::{BTreeMap, HashSet};

use catsup_model::{
    Channel, Language,
    calendar::Within,
    case::{
        Case, CaseEvent, CaseKind, CaseMoments, CaseNumber, CaseRule, CaseSource, CaseStatus, DueMoments,
        Place, Standing, Targets, Told,
    },
    id::{CaseEventId, CaseId, CaseRuleId, IdSource},
    permission::Actor,
};
use jiff::{Timestamp, ToSpan as _, civil::Date};

use self::{
    life::{Course, Desk, Life, days_allowed},
    office::Office,
    words::Writer,
};
use super::{
    agency::{SERVICES, ServiceData},
    chance::Chance,
    directory::Directory,
    inbox::staff,
    rhythm::season,
};
use crate::{
    App, Error,
    cases::{Deadlines, subject_of},
    inbox::account_of,
};

/// How many cases there are.
const CASES: usize = 3_000;
/// Those that still go on.
const OPEN: usize = 120;
/// Those of them that lie on the pile.
const PILE: usize = 38;
/// The service of the pile.
const PILED: &str = "food";
/// Days that the history reaches back.
const DAYS: usize = 545;
/// The busiest a month gets in the data of the agency.
const BUSIEST: f64 = 2.2;
/// Cases stored by one statement.
const BATCH: usize = 750;
/// How often a case is told anew until it ends, or goes on, as it is meant to.
const TRIES: usize = 200;
/// Words that somebody has to look at at once.
const DESPAIR: &str =
    "The gas is off, my mother is ill, and nobody pays. I do not want to live like this any more.";

/// Adds the handling rules and the cases.
pub(super) async fn add(app: &App, seed: u64, directory: &Directory) -> Result<(), Error> {
    let mut maker = Maker::new(app, seed, directory).await?;
    maker.rules().await?;
    let deadlines = Deadlines::read(app).await?;
    let mut lives = maker.lives();
    lives.sort_by_key(|life| life.case.moments.opened);
    let mut event = 0;
    for (place, life) in lives.iter_mut().enumerate() {
        let id = CaseId(IdSource::in_place(life.case.moments.opened, place as u32));
        life.case.id = id;
        for one in &mut life.events {
            one.case = id;
            one.id = CaseEventId(IdSource::in_place(one.at, event));
            event += 1;
        }
        told(&deadlines, &mut life.case, app.now());
    }
    let mut transaction = app.store().begin().await?;
    for batch in lives.chunks(BATCH) {
        let cases: Vec<Case> = batch.iter().map(|life| life.case.clone()).collect();
        let events: Vec<CaseEvent> = batch.iter().flat_map(|life| life.events.iter().cloned()).collect();
        transaction.cases_insert(&cases).await?;
        transaction.case_events_insert(&events).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Works the clocks out. Staff were told of what is over: nobody gets mails of it when the demo starts.
fn told(deadlines: &Deadlines, case: &mut Case, now: Timestamp) {
    if case.status.is_open() {
        for clock in deadlines.clocks(case) {
            let (due, breached) = match clock.standing(now) {
                Standing::Overdue(due) => (due, true),
                Standing::Running(due) if clock.warn_at().is_some_and(|at| at <= now) => (due, false),
                _ => continue,
            };
            case.due.told.push(Told { clock: clock.kind, due, breached });
        }
    }
    deadlines.apply(case);
}

/// Makes cases.
struct Maker<'a> {
    app: &'a App,
    directory: &'a Directory,
    chance: Chance,
    office: Office,
    calendar: catsup_model::id::CalendarId,
    desks: BTreeMap<&'static str, Desk>,
    numbers: HashSet<CaseNumber>,
    today: Date,
}

impl<'a> Maker<'a> {
    async fn new(app: &'a App, seed: u64, directory: &'a Directory) -> Result<Self, Error> {
        let calendars = app.store().calendar_list().await?;
        let offices = calendars.iter().find(|one| one.name.as_str() == "Offices");
        let offices = offices.ok_or(Error::NotFound("the calendar of the offices"))?;
        let account = async |email: &str| -> Result<_, Error> {
            account_of(&staff(app, email).await?).ok_or(Error::NotFound("account"))
        };
        let lead = account("lead@everyday.example").await?;
        let owner = account("owner@everyday.example").await?;
        let agent = account("agent@everyday.example").await?;
        // Each has what lies below their bureau; the lead has the rest.
        let desk = |service: &ServiceData| match service.organisation {
            "OPO" | "OVR" => Desk { handler: owner, lead },
            "OEA" | "OFB" => Desk { handler: agent, lead },
            _ => Desk { handler: lead, lead },
        };
        Ok(Self {
            app,
            directory,
            chance: Chance::of(seed, "cases"),
            office: Office { calendar: offices.business(), now: app.now() },
            calendar: offices.id,
            desks: SERVICES.iter().map(|service| (service.key, desk(service))).collect(),
            numbers: HashSet::new(),
            today: app.today(),
        })
    }

    /// One rule for each kind, by the hours of the offices.
    async fn rules(&self) -> Result<(), Error> {
        let days = |days: usize| {
            Within::new(u32::try_from(days).ok()?, catsup_model::calendar::Unit::BusinessDays).ok()
        };
        let mut transaction = self.app.store().begin().await?;
        for kind in CaseKind::ALL {
            let quick = matches!(kind, CaseKind::Complaint | CaseKind::Question | CaseKind::Request);
            let rule = CaseRule {
                id: CaseRuleId(self.app.next_id()),
                service: None,
                kind: Some(*kind),
                calendar: self.calendar,
                targets: Targets {
                    first_response: days(if quick { 1 } else { 5 }),
                    next_response: days(2),
                    resolution: days(days_allowed(*kind)),
                },
                assignee: None,
                escalate_to: None,
                survey: None,
            };
            transaction.case_rule_put(&rule).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    fn lives(&mut self) -> Vec<Life> {
        let piled = SERVICES.iter().position(|service| service.key == PILED).unwrap_or(0);
        let heating = SERVICES.iter().position(|service| service.key == "heating").unwrap_or(0);
        let mut lives: Vec<Life> = (0..PILE).map(|_| self.pile_up(piled)).collect();
        while lives.len() < OPEN {
            let days = self.chance.below(16);
            let service = if lives.len() == PILE { heating } else { self.service(self.today) };
            let urgent = lives.len() == PILE;
            // Some of them wait for the person.
            let waits = !urgent && lives.len().is_multiple_of(6);
            let wanted =
                |case: &Case| case.status.is_open() && (!waits || case.status == CaseStatus::Waiting);
            lives.push(self.life(service, days, urgent, wanted));
        }
        while lives.len() < CASES {
            let days = 5 + self.chance.below(DAYS - 5);
            let service = self.service(self.day(days));
            if self.chance.unit() * BUSIEST < season(&SERVICES[service].months, self.day(days)) {
                lives.push(self.life(service, days, false, |case| !case.status.is_open()));
            }
        }
        lives
    }

    /// A complaint of the last months that nobody gets to.
    fn pile_up(&mut self, service: usize) -> Life {
        let days = 18 + self.chance.below(48);
        let day = self.day(days);
        let opened = self.office.written_on(&mut self.chance, day);
        self.told(service, CaseKind::Complaint, opened, Course::Piles, false)
    }

    /// A case opened so many days ago, or a little earlier or later, that stands as it is wanted.
    fn life(&mut self, service: usize, days: usize, urgent: bool, wanted: impl Fn(&Case) -> bool) -> Life {
        let mut life = None;
        for again in 0..TRIES {
            let kind = if urgent { CaseKind::Complaint } else { self.kind() };
            let back = if days < 16 { days / (1 + again / 8) } else { days };
            let day = self.day(back);
            let opened = self.office.written_on(&mut self.chance, day);
            if opened >= self.office.now {
                continue;
            }
            let told = self.told(service, kind, opened, Course::Ends, urgent);
            let fits = wanted(&told.case);
            life = Some(told);
            if fits {
                break;
            }
        }
        life.unwrap_or_else(|| self.pile_up(service))
    }

    fn day(&self, back: usize) -> Date {
        self.today.saturating_sub(i64::try_from(back).unwrap_or(0).days())
    }

    fn service(&mut self, day: Date) -> usize {
        let weights: Vec<f64> = SERVICES
            .iter()
            .map(|service| {
                let share: f64 = service.touchpoints.iter().map(|touchpoint| touchpoint.share).sum();
                share * (1.0 - service.level) * season(&service.months, day)
            })
            .collect();
        self.chance.weighted(&weights)
    }

    fn kind(&mut self) -> CaseKind {
        let kinds = [
            CaseKind::Complaint,
            CaseKind::Question,
            CaseKind::Request,
            CaseKind::Compliment,
            CaseKind::Suggestion,
        ];
        kinds[self.chance.weighted(&[0.34, 0.27, 0.29, 0.06, 0.04])]
    }

    fn told(
        &mut self,
        service: usize,
        kind: CaseKind,
        opened: Timestamp,
        course: Course,
        urgent: bool,
    ) -> Life {
        let data = &SERVICES[service];
        let shares: Vec<f64> = data.touchpoints.iter().map(|touchpoint| touchpoint.share).collect();
        let place = self.chance.weighted(&shares);
        let channel = data.touchpoints[place].channel;
        let spanish = !urgent && self.chance.happens(data.spanish);
        let language = if spanish { Language::Es } else { Language::En };
        let writer = Writer::about(&mut self.chance, language, data.key);
        let description = if urgent { DESPAIR.to_owned() } else { writer.opening(&mut self.chance, kind) };
        let wish = if kind == CaseKind::Complaint && self.chance.happens(0.4) {
            writer.sentence(&mut self.chance, "wish")
        } else {
            String::new()
        };
        let source = source(channel);
        let leaves_address = if source == CaseSource::Staff { 0.45 } else { 0.94 };
        let person = callers::somebody(self.app, &mut self.chance, language, leaves_address);
        let desk = self.desks[data.key];
        let opener = if source == CaseSource::Staff { Actor::Account(desk.handler) } else { Actor::Public };
        let case = Case {
            id: CaseId(1),
            number: self.number(),
            service: self.directory.services[service],
            touchpoint: Some(self.directory.touchpoints[service][place]),
            channel,
            kind,
            status: CaseStatus::New,
            subject: subject_of(&description),
            description,
            wish,
            person,
            place: Place::default(),
            attributes: BTreeMap::new(),
            source,
            source_key: None,
            response: None,
            assignee: None,
            urgent,
            unresolved: None,
            reopened: 0,
            merged_into: None,
            moments: CaseMoments::begun(opened),
            due: DueMoments::default(),
            link_serial: 1,
            revision: 0,
            updated_at: opened,
        };
        Life::live(case, opener, course, writer, desk, &self.office, &mut self.chance)
    }

    /// A number that no other case has.
    fn number(&mut self) -> CaseNumber {
        loop {
            let bytes = std::array::from_fn(|_| u8::try_from(self.chance.below(256)).unwrap_or(0));
            let number = CaseNumber::from_bytes(bytes);
            if self.numbers.insert(number) {
                return number;
            }
        }
    }
}

/// Where cases of a channel come from.
fn source(channel: Channel) -> CaseSource {
    match channel {
        Channel::Email => CaseSource::Mail,
        Channel::Website | Channel::MobileApp | Channel::LiveChat => CaseSource::Contact,
        _ => CaseSource::Staff,
    }
}
