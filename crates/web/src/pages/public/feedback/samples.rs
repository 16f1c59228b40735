//! Pages of forms in their usual states: fresh, one click, clicked in a mail, refused, later pages, a preview; every
//! instrument and every kind of question once.

use catsup_app::responses::answer_error;
use catsup_model::{
    Language,
    answers::{Answers, Completeness, RawAnswers},
    id::SurveyVersionId,
    instrument::InstrumentCode,
    survey::Survey,
};
use catsup_testing::every_kind;

use super::{
    entries,
    page::{FormPage, Kind},
    preview, refused,
};
use crate::{
    forms::Form,
    layout::Samples,
    pages::public::samples::{frame, stored, survey},
};

impl Samples for FormPage {
    fn samples(language: Language) -> Vec<Self> {
        let fresh = InstrumentCode::ALL.iter().map(|&code| first(language, &survey(code), Form::empty()));
        let mut pages: Vec<Self> = fresh.collect();
        pages.extend([
            one_click(language),
            clicked(language),
            sent_wrong(language, &survey(InstrumentCode::A11V2), 0),
        ]);
        pages.extend([0, 1, 3].map(|place| sent_wrong(language, &own(), place)));
        pages.extend((0..4).map(|place| later(language, &own(), place)));
        pages.extend([later(language, &survey(InstrumentCode::A11V1), 1), over(language)]);
        pages
    }
}

/// A survey with every kind of question.
fn own() -> Survey {
    Survey { definition: every_kind(), ..survey(InstrumentCode::Custom) }
}

fn first(language: Language, survey: &Survey, form: Form) -> FormPage {
    let mut page = FormPage::of(frame(language), survey, 0, form, &RawAnswers::new());
    page.kind = Kind::First { action: "/feedback/sample/answers".to_owned(), hidden: hidden() };
    page
}

fn hidden() -> Vec<(String, String)> {
    vec![("_nonce".to_owned(), "0".repeat(26)), ("_s.region".to_owned(), "\"West\" & <North>".to_owned())]
}

fn one_click(language: Language) -> FormPage {
    let mut page = first(language, &survey(InstrumentCode::YesNo), Form::empty());
    page.questions.truncate(1);
    let action = "/feedback/sample/answers".to_owned();
    page.kind = Kind::OneClick { action, hidden: hidden(), question: "answer_01".to_owned() };
    page
}

fn clicked(language: Language) -> FormPage {
    let mut page = first(language, &own(), Form::with([("stars", "4")]));
    page.questions.retain(|question| question.name == "stars");
    page.kind = Kind::Clicked { action: "/feedback/sample/answers".to_owned(), hidden: hidden() };
    page
}

/// A page that was sent with everything wrong that can be.
fn sent_wrong(language: Language, survey: &Survey, place: usize) -> FormPage {
    let layout = frame(language);
    let section = &survey.definition.sections[place];
    let long = "x".repeat(1_001);
    let entries = section.questions.iter().filter(|question| question.key != "branch");
    let form = Form::with(entries.map(|question| (question.key.clone(), long.clone())));
    let raw = entries::only(section, &form, &|_| true);
    let completeness = Completeness::Section(&section.key);
    let errors = Answers::parse(&survey.definition, &raw, language, completeness).unwrap_err();
    let errors: Vec<_> = errors.iter().map(answer_error).collect();
    let form = refused::refused(section, form, &errors, layout.t);
    let mut page = FormPage::of(layout, survey, place, form, &RawAnswers::new());
    page.kind = Kind::First { action: "/feedback/sample/answers".to_owned(), hidden: hidden() };
    page
}

fn later(language: Language, survey: &Survey, place: usize) -> FormPage {
    let mut known = stored();
    known.extend([("stars".to_owned(), 2.into()), ("branch".to_owned(), "river".into())]);
    let form = entries::form_of(&survey.definition, &known);
    let mut page = FormPage::of(frame(language), survey, place, form, &known);
    page.kind = Kind::Later {
        action: "/feedback/sample/0/page_2".to_owned(),
        hidden: vec![("_version".to_owned(), SurveyVersionId(1).to_string())],
        back: Some("/feedback/sample/0/page_1".to_owned()),
        thanks: Some("/feedback/sample/0/thanks".to_owned()),
    };
    page
}

/// The preview after its last page.
fn over(language: Language) -> FormPage {
    let form = Form::with([("answer_01", "9"), ("_sent", "0")]);
    let action = "/desk/surveys/1/preview".to_owned();
    preview::shown(frame(language), &survey(InstrumentCode::Nps), form, action).unwrap()
}
