//! Interactions and observed journeys on both databases: what comes in is pseudonymous, replaces what it replaces, and
//! is seen as far as the viewer reaches.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{collections::BTreeMap, io::Write as _};

use catsup_app::{
    App,
    directory::touchpoints,
    imports::{self, Options, Report, TableFile},
    interactions::{self, Given, InteractionFilter, Upserted},
    journeys::{self, ChannelOptions, JourneyRule, ObservedQuery, columns},
    settings,
};
use catsup_model::{
    Channel, Role, Viewer,
    directory::Service,
    interaction::{Interaction, Outcome},
};
use catsup_testing::{TestApp, story};
use jiff::{SignedDuration, Timestamp};

/// When the contacts of these tests begin.
fn start() -> Timestamp {
    "2026-02-02T09:00:00Z".parse().unwrap()
}

/// A contact of a customer with a service, so many hours after the start.
fn contact(service: &Service, customer: &str, hours: i64, activity: &str) -> Given {
    Given {
        service: Some(service.id.to_string()),
        channel: Some(Channel::Website),
        customer: (!customer.is_empty()).then(|| customer.to_owned()),
        activity: activity.to_owned(),
        occurred_at: Some(start() + SignedDuration::from_hours(hours)),
        ..Given::default()
    }
}

async fn record(app: &App, given: Vec<Given>) -> Vec<Upserted> {
    interactions::record(app, &Viewer::operator(), "test", given).await.unwrap()
}

async fn everything(app: &App, viewer: &Viewer) -> Vec<Interaction> {
    let filter = InteractionFilter::default();
    interactions::list(app, viewer, filter, None, None, 1000).await.unwrap().interactions
}

#[story]
async fn what_a_source_says_is_kept_but_not_what_it_calls_the_customer(app: TestApp) {
    let app = &app.app;
    let organisation = common::organisation(app, None, "Department of State").await;
    let service = common::service(app, organisation, "Passport renewal").await;
    let input = ("Information line", Channel::Phone);
    let touchpoint = touchpoints::add(app, &Viewer::operator(), service.id, input.0, input.1).await.unwrap();
    let given = Given {
        service: Some("passport renewal".to_owned()),
        touchpoint: Some("information line".to_owned()),
        channel: None,
        customer: Some(" Ana.Ruiz@Example.org ".to_owned()),
        case: Some("A-17".to_owned()),
        intention: Some("ask where the passport is, call 202 555 0143".to_owned()),
        outcome: Some(Outcome::Partly),
        wait_seconds: Some(240),
        handle_seconds: Some(600),
        cost_cents: Some(1250),
        device: Some("Phone".to_owned()),
        attributes: BTreeMap::from([("region".to_owned(), "North".to_owned())]),
        external_key: Some("call-1".to_owned()),
        ..contact(&service, "", 0, "  ask   for\nstatus ")
    };
    record(app, vec![given]).await;

    let kept = everything(app, &Viewer::operator()).await.pop().unwrap();
    assert_eq!(
        (kept.service, kept.touchpoint, kept.channel),
        (service.id, Some(touchpoint.id), Channel::Phone)
    );
    assert_eq!((kept.activity.as_str(), kept.case.as_deref()), ("ask for status", Some("A-17")));
    assert_eq!(kept.intention.as_deref(), Some("ask where the passport is, call ▒▒▒"));
    assert_eq!((kept.wait_seconds, kept.handle_seconds, kept.cost_cents), (Some(240), Some(600), Some(1250)));
    assert_eq!((kept.outcome, kept.device.as_deref()), (Some(Outcome::Partly), Some("phone")));
    assert_eq!(kept.attributes["region"], "North");
    assert_eq!(kept.occurred_at, start());
    // The same person under another spelling of the same address, and nothing of the address itself.
    let key = interactions::customer_key(app, &Viewer::operator(), "ana.ruiz@example.org").unwrap();
    assert_eq!(kept.customer, Some(key));
    assert!(!format!("{kept:?}").to_lowercase().contains("ruiz"));
}

#[story]
async fn a_known_key_replaces_and_everything_else_is_new(app: TestApp) {
    let app = &app.app;
    let organisation = common::organisation(app, None, "Department of State").await;
    let service = common::service(app, organisation, "Passport renewal").await;
    let keyed = |hours, activity: &str| Given {
        external_key: Some("k1".to_owned()),
        ..contact(&service, "ann", hours, activity)
    };
    let first = record(app, vec![keyed(0, "apply"), contact(&service, "ann", 1, "call")]).await;
    let Upserted::Inserted(id) = first[0] else { panic!("new: {first:?}") };

    // Twice in one request: the last one holds.
    let second = record(app, vec![keyed(2, "apply again"), keyed(3, "apply at last")]).await;
    assert_eq!(second, [Upserted::Updated(id), Upserted::Updated(id)]);
    let other =
        interactions::record(app, &Viewer::operator(), "other", vec![keyed(0, "apply")]).await.unwrap();
    assert!(matches!(other[0], Upserted::Inserted(_)), "another source has keys of its own");

    let kept = everything(app, &Viewer::operator()).await;
    let of = |id| kept.iter().find(|one| one.id == id).map(|one| one.activity.as_str());
    assert_eq!((kept.len(), of(id)), (3, Some("apply at last")));
}

#[story]
async fn every_field_that_does_not_fit_is_named_with_its_row(app: TestApp) {
    let app = &app.app;
    let organisation = common::organisation(app, None, "Department of State").await;
    let service = common::service(app, organisation, "Passport renewal").await;
    let wrong = Given {
        service: Some("no such service".to_owned()),
        wait_seconds: Some(-1),
        occurred_at: Some(app.now() + SignedDuration::from_hours(1)),
        ..contact(&service, "ann", 0, " ")
    };
    let no_channel = Given { channel: None, ..contact(&service, "ann", 0, "apply") };
    let given = vec![contact(&service, "ann", 0, "apply"), wrong, no_channel];
    let outcome = interactions::record(app, &Viewer::operator(), "test", given).await;
    let expected = [
        "interactions[1].service: unknown-place",
        "interactions[1].activity: required",
        "interactions[1].wait_seconds: out-of-range",
        "interactions[1].occurred_at: in-the-future",
        "interactions[2].channel: required",
    ];
    assert_eq!(common::refused(outcome), expected);
    assert!(everything(app, &Viewer::operator()).await.is_empty(), "all or none");
    let outcome = interactions::record(app, &Viewer::operator(), "Test!", vec![]).await;
    assert_eq!(common::refused(outcome), ["interactions: how-many"]);
}

#[story]
async fn who_may_not_see_a_service_neither_sees_nor_replaces_its_contacts(app: TestApp) {
    let app = &app.app;
    let ours = common::organisation(app, None, "Ours").await;
    let theirs = common::organisation(app, None, "Theirs").await;
    let own = common::service(app, ours, "Own").await;
    let foreign = common::service(app, theirs, "Foreign").await;
    let keyed = Given { external_key: Some("k".to_owned()), ..contact(&foreign, "ann", 0, "apply") };
    record(app, vec![keyed.clone(), contact(&own, "ann", 5, "call")]).await;

    let owner = common::staff(app, "owner@example.gov", Role::ServiceOwner, Some(ours)).await.viewer;
    let seen = everything(app, &owner).await;
    assert_eq!(seen.iter().map(|one| one.activity.as_str()).collect::<Vec<_>>(), ["call"]);
    let observed = journeys::observed(app, &owner, &ObservedQuery::default()).await.unwrap();
    assert_eq!((observed.contacts.events(), observed.services.len()), (1, 1));
    let asked = ObservedQuery { services: vec![foreign.id], ..ObservedQuery::default() };
    assert!(common::not_found(journeys::observed(app, &owner, &asked).await));
    let stolen = Given { service: Some(own.id.to_string()), ..keyed };
    let outcome = interactions::record(app, &owner, "test", vec![stolen]).await;
    assert_eq!(common::refused(outcome), ["interactions[0].external_key: taken"]);

    let viewer = common::staff(app, "viewer@example.gov", Role::Viewer, None).await.viewer;
    assert!(journeys::observed(app, &viewer, &ObservedQuery::default()).await.is_ok());
    let filter = InteractionFilter::default();
    assert!(common::denied(interactions::list(app, &viewer, filter, None, None, 10).await));
    assert!(common::denied(interactions::record(app, &viewer, "test", vec![]).await));
    assert!(common::denied(journeys::observed(app, &Viewer::public(), &ObservedQuery::default()).await));
}

#[story]
async fn contacts_become_journeys_by_gap_customer_or_case(app: TestApp) {
    let app = &app.app;
    let organisation = common::organisation(app, None, "Department of State").await;
    let service = common::service(app, organisation, "Passport renewal").await;
    let cased = |hours, activity: &str| Given {
        case: Some("A-17".to_owned()),
        channel: Some(Channel::Phone),
        ..contact(&service, "ann", hours, activity)
    };
    let given = vec![
        contact(&service, "ann", 24 * 30, "apply again"),
        cased(2, "call"),
        contact(&service, "ann", 0, "apply"),
        contact(&service, "bob", 1, "apply"),
        contact(&service, "", 1, "visit page"),
        cased(26, "call"),
    ];
    record(app, given).await;
    let observed = async |query: ObservedQuery| {
        let observed = journeys::observed(app, &Viewer::operator(), &query).await.unwrap();
        let mut journeys: Vec<String> = observed
            .log
            .iter()
            .map(|case| {
                case.events().map(|event| observed.log.activity_name(event)).collect::<Vec<_>>().join(", ")
            })
            .collect();
        journeys.sort();
        (journeys, observed)
    };

    let (by_gap, whole) = observed(ObservedQuery::default()).await;
    assert_eq!(by_gap, ["apply", "apply again", "apply, call, call"]);
    assert_eq!((whole.contacts.events(), whole.left_out.without_customer), (6, 1));
    assert_eq!(
        whole.log.attribute(columns::SERVICE).unwrap().value(0),
        Some(service.id.to_string().as_str())
    );
    assert_eq!(whole.services[&service.id].name, "Passport renewal");
    let rule = JourneyRule::Customer;
    let (by_customer, _) = observed(ObservedQuery { rule, ..ObservedQuery::default() }).await;
    assert_eq!(by_customer, ["apply", "apply, call, call, apply again"]);
    let rule = JourneyRule::Case;
    let (by_case, cases) = observed(ObservedQuery { rule, ..ObservedQuery::default() }).await;
    assert_eq!((by_case, cases.left_out.without_case), (vec!["call, call".to_owned()], 4));
    let channels = vec![Channel::Phone];
    let (calls, _) = observed(ObservedQuery { channels, ..ObservedQuery::default() }).await;
    assert_eq!(calls, ["call, call"]);

    // What was kept in memory is as it is now, not as it was.
    record(app, vec![contact(&service, "bob", 3, "call")]).await;
    assert_eq!(observed(ObservedQuery::default()).await.0[1], "apply, call");
    assert_eq!(interactions::forget_customer(app, &Viewer::operator(), "Bob ").await.unwrap(), 2);
    assert_eq!(observed(ObservedQuery::default()).await.0, ["apply again", "apply, call, call"]);
}

#[story]
async fn a_list_is_read_page_by_page(app: TestApp) {
    let app = &app.app;
    let organisation = common::organisation(app, None, "Department of State").await;
    let service = common::service(app, organisation, "Passport renewal").await;
    // Three at one moment, so that the time alone does not say where a page ends.
    let given = [0, 1, 1, 1, 2].map(|hours| contact(&service, "ann", hours, "call"));
    record(app, given.to_vec()).await;
    let mut cursor = None;
    let mut seen = Vec::new();
    loop {
        let filter = InteractionFilter::default();
        let page = interactions::list(app, &Viewer::operator(), filter, None, cursor, 2).await.unwrap();
        seen.extend(page.interactions.iter().map(|one| one.id));
        let Some(next) = page.next else { break };
        cursor = Some(next.to_string().parse().unwrap());
    }
    let whole: Vec<_> = everything(app, &Viewer::operator()).await.iter().map(|one| one.id).collect();
    assert_eq!((seen.len(), &seen), (5, &whole));
}

/// Forty people who try the website in vain and call four hours later; ten whose visit was enough.
async fn callers(app: &App, service: &Service) {
    let mut given = Vec::new();
    for person in 0..50 {
        let name = format!("person {person}");
        let called = person % 5 != 0;
        let outcome = if called { Outcome::NotFulfilled } else { Outcome::Fulfilled };
        given.push(Given { outcome: Some(outcome), ..contact(service, &name, person, "fill in form") });
        if called {
            given.push(Given {
                channel: Some(Channel::Phone),
                outcome: Some(Outcome::Fulfilled),
                wait_seconds: Some(120),
                ..contact(service, &name, person + 4, "call")
            });
        }
    }
    record(app, given).await;
}

#[story]
async fn channels_are_told_with_rates_costs_and_hours_of_the_zone(app: TestApp) {
    let app = &app.app;
    let organisation = common::organisation(app, None, "Department of State").await;
    let service = common::service(app, organisation, "Passport renewal").await;
    callers(app, &service).await;
    let costs = r#"{"phone":1200}"#.to_owned();
    settings::change(app, &Viewer::operator(), &[("contact_costs".to_owned(), costs)]).await.unwrap();
    let query = ObservedQuery::default();
    let viewer = common::staff(app, "viewer@example.gov", Role::Viewer, None).await.viewer;
    let answers = journeys::channels(app, &viewer, &query, ChannelOptions::default()).await.unwrap();

    assert_eq!(answers.contacts, 90);
    assert_eq!(
        answers.by_channel.iter().map(|one| (one.contacts, one.cases)).collect::<Vec<_>>(),
        [(50, 50), (40, 40)]
    );
    let to_phone = |pair: &&catsup_journeys::channels::ChannelFollow| {
        (pair.from.as_str(), pair.to.as_str(), pair.window_seconds) == ("website", "phone", 86_400.0)
    };
    let followed = answers.follows.pairs.iter().find(to_phone).unwrap();
    assert_eq!((followed.probability.successes, followed.probability.n), (40, 50));
    assert!((followed.base - 40.0 / 90.0).abs() < 1e-12 && (followed.lift - 1.8).abs() < 1e-9);
    let contained = answers.containment.unwrap().contained.unwrap();
    assert_eq!((contained.successes, contained.n), (10, 50));
    // The website has no known cost: journeys with it are left out, never taken as free.
    assert_eq!((answers.cost.total, answers.cost.contacts_without_cost), (48_000.0, 50));
    // Contacts began at nine in London's winter, four in the morning in New York; cells of few are not told.
    assert_eq!(answers.heat.iter().flatten().flatten().sum::<u64>(), 0);
    let next = journeys::next(app, &viewer, &query, 1).await.unwrap();
    assert_eq!((next.pairs[0].reason.as_str(), next.pairs[0].next.as_str()), ("fill in form", "call"));
    assert_eq!(next.pairs[0].probability.successes, 40);
    let outcome = journeys::next(app, &viewer, &query, 0).await;
    assert_eq!(common::refused(outcome), ["window_days: out-of-range"]);
    let ann = interactions::customer_key(app, &Viewer::operator(), "person 1").unwrap();
    let filter = InteractionFilter { customer: Some(ann), ..InteractionFilter::default() };
    let hers = interactions::list(app, &Viewer::operator(), filter, None, None, 10).await.unwrap();
    assert_eq!(
        hers.interactions.iter().map(|one| one.activity.as_str()).collect::<Vec<_>>(),
        ["call", "fill in form"]
    );
    assert!(common::denied(interactions::customer_key(app, &viewer, "person 1")));
}

async fn bring(app: &App, text: &str, mapping: Option<&str>, options: Options) -> Report {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let file = TableFile::open(file.path()).unwrap();
    imports::import_interactions(app, &Viewer::operator(), "calls", file, mapping, options).await.unwrap()
}

#[story]
async fn a_file_of_calls_comes_in_and_changes_nothing_when_it_comes_again(app: TestApp) {
    let app = &app.app;
    let organisation = common::organisation(app, None, "Department of State").await;
    common::service(app, organisation, "Passport renewal").await;
    let text = "call id,customer,started at,service,channel,reason,outcome,wait time\n\
                1,C-1,2026-02-02 09:00,Passport renewal,phone,ask for status,resolved,2:30\n\
                2,,2026-02-02 10:00,passport renewal,phone,ask for status,hung up,90\n\
                3,C-2,2026-02-02 10:00,Somewhere else,phone,ask for status,,\n\
                4,C-2,2026-02-02 10:00,Passport renewal,pigeon,ask for status,,\n\
                1,C-1,2026-02-02 09:00,Passport renewal,phone,ask for the date,resolved,2:30\n";
    let dry = bring(app, text, None, Options { dry_run: true, ..Options::default() }).await;
    assert_eq!((dry.read, dry.inserted, dry.updated, dry.refused), (5, 2, 1, 2));
    assert!(everything(app, &Viewer::operator()).await.is_empty());
    let first = bring(app, text, None, Options::default()).await;
    assert_eq!((first.read, first.inserted, first.updated, first.refused), (5, 2, 1, 2));
    let reasons: Vec<&str> = first.examples.iter().map(|one| one.reason.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.starts_with("service: “Somewhere else”")), "{reasons:?}");
    assert!(reasons.iter().any(|reason| reason.starts_with("channel: “pigeon”")), "{reasons:?}");
    let rules: Vec<&str> = first.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["customer_missing", "repeated_keys"]);
    let kept = everything(app, &Viewer::operator()).await;
    let again = bring(app, text, None, Options::default()).await;
    assert_eq!((again.inserted, again.updated), (0, 3));
    let now = everything(app, &Viewer::operator()).await;
    assert_eq!(now.len(), 2);
    assert_eq!(now, kept);
    assert_eq!((kept[1].activity.as_str(), kept[1].wait_seconds), ("ask for the date", Some(150)));

    // Rows without a key are told apart by what they say, and are the same when they come again.
    let keyless = "Tag;Was\n1.2.2026;visit\n1.2.2026;visit\n2.2.2026;visit\n";
    let mapping = "time_format = \"%d.%m.%Y\"\n[columns]\ntime = \"Tag\"\nactivity = \"Was\"\n\
                   [defaults]\nservice = \"Passport renewal\"\nchannel = \"in_person\"\n";
    let first = bring(app, keyless, Some(mapping), Options::default()).await;
    assert_eq!((first.inserted, first.updated, first.refused), (3, 0, 0));
    let again = bring(app, keyless, Some(mapping), Options::default()).await;
    assert_eq!((again.inserted, again.updated), (0, 3));
}
