//! Screens on anything at all: they never fail, and ordinary complaints pass.

use std::{io::Read as _, path::Path};

use catsup_model::{
    Channel, Viewer,
    answers::Answer,
    id::{ServiceId, SurveyId, SurveyVersionId},
    instrument::{Instrument, InstrumentCode, Setup},
    notice::Notices,
    response::{ResponseSource, ResponseState},
    screening::{ScreenVerdict, ScreeningRules, Verdict, state_after},
    survey::{Survey, SurveyState},
    text::Name,
};
use proptest::prelude::*;

use super::{
    Signs, Submitted,
    opened::Opened,
    screens::{Seen, judge},
};
use crate::open_surveys::OpenSurvey;

fn open() -> OpenSurvey {
    let names = Instrument::of(InstrumentCode::A11V1).names.iter();
    let names = names.map(|name| (name.key.clone(), name.example.clone())).collect();
    let setup = Setup { names, ..Setup::default() };
    let definition = Instrument::of(InstrumentCode::A11V1).build(&setup).unwrap();
    let survey = Survey {
        id: SurveyId(1),
        key: "passports".to_owned(),
        service: ServiceId(1),
        touchpoint: None,
        channel: Channel::Website,
        instrument: InstrumentCode::A11V1,
        name: "Passports".to_owned(),
        state: SurveyState::Published,
        version: SurveyVersionId(1),
        number: 1,
        setup,
        notices: Notices::default(),
        definition,
    };
    let service_name = Name::parse("Passports").unwrap();
    OpenSurvey {
        survey,
        service_name,
        touchpoints: Vec::new(),
        wordings: Default::default(),
        follow_up: None,
    }
}

fn verdicts(open: &OpenSurvey, question: &str, words: &str) -> Vec<ScreenVerdict> {
    let (question, text) = (question.to_owned(), Some(words.to_owned()));
    let answers = [Answer { question, value: None, text, wording: None }];
    let submitted = Submitted {
        viewer: &Viewer::public(),
        open,
        source: ResponseSource::Form,
        signs: &Signs::default(),
        answers: &answers,
        key: "",
    };
    let rules = ScreeningRules::default();
    judge(&Seen {
        submitted: &submitted,
        opened: Opened::Unknown,
        proven: false,
        same_texts: 0,
        rules: &rules,
    })
}

proptest! {
    #[test]
    fn no_text_makes_a_screen_fail(words in any::<String>(), question in "answer_0[1-9](\\.other)?") {
        let said = verdicts(&open(), &question, &words);
        for one in said {
            prop_assert!((0..=100).contains(&one.score));
            prop_assert_eq!(one.reason.is_empty(), one.verdict == Verdict::Pass);
        }
    }

    #[test]
    fn text_made_of_what_screens_look_for_makes_none_fail(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "http://", "www.", "<script", "</", "[url=", "ſ", "İ", "ß", "viagra", "buy", " ", "\u{0}", "\u{301}",
                "kill", "you", "’", "🙂", "a",
            ]),
            0..40,
        )
    ) {
        verdicts(&open(), "answer_08", &parts.concat());
    }

    #[test]
    fn plain_sentences_pass(words in prop::collection::vec("[a-z]{1,9}", 1..30)) {
        // Random letters may spell a phrase of a list, but only as two whole words; none of these has a blank inside.
        let said = verdicts(&open(), "answer_08", &words.join(", x "));
        prop_assert!(state_after(&said, false) == ResponseState::Received);
    }
}

/// Of 2,000 narratives that people wrote to the Consumer Financial Protection Bureau, how many pass.
#[test]
fn what_people_complain_about_is_not_taken_for_spam() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/complaints/cfpb_narratives_2000.csv.gz");
    let Ok(file) = std::fs::File::open(&file) else {
        eprintln!(
            "skipped: what_people_complain_about_is_not_taken_for_spam: ../shared/data/complaints is absent"
        );
        return;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let open = open();
    let mut narratives = csv::Reader::from_reader(text.as_bytes());
    let (mut all, mut spam, mut flagged, mut urgent) = (0, 0, 0, 0);
    for record in narratives.records() {
        let record = record.unwrap();
        let words = record.iter().max_by_key(|field| field.len()).unwrap();
        let said = verdicts(&open, "answer_08", words);
        all += 1;
        urgent += usize::from(said.iter().any(|one| one.verdict == Verdict::Urgent));
        match state_after(&said, false) {
            ResponseState::Spam => spam += 1,
            ResponseState::Flagged => {
                flagged += 1;
                eprintln!("flagged: {said:?}");
            }
            ResponseState::Received | ResponseState::Withdrawn => {}
        }
    }
    eprintln!("{all} narratives: {spam} rejected, {flagged} flagged, {urgent} urgent");
    assert!(all >= 1_900, "the file holds 2,000 narratives");
    assert_eq!(spam, 0, "nobody's complaint is spam");
    assert!(flagged * 1_000 <= all * 5, "at least 99.5 % pass: {flagged} of {all} were flagged");
}
