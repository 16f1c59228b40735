//! The inbox: found, worked through and put back, alone and in bulk; what is shared goes out only with consent.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::{
    Error,
    inbox::{ResponseFilter, acts, experiences, tags},
    responses::{self, Circumstances, Submission},
    views::{self, ViewedList},
};
use catsup_model::{
    Role, Viewer,
    directory::Service,
    id::{ActId, ResponseId, ViewId},
    inbox::Act,
    instrument::InstrumentCode,
};
use catsup_testing::{Answer, Browser, TestApp};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::post;

/// Sends a response by program; returns its id.
async fn send(app: &TestApp, survey: &str, body: Value) -> String {
    let path = format!("/api/v1/surveys/{survey}/responses");
    app.visitor().post_json(path, &body).await.is(201).json()["id"].as_str().unwrap().to_owned()
}

async fn act(agent: &Browser, page: &Answer, entries: &[(&str, &str)]) -> Answer {
    let answer = post(agent, page, "/desk/responses/act", entries).await.is(303);
    agent.get(answer.location()).await.is(200)
}

fn rows(page: &Answer) -> usize {
    page.body.matches("<li class=\"row").count()
}

async fn passport(app: &TestApp) -> (Service, String) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    (service, survey.key)
}

#[catsup_testing::story]
async fn a_response_is_archived_and_comes_back(app: TestApp) {
    let (_, survey) = passport(&app).await;
    let id =
        send(&app, &survey, json!({"answers": {"answer_01": 0, "answer_04": "The booth was broken"}})).await;
    let other = send(&app, &survey, json!({"answers": {"answer_01": 1}})).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get(format!("/desk/responses?open={id}")).await.is(200);
    page.sees("The booth was broken").sees("Archive").sees(&format!("open={other}"));
    let entries = [("act", "archive"), ("response", id.as_str()), ("back", "/desk/responses?view=inbox")];
    let after = act(&agent, &page, &entries).await;
    after.sees("Archived · 1 of 1 changed").does_not_see("The booth was broken");
    assert_eq!(rows(&after), 1);
    agent.get("/desk/responses?view=archived").await.is(200).sees("The booth was broken");
    let undo = after.hidden().into_iter().find(|(name, _)| name == "undo").unwrap().1;
    let answer = post(&agent, &after, "/desk/responses/undo", &[("undo", &undo)]).await.is(303);
    agent.get(answer.location()).await.is(200).sees("Everything is as it was").sees("The booth was broken");
    let again = post(&agent, &after, "/desk/responses/undo", &[("undo", &undo)]).await.is(303);
    agent.get(again.location()).await.is(200).sees("It was undone before");
    agent.get(format!("/desk/responses/{id}")).await.is(200).sees("What was done").sees("undone");
    agent.get("/desk/responses/acts").await.is(200).sees("Undone for 1");
    let entries = app.app.store().audit_list(None, 10, "", "").await.unwrap();
    let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions[..2], ["inbox.undo", "inbox.archive"]);
}

#[catsup_testing::story]
async fn spam_counts_no_longer_and_what_changed_since_stays(app: TestApp) {
    let (_, survey) = passport(&app).await;
    let mut ids = Vec::new();
    for number in 0..3 {
        ids.push(
            send(&app, &survey, json!({"answers": {"answer_01": 1, "answer_04": format!("Fine {number}")}}))
                .await,
        );
    }
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get("/desk/responses").await.is(200);
    let picked: Vec<(&str, &str)> = ids.iter().map(|id| ("response", id.as_str())).collect();
    let after = act(&agent, &page, &[&[("act", "spam")], picked.as_slice()].concat()).await;
    after.sees("3 of 3 changed");
    let one: ResponseId = ids[0].parse().unwrap();
    let stored = app.app.store().response_find(one).await.unwrap().unwrap();
    assert_eq!((stored.state.code(), stored.revision), ("spam", 2));
    let spam = agent.get("/desk/responses?view=spam").await.is(200);
    assert_eq!(rows(&spam), 3);
    let _ = act(&agent, &page, &[("act", "count"), ("response", &ids[0])]).await;
    let undo = after.hidden().into_iter().find(|(name, _)| name == "undo").unwrap().1;
    let answer = post(&agent, &after, "/desk/responses/undo", &[("undo", &undo)]).await.is(303);
    agent.get(answer.location()).await.is(200).sees("Undone for 2").sees("1 has changed since");
}

#[catsup_testing::story]
async fn everything_that_matches_is_done_with_the_number_shown_before(app: TestApp) {
    let (service, survey) = passport(&app).await;
    app.responses(&service, 60).sent().await;
    let _ = send(&app, &survey, json!({"answers": {"answer_01": 1}, "channel": "phone"})).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get("/desk/responses?channel=website").await.is(200);
    let entries = [("act", "handle:acknowledged"), ("everything", "1"), ("filter", "channel=website")];
    let asked = post(&agent, &page, "/desk/responses/act", &entries).await.is(200);
    asked.sees("Do this with 60 responses?").sees("Handling: Acknowledged");
    // What comes in meanwhile stays as it is.
    app.responses(&service, 1).sent().await;
    let hidden = asked.hidden();
    let confirmed: Vec<(&str, &str)> =
        hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let done = agent.post("/desk/responses/act", &confirmed).await.is(303);
    agent.get(done.location()).await.is(200).sees("60 of 60 changed");
    let begun = agent.get("/desk/responses?handling=acknowledged").await.is(200);
    assert_eq!(rows(&begun), 50);
    agent.get("/desk/responses?view=new").await.is(200).sees("New <span class=\"count\">2</span>");
}

#[catsup_testing::story]
async fn tags_handing_over_and_search_find_a_response_again(app: TestApp) {
    let (service, survey) = passport(&app).await;
    let id = send(
        &app,
        &survey,
        json!({"answers": {"answer_01": 0, "answer_04": "El trámite tardó muchísimo, window 3"}, "language": "es"}),
    )
    .await;
    let _ = send(&app, &survey, json!({"answers": {"answer_01": 1, "answer_04": "Lovely staff"}})).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get(format!("/desk/responses?open={id}")).await.is(200);
    let tagged = act(&agent, &page, &[("act", "tag"), ("name", "  Long  Wait "), ("response", &id)]).await;
    tagged.sees("Tagged Long Wait").sees("<span class=\"tag tag-accent\">Long Wait</span>");
    let same = act(&agent, &page, &[("act", "tag"), ("name", "LÓNG wait"), ("response", &id)]).await;
    same.sees("Tagged Long Wait · 0 of 1 changed");
    act(&agent, &page, &[("act", "tag"), ("name", " ! "), ("response", &id)]).await.sees("Enter a tag");
    let me = page.attribute_after("<input type=\"hidden\" name=\"value\"", "value");
    act(&agent, &page, &[("act", "assign"), ("value", &me), ("response", &id)])
        .await
        .sees("Handed to Ana Ruiz");
    for query in [
        "q=tramite",
        "q=%22tardo+muchisimo%22",
        "q=window*",
        "score=low",
        "view=mine",
        "assignee=me",
        "q=lo*ng+tramite&view=all",
        "language=es&comment=yes",
        "q=tramite&language=es&score=low&assignee=me",
    ] {
        let found = agent.get(format!("/desk/responses?{query}")).await.is(200);
        let expected = usize::from(!query.contains("lo*ng"));
        assert_eq!(rows(&found), expected, "{query}");
    }
    for odd in [
        "q=%22",
        "q=AND",
        "q=NEAR(",
        "q=%00",
        "q=%27%3B--",
        "segment=%00%3D1",
        "page=%00",
        "device=%00",
        "q=*",
    ] {
        let _ = agent.get(format!("/desk/responses?{odd}")).await.is(200);
    }
    let tag = tags::list(&app.app, &Viewer::operator()).await.unwrap()[0].id;
    assert_eq!(rows(&agent.get(format!("/desk/responses?tag={tag}")).await.is(200)), 1);
    let token = app.token(&[catsup_model::Permission::ReadResponses]).await;
    let program = app.program(&token);
    for query in [
        "q=tramite".to_owned(),
        format!("tag={tag}"),
        "score=low".to_owned(),
        format!("assignee={me}"),
        format!("organisation={}&score=low", service.organisation),
    ] {
        let found = program.get(format!("/api/v1/responses?{query}")).await.is(200).json();
        assert_eq!(found["responses"].as_array().unwrap().len(), 1, "{query}");
        assert_eq!(found["responses"][0]["id"], id.as_str());
    }
    for odd in ["assignee=somebody", "segment=%24%5B%3D1", "page_url=%00", "state=odd", "score=none"] {
        let _ = program.get(format!("/api/v1/responses?{odd}")).await.is(422);
    }
    let csv = agent.get("/desk/responses/export?q=tramite&format=csv").await.is(200);
    assert_eq!(csv.body.lines().count(), 2);
    csv.sees("Long Wait").sees("Ana Ruiz");
    // Somebody who may not read the service takes nothing, sees nothing and is handed nothing.
    let parks = app.service("Parks").await;
    let ranger = app.sign_in_within(Role::Agent, Some(parks.organisation)).await;
    let own = ranger.get("/desk/responses").await.is(200);
    assert_eq!(rows(&own), 0);
    let entries = [("act", "archive"), ("response", id.as_str())];
    let refused = post(&ranger, &agent_form(&ranger).await, "/desk/responses/act", &entries).await.is(303);
    ranger.get(refused.location()).await.is(200).sees("None of these responses");
    let _ = ranger.get(format!("/desk/responses/{id}")).await.is(404);
    assert!(ranger.get("/desk/responses?q=tramite").await.is(200).body.contains("No response matches"));
    assert_eq!(service.name.as_str(), "Passport renewal");
}

/// A page whose form carries the secret.
async fn agent_form(browser: &Browser) -> Answer {
    browser.get("/desk/responses/views").await.is(200)
}

#[catsup_testing::story]
async fn a_view_is_saved_shared_and_opens_the_inbox(app: TestApp) {
    let (_, survey) = passport(&app).await;
    let _ = send(&app, &survey, json!({"answers": {"answer_01": 0}})).await;
    let _ = send(&app, &survey, json!({"answers": {"answer_01": 1}})).await;
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get("/desk/responses/views?score=low").await.is(200);
    let _ =
        post(&agent, &page, "/desk/responses/views", &[("name", " "), ("query", "score=low")]).await.is(422);
    let entries = [("name", "Low scores"), ("query", "score=low&evil=1"), ("shared", "1")];
    let saved = post(&agent, &page, "/desk/responses/views", &entries).await.is(303);
    assert_eq!(saved.location(), "/desk/responses?score=low");
    let _ = post(&agent, &page, "/desk/responses/views", &entries).await.is(422);
    let colleague = app.sign_in_as(Role::CxLead).await;
    let seen = colleague.get("/desk/responses/views").await.is(200);
    seen.sees("Low scores").sees("Shared by Ana Ruiz").does_not_see("Remove");
    let view = seen.body.split("action=\"").find(|rest| rest.starts_with("/desk/responses/views/")).unwrap();
    let view = view.split('"').next().unwrap().to_owned();
    let _ = post(&colleague, &seen, &view, &[("act", "open")]).await.is(303);
    assert_eq!(colleague.get("/desk/responses").await.is(303).location(), "/desk/responses?score=low");
    let opened = colleague.get("/desk/responses?score=low").await.is(200);
    assert_eq!(rows(&opened), 1);
    let _ = post(&colleague, &seen, &view, &[("act", "remove")]).await.is(404);
    let own = agent.get("/desk/responses/views").await.is(200);
    let _ = post(&agent, &own, &view, &[("act", "change"), ("name", "Low")]).await.is(303);
    colleague.get("/desk/responses/views").await.is(200).does_not_see("Low");
    let _ = colleague.get("/desk/responses").await.is(200);
    let _ = post(&agent, &own, &view, &[("act", "remove")]).await.is(303);
    agent.get("/desk/responses/views").await.is(200).sees("No view was saved yet");
}

#[catsup_testing::story]
async fn an_experience_is_public_only_with_consent_and_can_be_taken_back(app: TestApp) {
    let (_, survey) = passport(&app).await;
    let words = "Ana was wonderful, call me at 202-555-0143";
    let id = send(&app, &survey, json!({"answers": {"answer_01": 1, "answer_04": words}})).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let path = format!("/desk/responses/{id}/share");
    let page = lead.get(&path).await.is(200);
    page.sees("202-555-0143").does_not_see("With the public");
    let _ = post(&lead, &page, &path, &[("act", "share"), ("note", "Thank you, window 3")]).await.is(303);
    let team = app.sign_in_as(Role::Agent).await;
    team.get("/desk/experiences").await.is(200).sees("window 3").sees("▒▒▒").does_not_see("202-555-0143");
    let publish = |consent: &'static str| {
        let (lead, page, path) = (&lead, &page, &path);
        async move {
            let entries = [("act", "publish"), ("text", "Wonderful! 202-555-0143"), ("consent", consent)];
            post(lead, page, path, &entries).await
        }
    };
    publish("").await.is(422).sees("Say how and when the person agreed");
    app.visitor().get("/experiences").await.is(200).does_not_see("Wonderful");
    let _ = publish("by phone on 9 March, A. Ruiz").await.is(303);
    let public = app.visitor().get("/experiences").await.is(200);
    public.sees("Wonderful! ▒▒▒").does_not_see("by phone").does_not_see("0143");
    let agent_page = team.get(&path).await.is(200);
    let _ = post(&team, &agent_page, &path, &[("act", "withdraw")]).await.is(403);
    let _ = post(&lead, &page, &path, &[("act", "withdraw")]).await.is(303);
    app.visitor().get("/experiences").await.is(200).does_not_see("Wonderful");
    let _ = publish("again").await.is(303);
    let _ = act(&lead, &page, &[("act", "flag"), ("response", &id)]).await;
    app.visitor().get("/experiences").await.is(200).does_not_see("Wonderful");
}

#[catsup_testing::story]
async fn nobody_acts_without_the_permission(app: TestApp) {
    let (_, survey) = passport(&app).await;
    let id: ResponseId = send(&app, &survey, json!({"answers": {"answer_01": 1}})).await.parse().unwrap();
    let (app, public) = (&app.app, &Viewer::public());
    let denied = |error: Option<Error>| assert!(matches!(error, Some(Error::Denied(_))), "{error:?}");
    denied(acts::act(app, public, Act::Archive, &[id]).await.err());
    denied(acts::act_on_all(app, public, Act::Spam, ResponseFilter::default()).await.err());
    denied(acts::undo(app, public, ActId(1)).await.err());
    denied(acts::mine(app, public, None, 1).await.err());
    denied(tags::put(app, public, "wait").await.err());
    denied(tags::rename(app, public, catsup_model::id::TagId(1), "wait").await.err());
    denied(tags::list(app, public).await.err());
    denied(views::list(app, public, ViewedList::Responses).await.err());
    denied(views::save(app, public, ViewedList::Responses, "x", "", views::Audience::Me).await.err());
    denied(views::remove(app, public, ViewedList::Responses, ViewId(1)).await.err());
    denied(views::open_with(app, public, ViewedList::Responses, None).await.err());
    denied(experiences::share(app, public, id, "").await.err());
    denied(experiences::unshare(app, public, id).await.err());
    denied(experiences::publish(app, public, id, "x", "y").await.err());
    denied(experiences::withdraw(app, public, id).await.err());
    denied(experiences::list(app, public, None, 1).await.err());
    denied(catsup_app::inbox::page(app, public, ResponseFilter::default(), 1).await.err());
    denied(catsup_app::inbox::count(app, public, ResponseFilter::default()).await.err());
    denied(catsup_app::inbox::colleagues(app, public).await.err());
}

/// The list is in the order in which responses came in, and says so: a late one tells the day it is about besides.
#[catsup_testing::story]
async fn a_late_response_stands_where_it_came_in(app: TestApp) {
    let (_, survey) = passport(&app).await;
    let sent = |days: i64| {
        let occurred_at = (days > 0).then(|| app.app.now() - SignedDuration::from_hours(24 * days));
        let answers = serde_json::from_value(json!({"answer_01": 1})).unwrap();
        let circumstances = Circumstances { occurred_at, ..Circumstances::default() };
        Submission { circumstances, answers, ..Submission::default() }
    };
    for days in [0, 6] {
        responses::submit(&app.app, &Viewer::operator(), &survey, sent(days)).await.unwrap();
    }
    let agent = app.sign_in_as(Role::Agent).await;
    let page = agent.get("/desk/responses").await.is(200);
    let (_, list) = page.body.split_once("<ol class=\"inbox-rows\"").unwrap();
    let moments: Vec<&str> =
        list.match_indices("class=\"moment\">").map(|(at, _)| &list[at + 15..at + 28]).collect();
    assert_eq!(moments.len(), 2);
    assert_eq!(moments[0], moments[1], "both came in at once");
    assert_eq!(list.matches(">about ").count(), 1, "{list}");
}
