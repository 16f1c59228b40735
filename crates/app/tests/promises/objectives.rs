//! The tree of objectives.

use catsup_app::{
    objectives::{self, ObjectiveInput},
    standards,
};
use catsup_model::{
    Language, Role, Translated, Viewer,
    id::{ObjectiveId, OrganisationId},
};
use catsup_testing::{TestApp, story};

use crate::{
    common::{denied, not_found, organisation, refused, service, staff},
    promise,
};

fn input(owner: OrganisationId, name: &str, parent: Option<ObjectiveId>) -> ObjectiveInput {
    ObjectiveInput { name: Translated::english(name), description: Translated::default(), owner, parent }
}

#[story]
async fn objectives_are_a_tree_with_the_standards_that_serve_them(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let office = organisation(app, None, "Office").await;
    let passports = service(app, office, "Passports").await;
    let quick = objectives::add(app, &operator, &input(office, "Quick", None)).await.unwrap();
    let calls = objectives::add(app, &operator, &input(office, "Calls", Some(quick.id))).await.unwrap();
    let fair = objectives::add(app, &operator, &input(office, "Fair", None)).await.unwrap();
    let mut serving = promise(passports.id, "", "2 minutes");
    serving.objective = Some(ObjectiveId(4));
    assert_eq!(refused(standards::add(app, &operator, &serving).await), ["objective: unknown"]);
    serving.objective = Some(calls.id);
    let standard = standards::add(app, &operator, &serving).await.unwrap();
    let found = standards::find(app, &operator, standard.id).await.unwrap();
    assert_eq!(found.objective.unwrap().name.get(Language::En), "Calls");

    let tree = objectives::list(app, &operator).await.unwrap();
    let shown: Vec<_> = tree
        .iter()
        .map(|node| (node.objective.name.get(Language::En), node.depth, node.standards.len()))
        .collect();
    assert_eq!(shown, [("Fair", 0, 0), ("Quick", 0, 0), ("Calls", 1, 1)]);
    assert_eq!(tree[0].owner, "Office");

    // A part cannot hold what it is part of.
    let ring = objectives::change(app, &operator, quick.id, &input(office, "Quick", Some(calls.id))).await;
    assert_eq!(refused(ring), ["parent: cycle"]);
    assert_eq!(objectives::find(app, &operator, quick.id).await.unwrap().parent, None, "nothing was kept");
    assert_eq!(refused(objectives::add(app, &operator, &input(office, " ", None)).await), ["name: required"]);

    assert_eq!(refused(objectives::remove(app, &operator, calls.id).await), ["objective: needed"]);
    assert_eq!(refused(objectives::remove(app, &operator, quick.id).await), ["objective: needed"]);
    objectives::change(app, &operator, calls.id, &input(office, "Calls at once", Some(fair.id)))
        .await
        .unwrap();
    objectives::remove(app, &operator, quick.id).await.unwrap();
    assert!(not_found(objectives::find(app, &operator, quick.id).await));
}

#[story]
async fn objectives_are_changed_by_those_who_manage_their_owner(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let office = organisation(app, None, "Office").await;
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let objective = objectives::add(app, &operator, &input(office, "Quick", None)).await.unwrap();
    let nobody = Viewer::public();
    let reader = staff(app, "reader@example.gov", Role::Viewer, Some(office)).await.viewer;
    let stranger = staff(app, "stranger@example.gov", Role::CxLead, Some(elsewhere)).await.viewer;
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(office)).await.viewer;
    assert!(denied(objectives::list(app, &nobody).await));
    assert!(denied(objectives::find(app, &nobody, objective.id).await));
    assert!(denied(objectives::choices(app, &nobody).await));
    for viewer in [&nobody, &reader, &stranger] {
        assert!(denied(objectives::change(app, viewer, objective.id, &input(office, "Slow", None)).await));
        assert!(denied(objectives::remove(app, viewer, objective.id).await));
    }
    for viewer in [&nobody, &reader] {
        assert!(denied(objectives::add(app, viewer, &input(office, "Slow", None)).await));
    }
    assert!(not_found(objectives::add(app, &stranger, &input(office, "Slow", None)).await));
    assert_eq!(objectives::list(app, &stranger).await.unwrap().len(), 1, "everyone sees the tree");
    objectives::change(app, &lead, objective.id, &input(office, "Quicker", None)).await.unwrap();
}
