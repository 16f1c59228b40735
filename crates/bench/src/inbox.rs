//! The inbox over a million responses: the first page, every filter, searches, a deep page; and all of it as a file.
//!
//! `catsup-bench inbox FOLDER` measures the embedded database in FOLDER, `catsup-bench inbox postgres://…` a server.
//! Responses are those of the demo agency, made when the database is empty; what staff did with them is made here.

use std::time::{Duration, Instant};

use catsup_app::{
    App, demo,
    inbox::{self, Assignee, Level, ResponseFilter, acts, tags},
    responses::{self, TableFormat},
};
use catsup_model::{
    Channel, Language, Viewer,
    id::{AccountId, ResponseId, TagId},
    inbox::Act,
    permission::{Actor, Grant, Permission, Reach},
    response::{Handling, NewResponse, ResponseSource, ResponseState},
    search::Search,
};

use crate::pages::{self, Failed, ROUNDS, TARGET};

/// How many responses there are.
const RESPONSES: u32 = 1_000_000;
/// Responses on a page.
const PAGE: usize = 50;
/// Fills the database when it is empty, and measures.
pub fn run(database: &str) -> Result<(), String> {
    pages::run(measure(database))
}

async fn measure(database: &str) -> Result<(), Failed> {
    let app = pages::open(database).await?;
    if app.store().organisation_list().await?.is_empty() {
        let started = Instant::now();
        demo::make(&app, &demo::Demo { responses: RESPONSES, ..demo::Demo::default() }).await?;
        embedded(&app).await?;
        handled(&app).await?;
        println!("filled in {:.0} s", started.elapsed().as_secs_f64());
    }
    let cases = cases(&app).await?;
    let mut times: Vec<Vec<Duration>> = vec![Vec::with_capacity(ROUNDS); cases.len()];
    let mut found = vec![0; cases.len()];
    // Round by round, so that no page finds its own rows still at hand from the moment before.
    for _ in 0..ROUNDS {
        for (place, (_, viewer, filter)) in cases.iter().enumerate() {
            let started = Instant::now();
            let page = inbox::page(&app, viewer, filter.clone(), PAGE).await?;
            times[place].push(started.elapsed());
            found[place] = page.responses.len();
        }
    }
    pages::head("page of 50");
    for (((name, ..), times), found) in cases.iter().zip(&mut times).zip(&found) {
        pages::line(name, *found, times, TARGET);
    }
    export(&app).await?;
    app.store().close().await;
    Ok(())
}

/// Twenty thousand responses from pages of other sites, twenty of them from a campaign: what the demo does not have.
async fn embedded(app: &App) -> Result<(), Failed> {
    let all = ResponseFilter { every_service: true, ..ResponseFilter::default() };
    let like = app.store().response_list(&all, 20_000).await?;
    let mut copies: Vec<NewResponse> = Vec::with_capacity(like.len());
    for (place, one) in like.into_iter().enumerate() {
        copies.push(NewResponse {
            id: ResponseId(app.next_id()),
            survey: one.survey,
            version: one.version,
            service: one.service,
            touchpoint: one.touchpoint,
            channel: one.channel,
            language: one.language,
            device: one.device,
            state: ResponseState::Received,
            source: ResponseSource::Embed,
            page: Some(format!("https://example.gov/section-{}/page-{}", place % 7, place % 900)),
            campaign: (place % 1_000 == 0).then(|| "Spring letter".to_owned()),
            entered_by: None,
            occurred_at: one.occurred_at,
            received_at: app.now(),
            submission_key: None,
            fingerprint: 0,
            segments: one.segments,
            customer: one.customer,
            answers: one.answers,
        });
    }
    for part in copies.chunks_mut(2_000) {
        let mut transaction = app.store().begin().await?;
        transaction.response_upsert(part).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// What a team has done: most of the old is archived, some is spam, held back, handled, tagged or in somebody's hands.
async fn handled(app: &App) -> Result<(), Failed> {
    let operator = Viewer::operator();
    let all = ResponseFilter { every_service: true, ..ResponseFilter::default() };
    let ids = app.store().response_ids(&all, i64::MAX).await?;
    let every = |step: usize, offset: usize| {
        ids.iter().skip(offset).step_by(step).map(|id| ResponseId(*id)).collect::<Vec<_>>()
    };
    let rare = tags::put(app, &operator, "photo booth").await?;
    let common = tags::put(app, &operator, "wait").await?;
    let somebody = app.store().account_list().await?.first().map_or(AccountId(1), |account| account.id);
    let archived: Vec<ResponseId> = ids.iter().skip(250_000).map(|id| ResponseId(*id)).collect();
    for (act, to) in [
        (Act::Archive, archived),
        (Act::Spam, every(97, 5)),
        (Act::Flag, every(4_001, 11)),
        (Act::Handle(Handling::Acknowledged), every(50, 3)),
        (Act::Handle(Handling::Responded), every(331, 7)),
        (Act::Assign(somebody), every(700, 1)),
        (Act::Tag(common.id), every(40, 2)),
        (Act::Tag(rare.id), every(50_000, 49_000)),
    ] {
        for part in to.chunks(50_000) {
            acts::act(app, &operator, act, part).await?;
        }
    }
    Ok(())
}

async fn cases(app: &App) -> Result<Vec<(&'static str, Viewer, ResponseFilter)>, Failed> {
    let operator = Viewer::operator();
    let services = app.store().service_ids(&Reach::Everything).await?;
    let small = Viewer::new(
        Actor::Operator,
        vec![Grant {
            permissions: Permission::ALL.iter().copied().collect(),
            reach: Reach::Part {
                organisations: [].into(),
                services: services.iter().rev().take(2).copied().collect(),
            },
        }],
    );
    let tag = |name: &str| {
        let app = app.clone();
        let name = name.to_owned();
        async move {
            let tags = app.store().tag_list().await?;
            Ok::<_, Failed>(tags.iter().find(|tag| tag.name == name).map_or(TagId(1), |tag| tag.id))
        }
    };
    let (rare, common) = (tag("photo booth").await?, tag("wait").await?);
    let somebody = app.store().account_list().await?.first().map_or(AccountId(1), |account| account.id);
    let newest = app
        .store()
        .response_ids(&ResponseFilter { every_service: true, ..Default::default() }, 900_000)
        .await?;
    let one = newest.first().copied().unwrap_or(1);
    let deep = newest.last().copied().unwrap_or(1);
    let survey = app.store().response_find(ResponseId(deep)).await?.map(|found| found.survey);
    let touchpoint = app.store().response_find(ResponseId(one)).await?.and_then(|found| found.touchpoint);
    let (_, last) = app.store().scope_extent(&services).await?.unwrap_or((0, 0));
    let day = 86_400_000_000;
    let all = ResponseFilter::default;
    let open = || ResponseFilter { archived: Some(false), states: vec![ResponseState::Received], ..all() };
    let words = |typed: &str| ResponseFilter { search: Search::parse(typed), ..all() };
    let filters = vec![
        ("first page, no filter", all()),
        ("inbox: open, counted", open()),
        ("page after 900,000", ResponseFilter { before: Some(ResponseId(deep)), ..all() }),
        ("service", ResponseFilter { services: vec![services[0]], ..all() }),
        ("survey", ResponseFilter { surveys: survey.into_iter().collect(), ..all() }),
        ("touchpoint", ResponseFilter { touchpoints: touchpoint.into_iter().collect(), ..all() }),
        ("channel, common", ResponseFilter { channels: vec![Channel::Website], ..all() }),
        ("channel that nobody used", ResponseFilter { channels: vec![Channel::Fax], ..all() }),
        ("language", ResponseFilter { languages: vec![Language::Es], ..all() }),
        ("device", ResponseFilter { devices: vec!["tablet".to_owned()], ..all() }),
        ("way in", ResponseFilter { sources: vec![ResponseSource::Embed], ..all() }),
        ("held back", ResponseFilter { states: vec![ResponseState::Flagged], ..all() }),
        ("spam", ResponseFilter { states: vec![ResponseState::Spam], ..all() }),
        ("handled: responded", ResponseFilter { handlings: vec![Handling::Responded], ..all() }),
        ("in somebody's hands", ResponseFilter { assignee: Some(Assignee::Account(somebody)), ..all() }),
        ("in nobody's hands", ResponseFilter { assignee: Some(Assignee::Nobody), ..all() }),
        ("tag, common", ResponseFilter { tags: vec![common], ..all() }),
        ("tag, rare", ResponseFilter { tags: vec![rare], ..all() }),
        ("segment", ResponseFilter { segments: segment(app, one).await?, ..all() }),
        ("campaign", ResponseFilter { campaign: Some("Spring letter".to_owned()), ..all() }),
        (
            "page and below",
            ResponseFilter { pages: vec!["https://example.gov/section-3".to_owned()], ..all() },
        ),
        (
            "one page",
            ResponseFilter { pages: vec!["https://example.gov/section-3/page-3".to_owned()], ..all() },
        ),
        ("low score", ResponseFilter { levels: vec![Level::Low], ..all() }),
        ("with a comment", ResponseFilter { commented: Some(true), ..all() }),
        ("archived", ResponseFilter { archived: Some(true), ..all() }),
        (
            "one day a year ago",
            ResponseFilter { period: Some((last - 366 * day, last - 365 * day)), ..all() },
        ),
        (
            "a quarter, a year ago",
            ResponseFilter { period: Some((last - 456 * day, last - 365 * day)), ..all() },
        ),
        ("search: common word", words("wait")),
        ("search: rare word", words("outage")),
        ("search: word nobody wrote", words("zeppelin")),
        ("search: phrase", words("\"long time\"")),
        ("search: beginning", words("help*")),
        ("search: two letters and a star", words("co*")),
        ("search: Spanish, without its accents", words("rapido")),
        (
            "search in one service, low, open",
            ResponseFilter {
                services: vec![services[0]],
                levels: vec![Level::Low],
                archived: Some(false),
                ..words("wait")
            },
        ),
        ("search in a rare tag", ResponseFilter { tags: vec![rare], ..words("the") }),
        (
            "search in archived, in Spanish, last year",
            ResponseFilter {
                archived: Some(true),
                languages: vec![Language::Es],
                period: Some((last - 456 * day, last - 365 * day)),
                ..words("espera")
            },
        ),
        (
            "rare and rare: Spanish embeds of a campaign",
            ResponseFilter {
                languages: vec![Language::Es],
                campaign: Some("Spring letter".to_owned()),
                ..all()
            },
        ),
        (
            "never together: paper on a phone",
            ResponseFilter { channels: vec![Channel::Phone], devices: vec!["phone".to_owned()], ..all() },
        ),
        (
            "spam with a comment in Spanish, high",
            ResponseFilter {
                states: vec![ResponseState::Spam],
                languages: vec![Language::Es],
                commented: Some(true),
                levels: vec![Level::High],
                ..all()
            },
        ),
        (
            "held back, tagged, in somebody's hands",
            ResponseFilter {
                states: vec![ResponseState::Flagged],
                tags: vec![common],
                assignee: Some(Assignee::Account(somebody)),
                ..all()
            },
        ),
    ];
    let mut cases: Vec<(&'static str, Viewer, ResponseFilter)> =
        filters.into_iter().map(|(name, filter)| (name, operator.clone(), filter)).collect();
    cases.push(("small team: first page", small.clone(), all()));
    cases.push((
        "small team: open, low, with a comment",
        small.clone(),
        ResponseFilter { levels: vec![Level::Low], commented: Some(true), ..open() },
    ));
    cases.push(("small team: search", small, words("wait")));
    Ok(cases)
}

async fn segment(app: &App, response: i64) -> Result<Vec<(String, String)>, Failed> {
    let found = app.store().response_find(ResponseId(response)).await?;
    Ok(found.and_then(|found| found.segments.into_iter().next()).into_iter().collect())
}

/// Everything as a file, read as fast as it comes: how long, how large, and how much memory at most.
async fn export(app: &App) -> Result<(), Failed> {
    for (name, format) in
        [("CSV", TableFormat::Csv), ("JSON", TableFormat::Json), ("XLSX", TableFormat::Xlsx)]
    {
        let before = memory();
        let started = Instant::now();
        let mut parts =
            responses::export(app, &Viewer::operator(), ResponseFilter::default(), format).await?;
        let (mut bytes, mut most) = (0, 0);
        while let Some(part) = parts.recv().await {
            bytes += part?.len();
            most = memory().max(most);
        }
        println!(
            "{name:<5} {:>6.0} MB in {:>5.1} s, memory {before:.0} MB before, {most:.0} MB at most",
            bytes as f64 / 1e6,
            started.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

/// Memory of this process in whole megabytes; 0 where the system does not say.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = status.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
    pages * 4_096 / 1_000_000
}
