//! The app under test: its own database, a clock that stands still, repeatable randomness.

use std::collections::BTreeSet;

use catsup_app::{
    App, Clock, Random,
    api_tokens::{self, NewApiToken},
    directory::{organisations, services},
    sign_in::ABSOLUTE,
    surveys::{self, SurveyFields},
};
use catsup_model::{
    Channel, Permission, Role, Viewer,
    directory::Service,
    id::{AccountId, OrganisationId},
    instrument::{Instrument, InstrumentCode, Setup},
    notice::Notices,
    survey::{Survey, SurveyState},
    text::{Email, Name},
};
use catsup_store::{Account, RoleGrant, Session, Store};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::Responses;

use crate::TestDatabase;

/// The app under test.
#[derive(Debug, Clone)]
pub struct TestApp {
    /// The app itself.
    pub app: App,
}

impl TestApp {
    /// The moment at which tests start: a Tuesday morning in the second federal quarter of 2026.
    ///
    /// # Panics
    /// Never: the text is a time.
    #[must_use]
    pub fn start_of_time() -> Timestamp {
        "2026-03-10T15:00:00Z".parse().expect("a valid time")
    }

    /// Starts on an empty database.
    ///
    /// # Panics
    /// When the database does not open.
    pub async fn start(database: &TestDatabase) -> Self {
        let store = Store::open(&database.url()).await.expect("the test database opens");
        let clock = Clock::fixed(Self::start_of_time());
        let app = App::start(store, clock, Random::seeded(1)).await.expect("the app starts");
        app.keep_uploads(database.uploads());
        // So every test on the embedded database asks the segments, and on PostgreSQL the database itself.
        if let TestDatabase::Sqlite(directory) = database {
            let segments = directory.path().join("segments");
            app.keep_segments(&segments).await.expect("segments can be kept");
            app.segments().expect("segments are kept").rebuild(&app).await.expect("segments can be made");
        }
        Self { app }
    }

    /// A service of an organisation of its own.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn service(&self, name: &str) -> Service {
        let titles = organisations::Titles { name: format!("Office of {name}"), abbreviation: String::new() };
        let organisation = organisations::add(&self.app, &Viewer::operator(), None, &titles).await;
        let input = services::ServiceInput {
            organisation: organisation.expect("an organisation can be added").id,
            shared_with: Vec::new(),
            name: name.to_owned(),
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: false,
            life_experiences: Vec::new(),
        };
        services::add(&self.app, &Viewer::operator(), &input).await.expect("a service can be added")
    }

    /// A published survey of a service, as its instrument comes.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn survey(&self, service: &Service, instrument: InstrumentCode) -> Survey {
        self.survey_with(service, instrument, Notices::default()).await
    }

    /// As [`TestApp::survey`], with notices.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn survey_with(
        &self,
        service: &Service,
        instrument: InstrumentCode,
        notices: Notices,
    ) -> Survey {
        let draft = self.draft(service, instrument, notices).await;
        surveys::change_state(&self.app, &Viewer::operator(), &draft.key, SurveyState::Published)
            .await
            .expect("a survey as its instrument comes can be published")
    }

    /// A survey that is not published yet.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn draft(&self, service: &Service, instrument: InstrumentCode, notices: Notices) -> Survey {
        let names = Instrument::of(instrument).names.iter();
        let names = names.map(|name| (name.key.clone(), name.example.clone())).collect();
        let fields = SurveyFields {
            name: format!("{} of {}", instrument, service.name),
            touchpoint: None,
            channel: Channel::Website,
            setup: Setup { names, ..Setup::default() },
            notices,
        };
        surveys::set_up(&self.app, &Viewer::operator(), service.id, instrument, fields)
            .await
            .expect("a survey can be set up")
    }

    /// `count` responses to come, to a service's survey of the seven measures.
    #[must_use]
    pub fn responses<'a>(&'a self, service: &'a Service, count: usize) -> Responses<'a> {
        Responses::new(self, service, count)
    }

    /// An account with this role, everywhere or in one organisation, and the token of a session of it.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn session_of(&self, role: Role, organisation: Option<OrganisationId>) -> String {
        let now = self.app.now();
        let id = AccountId(self.app.next_id());
        let account = Account {
            id,
            email: Email::parse(&format!("{role}.{id}@example.gov")).expect("an address"),
            name: Name::parse("Ana Ruiz").expect("a name"),
            roles: vec![RoleGrant { role, organisation }],
            must_change_password: false,
            locked_until: None,
            disabled_at: None,
            created_at: now,
        };
        let token = self.app.random().token();
        let expires_at = now + ABSOLUTE;
        let session = Session { account: id, csrf: self.app.random().token(), seen_at: now, expires_at };
        let mut transaction = self.app.store().begin().await.expect("the store opens a transaction");
        // Nobody signs in with this account: what is no hash matches no password.
        transaction.account_insert(&account, "none").await.expect("an account can be added");
        transaction.account_roles_set(id, &account.roles).await.expect("a role can be given");
        transaction.session_insert(&hash(&token), &session).await.expect("a session can be added");
        transaction.commit().await.expect("the store commits");
        token
    }

    /// The secret of an API token with these scopes over everything.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn token(&self, scopes: &[Permission]) -> String {
        let new = NewApiToken {
            name: "test".to_owned(),
            scopes: scopes.iter().copied().collect::<BTreeSet<_>>(),
            organisation: None,
            expires_at: None,
        };
        let created = api_tokens::create(&self.app, &Viewer::operator(), new).await;
        created.expect("a token can be made").secret
    }
}

fn hash(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}
