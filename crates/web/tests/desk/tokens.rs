//! API tokens: made, shown once, used, ended.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::StatusCode;
use catsup_app::api_tokens;
use catsup_model::{Permission, Role};
use catsup_testing::{TestApp, story};

use crate::browser::{Browser, organisation};

#[story]
async fn a_token_is_shown_once_opens_what_it_says_and_ends(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await.to_string();
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    ann.get("/desk/tokens").await.sees("No tokens yet");
    ann.get("/desk/tokens/new").await.sees("value=\"2027-03-10\"");
    let entries = |name, last| {
        [("name", name), ("organisation", bureau.as_str()), ("scopes", "measures:read"), ("expires_at", last)]
    };
    ann.post("/desk/tokens/new", &entries("", "2027-03-10")).await.refuses(&["name"]);
    ann.post("/desk/tokens/new", &entries("Kiosk", "2026-03-09")).await.refuses(&["expires_at"]);
    ann.post("/desk/tokens/new", &entries("Kiosk", "soon")).await.refuses(&["expires_at"]);
    ann.post("/desk/tokens/new", &[("name", "Kiosk"), ("organisation", &bureau)]).await.refuses(&["scopes"]);
    let made = ann.post("/desk/tokens/new", &entries("Kiosk", "2026-03-10")).await.is(StatusCode::OK);
    let secret = made.between("<code id=\"secret\">", "</code>");

    let viewer = api_tokens::viewer_of_token(&app.app, &secret).await.unwrap().expect("the token is good");
    assert!(viewer.may(Permission::ReadMeasures) && !viewer.may(Permission::ReadResponses));
    let list = ann.get("/desk/tokens").await.sees("Kiosk").sees("Mar 10, 2026").does_not_see(&secret);
    let revoke = list.link("End token");
    ann.get(&revoke).await.sees("End the token “Kiosk”?");
    ann.post(&revoke, &[]).await.goes_to("/desk/tokens");
    ann.get("/desk/tokens").await.sees("The token is ended.").sees("Ended").does_not_see("End token");
    assert!(api_tokens::viewer_of_token(&app.app, &secret).await.unwrap().is_none());
}

#[story]
async fn nobody_makes_a_token_that_opens_more_than_they_may(app: TestApp) {
    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let lead = Browser::signed_in(&app, Role::CxLead, Some(bureau)).await;
    lead.get("/desk/tokens/new")
        .await
        .sees("measures:read")
        .does_not_see("people:write")
        .does_not_see("everywhere");
    let place = bureau.to_string();
    let entries = [("name", "Way up"), ("organisation", place.as_str()), ("scopes", "people:write")];
    lead.post("/desk/tokens/new", &entries).await.refuses(&["scopes"]);
    let owner = Browser::signed_in(&app, Role::ServiceOwner, Some(bureau)).await;
    owner.get("/desk/tokens").await.is(StatusCode::FORBIDDEN);
}
