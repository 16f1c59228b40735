//! The audit log and the settings, whose change it shows.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::StatusCode;
use catsup_app::App;
use catsup_model::{Role, Viewer};
use catsup_testing::{TestApp, story};

use crate::browser::{Browser, organisation};

async fn change_cell(browser: &Browser, cell: &str) -> crate::browser::Shown {
    let entries = [
        ("agency", "City of Springfield"),
        ("zone", "America/Chicago"),
        ("fiscal_year_start", "7"),
        ("smallest_cell", cell),
        ("synthetic", "true"),
    ];
    browser.post("/desk/settings", &entries).await
}

#[story]
async fn settings_are_changed_on_one_page(app: TestApp) {
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    ann.get("/desk/settings")
        .await
        .sees("value=\"America/New_York\" selected")
        .sees("value=\"10\" selected>October");
    change_cell(&ann, "0").await.refuses(&["smallest_cell"]).sees("value=\"City of Springfield\"");
    change_cell(&ann, "20").await.goes_to("/desk/settings");
    ann.get("/desk/settings").await.sees("The settings are saved.").sees("City of Springfield</a>");
    let settings = app.app.settings();
    assert_eq!((settings.smallest_cell, settings.zone.iana_name()), (20, Some("America/Chicago")));
    assert!(!settings.synthetic, "what the page does not show is not changed by it");

    let bureau = organisation(&app.app, None, "Benefits Bureau").await;
    let part = Browser::signed_in(&app, Role::Administrator, Some(bureau)).await;
    let people = part.get("/desk/people").await.is(StatusCode::OK);
    people.does_not_see("href=\"/desk/settings\"").does_not_see("href=\"/desk/audit\"");
    part.get("/desk/settings").await.is(StatusCode::FORBIDDEN);
    change_cell(&part, "1").await.is(StatusCode::FORBIDDEN);
}

#[story]
async fn the_log_is_paged_and_filtered_by_who_and_what(app: TestApp) {
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    change_cell(&ann, "20").await.goes_to("/desk/settings");
    for number in 0..55 {
        organisation(&app.app, None, &format!("Office {number}")).await;
    }
    let first = ann
        .get("/desk/audit")
        .await
        .sees("<td>Added an organisation</td>")
        .does_not_see("<td>Changed settings");
    let next = first.between("<a href=\"/desk/audit?before=", "\"");
    ann.get(&format!("/desk/audit?before={next}"))
        .await
        .sees("<td>Changed settings")
        .sees("Back to the newest");
    ann.get("/desk/audit?action=settings.change")
        .await
        .sees("smallest_cell")
        .sees("Ana Ruiz")
        .does_not_see("Office");
    let operators = ann.get("/desk/audit?actor=operator").await.does_not_see("smallest_cell");
    operators.sees("?actor=operator&#38;before=");
    ann.get("/desk/audit?action=token.create").await.sees("Nothing matches");

    let lead = Browser::signed_in(&app, Role::CxLead, None).await;
    lead.get("/desk/audit").await.is(StatusCode::FORBIDDEN);
    lead.get("/desk/audit/verify").await.is(StatusCode::FORBIDDEN);
}

async fn head(app: &App) -> catsup_app::audit::ChainHead {
    catsup_app::audit::verify(app, &Viewer::operator(), &[]).await.unwrap().expect("the log is sound")
}

#[story]
async fn the_log_is_checked_against_a_line_that_was_noted(app: TestApp) {
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    change_cell(&ann, "20").await.goes_to("/desk/settings");
    let head = head(&app.app).await;
    let noted = format!("{}:{}", head.sequence, head.hash);
    ann.get("/desk/audit/verify").await.sees("entries are as they were written").sees(&noted);
    ann.get(&format!("/desk/audit/verify?head={noted}")).await.sees("entries are as they were written");
    let other = format!("{}:{}", head.sequence, "0".repeat(64));
    ann.get(&format!("/desk/audit/verify?head={other}")).await.sees("is not the one you noted");
    ann.get("/desk/audit/verify?head=yesterday").await.sees("id=\"head-error\"");
}
