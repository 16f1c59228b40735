//! The directory and reach, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use catsup_app::{
    App,
    directory::{
        life_experiences,
        organisations::{self, Titles},
        services::{self, ServiceInput},
        touchpoints,
        volumes::{self, Volume, VolumePlace},
    },
};
use catsup_model::{
    Channel, Reach, Role, Viewer,
    directory::{Service, ServiceFields},
    id::{LifeExperienceId, OrganisationId, ServiceId, TouchpointId},
    period::Days,
    text::Name,
};
use catsup_store::SourceOrganisation;
use catsup_testing::{TestApp, story};
use common::{denied, not_found, organisation, refused, service, service_input, staff};

/// A department with two bureaus, one with an office; and another department.
struct Tree {
    department: OrganisationId,
    bureau: OrganisationId,
    office: OrganisationId,
    second: OrganisationId,
    other: OrganisationId,
}

async fn plant(app: &App) -> Tree {
    let department = organisation(app, None, "Department").await;
    let second = organisation(app, Some(department), "second bureau").await;
    let bureau = organisation(app, Some(department), "Bureau").await;
    let office = organisation(app, Some(bureau), "Office").await;
    let other = organisation(app, None, "Agency").await;
    Tree { department, bureau, office, second, other }
}

async fn in_part(app: &App, role: Role, organisation: OrganisationId) -> Viewer {
    staff(app, &format!("{role}.{organisation}@example.gov"), role, Some(organisation)).await.viewer
}

fn titles(name: &str) -> Titles {
    Titles { name: name.to_owned(), abbreviation: "ABC".to_owned() }
}

fn names(services: &[Service]) -> Vec<&str> {
    services.iter().map(|service| service.name.as_str()).collect()
}

fn input_of(service: &Service) -> ServiceInput {
    ServiceInput {
        shared_with: service.shared_with.clone(),
        life_experiences: service.life_experiences.clone(),
        ..service_input(service.organisation, service.name.as_str())
    }
}

#[story]
async fn the_tree_is_listed_in_order_within_reach(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let shown = async |viewer: &Viewer| -> Vec<(String, usize)> {
        let nodes = organisations::list(app, viewer).await.unwrap();
        nodes.into_iter().map(|node| (node.organisation.name.to_string(), node.depth)).collect()
    };
    let expected = [("Agency", 0), ("Department", 0), ("Bureau", 1), ("Office", 2), ("second bureau", 1)];
    let expected = expected.map(|(name, depth)| (name.to_owned(), depth));
    assert_eq!(shown(&Viewer::operator()).await, expected);
    let part = in_part(app, Role::Viewer, tree.bureau).await;
    assert_eq!(shown(&part).await, [("Bureau".to_owned(), 0), ("Office".to_owned(), 1)]);
    assert!(not_found(organisations::find(app, &part, tree.department).await));
    assert_eq!(organisations::find(app, &part, tree.office).await.unwrap().parent, Some(tree.bureau));
}

#[story]
async fn organisations_are_changed_by_those_who_manage_the_directory_there(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let lead = in_part(app, Role::CxLead, tree.bureau).await;
    let owner = in_part(app, Role::ServiceOwner, tree.bureau).await;
    assert!(denied(organisations::add(app, &owner, Some(tree.bureau), &titles("New")).await));
    assert!(denied(organisations::rename(app, &owner, tree.bureau, &titles("New")).await));
    assert!(denied(organisations::put_under(app, &owner, tree.office, Some(tree.bureau)).await));
    assert!(denied(organisations::add(app, &lead, None, &titles("New")).await));
    assert!(denied(organisations::put_under(app, &lead, tree.office, None).await));
    assert!(not_found(organisations::add(app, &lead, Some(tree.second), &titles("New")).await));
    assert!(not_found(organisations::rename(app, &lead, tree.second, &titles("New")).await));
    assert!(not_found(organisations::put_under(app, &lead, tree.office, Some(tree.second)).await));
    assert!(not_found(organisations::put_under(app, &lead, tree.second, Some(tree.office)).await));
    let absent = OrganisationId(77);
    assert!(not_found(organisations::rename(app, &Viewer::operator(), absent, &titles("New")).await));

    let long = Titles { name: " ".to_owned(), abbreviation: "x".repeat(21) };
    let wrong = organisations::add(app, &lead, Some(tree.bureau), &long).await;
    assert_eq!(refused(wrong), ["name: required", "abbreviation: too-long"]);
    let added = organisations::add(app, &lead, Some(tree.bureau), &titles("Counter")).await.unwrap();
    // Reach is read when a request comes in: the one that adds an organisation does not reach it yet.
    assert!(not_found(organisations::rename(app, &lead, added.id, &titles("Front counter")).await));
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(tree.bureau)).await.viewer;
    organisations::rename(app, &lead, added.id, &titles("Front counter")).await.unwrap();
    let renamed = organisations::find(app, &Viewer::operator(), added.id).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.abbreviation.as_str()), ("Front counter", "ABC"));
}

#[story]
async fn no_organisation_comes_to_lie_below_itself(app: TestApp) {
    let app = app.app;
    let tree = plant(&app).await;
    let operator = Viewer::operator();
    for (id, parent) in
        [(tree.bureau, tree.bureau), (tree.bureau, tree.office), (tree.department, tree.office)]
    {
        let moved = organisations::put_under(&app, &operator, id, Some(parent)).await;
        assert_eq!(refused(moved), ["parent: cycle"]);
    }
    let each_below_the_other = [(tree.department, tree.other), (tree.other, tree.department)];
    let moves = each_below_the_other.map(|(id, parent)| {
        let app = app.clone();
        tokio::spawn(async move {
            organisations::put_under(&app, &Viewer::operator(), id, Some(parent)).await.is_ok()
        })
    });
    let mut moved = 0;
    for one in moves {
        moved += usize::from(one.await.unwrap());
    }
    assert_eq!(moved, 1);
    assert_eq!(organisations::list(&app, &operator).await.unwrap().len(), 5);
}

#[story]
async fn reach_is_what_lies_below_and_what_is_shared_as_the_tree_is_now(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let own = service(app, tree.office, "Own").await;
    let foreign = service(app, tree.other, "Foreign").await;
    let shared = ServiceInput { shared_with: vec![tree.office], ..service_input(tree.other, "Shared") };
    let shared = services::add(app, &Viewer::operator(), &shared).await.unwrap();
    let reach = async |organisation| app.store().reach(organisation).await.unwrap();
    let expected = Reach::Part {
        organisations: BTreeSet::from([tree.bureau, tree.office]),
        services: BTreeSet::from([own.id, shared.id]),
    };
    assert_eq!(reach(Some(tree.bureau)).await, expected);
    assert_eq!(reach(None).await, Reach::Everything);
    assert_eq!(reach(Some(OrganisationId(77))).await, Reach::nothing());

    organisations::put_under(app, &Viewer::operator(), tree.office, Some(tree.other)).await.unwrap();
    let bureau = Reach::Part { organisations: BTreeSet::from([tree.bureau]), services: BTreeSet::new() };
    assert_eq!(reach(Some(tree.bureau)).await, bureau);
    let other = reach(Some(tree.other)).await;
    assert!([own.id, foreign.id, shared.id].into_iter().all(|id| other.has_service(id)));
    assert!(reach(Some(tree.department)).await.has_organisation(tree.second));
}

#[story]
async fn a_shared_service_is_seen_and_not_changed(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    service(app, tree.bureau, "benefits").await;
    service(app, tree.other, "Elsewhere").await;
    let input = ServiceInput {
        shared_with: vec![tree.bureau, tree.second, tree.bureau, tree.other],
        description: " Helps ".to_owned(),
        serves: "Residents".to_owned(),
        yearly_volume: Some(12_000),
        high_impact: true,
        ..service_input(tree.other, "Aid")
    };
    let aid = services::add(app, &Viewer::operator(), &input).await.unwrap();
    assert_eq!((aid.description.as_str(), aid.yearly_volume, aid.high_impact), ("Helps", Some(12_000), true));
    assert_eq!(aid.shared_with.len(), 2, "the organisation that answers for it shares it not");

    let lead = in_part(app, Role::CxLead, tree.bureau).await;
    assert_eq!(names(&services::list(app, &lead).await.unwrap()), ["Aid", "benefits"]);
    assert_eq!(services::find(app, &lead, aid.id).await.unwrap().shared_with, [tree.bureau]);
    assert!(denied(services::change(app, &lead, aid.id, &input_of(&aid)).await));
    assert!(denied(touchpoints::add(app, &lead, aid.id, "Page", Channel::Website).await));
}

#[story]
async fn a_change_keeps_the_shares_that_its_maker_cannot_see(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let input = ServiceInput { shared_with: vec![tree.other], ..service_input(tree.bureau, "Aid") };
    let aid = services::add(app, &Viewer::operator(), &input).await.unwrap();
    let lead = in_part(app, Role::CxLead, tree.department).await;
    let seen = services::find(app, &lead, aid.id).await.unwrap();
    assert!(seen.shared_with.is_empty());
    let more = ServiceInput { shared_with: vec![tree.second], name: "Help".to_owned(), ..input_of(&seen) };
    services::change(app, &lead, aid.id, &more).await.unwrap();
    let kept = services::find(app, &Viewer::operator(), aid.id).await.unwrap();
    assert_eq!(kept.name.as_str(), "Help");
    assert_eq!(BTreeSet::from_iter(kept.shared_with), BTreeSet::from([tree.second, tree.other]));
    let unseen = ServiceInput { shared_with: vec![tree.other], ..input_of(&seen) };
    assert_eq!(refused(services::change(app, &lead, aid.id, &unseen).await), ["shared_with: unknown"]);
}

#[story]
async fn a_service_is_refused_with_every_field_that_does_not_fit(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let wrong = ServiceInput {
        shared_with: vec![OrganisationId(77)],
        description: "x".repeat(2001),
        yearly_volume: Some(-1),
        life_experiences: vec![LifeExperienceId(77)],
        ..service_input(tree.bureau, "")
    };
    let codes = refused(services::add(app, &Viewer::operator(), &wrong).await);
    let expected = [
        "name: required",
        "description: too-long",
        "yearly_volume: negative",
        "shared_with: unknown",
        "life_experiences: unknown",
    ];
    assert_eq!(codes, expected);
    let hidden = ServiceInput { serves: "a\0b".to_owned(), ..service_input(tree.bureau, "a\u{1}b") };
    let codes = refused(services::add(app, &Viewer::operator(), &hidden).await);
    assert_eq!(codes, ["name: control-character", "serves: control-character"]);
}

#[story]
async fn services_and_touchpoints_outside_reach_are_not_found(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let inside = service(app, tree.bureau, "Inside").await;
    let outside = service(app, tree.other, "Outside").await;
    let page =
        touchpoints::add(app, &Viewer::operator(), outside.id, "Page", Channel::Website).await.unwrap();
    let lead = in_part(app, Role::CxLead, tree.bureau).await;
    assert!(not_found(services::find(app, &lead, outside.id).await));
    assert!(not_found(services::change(app, &lead, outside.id, &input_of(&outside)).await));
    assert!(not_found(services::add(app, &lead, &service_input(tree.other, "New")).await));
    assert!(not_found(services::change(app, &lead, inside.id, &service_input(tree.other, "New")).await));
    assert!(not_found(touchpoints::list(app, &lead, Some(outside.id)).await));
    assert!(not_found(touchpoints::find(app, &lead, page.id).await));
    assert!(not_found(touchpoints::add(app, &lead, outside.id, "Page", Channel::Website).await));
    assert!(not_found(touchpoints::change(app, &lead, page.id, "Page", Channel::Website).await));
    assert!(touchpoints::list(app, &lead, None).await.unwrap().is_empty());
    assert!(not_found(volumes::list(app, &lead, outside.id).await));
    assert!(not_found(volumes::set(app, &lead, &volume(outside.id, "2026-01-01", "2026-01-31")).await));
}

#[story]
async fn a_viewer_changes_nothing_and_the_public_sees_nothing(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let own = service(app, tree.bureau, "Own").await;
    let viewer = in_part(app, Role::Viewer, tree.bureau).await;
    assert!(denied(services::add(app, &viewer, &service_input(tree.bureau, "New")).await));
    assert!(denied(services::change(app, &viewer, own.id, &input_of(&own)).await));
    assert!(denied(touchpoints::add(app, &viewer, own.id, "Page", Channel::Website).await));
    assert!(denied(touchpoints::change(app, &viewer, TouchpointId(1), "Page", Channel::Website).await));
    assert!(denied(life_experiences::add(app, &viewer, "Retiring").await));
    assert!(denied(life_experiences::rename(app, &viewer, LifeExperienceId(1), "Retiring").await));
    let january = volume(own.id, "2026-01-01", "2026-01-31");
    assert!(denied(volumes::set(app, &viewer, &january).await));
    assert!(denied(volumes::remove(app, &viewer, january.place).await));
    let public = Viewer::public();
    assert!(denied(organisations::list(app, &public).await));
    assert!(denied(organisations::find(app, &public, tree.bureau).await));
    assert!(denied(services::list(app, &public).await));
    assert!(denied(services::find(app, &public, own.id).await));
    assert!(denied(touchpoints::list(app, &public, None).await));
    assert!(denied(touchpoints::find(app, &public, TouchpointId(1)).await));
    assert!(denied(life_experiences::list(app, &public).await));
    assert!(denied(volumes::list(app, &public, own.id).await));
}

#[story]
async fn touchpoints_are_added_and_changed(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let own = service(app, tree.bureau, "Own").await;
    let lead = in_part(app, Role::CxLead, tree.bureau).await;
    assert_eq!(refused(touchpoints::add(app, &lead, own.id, " ", Channel::Phone).await), ["name: required"]);
    let line = touchpoints::add(app, &lead, own.id, "Line", Channel::Phone).await.unwrap();
    touchpoints::add(app, &lead, own.id, "counter", Channel::InPerson).await.unwrap();
    let changed =
        touchpoints::change(app, &lead, line.id, "Help line", Channel::AutomatedPhone).await.unwrap();
    let listed = touchpoints::list(app, &lead, Some(own.id)).await.unwrap();
    assert_eq!(listed[0].name.as_str(), "counter");
    assert_eq!(listed[1], changed);
    assert_eq!(touchpoints::list(app, &lead, None).await.unwrap(), listed);
}

#[story]
async fn life_experiences_have_names_of_their_own(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let operator = Viewer::operator();
    let retiring = life_experiences::add(app, &operator, "Retiring").await.unwrap();
    let disaster = life_experiences::add(app, &operator, "Disaster").await.unwrap();
    assert_eq!(refused(life_experiences::add(app, &operator, " Retiring ").await), ["name: taken"]);
    let taken = life_experiences::rename(app, &operator, disaster.id, "Retiring").await;
    assert_eq!(refused(taken), ["name: taken"]);
    assert!(not_found(life_experiences::rename(app, &operator, LifeExperienceId(77), "Moving").await));
    let part = in_part(app, Role::CxLead, tree.bureau).await;
    assert!(denied(life_experiences::add(app, &part, "Moving").await));
    assert_eq!(life_experiences::list(app, &part).await.unwrap(), [disaster.clone(), retiring.clone()]);

    let both = vec![retiring.id, disaster.id, retiring.id];
    let input = ServiceInput { life_experiences: both, ..service_input(tree.bureau, "Aid") };
    let aid = services::add(app, &part, &input).await.unwrap();
    assert_eq!(aid.life_experiences.len(), 2);
}

fn volume(service: ServiceId, first: &str, last: &str) -> Volume {
    let days = Days::new(first.parse().unwrap(), last.parse().unwrap()).unwrap();
    let place = VolumePlace { service, channel: Channel::Phone, days };
    Volume { place, customers: Some(900), offered: Some(300) }
}

#[story]
async fn volumes_are_replaced_and_never_overlap(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let own = service(app, tree.bureau, "Own").await;
    let operator = Viewer::operator();
    let set = async |volume: Volume| volumes::set(app, &operator, &volume).await;
    let january = volume(own.id, "2026-01-01", "2026-01-31");
    set(january).await.unwrap();
    let replaced = Volume { offered: None, ..january };
    set(replaced).await.unwrap();
    assert_eq!(refused(set(volume(own.id, "2026-01-01", "2026-03-31")).await), ["days: overlaps"]);
    assert_eq!(refused(set(volume(own.id, "2026-01-31", "2026-02-28")).await), ["days: overlaps"]);
    let february = volume(own.id, "2026-02-01", "2026-02-28");
    set(february).await.unwrap();
    let web = VolumePlace { channel: Channel::Website, ..january.place };
    set(Volume { place: web, ..january }).await.unwrap();
    let listed = volumes::list(app, &operator, own.id).await.unwrap();
    assert_eq!(listed[0], february);
    assert!(listed.contains(&replaced) && listed.len() == 3);

    let none = Volume { customers: None, offered: None, ..january };
    assert_eq!(refused(set(none).await), ["customers: required"]);
    let more = Volume { customers: Some(-3), offered: Some(5), ..january };
    assert_eq!(refused(set(more).await), ["customers: negative", "offered: more-than-customers"]);
    volumes::remove(app, &operator, january.place).await.unwrap();
    assert!(not_found(volumes::remove(app, &operator, january.place).await));
}

#[story]
async fn what_an_import_knows_is_added_once_renamed_and_left_where_staff_put_it(app: TestApp) {
    let app = &app.app;
    let tree = plant(app).await;
    let ensure = async |name: &str, parent| {
        let mut transaction = app.store().begin().await.unwrap();
        let name = Name::parse(name).unwrap();
        let source = SourceOrganisation { source_key: "hisp:1", parent, name: &name, abbreviation: "A" };
        let organisation = OrganisationId(app.next_id());
        let organisation = transaction.organisation_ensure(organisation, source, app.now()).await.unwrap();
        let fields = ServiceFields {
            organisation,
            shared_with: vec![tree.second],
            name,
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: true,
            life_experiences: Vec::new(),
        };
        let service = ServiceId(app.next_id());
        let service = transaction.service_ensure(service, "hisp:1:2", &fields, app.now()).await.unwrap();
        transaction.commit().await.unwrap();
        (organisation, service)
    };
    let operator = Viewer::operator();
    let first = ensure("Aid", Some(tree.department)).await;
    let moved = ServiceInput { name: "Ours".to_owned(), ..service_input(tree.other, "") };
    services::change(app, &operator, first.1, &moved).await.unwrap();
    organisations::put_under(app, &operator, first.0, Some(tree.other)).await.unwrap();
    assert_eq!(ensure("Relief", Some(tree.department)).await, first);
    let organisation = organisations::find(app, &operator, first.0).await.unwrap();
    assert_eq!((organisation.name.as_str(), organisation.parent), ("Relief", Some(tree.other)));
    let service = services::find(app, &operator, first.1).await.unwrap();
    assert_eq!((service.name.as_str(), service.organisation), ("Relief", tree.other));
    assert!(service.shared_with.is_empty() && !service.high_impact);
}
