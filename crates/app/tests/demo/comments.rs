//! Comments say what the scores say, and no two neighbours look copied.

use std::collections::BTreeMap;

use catsup_app::App;
use catsup_model::{Language, response::Response};

use super::every_response;

fn comment(response: &Response) -> Option<&str> {
    let is_comment =
        |question: &str| matches!(question, "answer_02" | "answer_04" | "answer_08" | "answer_09");
    let mut texts = response.answers.iter().filter(|answer| is_comment(&answer.question));
    texts.find_map(|answer| answer.text.as_deref())
}

/// Whether the main answer of a federal survey is clearly good or clearly bad.
fn good(response: &Response) -> Option<bool> {
    let value = |question: &str| response.answers.iter().find(|answer| answer.question == question)?.value;
    let thumbs = response.answers.iter().any(|answer| answer.question.contains('.'));
    let likert = value("answer_02").is_some();
    match value("answer_01")? {
        thumb if thumbs => Some(thumb == 1),
        1 | 2 if likert => Some(false),
        5 if likert => Some(true),
        _ => None,
    }
}

/// Words of complaint and of praise that the other kind does not use.
const COMPLAINTS: [&str; 10] = [
    "rejected",
    " down",
    "complicated",
    "too long",
    "lost my",
    "still not",
    "times",
    "frustrating",
    "hard",
    "weeks",
];
const PRAISE: [&str; 9] =
    ["thank", "kind", "easier", "simpl", "clear", "done in", "faster", "respect even", "surprised"];

pub(super) async fn comments_say_what_the_scores_say(app: &App) {
    let responses = every_response(app).await;
    let commented = responses.iter().filter(|response| comment(response).is_some()).count();
    let share = commented as f64 / responses.len() as f64;
    assert!((0.31..0.39).contains(&share), "{share}");

    let mut found = BTreeMap::from([(true, [0, 0]), (false, [0, 0])]);
    for response in responses.iter().filter(|response| response.language == Language::En) {
        if let (Some(good), Some(text)) = (good(response), comment(response).map(str::to_lowercase)) {
            let counts = found.get_mut(&good).unwrap();
            counts[0] += usize::from(PRAISE.iter().any(|word| text.contains(word)));
            counts[1] += usize::from(COMPLAINTS.iter().any(|word| text.contains(word)));
        }
    }
    let ([praised, still_complained], [still_praised, complained]) = (found[&true], found[&false]);
    assert!(praised > 150 && praised > still_complained * 5, "good scores: {praised} {still_complained}");
    assert!(complained > 100 && complained > still_praised * 8, "bad scores: {complained} {still_praised}");
}

pub(super) async fn people_name_what_happened_to_them(app: &App) {
    let responses = every_response(app).await;
    let texts: Vec<String> = responses.iter().filter_map(comment).map(str::to_lowercase).collect();
    let said =
        |words: &[&str]| texts.iter().filter(|text| words.iter().all(|word| text.contains(word))).count();
    for words in [
        ["photo", "rejected"],
        ["foto", "rechaz"],
        ["on hold", ""],
        ["clerk", "kind"],
        ["site", "down"],
        ["call", "back"],
        ["hablara", "español"],
    ] {
        assert!(said(&words) >= 2, "{words:?}: {}", said(&words));
    }
}

pub(super) async fn no_two_neighbours_look_copied(app: &App) {
    let responses = every_response(app).await;
    let texts: Vec<String> = responses.iter().filter_map(comment).map(str::to_lowercase).collect();
    let sentences = |text: &str| -> Vec<String> {
        text.split_inclusive(['.', '!', '?']).map(|one| one.trim().trim_end_matches('.').to_owned()).collect()
    };
    let alike = texts.windows(2).filter(|pair| {
        let second = sentences(&pair[1]);
        sentences(&pair[0]).iter().any(|one| second.contains(one))
    });
    assert_eq!(alike.count(), 0);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    texts.iter().for_each(|text| *counts.entry(text).or_default() += 1);
    let (text, most) = counts.iter().max_by_key(|(_, n)| **n).unwrap();
    assert!(*most * 60 < texts.len(), "{most} times: {text}");
}
