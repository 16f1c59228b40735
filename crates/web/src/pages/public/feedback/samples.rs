//! Pages of forms in their usual states: fresh, one click, refused, a later page, a preview; every instrument once.

use catsup_app::FieldError as Refused;
use catsup_model::{Language, answers::RawAnswers, instrument::InstrumentCode, survey::Survey};

use super::{FormPage, Kind, entries, question};
use crate::{
    forms::Form,
    layout::Samples,
    pages::public::samples::{frame, stored, survey},
};

impl Samples for FormPage {
    fn samples(language: Language) -> Vec<Self> {
        let fresh = InstrumentCode::ALL.iter().map(|&code| first(language, &survey(code), Form::empty()));
        let mut pages: Vec<Self> = fresh.collect();
        pages.extend([one_click(language), refused(language), later(language), preview(language)]);
        pages
    }
}

fn first(language: Language, survey: &Survey, form: Form) -> FormPage {
    let section = &survey.definition.sections[0];
    let mut page = FormPage::of(frame(language), survey, 0, section, form);
    page.questions = question::asked(section, &RawAnswers::new(), page.layout.t);
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

fn refused(language: Language) -> FormPage {
    let survey = survey(InstrumentCode::A11V2);
    let form = Form::with([("answer_04", "x".repeat(1_001)), ("answer_02", "other".to_owned())]);
    let errors = vec![
        Refused::new("answers.answer_01", "required", "an answer is needed"),
        Refused::new("answers.answer_04", "too-long", "must have at most 1000 characters, has 1001"),
    ];
    let form = entries::refused(&survey.definition.sections[0], form, errors);
    first(language, &survey, form)
}

fn later(language: Language) -> FormPage {
    let survey = survey(InstrumentCode::A11V1);
    let section = &survey.definition.sections[1];
    let mut page = FormPage::of(frame(language), &survey, 1, section, entries::form_of(&stored()));
    page.questions = question::asked(section, &stored(), page.layout.t);
    page.kind = Kind::Later {
        action: "/feedback/sample/0/page_2".to_owned(),
        version: "1".to_owned(),
        back: Some("/feedback/sample/0/page_1".to_owned()),
        thanks: "/feedback/sample/0/thanks".to_owned(),
    };
    page
}

fn preview(language: Language) -> FormPage {
    let mut page = first(language, &survey(InstrumentCode::A11V1), Form::empty());
    page.kind = Kind::Preview { previous: None, next: Some("/desk/surveys/1/preview?page=2".to_owned()) };
    page
}
