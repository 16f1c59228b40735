//! People: adding, roles, new passwords, shutting accounts.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::StatusCode;
use catsup_app::accounts::{self, RoleGrant};
use catsup_model::{Role, Viewer};
use catsup_testing::{TestApp, story};

use crate::browser::{Browser, PASSWORD, account, organisation};

#[story]
async fn somebody_is_added_and_signs_in_with_the_password_shown_once(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    let place = bureau.to_string();
    let mut entries = vec![("name", "Bo Chen"), ("email", "bo"), ("role", "agent")];
    ann.post("/desk/people/new", &entries).await.refuses(&["email", "place"]).sees("value=\"Bo Chen\"");
    entries[1].1 = "bo@example.gov";
    entries.push(("place", &place));
    let added = ann.post("/desk/people/new", &entries).await.is(StatusCode::OK).sees("Bo Chen can sign in");
    let password = added.between("<code id=\"secret\">", "</code>");
    ann.get("/desk/people").await.sees("Bo Chen").sees("Benefits Bureau").does_not_see(&password);
    ann.post("/desk/people/new", &entries).await.refuses(&["email"]);

    let bo = Browser::new(&app);
    bo.sign_in("bo@example.gov", &password).await.goes_to("/desk");
    bo.get("/desk/services").await.goes_to("/desk/password");
}

#[story]
async fn roles_are_given_and_taken_away_after_asking(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let bo =
        account(&app.app, "bo@example.gov", RoleGrant { role: Role::Viewer, organisation: Some(bureau) })
            .await;
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    let (page, place) = (format!("/desk/people/{bo}"), bureau.to_string());
    ann.post(&format!("{page}/roles"), &[("role", "agent")]).await.refuses(&["place"]);
    ann.post(&format!("{page}/roles"), &[("role", "agent"), ("place", &place)]).await.goes_to(&page);
    ann.get(&page).await.sees("The role is given.").sees("Agent <span class=\"soft\">· Benefits Bureau");

    let remove = format!("{page}/roles/remove?role=viewer&place={bureau}");
    ann.get(&remove).await.sees("Take this role away? Ann Lee: Viewer · Benefits Bureau");
    ann.post(&remove, &[]).await.goes_to(&page);
    let kept = accounts::find(&app.app, &Viewer::operator(), bo).await.unwrap().roles;
    assert_eq!(kept, [RoleGrant { role: Role::Agent, organisation: Some(bureau) }]);
    ann.get(&remove).await.is(StatusCode::NOT_FOUND);
}

#[story]
async fn a_shut_account_is_signed_out_and_opens_again_with_a_new_password(app: TestApp) {
    let everywhere = RoleGrant { role: Role::Administrator, organisation: None };
    let bo = account(&app.app, "bo@example.gov", everywhere).await;
    let browser = Browser::new(&app);
    browser.sign_in("bo@example.gov", PASSWORD).await.goes_to("/desk");
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    let page = format!("/desk/people/{bo}");

    ann.get(&format!("{page}/disable")).await.sees("Shut the account of Ann Lee?");
    browser.get("/desk/people").await.is(StatusCode::OK);
    ann.post(&format!("{page}/disable"), &[]).await.goes_to(&page);
    ann.get(&page).await.sees("The account is shut.").sees("tag-error");
    browser.get("/desk/people").await.goes_to("/desk/sign-in?next=%2Fdesk%2Fpeople");

    ann.post(&format!("{page}/enable"), &[]).await.goes_to(&page);
    ann.get(&format!("{page}/password")).await.sees("Make a new password for Ann Lee?");
    let reset = ann.post(&format!("{page}/password"), &[]).await.is(StatusCode::OK);
    let password = reset.between("<code id=\"secret\">", "</code>");
    browser.sign_in("bo@example.gov", PASSWORD).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    browser.sign_in("bo@example.gov", &password).await.goes_to("/desk");
    ann.post(&page, &[("name", "Bo Chen")]).await.goes_to(&page);
    ann.post(&page, &[("name", " ")]).await.refuses(&["name"]);
    ann.get(&page).await.sees("<h1>Bo Chen");
}

#[story]
async fn the_last_administrator_stays(app: TestApp) {
    let everywhere = RoleGrant { role: Role::Administrator, organisation: None };
    let ann = account(&app.app, "ann@example.gov", everywhere).await;
    let browser = Browser::new(&app);
    browser.sign_in("ann@example.gov", PASSWORD).await.goes_to("/desk");
    let page = format!("/desk/people/{ann}");
    for path in
        [format!("{page}/disable"), format!("{page}/roles/remove?role=administrator&place=everywhere")]
    {
        browser.post(&path, &[]).await.goes_to(&page);
        browser.get(&page).await.sees("This is the last administrator").sees("usa-alert--error");
    }
}

#[story]
async fn whoever_manages_a_part_gives_no_role_beyond_it(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let other = organisation(&app.app, None, "Travel Bureau").await;
    let stranger =
        account(&app.app, "zoe@example.gov", RoleGrant { role: Role::Viewer, organisation: Some(other) })
            .await;
    let ann = Browser::signed_in(&app, Role::Administrator, Some(bureau)).await;
    ann.get("/desk/people/new")
        .await
        .sees("Benefits Bureau")
        .does_not_see("Travel Bureau")
        .does_not_see("everywhere");
    let place = other.to_string();
    let entries =
        [("name", "Bo"), ("email", "bo@example.gov"), ("role", "viewer"), ("place", place.as_str())];
    ann.post("/desk/people/new", &entries).await.refuses(&["place"]);
    ann.get(&format!("/desk/people/{stranger}")).await.is(StatusCode::NOT_FOUND);

    let agent = Browser::signed_in(&app, Role::CxLead, None).await;
    agent.get("/desk/people").await.is(StatusCode::FORBIDDEN);
    agent.post("/desk/people/new", &entries).await.is(StatusCode::FORBIDDEN);
}
