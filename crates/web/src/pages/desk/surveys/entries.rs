//! What an author enters about a survey: from the posted form to a use case's fields, and back when it is changed.

use catsup_app::surveys::SurveyFields;
use catsup_model::{
    Channel, Language, Translated,
    instrument::{Instrument, Setup, TemplateQuestion},
    notice::{ControlNumber, Notices},
    survey::{Choice as Offered, QuestionKind, Survey},
};

use crate::{
    forms::{FieldError, Form},
    pages::desk::refused,
};

/// Texts of a survey that an author may write in each language, with the longest each may be.
pub(super) const TEXTS: [(&str, i64); 4] =
    [("title", 200), ("introduction", 500), ("thanks", 500), ("privacy", 4000)];

/// The field of a text in one language.
pub(super) fn field(name: &str, language: Language) -> String {
    format!("{name}.{language}")
}

/// The choices of a question; none for other kinds.
pub(super) fn choices(question: &TemplateQuestion) -> &[Offered] {
    match &question.kind {
        QuestionKind::Single { choices, .. } | QuestionKind::Multiple { choices, .. } => choices,
        _ => &[],
    }
}

/// The form of a new survey: everything the instrument has is asked.
pub(super) fn fresh(instrument: &Instrument) -> Form {
    let mut form = Form::empty();
    form.set("channel", Channel::Website.code());
    asked(&mut form, instrument, &Setup::default());
    form
}

/// The form of a survey as it stands.
pub(super) fn of(survey: &Survey) -> Form {
    let mut form = Form::empty();
    let (setup, notices) = (&survey.setup, &survey.notices);
    form.set("name", &survey.name);
    form.set("service", survey.service.to_string());
    form.set("touchpoint", survey.touchpoint.map(|id| id.to_string()).unwrap_or_default());
    form.set("channel", survey.channel.code());
    let number = notices.control_number.as_ref().map(ControlNumber::as_str);
    form.set("control_number", number.unwrap_or_default());
    form.set("expires", notices.expires.map(|day| day.to_string()).unwrap_or_default());
    form.set("burden_minutes", notices.burden_minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
    let texts = [&setup.title, &setup.introduction, &setup.thanks, &notices.privacy];
    for ((name, _), text) in TEXTS.iter().zip(texts) {
        put(&mut form, name, text);
    }
    for (name, text) in &setup.names {
        put(&mut form, &format!("names.{name}"), text);
    }
    asked(&mut form, Instrument::of(survey.instrument), setup);
    form
}

fn put(form: &mut Form, name: &str, text: &Translated) {
    for language in Language::ALL {
        form.set(&field(name, language), text.exact(language).unwrap_or_default());
    }
}

/// What is asked and offered, and in which wording.
fn asked(form: &mut Form, instrument: &Instrument, setup: &Setup) {
    for question in instrument.questions() {
        form.set(&format!("variants.{}", question.key), &question.variant(setup).code);
        if !setup.left_out.contains(&question.key) {
            form.set(&format!("ask.{}", question.key), "1");
        }
        for choice in choices(question) {
            let key = format!("{}.{}", question.key, choice.key);
            if !setup.choices_left_out.contains(&key) {
                form.set(&format!("offer.{key}"), "1");
            }
        }
    }
}

/// Reads what was entered; what does not fit is marked in the form.
pub(super) fn read(form: &mut Form, instrument: &Instrument) -> SurveyFields {
    let setup = setup(form, instrument);
    let notices = notices(form);
    for (name, longest) in TEXTS {
        for language in Language::ALL {
            let field = field(name, language);
            let length = form.value(&field).trim().chars().count();
            let length = i64::try_from(length).unwrap_or(i64::MAX);
            if length > longest {
                let error =
                    FieldError::new("error-too-long").number("limit", longest).number("length", length);
                form.refuse(&field, error);
            }
        }
    }
    SurveyFields {
        name: form.value("name").to_owned(),
        touchpoint: refused::choice(form, "touchpoint"),
        channel: refused::required_choice(form, "channel").unwrap_or(Channel::Website),
        setup,
        notices,
    }
}

fn text(form: &Form, name: &str) -> Translated {
    let mut text = Translated::default();
    for language in Language::ALL {
        text.set(language, form.value(&field(name, language)));
    }
    text
}

fn setup(form: &Form, instrument: &Instrument) -> Setup {
    let names = instrument.names.iter();
    let mut setup = Setup {
        title: text(form, "title"),
        introduction: text(form, "introduction"),
        thanks: text(form, "thanks"),
        names: names.map(|name| (name.key.clone(), text(form, &format!("names.{}", name.key)))).collect(),
        ..Setup::default()
    };
    for question in instrument.questions() {
        let key = &question.key;
        // What an author begins with is changed in the builder, not ticked off here.
        if question.item.is_empty() {
            continue;
        }
        if let Some(variant) = form.filled(&format!("variants.{key}")) {
            setup.variants.insert(key.clone(), variant.to_owned());
        }
        // A question the rules demand has no tick to take away.
        if !question.required && !form.chose(&format!("ask.{key}"), "1") {
            setup.left_out.push(key.clone());
        }
        for choice in choices(question).iter().filter(|one| !question.mandatory_choices.contains(&one.key)) {
            let key = format!("{key}.{}", choice.key);
            if !form.chose(&format!("offer.{key}"), "1") {
                setup.choices_left_out.push(key);
            }
        }
    }
    setup
}

fn notices(form: &mut Form) -> Notices {
    let control_number = form.filled("control_number").map(ControlNumber::parse).transpose();
    let control_number = control_number.unwrap_or_else(|_| {
        form.refuse("control_number", FieldError::new("error-control-number"));
        None
    });
    let minutes = refused::whole_number(form, "burden_minutes");
    let burden_minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok());
    if minutes.is_some() && burden_minutes.is_none_or(|minutes| !(1..=600).contains(&minutes)) {
        form.refuse(
            "burden_minutes",
            FieldError::new("error-number-range").number("low", 1).number("high", 600),
        );
    }
    Notices {
        control_number,
        expires: refused::day(form, "expires"),
        burden_minutes,
        privacy: text(form, "privacy"),
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::instrument::InstrumentCode;

    use super::*;

    #[test]
    fn a_fresh_form_asks_everything_in_the_usual_wording() {
        let instrument = Instrument::of(InstrumentCode::A11V2);
        let fields = read(&mut fresh(instrument), instrument);
        assert!(fields.setup.left_out.is_empty() && fields.setup.choices_left_out.is_empty());
        assert_eq!(fields.setup.variants["answer_01"], "trust_after_experience");
    }

    #[test]
    fn a_tick_taken_away_leaves_out_what_may_be_left_out() {
        let instrument = Instrument::of(InstrumentCode::A11V2);
        let mut form = Form::with([
            ("channel", "phone"),
            ("ask.answer_02", "1"),
            ("offer.answer_02.humanity", "1"),
            ("control_number", "12"),
            ("burden_minutes", "0"),
        ]);
        let fields = read(&mut form, instrument);
        assert_eq!(fields.setup.left_out, ["answer_03", "answer_04"], "trust is demanded");
        assert!(!fields.setup.choices_left_out.contains(&"answer_02.ease".to_owned()), "ease is demanded");
        assert!(!fields.setup.choices_left_out.contains(&"answer_02.humanity".to_owned()));
        assert!(fields.setup.choices_left_out.contains(&"answer_02.employee".to_owned()));
        assert_eq!(form.error("control_number").map(FieldError::key), Some("error-control-number"));
        assert_eq!(form.error("burden_minutes").map(FieldError::key), Some("error-number-range"));
    }
}
