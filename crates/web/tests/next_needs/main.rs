//! What comes next, learnt from cases and readings beside interactions, and told by mail to whoever agreed; through the real
//! router, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod mails;
mod sources;

use catsup_app::{
    App,
    anticipation::{self, NeedPairs, PairsQuery},
    interactions::{self, Given},
    jobs,
    library::{self, EnteredAnswer},
};
use catsup_model::{
    Channel, Language, Viewer,
    anticipation::MiningSource,
    directory::Service,
    id::AnswerId,
    library::{AnswerContent, AnswerDocument, Audience},
};
use catsup_testing::TestApp;
use jiff::SignedDuration;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// An approved answer for everyone.
async fn answer(app: &TestApp, service: &Service, question: &str, needs: &[&str]) -> AnswerId {
    let content = AnswerContent {
        question: question.to_owned(),
        short: "It is all here.".to_owned(),
        ..AnswerContent::default()
    };
    let mut entered = EnteredAnswer::new(service.organisation);
    entered.service = Some(service.id);
    entered.audience = Audience::Public;
    entered.needs = needs.iter().map(|need| (*need).to_owned()).collect();
    entered.document = AnswerDocument { contents: [(Language::En, content)].into(), slots: Vec::new() };
    let operator = Viewer::operator();
    let answer = library::add(&app.app, &operator, entered).await.unwrap();
    library::approve(&app.app, &operator, answer.id, 1, &library::Approval::default()).await.unwrap();
    answer.id
}

/// One contact so many seconds before the time of the test.
fn contact(service: &Service, person: &str, ago: i64, need: &str) -> Given {
    Given {
        service: Some(service.id.to_string()),
        channel: Some(Channel::Phone),
        customer: Some(person.to_owned()),
        activity: "Contact".to_owned(),
        intention: Some(need.to_owned()),
        occurred_at: Some(TestApp::start_of_time() - SignedDuration::from_secs(ago)),
        ..Given::default()
    }
}

async fn take(app: &TestApp, given: Vec<Given>) {
    for batch in given.chunks(interactions::MOST_AT_ONCE) {
        let _ = interactions::record(&app.app, &Viewer::operator(), "test", batch.to_vec()).await.unwrap();
    }
}

/// Has next needs worked out now.
async fn mine(app: &App) {
    let mut transaction = app.store().begin().await.unwrap();
    let _ = jobs::enqueue(app, &mut transaction, &jobs::Work::Anticipate, None, app.now()).await.unwrap();
    transaction.commit().await.unwrap();
    let _ = jobs::run_due(app).await.unwrap();
}

/// Every pair of a source and cut within a week, found or not.
async fn needs(app: &App, source: MiningSource, cut: &str) -> Vec<NeedPairs> {
    let query = PairsQuery { source, cut: cut.to_owned(), all: true, ..PairsQuery::default() };
    anticipation::pairs(app, &Viewer::operator(), &query).await.unwrap().needs
}

/// How many contacts or readings there were for a need, and how often each next one came.
fn followed(needs: &[NeedPairs], need: &str) -> (u64, Vec<(String, u64)>) {
    let Some(found) = needs.iter().find(|one| one.need == need) else { return (0, Vec::new()) };
    let pairs = found.pairs.iter().map(|pair| (pair.next.clone(), pair.found.as_ref().unwrap().followed));
    let mut pairs: Vec<(String, u64)> = pairs.collect();
    pairs.sort();
    (found.contacts, pairs)
}
