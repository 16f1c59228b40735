//! Open311 through the real router, on both databases: what is listed, what is taken in, what anybody may read of it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod element;
mod errors;
mod hostile;
mod posting;
mod privacy;
mod reading;

use catsup_app::{
    calendars::{self, EnteredCalendar},
    cases::{
        self, EnteredRule,
        act::{Act, Then, act},
    },
    directory::touchpoints,
};
use catsup_model::{
    Channel, Permission, Viewer,
    case::Case,
    directory::{Service, Touchpoint},
};
use catsup_testing::{Answer, Browser, TestApp};

/// Where requests are posted and listed.
const REQUESTS: &str = "/open311/v2/requests";

/// A service with a touchpoint and a rule, and a client with a key.
struct World {
    app: TestApp,
    service: Service,
    desk: Touchpoint,
    client: Browser,
    key: String,
}

impl World {
    async fn of(app: TestApp) -> Self {
        let operator = Viewer::operator();
        let service = app.service("Potholes").await;
        let desk = touchpoints::add(&app.app, &operator, service.id, "Front desk", Channel::InPerson);
        let desk = desk.await.unwrap();
        let day = || "09:00-17:00".to_owned();
        let entered = EnteredCalendar {
            name: "Office".to_owned(),
            zone: "America/New_York".to_owned(),
            holidays: "us_federal".to_owned(),
            days: [day(), day(), day(), day(), day(), String::new(), String::new()],
        };
        let calendar = calendars::add(&app.app, &operator, &entered).await.unwrap();
        let rule = EnteredRule {
            calendar: calendar.id.to_string(),
            resolution: "3 business_days".to_owned(),
            ..EnteredRule::default()
        };
        cases::set_rule(&app.app, &operator, None, &rule).await.unwrap();
        let key = app.token(&[Permission::SubmitCases]).await;
        let client = app.visitor();
        Self { app, service, desk, client, key }
    }

    /// Posts a request for the service at a place, with these entries, as JSON asked for.
    async fn send(&self, entries: &[(&str, &str)]) -> Answer {
        let service = self.service.id.to_string();
        let mut all =
            vec![("api_key", self.key.as_str()), ("service_code", &service), ("address_string", "5 Main St")];
        all.retain(|(name, _)| !entries.iter().any(|(given, _)| given == name));
        all.extend(entries);
        // A client of its own, so that the limit of one address never counts against another request.
        self.app.visitor().post(format!("{REQUESTS}.json"), &all).await
    }

    /// The id of a request that was taken in.
    async fn sent(&self, entries: &[(&str, &str)]) -> String {
        let answer = self.send(entries).await.is(200).json();
        answer[0]["service_request_id"].as_str().unwrap().to_owned()
    }

    async fn case(&self, id: &str) -> Case {
        self.app.app.store().case_by_number(id.parse().unwrap()).await.unwrap().unwrap()
    }

    /// Staff answer, and the case is this afterwards.
    async fn answered(&self, id: &str, then: Then) {
        let case = self.case(id).await;
        let (text, next_step, by) = ("We looked at it.".to_owned(), String::new(), String::new());
        let reply = Act::Reply { text, next_step, by, then, seen: case.revision, answers: Vec::new() };
        act(&self.app.app, &Viewer::operator(), case.id, reply).await.unwrap();
    }

    fn later(&self, hours: i64) {
        let clock = self.app.app.clock();
        clock.set(clock.now() + jiff::SignedDuration::from_hours(hours));
    }

    async fn one(&self, id: &str) -> serde_json::Value {
        self.client.get(format!("{REQUESTS}/{id}.json")).await.is(200).json()[0].clone()
    }

    /// The ids that a list answers.
    async fn listed(&self, query: &str) -> Vec<String> {
        let found = self.client.get(format!("{REQUESTS}.json?{query}")).await.is(200).json();
        let ids = found.as_array().unwrap().iter().map(|one| one["service_request_id"].as_str().unwrap());
        ids.map(str::to_owned).collect()
    }
}
