//! Accounts, sign-in and API tokens, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use catsup_app::{
    App, Error, Refusal,
    accounts::{self, FirstPassword, NewAccount, RoleGrant},
    api_tokens::{self, NewApiToken},
    sign_in,
};
use catsup_model::{Permission, Role, Viewer, id::OrganisationId};
use catsup_testing::{TestApp, story};
use common::{PASSWORD, account, denied, not_found, organisation, refused, staff};
use jiff::SignedDuration;

const EVERYWHERE: RoleGrant = RoleGrant { role: Role::Administrator, organisation: None };

fn later(app: &App, minutes: i64) {
    app.clock().set(app.now() + SignedDuration::from_mins(minutes));
}

fn new_account(email: &str, roles: Vec<RoleGrant>) -> NewAccount {
    NewAccount { email: email.to_owned(), name: "Bo".to_owned(), roles, password: FirstPassword::Generated }
}

async fn is_refused(app: &App, email: &str, password: &str) -> bool {
    matches!(sign_in::sign_in(app, email, password).await, Err(Error::Refused(Refusal::SignIn)))
}

#[story]
async fn the_first_administrator_signs_in_and_changes_the_password_before_anything_else(app: TestApp) {
    let app = &app.app;
    let added = accounts::add(app, &Viewer::operator(), new_account("Ann@Example.gov", vec![EVERYWHERE]))
        .await
        .unwrap();
    let generated = added.generated.unwrap();
    let session = sign_in::sign_in(app, "ann@example.GOV", &generated).await.unwrap();
    assert!(session.signed_in.account.must_change_password);
    assert!(denied(accounts::list(app, &session.signed_in.viewer).await));

    let changed =
        sign_in::change_password(app, &session.signed_in.viewer, &generated, PASSWORD).await.unwrap();
    assert!(sign_in::viewer_of_session(app, &session.token).await.unwrap().is_none());
    let signed_in = sign_in::viewer_of_session(app, &changed.token).await.unwrap().unwrap();
    assert_eq!(signed_in, changed.signed_in);
    assert!(signed_in.csrf_matches(&changed.signed_in.csrf));
    assert!(!signed_in.csrf_matches("") && !signed_in.csrf_matches(&session.signed_in.csrf));
    assert_eq!(accounts::list(app, &signed_in.viewer).await.unwrap().len(), 1);
    assert!(is_refused(app, "ann@example.gov", &generated).await);
}

#[story]
async fn every_fifth_wrong_password_locks_for_twice_as_long(app: TestApp) {
    let app = &app.app;
    account(app, "ann@example.gov", &[EVERYWHERE]).await;
    for minutes in [15, 30] {
        for _ in 0..5 {
            assert!(is_refused(app, "ann@example.gov", "not the password").await);
        }
        assert!(is_refused(app, "ann@example.gov", PASSWORD).await);
        later(app, minutes - 1);
        assert!(is_refused(app, "ann@example.gov", PASSWORD).await, "unlocked before {minutes} minutes");
        later(app, 1);
    }
    sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
    assert!(is_refused(app, "ann@example.gov", "not the password").await);
    sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
}

#[story]
async fn the_right_password_at_the_fifth_attempt_comes_in(app: TestApp) {
    let app = &app.app;
    account(app, "ann@example.gov", &[EVERYWHERE]).await;
    for _ in 0..4 {
        assert!(is_refused(app, "ann@example.gov", "not the password").await);
    }
    sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
    sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
}

#[story]
async fn many_guesses_at_once_do_not_slip_past_the_lock(app: TestApp) {
    let app = app.app;
    account(&app, "ann@example.gov", &[EVERYWHERE]).await;
    let guesses = (0..8).map(|_| {
        let app = app.clone();
        tokio::spawn(async move { is_refused(&app, "ann@example.gov", "not the password").await })
    });
    for guess in guesses.collect::<Vec<_>>() {
        assert!(guess.await.unwrap());
    }
    assert!(is_refused(&app, "ann@example.gov", PASSWORD).await);
}

#[story]
async fn an_unknown_address_is_refused_like_a_wrong_password(app: TestApp) {
    let app = &app.app;
    let started = std::time::Instant::now();
    assert!(is_refused(app, "nobody@example.gov", PASSWORD).await);
    assert!(is_refused(app, "no address", PASSWORD).await);
    assert!(started.elapsed() >= std::time::Duration::from_millis(500));
}

#[story]
async fn a_session_ends_when_it_is_not_used_and_after_a_week(app: TestApp) {
    let app = &app.app;
    account(app, "ann@example.gov", &[EVERYWHERE]).await;
    let open = async |token: &str| sign_in::viewer_of_session(app, token).await.unwrap().is_some();
    let idle = sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
    let used = sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
    assert_ne!(idle.token, used.token);
    later(app, 7 * 60);
    assert!(open(&used.token).await);
    later(app, 60);
    assert!(!open(&idle.token).await);
    assert!(open(&used.token).await);
    for _ in 0..22 {
        later(app, 7 * 60);
        assert!(open(&used.token).await);
    }
    later(app, 6 * 60);
    assert!(!open(&used.token).await, "a session lived for more than a week");
    assert!(!open("unknown").await);
}

#[story]
async fn signing_out_ends_one_session_and_a_shut_account_has_none(app: TestApp) {
    let app = &app.app;
    account(app, "root@example.gov", &[EVERYWHERE]).await;
    let id = account(app, "ann@example.gov", &[EVERYWHERE]).await;
    let first = sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap().token;
    let second = sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap().token;
    let open = async |token: &str| sign_in::viewer_of_session(app, token).await.unwrap().is_some();
    sign_in::sign_out(app, &first).await.unwrap();
    sign_in::sign_out(app, &first).await.unwrap();
    assert!(!open(&first).await && open(&second).await);

    accounts::disable(app, &Viewer::operator(), id).await.unwrap();
    assert!(!open(&second).await);
    assert!(is_refused(app, "ann@example.gov", PASSWORD).await);
    accounts::enable(app, &Viewer::operator(), id).await.unwrap();
    assert!(!open(&second).await, "a session came back to life");
    sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
}

#[story]
async fn signing_out_everywhere_ends_every_session_of_one_person(app: TestApp) {
    let app = &app.app;
    let other = staff(app, "bo@example.gov", Role::Viewer, None).await;
    account(app, "ann@example.gov", &[EVERYWHERE]).await;
    let first = sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
    let second = sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap();
    let bo = sign_in::sign_in(app, "bo@example.gov", PASSWORD).await.unwrap();
    sign_in::sign_out_everywhere(app, &second.signed_in.viewer).await.unwrap();
    let open = async |token: &str| sign_in::viewer_of_session(app, token).await.unwrap().is_some();
    assert!(!open(&first.token).await && !open(&second.token).await && open(&bo.token).await);
    assert_eq!(sign_in::own_account(app, &bo.signed_in.viewer).await.unwrap(), other.account);
    assert!(not_found(sign_in::own_account(app, &Viewer::operator()).await));
    assert!(not_found(sign_in::sign_out_everywhere(app, &Viewer::operator()).await));
}

#[story]
async fn a_reset_password_must_be_changed_and_ends_lock_and_sessions(app: TestApp) {
    let app = &app.app;
    let id = account(app, "ann@example.gov", &[EVERYWHERE]).await;
    let token = sign_in::sign_in(app, "ann@example.gov", PASSWORD).await.unwrap().token;
    for _ in 0..5 {
        assert!(is_refused(app, "ann@example.gov", "not the password").await);
    }
    let operator = Viewer::operator();
    let short = accounts::reset_password(app, &operator, id, FirstPassword::Given("short".to_owned())).await;
    assert_eq!(refused(short), ["password: too-short"]);
    let generated =
        accounts::reset_password(app, &operator, id, FirstPassword::Generated).await.unwrap().unwrap();
    assert!(sign_in::viewer_of_session(app, &token).await.unwrap().is_none());
    let session = sign_in::sign_in(app, "ann@example.gov", &generated).await.unwrap();
    assert!(session.signed_in.account.must_change_password);
}

#[story]
async fn a_new_password_is_checked(app: TestApp) {
    let app = &app.app;
    let viewer = staff(app, "ann@example.gov", Role::Viewer, None).await.viewer;
    let change = async |current: &str, new: &str| sign_in::change_password(app, &viewer, current, new).await;
    assert_eq!(refused(change(PASSWORD, "short").await), ["new_password: too-short"]);
    assert_eq!(refused(change(PASSWORD, PASSWORD).await), ["new_password: unchanged"]);
    assert_eq!(refused(change("wrong", "another fine password").await), ["current_password: wrong"]);
    for _ in 0..3 {
        refused(change("wrong", "another fine password").await);
    }
    let locked = change("wrong", "another fine password").await;
    assert!(matches!(locked, Err(Error::Refused(Refusal::Locked(_)))), "{locked:?}");
    let nobody = sign_in::change_password(app, &Viewer::operator(), PASSWORD, "another fine password").await;
    assert!(not_found(nobody));
}

#[story]
async fn a_new_account_names_every_field_that_does_not_fit(app: TestApp) {
    let app = &app.app;
    let operator = Viewer::operator();
    let wrong = NewAccount {
        email: "no address".to_owned(),
        name: " ".to_owned(),
        roles: Vec::new(),
        password: FirstPassword::Generated,
    };
    let wrong = accounts::add(app, &operator, wrong).await;
    assert_eq!(refused(wrong), ["email: email", "name: required", "roles: required"]);
    let nowhere = RoleGrant { role: Role::Viewer, organisation: Some(OrganisationId(77)) };
    let nowhere = accounts::add(app, &operator, new_account("bo@example.gov", vec![nowhere])).await;
    assert_eq!(refused(nowhere), ["roles: unknown"]);
    let mut common = new_account("bo@example.gov", vec![EVERYWHERE]);
    common.password = FirstPassword::Given("password1234".to_owned());
    assert_eq!(refused(accounts::add(app, &operator, common).await), ["password: too-common"]);
    account(app, "bo@example.gov", &[EVERYWHERE]).await;
    let twice = accounts::add(app, &operator, new_account("BO@example.gov", vec![EVERYWHERE])).await;
    assert_eq!(refused(twice), ["email: taken"]);
}

#[story]
async fn the_same_role_given_twice_is_held_once(app: TestApp) {
    let app = &app.app;
    let id = account(app, "ann@example.gov", &[EVERYWHERE, EVERYWHERE]).await;
    assert_eq!(accounts::find(app, &Viewer::operator(), id).await.unwrap().roles, [EVERYWHERE]);
}

#[story]
async fn the_last_administrator_stays(app: TestApp) {
    let app = &app.app;
    let ann = staff(app, "ann@example.gov", Role::Administrator, None).await;
    let last = |outcome| matches!(outcome, Err(Error::Refused(Refusal::LastAdministrator)));
    let viewer = RoleGrant { role: Role::Viewer, organisation: None };
    assert!(last(accounts::disable(app, &ann.viewer, ann.account.id).await));
    assert!(last(accounts::roles_set(app, &ann.viewer, ann.account.id, &[viewer]).await));
    assert_eq!(accounts::find(app, &ann.viewer, ann.account.id).await.unwrap().roles, [EVERYWHERE]);
    let bo = account(app, "bo@example.gov", &[EVERYWHERE]).await;
    accounts::roles_set(app, &ann.viewer, ann.account.id, &[viewer]).await.unwrap();
    assert!(last(accounts::disable(app, &Viewer::operator(), bo).await));
}

#[story]
async fn two_administrators_who_shut_each_other_out_at_once_leave_one(app: TestApp) {
    let app = app.app;
    let ann = account(&app, "ann@example.gov", &[EVERYWHERE]).await;
    let bo = account(&app, "bo@example.gov", &[EVERYWHERE]).await;
    let both = [ann, bo].map(|id| {
        let app = app.clone();
        tokio::spawn(async move { accounts::disable(&app, &Viewer::operator(), id).await.is_ok() })
    });
    let mut shut = 0;
    for one in both {
        shut += usize::from(one.await.unwrap());
    }
    assert_eq!(shut, 1);
}

#[story]
async fn whoever_manages_a_part_neither_sees_nor_rises_beyond_it(app: TestApp) {
    let app = &app.app;
    let top = organisation(app, None, "Department").await;
    let inside = organisation(app, Some(top), "Bureau").await;
    let outside = organisation(app, None, "Other department").await;
    let root = account(app, "root@example.gov", &[EVERYWHERE]).await;
    let below = RoleGrant { role: Role::Agent, organisation: Some(inside) };
    let member = account(app, "bo@example.gov", &[below]).await;
    let both = RoleGrant { role: Role::Agent, organisation: Some(outside) };
    let shared = account(app, "cy@example.gov", &[below, both]).await;
    let ann = staff(app, "ann@example.gov", Role::Administrator, Some(top)).await;
    let part = &ann.viewer;

    let seen: BTreeSet<_> = accounts::list(app, part).await.unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(seen, BTreeSet::from([member, ann.account.id]));
    for hidden in [root, shared] {
        assert!(not_found(accounts::find(app, part, hidden).await));
        assert!(not_found(accounts::find_by_email(app, part, "root@example.gov").await));
        assert!(not_found(accounts::reset_password(app, part, hidden, FirstPassword::Generated).await));
        assert!(not_found(accounts::disable(app, part, hidden).await));
    }
    accounts::rename(app, part, member, "Bo Berg").await.unwrap();
    assert!(denied(accounts::roles_set(app, part, member, &[EVERYWHERE]).await));
    assert_eq!(refused(accounts::roles_set(app, part, member, &[both]).await), ["roles: unknown"]);
    assert!(denied(accounts::add(app, part, new_account("dee@example.gov", vec![EVERYWHERE])).await));
}

#[story]
async fn a_token_for_people_cannot_make_an_administrator(app: TestApp) {
    let app = &app.app;
    let ann = staff(app, "ann@example.gov", Role::Administrator, None).await;
    let new = token("People", &[Permission::ManagePeople], None);
    let secret = api_tokens::create(app, &ann.viewer, new).await.unwrap().secret;
    let viewer = api_tokens::viewer_of_token(app, &secret).await.unwrap().unwrap();
    assert_eq!(accounts::list(app, &viewer).await.unwrap().len(), 1);
    assert!(denied(accounts::add(app, &viewer, new_account("bo@example.gov", vec![EVERYWHERE])).await));
    assert!(denied(accounts::reset_password(app, &viewer, ann.account.id, FirstPassword::Generated).await));
}

#[story]
async fn people_are_managed_by_administrators_only(app: TestApp) {
    let app = &app.app;
    let lead = staff(app, "lead@example.gov", Role::CxLead, None).await;
    let (viewer, id) = (&lead.viewer, lead.account.id);
    assert!(denied(accounts::list(app, viewer).await));
    assert!(denied(accounts::find(app, viewer, id).await));
    assert!(denied(accounts::find_by_email(app, viewer, "lead@example.gov").await));
    assert!(denied(accounts::add(app, viewer, new_account("bo@example.gov", vec![EVERYWHERE])).await));
    assert!(denied(accounts::rename(app, viewer, id, "Bo").await));
    assert!(denied(accounts::roles_set(app, viewer, id, &[EVERYWHERE]).await));
    assert!(denied(accounts::disable(app, viewer, id).await));
    assert!(denied(accounts::enable(app, viewer, id).await));
    assert!(denied(accounts::reset_password(app, viewer, id, FirstPassword::Generated).await));
    let agent = staff(app, "agent@example.gov", Role::Agent, None).await.viewer;
    assert!(denied(api_tokens::list(app, &agent).await));
    assert!(denied(api_tokens::create(app, &agent, token("Any", &[Permission::ReadMeasures], None)).await));
    assert!(denied(api_tokens::revoke(app, &agent, catsup_model::id::ApiTokenId(1)).await));
}

fn token(name: &str, scopes: &[Permission], organisation: Option<OrganisationId>) -> NewApiToken {
    NewApiToken {
        name: name.to_owned(),
        scopes: scopes.iter().copied().collect(),
        organisation,
        expires_at: None,
    }
}

#[story]
async fn a_token_opens_its_scopes_in_its_part_until_it_ends(app: TestApp) {
    let app = &app.app;
    let top = organisation(app, None, "Department").await;
    let inside = organisation(app, Some(top), "Bureau").await;
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(top)).await.viewer;
    let new = NewApiToken {
        expires_at: Some(app.now() + SignedDuration::from_hours(24)),
        ..token("Nightly", &[Permission::ReadMeasures, Permission::Import], Some(inside))
    };
    let created = api_tokens::create(app, &lead, new).await.unwrap();
    assert!(created.secret.starts_with(api_tokens::PREFIX));
    let viewer = api_tokens::viewer_of_token(app, &created.secret).await.unwrap().unwrap();
    let reach = viewer.require(Permission::Import).unwrap();
    assert!(reach.has_organisation(inside) && !reach.has_organisation(top));
    assert!(!viewer.may(Permission::ManageSurveys));

    let used = async || api_tokens::list(app, &lead).await.unwrap()[0].used_at.unwrap();
    let first = used().await;
    app.clock().set(first + SignedDuration::from_secs(59));
    api_tokens::viewer_of_token(app, &created.secret).await.unwrap().unwrap();
    assert_eq!(used().await, first);
    later(app, 1);
    api_tokens::viewer_of_token(app, &created.secret).await.unwrap().unwrap();
    assert_eq!(used().await, app.now());

    let open = async |secret: &str| api_tokens::viewer_of_token(app, secret).await.unwrap().is_some();
    assert!(!open("cts_unknown").await && !open(&created.secret[4..]).await);
    later(app, 24 * 60);
    assert!(!open(&created.secret).await, "an expired token opened something");
}

#[story]
async fn a_token_never_opens_more_than_its_maker_holds(app: TestApp) {
    let app = &app.app;
    let top = organisation(app, None, "Department").await;
    let outside = organisation(app, None, "Other department").await;
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(top)).await;
    let create = async |new| api_tokens::create(app, &lead.viewer, new).await;
    let people = token("People", &[Permission::ManagePeople], Some(top));
    assert_eq!(refused(create(people).await), ["scopes: not-held"]);
    let elsewhere = token("Elsewhere", &[Permission::ReadMeasures], Some(outside));
    assert_eq!(refused(create(elsewhere).await), ["organisation: unknown", "scopes: not-held"]);
    assert!(denied(create(token("Everywhere", &[Permission::ReadMeasures], None)).await));
    let mut past = token(" ", &[], Some(top));
    past.expires_at = Some(app.now());
    assert_eq!(refused(create(past).await), ["name: required", "scopes: required", "expires_at: past"]);

    let held = token("Held", &[Permission::ReadMeasures, Permission::Import], Some(top));
    let secret = create(held).await.unwrap().secret;
    let lesser = RoleGrant { role: Role::Viewer, organisation: Some(top) };
    accounts::roles_set(app, &Viewer::operator(), lead.account.id, &[lesser]).await.unwrap();
    let viewer = api_tokens::viewer_of_token(app, &secret).await.unwrap().unwrap();
    assert!(viewer.may(Permission::ReadMeasures) && !viewer.may(Permission::Import));
    accounts::disable(app, &Viewer::operator(), lead.account.id).await.unwrap();
    assert!(api_tokens::viewer_of_token(app, &secret).await.unwrap().is_none());
}

#[story]
async fn a_token_is_revoked_within_reach_only(app: TestApp) {
    let app = &app.app;
    let top = organisation(app, None, "Department").await;
    let outside = organisation(app, None, "Other department").await;
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(top)).await.viewer;
    let other = staff(app, "other@example.gov", Role::CxLead, Some(outside)).await.viewer;
    let created =
        api_tokens::create(app, &lead, token("Any", &[Permission::ReadMeasures], Some(top))).await.unwrap();
    assert!(not_found(api_tokens::revoke(app, &other, created.token.id).await));
    assert!(api_tokens::list(app, &other).await.unwrap().is_empty());
    api_tokens::revoke(app, &lead, created.token.id).await.unwrap();
    api_tokens::revoke(app, &lead, created.token.id).await.unwrap();
    assert!(api_tokens::viewer_of_token(app, &created.secret).await.unwrap().is_none());
    assert!(api_tokens::list(app, &lead).await.unwrap()[0].revoked_at.is_some());
}
