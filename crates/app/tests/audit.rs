//! The audit log: what is written, who reads it, and that tampering shows. On both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use catsup_app::{
    App, audit,
    directory::organisations::{self, Titles},
    settings, sign_in,
};
use catsup_model::{Role, Viewer, permission::Actor};
use catsup_testing::{TestApp, story};
use common::{PASSWORD, denied, organisation, staff};
use serde_json::json;

async fn actions(app: &App) -> Vec<String> {
    let page = audit::list(app, &Viewer::operator(), None, 100).await.unwrap();
    assert!(page.next.is_none());
    page.lines
        .into_iter()
        .rev()
        .map(|line| format!("{} {}", line.actor.split(':').next().unwrap(), line.action))
        .collect()
}

#[story]
async fn every_change_by_staff_is_in_the_log_without_personal_values(app: TestApp) {
    let app = &app.app;
    let ann = staff(app, "ann@example.gov", Role::Administrator, None).await;
    let titles = Titles { name: "Bureau".to_owned(), abbreviation: String::new() };
    let bureau = organisations::add(app, &ann.viewer, None, &titles).await.unwrap();
    let changes = [("smallest_cell".to_owned(), "5".to_owned()), ("agency".to_owned(), "City".to_owned())];
    settings::change(app, &ann.viewer, &changes).await.unwrap();
    settings::change(app, &ann.viewer, &changes).await.unwrap();
    let expected = [
        "operator account.add",
        "account session.begin",
        "account organisation.add",
        "account settings.change",
    ];
    assert_eq!(actions(app).await, expected);

    let page = audit::list(app, &ann.viewer, None, 2).await.unwrap();
    let [changed, added] = &page.lines[..] else { panic!("two lines were asked for") };
    assert_eq!(changed.detail, json!({ "agency": ["Catsup", "City"], "smallest_cell": ["10", "5"] }));
    assert_eq!(added.subject, format!("organisation:{}", bureau.id));
    assert_eq!(added.actor_name.as_ref().unwrap().as_str(), "Ann Lee");
    let rest = audit::list(app, &ann.viewer, page.next, 2).await.unwrap();
    assert_eq!(rest.lines.iter().map(|line| line.sequence).collect::<Vec<_>>(), [2, 1]);
    assert!(rest.next.is_none());
    let everything = format!(
        "{:?}",
        (page.lines.iter().chain(&rest.lines)).map(|line| line.detail.to_string()).collect::<Vec<_>>()
    );
    assert!(!everything.contains("example.gov") && !everything.contains("Lee"), "{everything}");
}

#[story]
async fn a_lock_and_a_changed_password_are_in_the_log(app: TestApp) {
    let app = &app.app;
    let ann = staff(app, "ann@example.gov", Role::Viewer, None).await;
    let session =
        sign_in::change_password(app, &ann.viewer, PASSWORD, "another fine password").await.unwrap();
    sign_in::sign_out(app, &session.token).await.unwrap();
    for _ in 0..5 {
        sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap_err();
    }
    let expected = [
        "operator account.add",
        "account session.begin",
        "account account.change_password",
        "account session.begin",
        "account session.end",
        "public account.lock",
    ];
    assert_eq!(actions(app).await, expected);
}

#[story]
async fn the_log_is_read_by_administrators_of_everything(app: TestApp) {
    let app = &app.app;
    let top = organisation(app, None, "Department").await;
    let part = staff(app, "part@example.gov", Role::Administrator, Some(top)).await.viewer;
    let lead = staff(app, "lead@example.gov", Role::CxLead, None).await.viewer;
    for viewer in [&part, &lead] {
        assert!(denied(audit::list(app, viewer, None, 10).await));
        assert!(denied(audit::verify(app, viewer, &[]).await));
        assert!(denied(audit::search(app, viewer, &audit::AuditFilter::default(), None, 10).await));
        assert!(denied(audit::choices(app, viewer).await));
        assert!(denied(settings::change(app, viewer, &[]).await));
    }
}

#[story]
async fn the_log_is_searched_by_actor_and_action(app: TestApp) {
    let app = &app.app;
    let ann = staff(app, "ann@example.gov", Role::Administrator, None).await;
    organisation(app, None, "Department").await;
    let titles = Titles { name: "Bureau".to_owned(), abbreviation: String::new() };
    organisations::add(app, &ann.viewer, None, &titles).await.unwrap();
    let actor = ann.viewer.actor().to_string();
    let choices = audit::choices(app, &ann.viewer).await.unwrap();
    assert_eq!(choices.actions, ["account.add", "organisation.add", "session.begin"]);
    assert_eq!(choices.actors, [(actor.clone(), ann.account.name.clone())]);
    let found = async |actor: &str, action: &str| -> Vec<i64> {
        let filter = audit::AuditFilter { actor: actor.to_owned(), action: action.to_owned() };
        let page = audit::search(app, &ann.viewer, &filter, None, 10).await.unwrap();
        page.lines.iter().map(|line| line.sequence).collect()
    };
    assert_eq!(found("", "organisation.add").await, [4, 3]);
    assert_eq!(found(&actor, "").await, [4, 2]);
    assert_eq!(found(&actor, "organisation.add").await, [4]);
    assert!(found("operator", "session.begin").await.is_empty());
}

#[story]
async fn what_is_rolled_back_leaves_no_gap(app: TestApp) {
    let app = &app.app;
    for commit in [true, false, true] {
        let mut transaction = app.store().begin().await.unwrap();
        transaction.audit_append(app.now(), Actor::Operator, "test", "test:1", &json!({})).await.unwrap();
        if commit {
            transaction.commit().await.unwrap();
        }
    }
    let head = audit::verify(app, &Viewer::operator(), &[]).await.unwrap().unwrap();
    assert_eq!(head.sequence, 2);
}
