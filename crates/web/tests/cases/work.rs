//! Working on cases through the real router: given and taken back, answered with a ready text, kept as a view, made of responses.

use catsup_model::{Role, instrument::InstrumentCode};
use catsup_testing::{Answer, Browser, TestApp};

use super::{act, complain, first_case, rule};

fn secret(page: &Answer) -> String {
    page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap().1
}

async fn post(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let secret = secret(page);
    let mut all = vec![("csrf", secret.as_str())];
    all.extend_from_slice(entries);
    browser.post(path, &all).await
}

#[catsup_testing::story]
async fn an_answer_begins_with_a_ready_text_and_loses_nothing(app: TestApp) {
    rule(&app).await;
    let service = app.service("Permits").await.id.to_string();
    let link = complain(&app.visitor(), &service, "My permit is lost.").await;
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get("/desk/cases/templates").await.is(200);
    page.sees("No ready text yet").sees("{name}");
    let wrong = [("name", ""), ("text", "Dear <you>"), ("language", "en")];
    let wrong = post(&agent, &page, "/desk/cases/templates", &wrong).await.is(422);
    wrong.sees("Dear &#60;you&#62;").does_not_see("<you>");
    let text = [
        ("name", "Lost permit"),
        ("service", service.as_str()),
        ("language", "en"),
        ("text", "We look for <it> ({number})."),
        ("next_step", "{service} writes to you"),
    ];
    let _ = post(&agent, &page, "/desk/cases/templates", &text).await.is(303);
    let list = agent.get("/desk/cases/templates").await.is(200);
    list.sees("Lost permit").sees("Permits · English");
    let case = first_case(&agent.get("/desk/cases").await.is(200));
    let shown = agent.get(&case).await.is(200);
    shown.sees("Lost permit · English");
    let (_, options) = shown.body.split_once("id=\"template\"").unwrap();
    let template = options.split("<option value=\"").nth(2).unwrap().split_once('"').unwrap().0.to_owned();
    let insert = [
        ("act", "reply"),
        ("insert", "1"),
        ("template", template.as_str()),
        ("text", "Good morning."),
        ("next_step", ""),
    ];
    let inserted = act(&agent, &case, &insert).await.is(200);
    inserted.sees("Good morning.\n\nWe look for &#60;it&#62; (").sees("value=\"Permits writes to you\"");
    let none = act(&agent, &case, &[("act", "reply"), ("insert", "1"), ("text", "Hello")]).await.is(422);
    none.sees("Choose one of the answers").sees("Hello");
    app.visitor().get(&link).await.is(200).does_not_see("Good morning.");
    let path = format!("/desk/cases/templates/{template}");
    let shown = agent.get(&path).await.is(200);
    shown.sees("We look for &#60;it&#62;");
    let changed =
        [("name", "Found"), ("service", service.as_str()), ("language", "es"), ("text", "Aquí está")];
    let _ = post(&agent, &shown, &path, &changed).await.is(303);
    let _ = agent.get(format!("{path}/remove")).await.is(200).sees("Remove “Found”?");
    let _ = post(&agent, &shown, &format!("{path}/remove"), &[]).await.is(303);
    let _ = agent.get(&path).await.is(404);
}

#[catsup_testing::story]
async fn cases_are_given_taken_back_and_kept_as_a_view(app: TestApp) {
    rule(&app).await;
    let service = app.service("Permits").await.id.to_string();
    complain(&app.visitor(), &service, "My permit is lost.").await;
    let agent = app.sign_in_as(Role::Agent).await;
    let queue = agent.get("/desk/cases?kind=complaint").await.is(200);
    let case = first_case(&queue);
    let id = case.rsplit_once('/').unwrap().1;
    let me = queue.body.split_once("id=\"bulk-to\"").unwrap().1;
    let me = me.split("<option value=\"").nth(2).unwrap().split_once('"').unwrap().0.to_owned();
    let back = "/desk/cases?kind=complaint";
    let give = [("case", id), ("to", me.as_str()), ("back", back)];
    let given = post(&agent, &queue, "/desk/cases/assign", &give).await.is(303);
    let after = agent.get(given.location()).await.is(200);
    after
        .sees("1 case changed hands.")
        .sees("Undo")
        .sees("name=\"back\" value=\"/desk/cases?kind=complaint\"");
    agent.get("/desk/cases?view=mine").await.is(200).sees("My permit is lost.");
    let giving = given.location().rsplit_once('=').unwrap().1.to_owned();
    let undo = [("undo", giving.as_str()), ("back", back)];
    let undone = post(&agent, &after, "/desk/cases/assign/undo", &undo).await.is(303);
    assert_eq!(undone.location(), back);
    agent.get("/desk/cases?view=mine").await.is(200).does_not_see("My permit is lost.");
    let again = post(&agent, &after, "/desk/cases/assign/undo", &undo).await.is(303);
    agent.get(again.location()).await.is(200).does_not_see("case changed hands");
    let _ = post(&agent, &after, "/desk/cases/assign/undo", &[("undo", "x")]).await.is(404);

    let views = agent.get("/desk/cases/views?kind=complaint&after=7.9&juggle=1").await.is(200);
    views.sees("name=\"query\" value=\"kind=complaint\"");
    let saved = [("name", "Complaints"), ("query", "kind=complaint&gave=7&x=y"), ("shared", "1")];
    let saved = post(&agent, &views, "/desk/cases/views", &saved).await.is(303);
    assert_eq!(saved.location(), back);
    let twice = [("name", "Complaints"), ("query", "kind=complaint")];
    let _ = post(&agent, &views, "/desk/cases/views", &twice).await.is(422).sees("Complaints");
    agent.get("/desk/cases").await.is(200).sees("Complaints");
    agent.get("/desk/responses/views").await.is(200).sees("No view was saved yet.");
    let kept = agent.get("/desk/cases/views").await.is(200);
    let (_, rest) = kept.body.split_once("action=\"/desk/cases/views/").unwrap();
    let view = format!("/desk/cases/views/{}", rest.split_once('"').unwrap().0);
    let _ = post(&agent, &kept, &view, &[("act", "open")]).await.is(303);
    assert_eq!(agent.get("/desk/cases").await.is(303).location(), back, "the list opens with it");
}

#[catsup_testing::story]
async fn responses_become_cases_where_a_survey_says_so(app: TestApp) {
    let service = app.service("Permits").await;
    let asks_nothing = app.survey(&service, InstrumentCode::A11V1).await.id.to_string();
    let own = app.custom(&service, catsup_testing::every_kind()).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/cases/follow-ups").await.is(200);
    page.sees("No response becomes a case by itself").sees(&own.name).does_not_see(&asks_nothing);
    let path = "/desk/cases/follow-ups";
    let _ =
        post(&lead, &page, path, &[("kind", "complaint")]).await.is(422).sees("Choose one of the answers");
    let id = own.id.to_string();
    let unfit = [("kind", "complaint"), ("survey", asks_nothing.as_str()), ("when", "low")];
    let _ = post(&lead, &page, path, &unfit).await.is(422).sees("asks for no email address");
    let never = [("kind", "complaint"), ("survey", id.as_str())];
    let _ = post(&lead, &page, path, &never).await.is(422);
    let fit = [("kind", "request"), ("survey", id.as_str()), ("when", "low"), ("when", "alarming")];
    let _ = post(&lead, &page, path, &fit).await.is(303);
    let kept = lead.get(path).await.is(200);
    kept.sees("it went badly, alarming words")
        .sees("Request")
        .sees("End: no longer make cases of responses to");
    let agent = app.sign_in_as(Role::Agent).await;
    let seen = agent.get(path).await.is(200);
    seen.sees("it went badly").does_not_see("no longer make cases");
    let _ = post(&agent, &seen, path, &fit).await.is(403);
    let _ = post(&lead, &kept, "/desk/cases/follow-ups/remove", &[("survey", id.as_str())]).await.is(303);
    let gone = post(&lead, &kept, "/desk/cases/follow-ups/remove", &[("survey", id.as_str())]).await;
    let _ = gone.is(404);
}
