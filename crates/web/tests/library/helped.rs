//! “Did this help?” counts in the library, and as a response where a survey takes it.

use catsup_app::{
    directory::services::{self, ServiceInput},
    responses::{self, ResponseFilter},
    scorecards::{self, ScorecardQuery},
    surveys::{self, SurveyFields},
};
use catsup_model::{
    Channel, Role, Viewer,
    directory::Service,
    id::ServiceId,
    instrument::{InstrumentCode, Setup},
    library::Audience,
    notice::Notices,
    response::Response,
    survey::{Survey, SurveyState},
};
use catsup_testing::{Browser, TestApp};

use crate::{approved, post, reader, short};

/// A published survey that asks what the page of an answer asks.
async fn asks_whether_it_helped(app: &TestApp, service: &Service) -> Survey {
    let wordings = [("answer_01", "helped"), ("answer_02", "missing")];
    let variants = wordings.map(|(question, code)| (question.to_owned(), code.to_owned()));
    let fields = SurveyFields {
        name: "Answers".to_owned(),
        touchpoint: None,
        channel: Channel::Website,
        setup: Setup { variants: variants.into(), ..Setup::default() },
        notices: Notices::default(),
    };
    let operator = Viewer::operator();
    let draft =
        surveys::set_up(&app.app, &operator, service.id, InstrumentCode::YesNo, fields).await.unwrap();
    surveys::change_state(&app.app, &operator, &draft.key, SurveyState::Published).await.unwrap()
}

/// Another service of the same organisation.
async fn beside(app: &TestApp, service: &Service, name: &str) -> Service {
    let input = ServiceInput {
        organisation: service.organisation,
        shared_with: Vec::new(),
        name: name.to_owned(),
        description: String::new(),
        serves: String::new(),
        yearly_volume: None,
        high_impact: false,
        life_experiences: Vec::new(),
    };
    services::add(&app.app, &Viewer::operator(), &input).await.unwrap()
}

/// Reads an answer and says something of it.
async fn says(browser: &Browser, path: &str, what: (&str, &str)) {
    let page = browser.get(path).await.is(200);
    let reading = page.hidden().into_iter().find(|(name, _)| name == "reading").unwrap().1;
    let _ = browser.post(format!("{path}/helped"), &[("reading", reading.as_str()), what]).await.is(303);
}

async fn every(app: &TestApp) -> Vec<Response> {
    responses::list(&app.app, &Viewer::operator(), ResponseFilter::default(), 100).await.unwrap()
}

async fn measured(app: &TestApp, service: ServiceId) -> i64 {
    let query = ScorecardQuery { services: vec![service], ..ScorecardQuery::default() };
    scorecards::read(&app.app, &Viewer::operator(), &query).await.unwrap().answered.unwrap_or_default()
}

#[catsup_testing::story]
async fn what_readers_say_is_measured_where_a_survey_takes_it(app: TestApp) {
    let renewal = app.service("Passport renewal").await;
    let visas = beside(&app, &renewal, "Visas").await;
    let cost = approved(&app, &renewal, Audience::Public, &[], short("What does it cost?", "$130.")).await;
    approved(&app, &visas, Audience::Public, &[], short("Do I need a visa?", "It depends.")).await;
    let (cost_page, visa_page) = ("/answers/what-does-it-cost", "/answers/do-i-need-a-visa");

    // Nobody takes it: the library counts, and there is no response.
    says(&reader(&app), cost_page, ("helped", "yes")).await;
    assert!(every(&app).await.is_empty());

    // A service owner may not choose it, nor may it be a survey that asks something else.
    let survey = asks_whether_it_helped(&app, &renewal).await;
    let other = app.survey(&renewal, InstrumentCode::YesNo).await;
    let page = format!("/desk/surveys/{}", survey.key);
    let owner = app.sign_in_as(Role::ServiceOwner).await;
    let shown = owner.get(&page).await.is(200);
    shown.sees("Answers of the library").does_not_see("name=\"takes\"");
    let _ = post(&owner, &shown, &format!("{page}/answers"), &[("takes", "service")]).await.is(403);
    let lead = app.sign_in_as(Role::CxLead).await;
    let wrong = format!("/desk/surveys/{}", other.key);
    let shown = lead.get(&wrong).await.is(200);
    shown.sees("must ask it in these words").does_not_see("name=\"takes\"");
    let _ = post(&lead, &shown, &format!("{wrong}/answers"), &[("takes", "service")]).await.is(303);
    lead.get(&wrong).await.is(200).sees("must ask it in these words");
    let shown = lead.get(&page).await.is(200);
    let _ = post(&lead, &shown, &format!("{page}/answers"), &[("takes", "service")]).await.is(303);
    lead.get(&page).await.is(200).sees("value=\"service\" selected");

    // A no, with what is missing, is one response with a comment; taken back it is still one.
    let browser = reader(&app);
    says(&browser, cost_page, ("helped", "no")).await;
    browser.get(cost_page).await.is(200).sees("What is missing?").sees("Social Security number");
    says(&browser, cost_page, ("missing", "The fee for children.")).await;
    browser.get(cost_page).await.is(200).sees("What you wrote is read").does_not_see("What is missing?");
    let said = every(&app).await;
    assert_eq!(said.len(), 1);
    let (first, answers) = (&said[0], &said[0].answers);
    assert_eq!((first.service, first.channel, first.survey), (renewal.id, Channel::Website, survey.id));
    assert!(first.page.as_deref().unwrap().ends_with(cost_page), "{:?}", first.page);
    assert_eq!(first.device.as_deref(), Some("computer"));
    let value = |question: &str| answers.iter().find(|one| one.question == question);
    assert_eq!(value("answer_01").unwrap().value, Some(0));
    assert_eq!(value("answer_02").unwrap().text.as_deref(), Some("The fee for children."));
    says(&browser, cost_page, ("helped", "yes")).await;
    let said = every(&app).await;
    assert_eq!(said.len(), 1, "the same reading is the same response");
    assert!(said[0].answers.iter().any(|one| one.question == "answer_01" && one.value == Some(1)));
    assert!(said[0].answers.iter().any(|one| one.question == "answer_02"), "the comment stays");
    let counts = app.app.store().answer_read_counts(jiff::Timestamp::UNIX_EPOCH).await.unwrap()[&cost];
    assert_eq!((counts.helped, counts.said), (2, 2), "the library counts as before");

    // Answers of the whole organisation count for the service each is about.
    says(&reader(&app), visa_page, ("helped", "yes")).await;
    assert_eq!(every(&app).await.len(), 1, "the survey takes its service's alone");
    let _ = post(&lead, &shown, &format!("{page}/answers"), &[("takes", "organisation")]).await.is(303);
    says(&reader(&app), visa_page, ("helped", "yes")).await;
    assert_eq!(every(&app).await.len(), 2);
    // Of fewer than ten nothing is shown.
    assert_eq!((measured(&app, renewal.id).await, measured(&app, visas.id).await), (0, 0));
    for _ in 0..9 {
        says(&reader(&app), cost_page, ("helped", "yes")).await;
        says(&reader(&app), visa_page, ("helped", "yes")).await;
    }
    assert_eq!((measured(&app, renewal.id).await, measured(&app, visas.id).await), (10, 10));

    // A survey that is closed takes nothing; the library still counts.
    surveys::change_state(&app.app, &Viewer::operator(), &survey.key, SurveyState::Closed).await.unwrap();
    says(&reader(&app), cost_page, ("helped", "no")).await;
    assert_eq!(every(&app).await.len(), 20);
    let counts = app.app.store().answer_read_counts(jiff::Timestamp::UNIX_EPOCH).await.unwrap()[&cost];
    assert_eq!((counts.helped, counts.said), (11, 12));
}

#[catsup_testing::story]
async fn one_survey_takes_the_answers_of_a_service(app: TestApp) {
    let renewal = app.service("Passport renewal").await;
    approved(&app, &renewal, Audience::Public, &[], short("What does it cost?", "$130.")).await;
    let (first, second) =
        (asks_whether_it_helped(&app, &renewal).await, asks_whether_it_helped(&app, &renewal).await);
    let lead = app.sign_in_as(Role::CxLead).await;
    for survey in [&first, &second] {
        let page = format!("/desk/surveys/{}", survey.key);
        let shown = lead.get(&page).await.is(200);
        let _ = post(&lead, &shown, &format!("{page}/answers"), &[("takes", "service")]).await.is(303);
    }
    says(&reader(&app), "/answers/what-does-it-cost", ("helped", "yes")).await;
    let said = every(&app).await;
    assert_eq!(said.iter().map(|one| one.survey).collect::<Vec<_>>(), [second.id]);
    lead.get(format!("/desk/surveys/{}", first.key)).await.is(200).sees("value=\"none\" selected");
}
