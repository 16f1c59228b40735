//! An agency with a rule for its cases, people who write to it, and a desk that notes what would be mailed.

use std::sync::{Arc, Mutex};

use catsup_app::{
    App, Error,
    calendars::{self, EnteredCalendar},
    cases::{
        self, CaseDetail, CaseLetter, EnteredRule, NewCase, Occasion,
        act::{Act, Then, act},
        open::open,
    },
    digests::News,
    mail::Mailer,
    outside::{Inbox, Letter, Letters, Outside},
};
use catsup_model::{
    Language, Role, Viewer,
    case::{Case, CaseEventKind, CaseKind, CaseSource},
    id::{CaseId, OrganisationId, ServiceId},
    text::Email,
};
use catsup_testing::TestApp;
use jiff::{Timestamp, civil::date, tz::TimeZone};

use crate::common::{organisation, service, staff};

/// Where mails to the agency come in.
pub(crate) const INBOX: &str = "cases@example.gov";

/// Writes down what would be written.
#[derive(Debug, Default)]
pub(crate) struct Desk(pub(crate) Mutex<Vec<CaseLetter>>);

impl Letters for Desk {
    fn digest(&self, _: Language, _: &News) -> Letter {
        Letter::default()
    }

    fn case(&self, _: Language, letter: &CaseLetter) -> Letter {
        self.0.lock().unwrap().push(letter.clone());
        Letter { subject: letter.number.clone(), text: letter.text.clone(), html: String::new() }
    }

    fn answer_change(&self, _: Language, letter: &catsup_app::library::ChangeLetter) -> Letter {
        Letter { subject: letter.question.clone(), ..Letter::default() }
    }

    fn next(&self, _: Language, letter: &catsup_app::anticipation::NextLetter) -> Letter {
        Letter { subject: letter.number.clone(), text: letter.stop.clone(), html: String::new() }
    }
}

impl Desk {
    /// What was written since the last look.
    pub(crate) fn occasions(&self) -> Vec<Occasion> {
        self.0.lock().unwrap().drain(..).map(|letter| letter.occasion).collect()
    }
}

pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) letters: Arc<Desk>,
    pub(crate) agency: OrganisationId,
    pub(crate) service: ServiceId,
}

/// A Friday in March 2026 in New York.
pub(crate) fn at(day: i8, hour: i8, minute: i8) -> Timestamp {
    let zone = TimeZone::get("America/New_York").unwrap();
    date(2026, 3, day).at(hour, minute, 0, 0).to_zoned(zone).unwrap().timestamp()
}

/// An agency that answers within one business hour and ends within ten, nine to five.
pub(crate) async fn world(test: &TestApp) -> World {
    world_sending(test, None).await
}

/// As [`world`], with a mail server.
pub(crate) async fn world_sending(test: &TestApp, mailer: Option<Arc<dyn Mailer>>) -> World {
    let app = test.app.clone();
    let letters = Arc::new(Desk::default());
    let address = "https://feedback.example.gov".to_owned();
    app.connect(Outside {
        letters: Some(Arc::clone(&letters) as Arc<dyn Letters>),
        inbox: Some(Inbox {
            address: Email::parse(INBOX).unwrap(),
            server: Some("mx.example.gov".to_owned()),
        }),
        mailer,
        address,
        ..Outside::default()
    });
    app.clock().set(at(6, 16, 30));
    let agency = organisation(&app, None, "Agency").await;
    let service = service(&app, agency, "Permits").await.id;
    let day = || "09:00-17:00".to_owned();
    let entered = EnteredCalendar {
        name: "Office".to_owned(),
        zone: "America/New_York".to_owned(),
        holidays: "us_federal".to_owned(),
        days: [day(), day(), day(), day(), day(), String::new(), String::new()],
    };
    let operator = Viewer::operator();
    let calendar = calendars::add(&app, &operator, &entered).await.unwrap();
    let rule = EnteredRule {
        calendar: calendar.id.to_string(),
        first_response: "1 business_hours".to_owned(),
        next_response: "4 business_hours".to_owned(),
        resolution: "10 business_hours".to_owned(),
        ..EnteredRule::default()
    };
    cases::set_rule(&app, &operator, None, &rule).await.unwrap();
    World { app, letters, agency, service }
}

impl World {
    pub(crate) async fn complaint(&self) -> (Case, String) {
        let mut new = NewCase::new(
            self.service,
            CaseKind::Complaint,
            CaseSource::Contact,
            "My permit is lost. I applied in January and nobody answers.",
        );
        new.name = "Ana Ruiz".to_owned();
        new.email = "Ana.Ruiz@example.org".to_owned();
        new.language = Language::Es;
        let opened = open(&self.app, &Viewer::public(), new).await.unwrap();
        assert!(opened.is_new);
        (opened.case, opened.token)
    }

    pub(crate) async fn agent(&self, email: &str) -> Viewer {
        staff(&self.app, email, Role::Agent, Some(self.agency)).await.viewer
    }

    pub(crate) async fn detail(&self, viewer: &Viewer, id: CaseId) -> CaseDetail {
        cases::detail(&self.app, viewer, id).await.unwrap()
    }

    pub(crate) async fn case(&self, id: CaseId) -> Case {
        self.app.store().case_find(id).await.unwrap().unwrap()
    }

    pub(crate) async fn reply(
        &self,
        viewer: &Viewer,
        id: CaseId,
        text: &str,
        then: Then,
    ) -> Result<Case, Error> {
        let seen = self.case(id).await.revision;
        let (text, next_step, by) = (text.to_owned(), String::new(), String::new());
        act(&self.app, viewer, id, Act::Reply { text, next_step, by, then, seen, answers: Vec::new() }).await
    }
}

pub(crate) fn kinds(detail: &CaseDetail) -> Vec<CaseEventKind> {
    detail.events.iter().map(|one| one.event.kind).collect()
}
