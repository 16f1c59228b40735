//! The answer library: written, reviewed, approved, found, read, and never read by those it is not for.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::{Method, header};
use catsup_app::library::{self, EnteredAnswer};
use catsup_model::{
    Language, Role, Viewer,
    directory::Service,
    id::AnswerId,
    library::{AnswerContent, AnswerDocument, Audience},
};
use catsup_testing::{Answer, Browser, TestApp};

/// A person at a browser that lets a visit be known again.
fn reader(app: &TestApp) -> Browser {
    app.visitor().with_header("user-agent", "Mozilla/5.0")
}

async fn post(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let hidden = page.hidden();
    let csrf = hidden.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.as_str());
    let mut all = vec![("csrf", csrf.unwrap_or_default())];
    all.extend(entries);
    browser.post(path, &all).await
}

fn content(question: &str, short: &str) -> AnswerContent {
    AnswerContent { question: question.to_owned(), short: short.to_owned(), ..AnswerContent::default() }
}

/// An approved answer.
async fn approved(
    app: &TestApp,
    service: &Service,
    audience: Audience,
    question: &str,
    short: &str,
    needs: &[&str],
) -> AnswerId {
    let operator = Viewer::operator();
    let mut entered = EnteredAnswer::new(service.organisation);
    entered.service = Some(service.id);
    entered.audience = audience;
    entered.needs = needs.iter().map(|need| (*need).to_owned()).collect();
    entered.document =
        AnswerDocument { contents: [(Language::En, content(question, short))].into(), slots: Vec::new() };
    let answer = library::add(&app.app, &operator, entered).await.unwrap();
    library::approve(&app.app, &operator, answer.id, 1, &library::Approval::default()).await.unwrap();
    answer.id
}

#[catsup_testing::story]
async fn an_answer_is_written_reviewed_approved_and_then_read_by_everyone(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let owner = app.sign_in_as(Role::ServiceOwner).await;
    owner.get("/desk/answers").await.is(200).sees("No answers yet");
    let form = owner.get("/desk/answers/new").await.is(200);
    let organisation = service.organisation.to_string();
    let id = service.id.to_string();
    let wrong = [("organisation", organisation.as_str()), ("audience", "public"), ("en_short", "Use {fee}.")];
    let refused = post(&owner, &form, "/desk/answers/new", &wrong).await.is(422);
    refused.sees("en_question-error").sees("Use {fee}.");
    let entries = [
        ("organisation", organisation.as_str()),
        ("service", &id),
        ("audience", "public"),
        ("needs", "renew a passport\nRenew  a passport"),
        ("en_question", "How do I renew my <passport>?"),
        ("en_variants", "my passport runs out"),
        ("en_short", "Send form DS-82 and {fee}."),
        ("en_next_steps", "Fill in the form | 15 minutes\nWait | 6 weeks"),
        ("en_details", "Use **black** ink. <script>alert(1)</script>"),
        ("es_question", "¿Cómo renuevo mi pasaporte?"),
        ("es_short", "Envíe el formulario DS-82 y {fee}."),
        (
            "slots",
            "fee: How old? | ¿Qué edad?\n= a fee | una tarifa\n- adult: 16 or older | 16 o más => $130 | 130 USD",
        ),
    ];
    let added = post(&owner, &form, "/desk/answers/new", &entries).await.is(303);
    let page = added.location().to_owned();
    let shown = owner.get(&page).await.is(200);
    shown.sees("Draft").sees("renew a passport").does_not_see("Approve it");
    let _ = app.visitor().get("/answers/how-do-i-renew-my-passport").await.is(404);
    let review = post(&owner, &shown, &format!("{page}/step"), &[("step", "review")]).await;
    let _ = review.is(303);
    let denied = post(&owner, &shown, &format!("{page}/approve"), &[("number", "1")]).await;
    let _ = denied.is(403);

    let lead = app.sign_in_as(Role::CxLead).await;
    let shown = lead.get(&page).await.is(200);
    shown.sees("Waiting for approval").sees("Approve it");
    let _ = post(&lead, &shown, &format!("{page}/approve"), &[("number", "1")]).await.is(303);
    let public = app.visitor().get("/answers/how-do-i-renew-my-passport").await.is(200);
    public.sees("Send form DS-82 and a fee.").sees("<strong>black</strong>").sees("6 weeks");
    public.does_not_see("<script>alert").sees("&lt;script&gt;");
    let fitted = app.visitor().get("/answers/how-do-i-renew-my-passport?slot-fee=adult").await.is(200);
    fitted.sees("Send form DS-82 and $130.");
    let spanish = app.visitor().get("/answers/how-do-i-renew-my-passport?lang=es").await.is(200);
    spanish.sees("¿Cómo renuevo mi pasaporte?").sees("una tarifa");
    app.visitor()
        .get("/answers?q=renewing+pasport")
        .await
        .is(200)
        .sees("/answers/how-do-i-renew-my-passport");
    app.visitor().get("/sitemap.xml").await.is(200).sees("/answers/how-do-i-renew-my-passport");
    app.visitor().get("/robots.txt").await.is(200).sees("Sitemap:");
}

#[catsup_testing::story]
async fn a_change_leaves_what_people_read_until_it_is_approved_and_two_do_not_overwrite_each_other(
    app: TestApp,
) {
    let service = app.service("Passport renewal").await;
    let id = approved(&app, &service, Audience::Public, "What does it cost?", "130 dollars.", &[]).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = format!("/desk/answers/{id}");
    let edit = format!("{page}/edit");
    let form = lead.get(&edit).await.is(200);
    form.sees("130 dollars.");
    let organisation = service.organisation.to_string();
    let entry = |based: &'static str, short: &'static str| {
        vec![
            ("based_on", based),
            ("audience", "public"),
            ("en_question", "What does it cost?"),
            ("en_short", short),
            ("note", "The fee is higher."),
        ]
    };
    let with = |mut entries: Vec<(&'static str, &'static str)>| {
        entries.push(("organisation", Box::leak(organisation.clone().into_boxed_str())));
        entries
    };
    let _ = post(&lead, &form, &edit, &with(entry("1", "165 dollars."))).await.is(303);
    let late = post(&lead, &form, &edit, &with(entry("1", "99 dollars."))).await.is(422);
    late.sees("Somebody saved this answer").sees("99 dollars.");
    let public = "/answers/what-does-it-cost";
    app.visitor().get(public).await.is(200).sees("130 dollars.").does_not_see("165");
    lead.get(format!("{page}/versions/2")).await.is(200).sees("<del>").sees("165").sees("The fee is higher.");

    // It is approved for a day to come: until then people read the old one, and that it will change.
    let approve = [("number", "2"), ("starts_on", "2099-01-01"), ("must_read", "1")];
    let _ = post(&lead, &form, &format!("{page}/approve"), &approve).await.is(303);
    let now = app.visitor().get(public).await.is(200);
    now.sees("130 dollars.").sees("something else holds").sees("The fee is higher.");
    let agent = app.sign_in_as(Role::Agent).await;
    let to_read = agent.get("/desk/answers/changes").await.is(200);
    to_read.sees("1 waits for you").sees("What does it cost?");
    agent.get("/desk").await.is(200).sees("1 waits for you");
    lead.get(&page).await.is(200).sees("did not yet");
    let answer = id.to_string();
    let read = [("answer", answer.as_str()), ("number", "2")];
    let _ = post(&agent, &to_read, "/desk/answers/changes", &read).await.is(303);
    agent.get("/desk/answers/changes").await.is(200).sees("You read all of them");

    // The old one is saved again, and the answer is taken out of use: nobody reads any version of it.
    let _ = post(&lead, &form, &format!("{page}/versions/1"), &[]).await.is(303);
    let asked = lead.get(format!("{page}/retire")).await.is(200);
    let _ = post(&lead, &asked, &format!("{page}/retire"), &[]).await.is(303);
    let _ = app.visitor().get(public).await.is(404);
    let _ = post(&lead, &form, &edit, &with(entry("3", "Nothing."))).await.is(303);
    let _ = app.visitor().get(public).await.is(404);
}

#[catsup_testing::story]
async fn nobody_reads_by_any_way_an_answer_that_is_not_for_them(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let secret = "Waive the fee quietly";
    let id = approved(&app, &service, Audience::Staff, "When may we waive the fee?", secret, &["fees"]).await;
    let open = approved(&app, &service, Audience::Public, "What does the fee cost?", "130.", &["pay"]).await;
    let visitor = app.visitor();
    let _ = visitor.get("/answers/when-may-we-waive-the-fee").await.is(404);
    visitor
        .get("/answers?q=waive+the+fee+quietly")
        .await
        .is(200)
        .does_not_see(secret)
        .does_not_see("when-may-we");
    visitor.get(format!("/answers?service={}", service.id)).await.is(200).does_not_see("waive");
    visitor.get("/answers").await.is(200).does_not_see("waive");
    visitor.get("/sitemap.xml").await.is(200).does_not_see("waive");
    for path in [format!("/desk/answers/{id}"), format!("/desk/answers/{id}/versions/1")] {
        let _ = visitor.get(&path).await.is(303);
    }
    // Staff of another organisation neither find it nor open it; what everyone reads they read too.
    let other = app.service("Heating help").await;
    let elsewhere = app.sign_in_within(Role::CxLead, Some(other.organisation)).await;
    elsewhere.get("/desk/answers?q=waive").await.is(200).does_not_see("waive the fee?");
    let _ = elsewhere.get(format!("/desk/answers/{id}")).await.is(404);
    let panel = elsewhere.get("/desk/contact?q=waive+the+fee+quietly").await.is(200);
    panel.does_not_see(secret);
    let agent = app.sign_in_as(Role::Agent).await;
    agent.get("/desk/contact?q=waive+the+fee").await.is(200).sees(secret);
    // A staff answer is never put into words for a person.
    let operator = Viewer::operator();
    assert!(library::reply_text(&app.app, &operator, id, Language::En).await.is_err());
    assert_eq!(library::reply_text(&app.app, &operator, open, Language::En).await.unwrap(), "130.");
}

#[catsup_testing::story]
async fn a_reader_says_whether_it_helped_and_what_was_read_goes_along_to_the_case(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let id = approved(&app, &service, Audience::Public, "What does it cost?", "130 dollars.", &["pay"]).await;

    let browser = reader(&app);
    let page = browser.get("/answers/what-does-it-cost").await.is(200);
    let reading = page.hidden().into_iter().find(|(name, _)| name == "reading").unwrap().1;
    let said = [("reading", reading.as_str()), ("helped", "no")];
    // Another visit cannot speak for this one.
    let _ = reader(&app).post("/answers/what-does-it-cost/helped", &said).await.is(303);
    let _ = browser.post("/answers/what-does-it-cost/helped", &said).await.is(303);
    browser.get("/answers/what-does-it-cost").await.is(200).sees("Thank you for saying so");
    let counts = app.app.store().answer_read_counts(jiff::Timestamp::UNIX_EPOCH).await.unwrap();
    let counts = counts[&id];
    assert_eq!(
        (counts.reads, counts.helped, counts.said),
        (1, 0, 1),
        "read twice in half an hour is read once"
    );
    // Robots and those who wish not to be recognised leave no trace.
    let robot = app.visitor().with_header("user-agent", "Googlebot/2.1");
    let robot = robot.get("/answers/what-does-it-cost").await.is(200);
    robot.does_not_see("name=\"reading\"");
    let private = app.visitor().with_header("user-agent", "Mozilla/5.0").with_header("sec-gpc", "1");
    let private = private.get("/answers/what-does-it-cost").await.is(200);
    assert!(private.headers.get(header::SET_COOKIE).is_none());

    let contact = browser.get("/contact?answer=what-does-it-cost").await.is(200);
    contact.sees("You read:").sees("What does it cost?");
    let boundary = "----catsup";
    let mut body = String::new();
    let id_text = service.id.to_string();
    let nonce = contact.hidden().into_iter().find(|(name, _)| name == "nonce").unwrap().1;
    for (name, value) in [
        ("nonce", nonce.as_str()),
        ("kind", "question"),
        ("service", &id_text),
        ("description", "What does it cost, please?"),
    ] {
        body.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--{boundary}--\r\n"));
    let kind = format!("multipart/form-data; boundary={boundary}");
    let sent = browser.send(Method::POST, "/contact", Some(&kind), body.into()).await.is(303);
    assert!(sent.location().starts_with("/track/"));

    // Staff see what was read before, the answer that fits, and put it into the reply.
    let agent = app.sign_in_as(Role::Agent).await;
    let queue = agent.get("/desk/cases?view=all").await.is(200);
    let mut links = queue.body.split("href=\"").filter_map(|rest| rest.split('"').next());
    let is_case = |href: &&str| href.strip_prefix("/desk/cases/").is_some_and(|id| id.parse::<i64>().is_ok());
    let case = links.find(is_case).unwrap().to_owned();
    let shown = agent.get(&case).await.is(200);
    shown.sees("Read before writing").sees("Answers that fit").sees("Put it into the reply");
    let answer = id.to_string();
    let seen = shown.hidden().into_iter().find(|(name, _)| name == "seen").unwrap().1;
    let put = [("act", "reply"), ("answer", answer.as_str()), ("text", "Dear Ana,"), ("seen", &seen)];
    let with = post(&agent, &shown, &format!("{case}/act"), &put).await.is(200);
    with.sees("Dear Ana,\n\n130 dollars.").sees("name=\"sent_answer\"");
    let reply = [
        ("act", "reply"),
        ("text", "Dear Ana,\n\n130 dollars."),
        ("next_step", ""),
        ("then", "open"),
        ("seen", seen.as_str()),
        ("sent_answer", &answer),
    ];
    let _ = post(&agent, &shown, &format!("{case}/act"), &reply).await.is(303);
    agent.get(&case).await.is(200).sees("Answers sent");
}

#[catsup_testing::story]
async fn questions_and_answers_are_taken_over_once_with_a_report(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let form = lead.get("/desk/answers/import").await.is(200);
    let csrf = form.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let organisation = service.organisation.to_string();
    let send = async |act: &str, text: &str| {
        let boundary = "----catsup";
        let mut body = String::new();
        for (name, value) in [
            ("csrf", csrf.as_str()),
            ("act", act),
            ("form", "markdown"),
            ("organisation", &organisation),
            ("audience", "public"),
            ("language", "en"),
            ("text", text),
        ] {
            body.push_str(&format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str(&format!("--{boundary}--\r\n"));
        let kind = format!("multipart/form-data; boundary={boundary}");
        lead.send(Method::POST, "/desk/answers/import", Some(&kind), body.into()).await
    };
    let text = "# How do I pay?\n\nBy card.\n\n# Why?\n\n# Who helps?\n\nThe front desk.\n";
    let _ = send("try", "no headings at all").await.is(422);
    send("try", text).await.is(200).sees("2 to take over, 0 in the library already, 1 left out");
    assert!(app.app.store().answer_list().await.unwrap().is_empty(), "only tried");
    send("take", text).await.is(200).sees("Taken over as drafts");
    send("take", text).await.is(200).sees("0 to take over, 2 in the library already");
    assert_eq!(app.app.store().answer_list().await.unwrap().len(), 2);
    lead.get("/desk/answers?state=draft").await.is(200).sees("How do I pay?");
}

#[catsup_testing::story]
async fn a_contact_is_answered_and_written_down(app: TestApp) {
    let service = app.service("Passport renewal").await;
    approved(&app, &service, Audience::Public, "What does it cost?", "130 dollars.", &["pay"]).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let panel = agent.get("/desk/contact?q=cost&customer=C-1").await.is(200);
    panel.sees("130 dollars.").sees("No earlier contact is known");
    let id = service.id.to_string();
    let wrong =
        post(&agent, &panel, "/desk/contact", &[("log_service", &id), ("channel", "phone")]).await.is(422);
    wrong.sees("need-error");
    let contact = [
        ("log_service", id.as_str()),
        ("channel", "phone"),
        ("customer", "C-1"),
        ("need", "pay"),
        ("outcome", "fulfilled"),
        ("minutes", "4"),
    ];
    let _ = post(&agent, &panel, "/desk/contact", &contact).await.is(303);
    agent.get("/desk/contact?customer=C-1").await.is(200).sees("What they did before").sees("pay");
    let reads = app.sign_in_as(Role::Viewer).await;
    let _ = post(&reads, &panel, "/desk/contact", &contact).await.is(403);
}
