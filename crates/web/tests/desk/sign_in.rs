//! Signing in and out, the forced change of a password, one's own account.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::StatusCode;
use catsup_app::{
    accounts::{self, FirstPassword, NewAccount, RoleGrant},
    sign_in::FAILURES_TO_LOCK,
};
use catsup_model::{Role, Viewer};
use catsup_testing::{TestApp, story};

use crate::browser::{Browser, PASSWORD, account};

const ANYWHERE: RoleGrant = RoleGrant { role: Role::Administrator, organisation: None };

#[story]
async fn a_stranger_signs_in_and_reaches_the_page_they_wanted(app: TestApp) {
    account(&app.app, "ann@example.gov", ANYWHERE).await;
    let browser = Browser::new(&app);
    let sent = browser.get("/desk/people?x=1").await.goes_to("/desk/sign-in?next=%2Fdesk%2Fpeople%3Fx%3D1");
    browser.follow(&sent).await.sees("name=\"next\" value=\"/desk/people?x=1\"");
    let entries = [("email", "ann@example.gov"), ("password", PASSWORD), ("next", "/desk/people?x=1")];
    let sent = browser.post_bare("/desk/sign-in", &entries).await.goes_to("/desk/people?x=1");
    browser.follow(&sent).await.is(StatusCode::OK).sees("Ann Lee");
    browser.get("/desk/sign-in").await.goes_to("/desk");

    let signed_out = browser.post("/sign-out", &[]).await.goes_to("/desk/sign-in");
    browser.follow(&signed_out).await.sees("You are signed out.");
    browser.get("/desk/people").await.goes_to("/desk/sign-in?next=%2Fdesk%2Fpeople");
}

#[story]
async fn sign_in_leads_to_no_other_site(app: TestApp) {
    account(&app.app, "ann@example.gov", ANYWHERE).await;
    for elsewhere in ["//evil.example/desk", "https://evil.example", "/\\evil.example"] {
        let browser = Browser::new(&app);
        let entries = [("email", "ann@example.gov"), ("password", PASSWORD), ("next", elsewhere)];
        browser.post_bare("/desk/sign-in", &entries).await.goes_to("/desk");
    }
}

#[story]
async fn a_wrong_sign_in_does_not_say_what_was_wrong_and_locks_in_the_end(app: TestApp) {
    account(&app.app, "ann@example.gov", ANYWHERE).await;
    let browser = Browser::new(&app);
    let unknown = browser.sign_in("nobody@example.gov", PASSWORD).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    let said = unknown.between("usa-alert__heading\">", "</div>");
    for _ in 0..FAILURES_TO_LOCK {
        let wrong = browser.sign_in("ann@example.gov", "wrong wrong wrong").await;
        let wrong = wrong.is(StatusCode::UNPROCESSABLE_ENTITY).sees("value=\"ann@example.gov\"");
        assert_eq!(wrong.between("usa-alert__heading\">", "</div>"), said);
    }
    let locked = browser.sign_in("ann@example.gov", PASSWORD).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(locked.between("usa-alert__heading\">", "</div>"), said, "a lock looks like a wrong password");
    browser.sign_in("", "").await.refuses(&["email", "password"]);
}

#[story]
async fn a_password_somebody_else_chose_opens_nothing_but_its_change(app: TestApp) {
    let new = NewAccount {
        email: "bo@example.gov".to_owned(),
        name: "Bo".to_owned(),
        roles: vec![ANYWHERE],
        password: FirstPassword::Given("first password from ann".to_owned()),
    };
    accounts::add(&app.app, &Viewer::operator(), new).await.unwrap();
    let browser = Browser::new(&app);
    browser.sign_in("bo@example.gov", "first password from ann").await.goes_to("/desk");
    browser.get("/desk/people").await.goes_to("/desk/password");
    browser.get("/desk/password").await.sees("Somebody else chose your password");

    let change = |current, new| [("current_password", current), ("new_password", new)];
    let short = change("first password from ann", "short");
    browser.post("/desk/password", &short).await.refuses(&["new_password"]).sees("at least 12 characters");
    let wrong = change("not the password at all", PASSWORD);
    browser.post("/desk/password", &wrong).await.refuses(&["current_password"]);
    let right = change("first password from ann", PASSWORD);
    browser.post("/desk/password", &right).await.goes_to("/desk");
    browser.get("/desk/people").await.is(StatusCode::OK).sees("Your password is changed.");
}

#[story]
async fn signing_out_everywhere_ends_the_session_on_another_device(app: TestApp) {
    account(&app.app, "ann@example.gov", ANYWHERE).await;
    let (laptop, phone) = (Browser::new(&app), Browser::new(&app));
    laptop.sign_in("ann@example.gov", PASSWORD).await.goes_to("/desk");
    phone.sign_in("ann@example.gov", PASSWORD).await.goes_to("/desk");
    laptop
        .get("/desk/profile")
        .await
        .sees("ann@example.gov")
        .sees("Administrator")
        .sees("Whole installation");

    laptop
        .post_bare("/desk/profile/sign-out-everywhere", &[("csrf", "guessed")])
        .await
        .is(StatusCode::FORBIDDEN);
    phone.get("/desk/profile").await.is(StatusCode::OK);
    laptop.post("/desk/profile/sign-out-everywhere", &[]).await.goes_to("/desk/sign-in");
    phone.get("/desk/profile").await.goes_to("/desk/sign-in?next=%2Fdesk%2Fprofile");
}
