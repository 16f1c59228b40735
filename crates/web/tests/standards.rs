//! Service standards through the real router, on both databases: what staff enter, what the public sees, open data.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::imports::{self, Options};
use catsup_model::{Role, Viewer};
use catsup_testing::{Answer, Browser, TestApp};

const RECORD: &str = "fiscal_yr,service_id,service_name_en,service_name_fr,service_standard_id,service_standard_en,\
    service_standard_fr,type,channel,target,volume_meeting_target,total_volume,target_met,owner_org,owner_org_title\n\
    2022-2023,S7,Fishing permits,Permis,1,Answer in 5 days,Répondre,TML,TEL,0.8,850,1000,Y,abc,Permits Office | Bureau\n\
    2023-2024,S7,Fishing permits,Permis,1,Answer in 5 days,Répondre,TML,TEL,0.9,850,1000,N,abc,Permits Office | Bureau\n\
    2023-2024,S8,Boat licences,Bateaux,2,Correct licences,Exact,ACY,ONL,0.9,5,5,Y,abc,Permits Office | Bureau\n";

async fn bring(app: &TestApp) {
    let file = std::io::Cursor::new(RECORD.as_bytes());
    imports::import_standards(&app.app, &Viewer::operator(), file, Options::default()).await.unwrap();
}

/// What stands between two marks of a page.
fn between(page: &Answer, before: &str, after: &str) -> String {
    let (_, rest) = page.body.split_once(before).unwrap_or_else(|| panic!("{before} on {}", page.body));
    rest.split_once(after).unwrap().0.to_owned()
}

async fn post(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let (_, secret) = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap();
    let mut all = vec![("csrf", secret.as_str())];
    all.extend_from_slice(entries);
    browser.post(path, &all).await
}

#[catsup_testing::story]
async fn the_public_finds_what_is_promised_and_how_it_was_kept(app: TestApp) {
    let visitor = app.visitor();
    visitor.get("/standards").await.is(200).sees("No service has published its standards yet.");
    bring(&app).await;
    let list = visitor.get("/standards").await.is(200);
    list.sees("Fishing permits").sees("Answer in 5 days").sees("Not met").sees("85.0% (82.7% to 87.1%)");
    list.sees("Not known: fewer than 10 cases").sees("2 services");
    list.does_not_see("100.0%");
    let found = visitor.get("/standards?q=fish%C3%ADng+office").await.is(200);
    found.sees("Fishing permits").does_not_see("Boat licences").sees("1 service");
    visitor.get("/standards?q=passport").await.is(200).sees("No service with these words");
    visitor.get("/standards?page=99").await.is(200).sees("Boat licences");
    // The language chosen is remembered.
    app.visitor().get("/standards?lang=es").await.is(200).sees("Estándares de servicio").sees("No cumplido");

    let service = between(&found, "href=\"/standards/", "\"");
    let page = visitor.get(format!("/standards/{service}")).await.is(200);
    page.sees("2023-2024").sees("2022-2023").sees("Met").sees("850 of 1,000").sees("<caption");

    let csv = visitor.get("/data/standards.csv").await.is(200);
    csv.sees("fiscal_yr,service_id,service_name_en").sees("S7,Fishing permits,Permis,1,Answer in 5 days");
    csv.sees("2023-2024,S8,Boat licences,Bateaux,2,Correct licences,Exact,ACY,ONL,,,0.9,5,5,1,,,Y");
    let rows = visitor.get("/data/standards.json").await.is(200).json();
    assert_eq!(rows.as_array().unwrap().len(), 3);
    assert_eq!((&rows[1]["target"], &rows[1]["target_met"]), (&0.9.into(), &"N".into()));
}

#[catsup_testing::story]
async fn staff_enter_a_standard_its_results_and_publish_it(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let (visitor, lead) = (app.visitor(), app.sign_in_as(Role::CxLead).await);
    lead.get("/desk/standards").await.is(200).sees("No service standards yet");
    let form = lead.get(format!("/desk/standards/new?service={}", service.id)).await.is(200);
    let id = service.id.to_string();
    let mut entries = vec![
        ("service", id.as_str()),
        ("kind", "timeliness"),
        ("channel", "online"),
        ("promise", ""),
        ("threshold", "5"),
        ("unit", "business_days"),
        ("target", "110"),
    ];
    let refused = post(&lead, &form, "/desk/standards/new", &entries).await.is(422);
    refused.sees("promise-error");
    entries[3].1 = "We answer within 5 business days";
    let refused = post(&lead, &form, "/desk/standards/new", &entries).await.is(422);
    refused.sees("Enter a percentage from 0 to 100");
    entries[6].1 = "99.5";
    let added = post(&lead, &form, "/desk/standards/new", &entries).await.is(303);
    let page = added.location().to_owned();
    let shown = lead.get(&page).await.is(200);
    shown.sees("within 5 business days").sees("99.5%").sees("Not published").sees("No result yet");

    let public = format!("/standards/{}", service.id);
    visitor.get(&public).await.is(404).does_not_see("Passport renewal");
    visitor.get("/standards").await.is(200).does_not_see("Passport renewal");
    visitor.get("/data/standards.csv").await.is(200).does_not_see("Passport renewal");

    let results = format!("{page}/results");
    let wrong = [("year", "2025-2026"), ("kept", "12"), ("total", "11")];
    let refused = post(&lead, &shown, &results, &wrong).await.is(422);
    refused.sees("Enter no more than all cases");
    let right = [("year", "2025-2026"), ("kept", "1,000"), ("total", "1,000")];
    let _ = post(&lead, &shown, &results, &right).await.is(303);
    lead.get(&page).await.is(200).sees("100.0% (99.6% to 100.0%)").sees("Met");

    let publication = format!("{page}/publication");
    let _ = post(&lead, &shown, &publication, &[("publish", "1")]).await.is(303);
    visitor.get(&public).await.is(200).sees("We answer within 5 business days").sees("1,000 of 1,000");
    visitor.get("/data/standards.csv").await.is(200).sees("Passport renewal");
    lead.get("/desk/standards?q=passport").await.is(200).sees("Published");

    let few = [("year", "2024-2025"), ("kept", "8"), ("total", "9")];
    let _ = post(&lead, &shown, &results, &few).await.is(303);
    visitor.get(&public).await.is(200).sees("fewer than 10 cases").does_not_see("of 9");
    visitor.get("/data/standards.csv").await.is(200).sees("2024-2025").does_not_see(",8,9,");

    let remove = format!("{page}/results/remove?year=2025-2026");
    let asked = lead.get(&remove).await.is(200);
    asked.sees("Remove the result of 2025-2026?");
    let _ = post(&lead, &asked, &remove, &[]).await.is(303);
    visitor.get(&public).await.is(200).does_not_see("1,000 of 1,000");
    let _ = post(&lead, &shown, &publication, &[("publish", "0")]).await.is(303);
    let _ = visitor.get(&public).await.is(404);

    let reader = app.sign_in_as(Role::Viewer).await;
    reader.get(&page).await.is(200).does_not_see("Enter a result");
    let _ = reader.get(format!("{page}/edit")).await.is(403);
}
