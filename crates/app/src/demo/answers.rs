//! From an opinion to the answers on a form, with what people leave out.

use catsup_model::{Channel, answers::RawAnswers, instrument::InstrumentCode};
use serde_json::{Value, json};

use super::{
    chance::Chance,
    opinions::{DRIVERS, Opinion, WITHOUT_PEOPLE},
    surveys::Stream,
};

/// Where the values of a five-point scale part.
const FIVE: [f64; 4] = [-1.42, -1.10, -0.72, 0.05];
/// Where the values of the seven-point effort scale part.
const SEVEN: [f64; 6] = [-1.65, -1.30, -1.00, -0.72, -0.35, 0.30];
/// Where the values from 0 to 10 part.
const ELEVEN: [f64; 10] = [-1.90, -1.78, -1.62, -1.46, -1.32, -1.02, -0.82, -0.50, -0.08, 0.42];
/// Above this, trust is a thumb up.
const THUMB_UP: f64 = -0.72;
/// Above this, a page was useful.
const USEFUL: f64 = -0.55;

/// The tone of what someone says, as the main answer has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Tone {
    /// Pleased.
    Good,
    /// Both.
    Mixed,
    /// Not pleased.
    Bad,
}

/// The closed answers on one form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    /// Answers by question.
    pub(super) raw: RawAnswers,
    /// The tone of the main answer.
    pub(super) tone: Tone,
    /// The question that takes a comment.
    pub(super) comment: &'static str,
}

/// What someone of this opinion answers.
pub(super) fn give(chance: &mut Chance, stream: &Stream, opinion: &Opinion) -> Given {
    let mut raw = RawAnswers::new();
    let mut put = |question: &str, value: Value| drop(raw.insert(question.to_owned(), value));
    let (tone, comment) = match stream.instrument() {
        InstrumentCode::A11V2 => {
            let up = opinion.trust > THUMB_UP;
            put("answer_01", json!(i32::from(up)));
            let ticks = ticks(chance, stream.channel(), opinion, up);
            put(if up { "answer_02" } else { "answer_03" }, json!(ticks));
            // Somebody just above the line has something to say against it.
            let tone = if up && opinion.trust < THUMB_UP + 0.25 { Tone::Mixed } else { good(up) };
            (tone, "answer_04")
        }
        InstrumentCode::A11V1 => {
            let satisfaction = value(1, &FIVE, opinion.satisfaction);
            put("answer_01", json!(satisfaction));
            put("answer_02", json!(value(1, &FIVE, opinion.trust)));
            for (question, value) in second_page(chance, stream.channel(), opinion) {
                put(question, json!(value));
            }
            let comment = if chance.happens(0.6) { "answer_08" } else { "answer_09" };
            (tone(satisfaction, 3, 3), comment)
        }
        InstrumentCode::Nps => {
            let rating = value(0, &ELEVEN, opinion.overall);
            put("answer_01", json!(rating));
            (tone(rating, 6, 7), "answer_02")
        }
        InstrumentCode::Ces => {
            // Effort is ease and speed more than anything else.
            let effort = 0.45 * opinion.overall + 0.35 * opinion.drivers[1] + 0.35 * opinion.drivers[2];
            let rating = value(1, &SEVEN, effort);
            put("answer_01", json!(rating));
            (tone(rating, 4, 4), "answer_02")
        }
        InstrumentCode::Csat => {
            let rating = value(1, &FIVE, opinion.overall);
            put("answer_01", json!(rating));
            (tone(rating, 3, 3), "answer_02")
        }
        _ => {
            let useful = opinion.overall > USEFUL;
            put("answer_01", json!(i32::from(useful)));
            (good(useful), "answer_02")
        }
    };
    Given { raw, tone, comment }
}

fn good(good: bool) -> Tone {
    if good { Tone::Good } else { Tone::Bad }
}

/// Values from `mixed_from` to `mixed_to` are mixed.
fn tone(value: i64, mixed_from: i64, mixed_to: i64) -> Tone {
    if value < mixed_from {
        Tone::Bad
    } else if value <= mixed_to {
        Tone::Mixed
    } else {
        Tone::Good
    }
}

fn value(lowest: i64, cuts: &[f64], opinion: f64) -> i64 {
    lowest + cuts.iter().filter(|cut| opinion > **cut).count() as i64
}

/// Whether people deal with employees on a channel.
pub(super) fn meets_people(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::InPerson | Channel::LiveChat | Channel::Email)
}

/// Keys of the drivers someone ticks as having gone well (or badly).
fn ticks(chance: &mut Chance, channel: Channel, opinion: &Opinion, up: bool) -> Vec<&'static str> {
    let sign = if up { 1.0 } else { -1.0 };
    let mut ticked = Vec::new();
    let likely = if meets_people(channel) { DRIVERS.len() } else { WITHOUT_PEOPLE };
    for (place, (driver, felt)) in DRIVERS.iter().zip(opinion.drivers).enumerate() {
        let hurdle = if place < likely { 0.55 } else { 2.0 };
        if sign * felt + 0.5 * chance.normal() > hurdle {
            ticked.push(driver.code());
        }
    }
    if ticked.is_empty() && chance.happens(0.85) {
        ticked.push(DRIVERS[chance.below(likely)].code());
    }
    if chance.happens(0.04) {
        ticked.push("other");
    }
    ticked
}

/// The five optional measures: some leave after the first page, others skip a question.
fn second_page(chance: &mut Chance, channel: Channel, opinion: &Opinion) -> Vec<(&'static str, i64)> {
    if chance.happens(0.17) {
        return Vec::new();
    }
    let without_people = if meets_people(channel) { 0.05 } else { 0.72 };
    let questions = [
        ("answer_03", 0, 0.03),
        ("answer_04", 1, 0.03),
        ("answer_05", 2, 0.04),
        ("answer_06", 3, 0.05),
        ("answer_07", 5, without_people),
    ];
    let asked = questions.into_iter().filter(|(_, _, skipped)| !chance.happens(*skipped));
    asked.map(|(question, driver, _)| (question, value(1, &FIVE, opinion.drivers[driver]))).collect()
}
