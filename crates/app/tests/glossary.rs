//! The glossary: terms that were confirmed lead to answers, searches teach new ones and keep nothing of people; on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use catsup_app::{
    App,
    cases::{self, NewCase},
    glossary::{self, JargonInput, Opened, Searched, TermInput},
    jobs,
    language::plain,
    library::{self, EnteredAnswer},
    responses::{self, Submission},
};
use catsup_model::{
    Language, Role, Viewer,
    case::{CaseKind, CaseSource},
    glossary::{TermSource, TermState},
    id::{AnswerId, GlossaryTermId, JargonTermId},
    instrument::InstrumentCode,
    library::{AnswerContent, Audience},
};
use catsup_testing::{TestApp, story};

use common::{denied, not_found, organisation, refused, staff};

fn pair(said: &str, term: &str) -> TermInput {
    TermInput { language: Language::En, said: said.to_owned(), term: term.to_owned() }
}

fn search(words: &str, found: usize) -> Searched<'_> {
    Searched { words, language: Language::En, audience: Audience::Public, found }
}

#[story]
async fn a_pair_is_entered_decided_on_and_removed(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    glossary::add(app, &operator, &pair("food stamps", "nutrition assistance")).await.unwrap();
    glossary::add(app, &operator, &pair("Food Stamps", "Nutrition assistance")).await.unwrap();
    let terms = glossary::list(app, &operator).await.unwrap();
    assert_eq!(terms.len(), 1, "a pair is known by its words");
    assert_eq!((terms[0].state, terms[0].source), (TermState::Confirmed, TermSource::Staff));
    let wrong = glossary::add(app, &operator, &pair(" ", "one two three four five six seven")).await;
    assert_eq!(refused(wrong), ["said: required", "term: too-many-words"]);
    assert_eq!(refused(glossary::add(app, &operator, &pair("Card", "card!")).await), ["term: same"]);

    glossary::decide(app, &operator, terms[0].id, TermState::Refused).await.unwrap();
    assert_eq!(glossary::list(app, &operator).await.unwrap()[0].state, TermState::Refused);
    glossary::remove(app, &operator, terms[0].id).await.unwrap();
    assert!(not_found(glossary::remove(app, &operator, terms[0].id).await));
    assert!(not_found(glossary::decide(app, &operator, GlossaryTermId(4), TermState::Confirmed).await));
    assert!(glossary::list(app, &operator).await.unwrap().is_empty());
}

#[story]
async fn searches_in_vain_teach_pairs_and_show_gaps_without_people(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    for _ in 0..3 {
        assert!(glossary::searched(app, &search("Zebra licences", 0)).await.unwrap());
    }
    assert!(!glossary::searched(app, &search("ana@example.org zebra", 0)).await.unwrap());
    assert!(!glossary::searched(app, &search("?!", 0)).await.unwrap());
    glossary::searched(app, &search("passport", 4)).await.unwrap();
    let gaps = glossary::gaps(app, &operator).await.unwrap();
    assert_eq!(gaps.len(), 1);
    assert_eq!((gaps[0].words.as_str(), gaps[0].asked, gaps[0].missed), ("zebra licences", 3, 3));
}

#[story]
async fn the_agencys_words_extend_the_built_in_list(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let word = |term: &str, plain: &[&str]| JargonInput {
        language: Language::En,
        term: term.to_owned(),
        plain: plain.iter().map(|one| (*one).to_owned()).collect(),
    };
    glossary::jargon_add(app, &operator, &word("quittance", &["receipt", " "])).await.unwrap();
    glossary::jargon_add(app, &operator, &word("utilize", &[])).await.unwrap();
    let own = glossary::jargon(app, Language::En).await.unwrap();
    let text = "Please utilize the quittances.";
    let marked = plain::review(text, Language::En, &own).jargon;
    assert_eq!(marked.len(), 1);
    assert_eq!(
        (marked[0].span.of(text), marked[0].plain.as_slice()),
        ("quittances", ["receipt".to_owned()].as_slice())
    );
    let listed = glossary::jargon_list(app, &operator).await.unwrap();
    assert_eq!(listed.len(), 2);
    glossary::jargon_remove(app, &operator, listed[0].id).await.unwrap();
    assert!(not_found(glossary::jargon_remove(app, &operator, listed[0].id).await));
    assert_eq!(refused(glossary::jargon_add(app, &operator, &word("…", &[])).await), ["term: required"]);
}

#[story]
async fn readers_of_answers_do_not_change_words(test: TestApp) {
    let app = &test.app;
    let reader = staff(app, "reader@example.gov", Role::Viewer, None).await;
    glossary::list(app, &reader.viewer).await.unwrap();
    assert!(denied(glossary::add(app, &reader.viewer, &pair("a", "b")).await));
    assert!(denied(glossary::decide(app, &reader.viewer, GlossaryTermId(1), TermState::Confirmed).await));
    assert!(denied(glossary::remove(app, &reader.viewer, GlossaryTermId(1)).await));
    let word = JargonInput { language: Language::Es, term: "a".to_owned(), plain: Vec::new() };
    assert!(denied(glossary::jargon_add(app, &reader.viewer, &word).await));
    assert!(denied(glossary::jargon_remove(app, &reader.viewer, JargonTermId(1)).await));
    let nobody = Viewer::public();
    assert!(denied(glossary::list(app, &nobody).await));
    assert!(denied(glossary::jargon_list(app, &nobody).await));
    assert!(denied(glossary::gaps(app, &nobody).await));
}

#[story]
async fn an_answer_opened_after_a_search_in_vain_suggests_a_pair(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let answer = draft(app).await;
    let opened =
        |before| Opened { search: search("nutrition assistance form", 2), answer, in_vain_before: before };
    glossary::opened(app, &opened(None)).await.unwrap();
    assert!(glossary::list(app, &operator).await.unwrap().is_empty());
    for _ in 0..2 {
        glossary::opened(app, &opened(Some("food stamps form"))).await.unwrap();
    }
    let terms = glossary::list(app, &operator).await.unwrap();
    assert_eq!(terms.len(), 1);
    let term = &terms[0];
    assert_eq!((term.said.as_str(), term.term.as_str()), ("food stamps", "nutrition assistance"));
    assert_eq!((term.state, term.source, term.support), (TermState::Suggested, TermSource::Search, 2));
}

/// An answer in the library.
async fn draft(app: &App) -> AnswerId {
    let office = organisation(app, None, "Office").await;
    let mut entered = EnteredAnswer::new(office);
    let content = AnswerContent { question: "How do I apply?".to_owned(), ..AnswerContent::default() };
    entered.document.contents.insert(Language::En, content);
    library::add(app, &Viewer::operator(), entered).await.unwrap().id
}

/// What answers say, and what people write about the same things, a text a line.
const STATED: &str = include_str!("../../language/tests/texts/agency.txt");
const WRITTEN: &str = include_str!("../../language/tests/texts/people.txt");

#[story]
async fn terms_are_learnt_from_what_many_people_wrote(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let service = test.service("Food help").await;
    for (number, short) in STATED.lines().enumerate() {
        let mut entered = EnteredAnswer::new(service.organisation);
        let (question, short) = (format!("Question {number}?"), short.to_owned());
        let content = AnswerContent { question, short, ..AnswerContent::default() };
        entered.document.contents.insert(Language::En, content);
        let id = library::add(app, &operator, entered).await.unwrap().id;
        library::approve(app, &operator, id, 1, &library::Approval::default()).await.unwrap();
    }
    let survey = test.survey(&service, InstrumentCode::OpenEnded).await;
    let question = survey.definition.questions().next().unwrap().key.clone();
    let write = async |people: usize| {
        for (place, text) in WRITTEN.lines().cycle().take(people * WRITTEN.lines().count()).enumerate() {
            // One of three writes a case, the others a comment.
            if place % 3 == 0 {
                let new = NewCase::new(service.id, CaseKind::Question, CaseSource::Staff, text);
                cases::open::open(app, &operator, new).await.unwrap();
            } else {
                let answers = [(question.clone(), text.into())].into();
                let submission = Submission { answers, ..Submission::default() };
                responses::submit(app, &operator, &survey.key, submission).await.unwrap();
            }
        }
    };
    // Five people say it: too few to tell of.
    write(1).await;
    jobs::run_due(app).await.unwrap();
    assert!(glossary::list(app, &operator).await.unwrap().is_empty());

    write(9).await;
    app.clock().set(app.now() + jiff::SignedDuration::from_hours(24));
    jobs::run_due(app).await.unwrap();
    let terms = glossary::list(app, &operator).await.unwrap();
    let [term] = terms.as_slice() else { panic!("one pair and no other: {terms:?}") };
    assert_eq!(term.said, "food stamps");
    assert_eq!((term.term.as_str(), term.state), ("nutrition assistance", TermState::Suggested));
    assert_eq!((term.source, term.support), (TermSource::Comment, 50));

    // What somebody refused is not suggested again, and what is confirmed is known from then on.
    glossary::decide(app, &operator, term.id, TermState::Refused).await.unwrap();
    app.clock().set(app.now() + jiff::SignedDuration::from_hours(24));
    jobs::run_due(app).await.unwrap();
    let terms = glossary::list(app, &operator).await.unwrap();
    let again: Vec<TermState> =
        terms.iter().filter(|term| term.said == "food stamps").map(|term| term.state).collect();
    assert_eq!(again, [TermState::Refused]);
}
