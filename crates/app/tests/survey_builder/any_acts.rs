//! Any acts on a draft, in any order: it still reads, and what is in the way of publishing is still told.

use catsup_app::{
    Error,
    surveys::{Act, Step},
};
use catsup_model::{Translated, instrument::InstrumentCode, survey::SurveyDefinition};
use catsup_testing::{TestApp, story};
use serde_json::json;

use super::{act, custom, draft, keys, question};

/// A sequence of numbers that is always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// Any act, on keys that may or may not be there.
fn any_act(dice: &mut Dice, definition: &SurveyDefinition) -> Act {
    let mut known: Vec<String> = definition.questions().map(|one| one.key.clone()).collect();
    known.push("gone".to_owned());
    let key = known[dice.roll(known.len())].clone();
    let other = known[dice.roll(known.len())].clone();
    let page = definition.sections[dice.roll(definition.sections.len())].key.clone();
    let kinds = [
        json!({"kind": "scale", "scale": "likert5"}),
        json!({"kind": "single", "choices": [{"key": "", "text": {"en": "A"}}, {"key": "", "text": {"es": "B"}}]}),
        json!({"kind": "grid", "scale": "stars5", "rows": [{"key": "r", "text": {"en": format!("{{{{{other}}}}}")}}]}),
        json!({"kind": "number", "low": 5, "high": 1}),
        json!({"kind": "hidden"}),
        json!({"kind": "display"}),
    ];
    let tests = [
        json!({"question": other, "values": [1, 9]}),
        json!({"all": [{"question": other, "choices": ["a"]}, {"any": [{"question": key, "answered": false}]}]}),
    ];
    let mut made = kinds[dice.roll(kinds.len())].clone();
    made["key"] = json!(if dice.roll(3) == 0 { format!("k{}", dice.roll(9)) } else { String::new() });
    made["text"] = json!({"en": format!("Question {}", dice.roll(40))});
    if dice.roll(2) == 0 {
        made["ask_when"] = tests[dice.roll(tests.len())].clone();
    }
    let step = if dice.roll(2) == 0 { Step::Up } else { Step::Down };
    match dice.roll(12) {
        0 => Act::AddPage { title: Translated::default(), ask_when: None, after: Some(page) },
        1 => Act::MovePage { page, step },
        2 if dice.roll(3) == 0 => Act::RemovePage { page },
        3 => Act::ChangePage {
            page,
            title: Translated::english("T"),
            ask_when: serde_json::from_value(tests[0].clone()).ok(),
        },
        4 | 5 => Act::MoveQuestion { key, step },
        6 => Act::PlaceQuestion { key, page, index: dice.roll(9) },
        7 => Act::DuplicateQuestion { key },
        8 => Act::RemoveQuestion { key },
        9 => Act::ChangeQuestion { key, question: question(made), page: Some(page) },
        _ => Act::AddQuestion { page, after: Some(key), question: question(made) },
    }
}

#[story]
async fn any_acts_leave_a_draft_that_reads_and_is_judged(app: TestApp) {
    let own = custom(&app).await;
    let service = app.service("Passport renewal").await;
    let federal = app.survey(&service, InstrumentCode::A11V2).await;
    for (survey, seed) in [(own, 7), (federal, 11)] {
        let mut dice = Dice(0x9e37_79b9 + seed);
        let mut done = 0;
        for _ in 0..150 {
            let before = draft(&app.app, &survey).await;
            match act(&app.app, &survey, any_act(&mut dice, &before)).await {
                Ok(_) => done += 1,
                Err(Error::Store(error)) => panic!("{error}"),
                Err(_) => {
                    assert_eq!(draft(&app.app, &survey).await, before, "what is refused changes nothing");
                }
            }
            let after = draft(&app.app, &survey).await;
            let text = serde_json::to_string(&after).unwrap();
            assert_eq!(serde_json::from_str::<SurveyDefinition>(&text).unwrap(), after);
            let _ = (after.problems(), after.languages());
            let mut keys = keys(&after);
            keys.sort_unstable();
            assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
        }
        assert!(done > 60, "only {done} acts were done");
    }
}
