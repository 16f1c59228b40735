//! Every public page, in its usual states and in both languages, held to what every page must hold to.

use askama::Template;
use catsup_model::{
    Channel, Language,
    answers::RawAnswers,
    id::{ServiceId, SurveyId, SurveyVersionId},
    instrument::{Instrument, InstrumentCode, Setup},
    notice::{ControlNumber, Notices},
    survey::{Survey, SurveyState},
};
use jiff::civil::date;

use super::{
    answers, contact, experiences, feedback, home, kiosk, partner, sample_agency, standards, statements,
    track, unsubscribe, widget,
};
use crate::{layout::Layout, layout::Samples, soundness};

/// A frame without anybody signed in.
pub(super) fn frame(language: Language) -> Layout {
    let mut layout = Layout::sample(language);
    (layout.viewer, layout.path) = (None, "/feedback/sample".to_owned());
    layout.navigation.clear();
    layout.flash.clear();
    layout
}

/// A published survey with every notice.
pub(super) fn survey(instrument: InstrumentCode) -> Survey {
    let names = Instrument::of(instrument).names.iter();
    let setup = Setup {
        names: names.map(|name| (name.key.clone(), name.example.clone())).collect(),
        ..Setup::default()
    };
    let definition = Instrument::of(instrument).build(&setup).unwrap();
    Survey {
        id: SurveyId(1),
        key: "passport-renewal".to_owned(),
        service: ServiceId(1),
        touchpoint: None,
        channel: Channel::Website,
        instrument,
        name: "Passport renewal, website".to_owned(),
        state: SurveyState::Published,
        version: SurveyVersionId(1),
        number: 1,
        setup,
        notices: Notices {
            control_number: Some(ControlNumber::parse("2900-0770").unwrap()),
            expires: Some(date(2028, 5, 31)),
            burden_minutes: Some(2),
            privacy: catsup_model::Translated::both("We keep no names.", "No guardamos nombres."),
        },
        definition,
    }
}

/// Answers as a first page would store them.
pub(super) fn stored() -> RawAnswers {
    serde_json::from_value(serde_json::json!({"answer_01": 4, "answer_09": "I waited <two> hours."})).unwrap()
}

fn hold<P: Samples + Template>() {
    for language in Language::ALL {
        let samples = P::samples(language);
        assert!(!samples.is_empty());
        for sample in samples {
            let html = sample.render().unwrap();
            let name = std::any::type_name::<P>();
            assert_eq!(soundness::problems(&html), Vec::<String>::new(), "{name} ({language}):\n{html}");
            assert!(html.contains(&format!("<html lang=\"{language}\"")), "{name} speaks {language}");
        }
    }
}

#[test]
fn every_public_page_renders_its_samples() {
    hold::<answers::FrontPage>();
    hold::<answers::AnswerPage>();
    hold::<contact::ContactPage>();
    hold::<track::TrackPage>();
    hold::<experiences::PublicExperiences>();
    hold::<home::Home>();
    hold::<feedback::FormPage>();
    hold::<feedback::Thanks>();
    hold::<feedback::ProofPage>();
    hold::<unsubscribe::Unsubscribe>();
    hold::<kiosk::Kiosk>();
    hold::<sample_agency::SampleAgency>();
    hold::<standards::StandardsPage>();
    hold::<standards::ServicePage>();
    hold::<partner::PartnerPage>();
    hold::<partner::PartnerAnswerPage>();
    hold::<widget::WidgetPage>();
    hold::<statements::Privacy>();
    hold::<statements::Accessibility>();
}
