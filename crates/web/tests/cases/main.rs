//! Cases through the real router, on both databases: a person writes, staff answer, the person has the last word; and what is
//! refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod hostile;
mod work;

use axum::{body::Body, http::Method};
use catsup_app::{
    calendars::{self, EnteredCalendar},
    cases::{self, EnteredRule},
    directory::organisations::{self, Titles},
};
use catsup_model::{Role, Viewer};
use catsup_testing::{Answer, Browser, TestApp};

/// A rule for every case, by a calendar that is always open.
async fn rule(app: &TestApp) {
    let day = || "00:00-24:00".to_owned();
    let entered = EnteredCalendar {
        name: "Always".to_owned(),
        zone: "UTC".to_owned(),
        holidays: "none".to_owned(),
        days: std::array::from_fn(|_| day()),
    };
    let calendar = calendars::add(&app.app, &Viewer::operator(), &entered).await.unwrap();
    let rule = EnteredRule {
        calendar: calendar.id.to_string(),
        first_response: "2 hours".to_owned(),
        next_response: "1 days".to_owned(),
        resolution: "5 days".to_owned(),
        ..EnteredRule::default()
    };
    cases::set_rule(&app.app, &Viewer::operator(), None, &rule).await.unwrap();
}

/// A complaint through the contact page; returns the address of the private link.
async fn complain(visitor: &Browser, service: &str, words: &str) -> String {
    let page = visitor.get("/contact").await.is(200);
    let entries =
        [("service", service), ("kind", "complaint"), ("description", words), ("email", "ana@example.org")];
    let sent = visitor.submit(&page, &entries).await.is(303);
    let link = sent.location().strip_suffix("?new=1").unwrap().to_owned();
    // Sent twice, it is one case.
    assert!(visitor.submit(&page, &entries).await.is(303).location().starts_with(&link));
    link
}

async fn act(browser: &Browser, case: &str, entries: &[(&str, &str)]) -> Answer {
    let page = browser.get(case).await.is(200);
    let hidden = page.hidden();
    let value =
        |name: &str| hidden.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str());
    let mut all = vec![("csrf", value("csrf")), ("seen", value("seen"))];
    all.extend_from_slice(entries);
    browser.post(format!("{case}/act"), &all).await
}

/// The address of the first case of a list.
fn first_case(list: &Answer) -> String {
    let (_, rest) = list.body.split_once("<div class=\"about\">").unwrap();
    let (_, rest) = rest.split_once("href=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[catsup_testing::story]
async fn a_person_writes_staff_answer_and_the_person_has_the_last_word(app: TestApp) {
    rule(&app).await;
    let service = app.service("Permits").await;
    let visitor = app.visitor();
    let link = complain(&visitor, &service.id.to_string(), "My <permit> is lost.").await;
    let tracked = visitor.get(format!("{link}?new=1")).await.is(200);
    tracked.sees("We received your message").sees("You get an answer by").sees("Permits");
    visitor.get(&link).await.is(200).sees("My &#60;permit&#62; is lost.").does_not_see("<permit>");

    let agent = app.sign_in_as(Role::Agent).await;
    let queue = agent.get("/desk/cases").await.is(200);
    queue.sees("My &#60;permit&#62; is lost.").sees("in 2 hours").sees("First response").sees("Resolution");
    let case = first_case(&queue);
    agent.get(&case).await.is(200).sees("ana@example.org").sees("within 2 hours");

    // Wrong on purpose: nothing typed is lost.
    let none =
        act(&agent, &case, &[("act", "reply"), ("text", " "), ("next_step", "We call you")]).await.is(422);
    none.sees("Enter an answer").sees("We call you");
    let unresolved = [("act", "reply"), ("text", "No."), ("then", "unresolved")];
    let _ = act(&agent, &case, &unresolved).await.is(422).sees("Choose one of the answers");
    let _ = act(&agent, &case, &[("act", "juggle")]).await.is(400);

    let answer = [
        ("act", "reply"),
        ("text", "We found it.\n\nIt is in the mail."),
        ("next_step", "You get it in two days"),
        ("then", "resolved"),
    ];
    let _ = act(&agent, &case, &answer).await.is(303);
    visitor.get(format!("{link}?new=1")).await.does_not_see("We received your message");
    let page = visitor.get(&link).await.is(200);
    page.sees("We believe that it is solved. Is it?")
        .sees("It is in the mail.")
        .sees("You get it in two days");

    // The person says no; without a word it is asked for again.
    let _ = visitor.post(&link, &[("word", "deny"), ("why", "")]).await.is(422).sees("Enter an answer");
    let _ = visitor.post(&link, &[("word", "deny"), ("why", "Nothing came.")]).await.is(303);
    agent.get("/desk/cases").await.is(200).sees("Not solved, says the person");
    agent.get(&case).await.is(200).sees("Nothing came.");

    // Somebody answers a state that has passed: told, and the words stay.
    let late = [("act", "reply"), ("text", "Too late."), ("seen", "1")];
    let page = agent.get(&case).await;
    let secret = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let mut entries = vec![("csrf", secret.as_str())];
    entries.extend_from_slice(&late);
    let moved = agent.post(format!("{case}/act"), &entries).await.is(409);
    moved.sees("Something happened to the case").sees("Too late.");

    let _ = act(&agent, &case, &[("act", "note"), ("note", "Known to us")]).await.is(303);
    let _ = act(&agent, &case, &answer).await.is(303);
    let _ = visitor.post(&link, &[("word", "confirm")]).await.is(303);
    visitor.get(&link).await.is(200).sees("You told us that it is solved.").does_not_see("Known to us");
    agent.get("/desk/cases?view=ended").await.is(200).sees("Resolved, the person says");
    agent.get("/desk/cases/performance").await.is(200).sees("How cases went");
    let spanish = app.visitor().get(format!("{link}?lang=es")).await.is(200);
    spanish.sees("Nos dijo que está resuelto.");
}

#[catsup_testing::story]
async fn whoever_it_does_not_concern_is_told_nothing(app: TestApp) {
    rule(&app).await;
    let service = app.service("Permits").await;
    let visitor = app.visitor();
    let link = complain(&visitor, &service.id.to_string(), "My permit is lost.").await;
    let agent = app.sign_in_as(Role::Agent).await;
    let case = first_case(&agent.get("/desk/cases").await);
    for wrong in
        [format!("{link}x"), link.replace('.', "-"), "/track/7K3M2Q9D.AAAAAAAAAAAAAAAAAAAAAA".to_owned()]
    {
        let _ = visitor.get(&wrong).await.is(404);
        let _ = visitor.post(&wrong, &[("word", "confirm")]).await.is(404);
    }
    let reader = app.sign_in_as(Role::Viewer).await;
    let _ = reader.get("/desk/cases").await.is(403);
    let _ = reader.get(&case).await.is(403);
    let _ = visitor.get(&case).await.is(303);
    let titles = Titles { name: "City".to_owned(), abbreviation: String::new() };
    let city = organisations::add(&app.app, &Viewer::operator(), None, &titles).await.unwrap().id;
    let stranger = app.sign_in_within(Role::Agent, Some(city)).await;
    let _ = stranger.get(&case).await.is(404);
    let _ = stranger.get(format!("{case}/files/1")).await.is(404);
    stranger.get("/desk/cases?view=all").await.is(200).does_not_see("My permit is lost.");
    let page = stranger.get("/desk/cases").await;
    let secret = page.hidden().into_iter().find(|(name, _)| name == "csrf").map(|(_, value)| value);
    let secret = secret.unwrap_or_default();
    let note = [("csrf", secret.as_str()), ("act", "note"), ("note", "mine")];
    let _ = stranger.post(format!("{case}/act"), &note).await;
    agent.get(&case).await.is(200).does_not_see("mine");
}

#[catsup_testing::story]
async fn what_does_not_fit_on_the_contact_page_is_said_beside_its_field(app: TestApp) {
    let service = app.service("Permits").await.id.to_string();
    let visitor = app.visitor();
    let page = visitor.get(format!("/contact?service={service}&kind=question")).await.is(200);
    page.sees("selected").sees("checked");
    let wrong = visitor
        .submit(
            &page,
            &[("kind", "song"), ("service", "7"), ("description", ""), ("email", "ana"), ("name", "Ana")],
        )
        .await
        .is(422);
    wrong.sees("Choose one of the answers offered").sees("value=\"Ana\"");
    let trap = [
        ("kind", "question"),
        ("service", &service),
        ("description", "Hi"),
        ("website", "https://x.example"),
    ];
    let _ = visitor.submit(&page, &trap).await.is(422).sees("Leave this field empty");
    let fine = |email| {
        [("kind", "question"), ("service", service.as_str()), ("description", "Hi there"), ("email", email)]
    };
    let _ = visitor.submit(&page, &fine("ana")).await.is(422).sees("Enter an email address");

    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = |name: &str, content: &[u8]| {
        let mut body =
            [part("kind", "question"), part("service", &service), part("description", "See the picture")]
                .concat()
                .into_bytes();
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--b--\r\n");
        Body::from(body)
    };
    let send = async |body| {
        visitor.send(Method::POST, "/contact", Some("multipart/form-data; boundary=b"), body).await
    };
    let _ = send(file("evil.png", b"<script>")).await.is(422).sees("Choose a picture");
    let png = b"\x89PNG\r\n\x1a\n";
    let large = [png.as_slice(), &vec![0; 6 * 1024 * 1024]].concat();
    let _ = send(file("large.png", &large)).await.is(422).sees("at most 5 MB");
    let huge = [png.as_slice(), &vec![0; 13 * 1024 * 1024]].concat();
    let _ = send(file("huge.png", &huge)).await.is(413);
    let _ = send(Body::from("--b\r\nnothing")).await.is(400);
    let sent = send(file("../../photo.png", png)).await.is(303);
    let link = sent.location().to_owned();
    visitor.get(&link).await.is(200).sees("photo.png (1 KB)");
    let agent = app.sign_in_as(Role::Agent).await;
    let case = first_case(&agent.get("/desk/cases").await.is(200));
    let shown = agent.get(&case).await.is(200);
    let href = shown.body.split_once("/files/").map(|(_, rest)| rest.split_once('"').unwrap().0).unwrap();
    let download = agent.get(format!("{case}/files/{href}")).await.is(200);
    assert_eq!(download.bytes, png);
    assert_eq!(download.headers["content-disposition"], "attachment; filename=\"photo.png\"");
    assert!(download.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
}

#[catsup_testing::story]
async fn whoever_sends_too_much_waits(app: TestApp) {
    let service = app.service("Permits").await.id.to_string();
    let visitor = app.visitor_of(catsup_web::Configuration {
        limits: catsup_web::limits::Limits::default(),
        ..catsup_web::Configuration::default()
    });
    let entries = [("kind", "question"), ("service", service.as_str()), ("description", "Hello")];
    let mut answered = 0;
    while visitor.post("/contact", &entries).await.status.as_u16() == 303 {
        answered += 1;
        assert!(answered <= 20, "a limit holds");
    }
    assert_eq!(answered, 20);
}

#[catsup_testing::story]
async fn staff_open_find_give_and_rule(app: TestApp) {
    let service = app.service("Permits").await;
    let administrator = app.sign_in_as(Role::Administrator).await;
    administrator.get("/desk/cases").await.is(200).sees("Nothing is waiting");
    administrator.get("/desk/cases/rules").await.is(200).sees("No rule yet");
    let rules = administrator.get("/desk/cases/rules").await;
    let secret = rules.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let empty = administrator
        .post("/desk/cases/rules", &[("csrf", &secret), ("first_response", "soon")])
        .await
        .is(422);
    empty.sees("Enter an answer");
    rule(&app).await;
    administrator
        .get("/desk/cases/rules")
        .await
        .is(200)
        .sees("Every service")
        .sees("within 2 hours")
        .sees("Always");

    let page = administrator.get("/desk/cases/new").await.is(200);
    let secret = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let id = service.id.to_string();
    let nothing = administrator.post("/desk/cases/new", &[("csrf", &secret), ("name", "Luis")]).await.is(422);
    nothing.sees("value=\"Luis\"").sees("Choose one of the answers");
    let entries = [
        ("csrf", secret.as_str()),
        ("service", id.as_str()),
        ("kind", "request"),
        ("channel", "phone"),
        ("language", "es"),
        ("description", "Please correct my street"),
        ("name", "Luis Mora"),
    ];
    let opened = administrator.post("/desk/cases/new", &entries).await.is(303);
    let case = opened.location().to_owned();
    let shown = administrator.get(&case).await.is(200);
    shown.sees("Please correct my street").sees("Luis Mora").sees("Español").sees("left no address");
    let number = shown.body.split_once("<title>").unwrap().1.split_once(' ').unwrap().0.to_owned();
    // The number of a case leads straight to it.
    let found = administrator.get(format!("/desk/cases?q={}", number.to_lowercase())).await.is(303);
    assert_eq!(found.location(), case);
    administrator.get("/desk/cases?q=mora").await.is(200).sees("Please correct my street");
    administrator.get("/desk/cases?q=fish").await.is(200).sees("No case fits");
    administrator.get("/desk/cases?from=soon&kind=song").await.is(200).sees("Enter a date");

    let none = administrator.post("/desk/cases/assign", &[("csrf", secret.as_str())]).await.is(303);
    assert_eq!(none.location(), "/desk/cases");
    let me = shown.body.split_once("<select class=\"usa-select\" id=\"to\"").unwrap().1;
    let me = me.split("<option value=\"").nth(2).unwrap().split_once('"').unwrap().0.to_owned();
    let (_, id) = case.rsplit_once('/').unwrap();
    let give =
        [("csrf", secret.as_str()), ("case", id), ("to", me.as_str()), ("back", "https://elsewhere.example")];
    let given = administrator.post("/desk/cases/assign", &give).await.is(303);
    assert!(given.location().starts_with("/desk/cases?gave="), "no way out of the installation");
    let read = [
        ("csrf", secret.as_str()),
        ("text", "We found your form. You get it back by mail on Monday."),
        ("language", "en"),
    ];
    let said = administrator.post("/desk/plain-language", &read).await.is(200).json();
    assert_eq!(said["plain"], true);
}
