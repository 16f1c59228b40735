//! Imports: a file looked at, checked, brought in, and brought in again.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::{body::Body, http::Method};
use catsup_model::{Role, instrument::InstrumentCode};
use catsup_testing::{Answer, Browser, TestApp};
use catsup_web::Configuration;

use super::{csrf, post};

/// Uploads a file as the form of the page does.
async fn upload(browser: &Browser, page: &Answer, entries: &[(&str, &str)], text: &str) -> Answer {
    let secret = csrf(page);
    let mut body = String::new();
    for (name, value) in [("csrf", secret.as_str())].iter().chain(entries) {
        body.push_str(&format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    body.push_str("--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"export.csv\"\r\n\r\n");
    body.push_str(text);
    body.push_str("\r\n--X--\r\n");
    let kind = Some("multipart/form-data; boundary=X");
    browser.send(Method::POST, "/desk/imports", kind, Body::from(body)).await
}

const FILE: &str = "Id,How satisfied,Trust,CreatedAt,Region\n1,5,4,2026-03-01 10:00,North\n2,7,4,2026-03-01 11:00,South\n\
                    3,Agree,,2026-03-02 09:00,North\n";

/// What the mapping's form posts for [`FILE`].
const COLUMNS: [(&str, &str); 5] = [
    ("column-0", "is:external_id"),
    ("column-1", "q:answer_01"),
    ("column-2", "q:answer_02"),
    ("column-3", "is:time"),
    ("column-4", "is:segment"),
];

#[catsup_testing::story]
async fn a_file_is_looked_at_checked_and_imported(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let id = survey.id.to_string();
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/imports").await.is(200);
    page.sees("Nothing imported yet").sees("up to 512 MB");
    let sent = upload(&lead, &page, &[("kind", "responses"), ("survey", &id)], FILE).await.is(303);
    let address = sent.location().to_owned();
    let file = lead.get(&address).await.is(200);
    file.sees("How satisfied").sees("2026-03-01 10:00").sees("our guess");
    file.sees("<option value=\"is:external_id\" selected>").sees("<option value=\"q:answer_02\" selected>");

    let nothing = post(&lead, &file, &address, &[("act", "import")]).await.is(422);
    nothing.sees("No column holds an answer");
    let mut twice = COLUMNS.to_vec();
    twice[4] = ("column-4", "is:time");
    post(&lead, &file, &address, &twice).await.is(422).sees("Another column holds this already");

    let mut entries = COLUMNS.to_vec();
    entries.push(("act", "check"));
    let checked = post(&lead, &file, &address, &entries).await.is(200);
    checked
        .sees("What importing it would do")
        .sees("“7” is off the scale")
        .sees("<option value=\"q:answer_01\" selected>");
    lead.get("/desk/responses").await.is(200).sees("No responses yet");

    entries[5] = ("act", "import");
    let done = post(&lead, &checked, &address, &entries).await.is(303);
    let run = lead.get(done.location()).await.is(200);
    run.sees("The file is imported")
        .sees("1 row was refused")
        .sees("How satisfied: “7” is off the scale")
        .sees("by you");
    let refused = lead.get(format!("{}/refused.csv", done.location())).await.is(200);
    assert!(refused.headers["content-disposition"].to_str().unwrap().contains("refused-"));
    refused.sees("3,How satisfied: “7” is off the scale");
    lead.get("/desk/responses").await.is(200).sees("Satisfaction: Strongly agree");
    lead.get("/desk/imports").await.is(200).sees("export.csv");
    // It was removed once it was in.
    let gone = lead.get(&address).await.is(303);
    lead.get(gone.location()).await.is(200).sees("no longer here");

    let page = lead.get("/desk/imports").await.is(200);
    let again = upload(&lead, &page, &[("kind", "responses"), ("survey", &id)], FILE).await.is(303);
    lead.get(again.location()).await.is(200).sees("last file of this layout");
}

const CONTACTS: &str = "Account,Started,Why,Way,Result\nC-1,2026-02-01 10:00,ask for status,hotline,settled\n\
                        C-2,2026-02-01 11:00,ask for status,hotline,n/a\nC-1,2026-02-02 09:00,complain,pigeon,settled\n";

#[catsup_testing::story]
async fn a_file_of_interactions_is_mapped_checked_and_imported(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/imports").await.is(200);
    let sent = upload(&lead, &page, &[("kind", "interactions")], CONTACTS).await.is(303);
    let address = sent.location().to_owned();
    let file = lead.get(&address).await.is(200);
    file.sees("our guess").sees("ask for status").sees("Customer: hashed, never kept");
    let missing = post(&lead, &file, &address, &[("source", "calls"), ("act", "check")]).await.is(422);
    missing.sees("Nothing is mapped to “time”").sees("Nothing is mapped to “activity”");

    let mut entries = vec![
        ("column-0", "is:customer"),
        ("column-1", "is:time"),
        ("column-2", "is:activity"),
        ("column-3", "is:channel"),
        ("column-4", "is:outcome"),
        ("default_service", service.name.as_str()),
        ("source", "calls"),
        ("channels", "hotline = phone"),
        ("outcomes", "settled: fulfilled"),
        ("act", "check"),
    ];
    let wrong = post(&lead, &file, &address, &entries).await.is(422);
    wrong.sees("“settled: fulfilled” is none");
    entries[8] = ("outcomes", "settled = fulfilled\nn/a =");
    entries[6] = ("source", "Call centre!");
    post(&lead, &file, &address, &entries).await.is(422).sees("href=\"#source\"");
    entries[6] = ("source", "calls");
    let checked = post(&lead, &file, &address, &entries).await.is(200);
    checked.sees("What importing it would do").sees("pigeon");
    lead.get("/desk/journeys?period=all").await.is(200).sees("No contacts yet");

    entries[9] = ("act", "import");
    let done = post(&lead, &checked, &address, &entries).await.is(303);
    lead.get(done.location()).await.is(200).sees("The file is imported").sees("1 row was refused");
    let journeys = lead.get("/desk/journeys?period=all").await.is(200);
    journeys.does_not_see("No contacts yet");

    // The next file of this layout is read the same way, whoever brings it.
    let page = lead.get("/desk/imports").await.is(200);
    let again = upload(&lead, &page, &[("kind", "interactions")], CONTACTS).await.is(303);
    let again = lead.get(again.location()).await.is(200);
    again.sees("from the source calls").sees("hotline = phone").sees("n/a = ");
    again.sees("<option value=\"is:customer\" selected>");
}

#[catsup_testing::story]
async fn a_file_that_cannot_be_taken_is_refused_kindly(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    let id = survey.id.to_string();
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/imports").await.is(200);
    let refused = upload(&lead, &page, &[("kind", "federal")], "x\n1\n").await.is(422);
    refused.sees("href=\"#survey\"").sees("href=\"#quarter\"");
    upload(&lead, &page, &[("kind", "responses"), ("survey", &id)], "").await.is(422).sees("Choose a file");

    let entries = [("kind", "federal"), ("survey", id.as_str()), ("quarter", "FY2026Q1")];
    let sent = upload(&lead, &page, &entries, "external_id,question_1\n1,1\n").await.is(303);
    let file = lead.get(sent.location()).await.is(200);
    let unreadable = post(&lead, &file, sent.location(), &[("act", "check")]).await.is(422);
    unreadable.sees("the file lacks the columns positive_effectiveness");

    let small = app.visitor_of(Configuration { largest_upload: 10, ..Configuration::default() });
    let small =
        small.with_header("cookie", &format!("catsup_session={}", app.session_of(Role::CxLead, None).await));
    let page = small.get("/desk/imports").await.is(200);
    let large = upload(&small, &page, &[("kind", "responses"), ("survey", &id)], FILE).await.is(422);
    large.sees("Choose a file of at most");
}

#[catsup_testing::story]
async fn an_upload_is_its_owners_alone(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let id = survey.id.to_string();
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/imports").await.is(200);
    let sent = upload(&lead, &page, &[("kind", "responses"), ("survey", &id)], FILE).await.is(303);
    let other = app.sign_in_as(Role::CxLead).await;
    let _ = other.get(sent.location()).await.is(303);
    let _ = lead.get(sent.location()).await.is(200);
    let _ = lead.get("/desk/imports/files/..%2F..%2Fetc?kind=hisp").await.is(404);
    let agent = app.sign_in_as(Role::Agent).await;
    let _ = agent.get("/desk/imports").await.is(403);
    // Federal results may name any service: whoever imports for a part may not bring them in.
    let owner = app.sign_in_within(Role::ServiceOwner, Some(service.organisation)).await;
    let page = owner.get("/desk/imports").await.is(200);
    page.does_not_see("Federal quarterly results");
    let refused = upload(&owner, &page, &[("kind", "hisp")], "id\n1\n").await.is(422);
    refused.sees("only someone who may import everywhere");
}

const CASES: &str = "Ticket,Opened,Closed,Kind,Subject,Office\nT-1,2026-02-02 10:00,2026-02-04 10:00,gripe,No heating,North\n\
                     T-2,2026-02-03 09:00,,question,When is it open?,South\nT-2,2026-02-03 09:00,,question,When does it open?,South\n\
                     T-3,soon,,question,?,South\n";

#[catsup_testing::story]
async fn a_file_of_cases_is_mapped_checked_and_imported(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/imports").await.is(200);
    let sent = upload(&lead, &page, &[("kind", "cases")], CASES).await.is(303);
    let address = sent.location().to_owned();
    let file = lead.get(&address).await.is(200);
    file.sees("our guess").sees("No heating").sees("<option value=\"is:opened\" selected>");
    let mut entries = vec![
        ("column-0", "is:key"),
        ("column-1", "is:opened"),
        ("column-2", "is:closed"),
        ("column-3", "is:kind"),
        ("column-4", "is:subject"),
        ("column-5", "is:attribute"),
        ("source", "tickets"),
        ("act", "check"),
    ];
    post(&lead, &file, &address, &entries).await.is(422).sees("Nothing is mapped to “service”");
    entries.push(("default_service", service.name.as_str()));
    entries.push(("kinds", "gripe = song"));
    let _ = post(&lead, &file, &address, &entries).await.is(422);
    entries.pop();
    entries.push(("kinds", "gripe = complaint"));
    let checked = post(&lead, &file, &address, &entries).await.is(200);
    checked.sees("What importing it would do").sees("An earlier row of the file has the same key");
    lead.get("/desk/cases?view=all").await.is(200).does_not_see("No heating");
    entries[7] = ("act", "import");
    let done = post(&lead, &checked, &address, &entries).await.is(303);
    lead.get(done.location()).await.is(200).sees("The file is imported").sees("1 row was refused");
    let cases = lead.get("/desk/cases?view=all").await.is(200);
    cases.sees("No heating").sees("When does it open?").does_not_see("When is it open?");
    let again = upload(&lead, &page, &[("kind", "cases")], CASES).await.is(303);
    lead.get(again.location()).await.is(200).sees("from the source tickets");
}
