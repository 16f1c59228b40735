//! Random surveys with branching, and random answers to them: mostly such as fit, sometimes blank, sometimes nonsense.

use catsup_model::{
    answers::RawAnswers,
    survey::{Question, QuestionKind, SurveyDefinition},
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Choices and statements of every question.
const PARTS: [&str; 3] = ["one", "two", "three"];

fn parts() -> Value {
    PARTS.iter().map(|key| json!({"key": key, "text": {"en": key}, "with_text": *key == "three"})).collect()
}

fn any_kind() -> impl Strategy<Value = Value> {
    let rows: Value = PARTS.iter().map(|key| json!({"key": key, "text": {"en": key}})).collect();
    prop_oneof![
        prop::sample::select(vec![
            "stars5",
            "yes_no",
            "thumbs",
            "likert5",
            "effort7",
            "likelihood11",
            "rating10"
        ])
        .prop_map(|scale| json!({"kind": "scale", "scale": scale})),
        Just(json!({"kind": "grid", "scale": "satisfaction5", "rows": rows})),
        any::<bool>()
            .prop_map(|dropdown| json!({"kind": "single", "choices": parts(), "dropdown": dropdown})),
        Just(json!({"kind": "multiple", "choices": parts()})),
        Just(json!({"kind": "number", "low": -5, "high": 12})),
        Just(json!({"kind": "date"})),
        Just(json!({"kind": "short_text"})),
        Just(json!({"kind": "long_text"})),
        Just(json!({"kind": "email"})),
        Just(json!({"kind": "phone"})),
        Just(json!({"kind": "hidden"})),
        Just(json!({"kind": "display"})),
    ]
}

/// What a test asks of an answer; any test of any question, so that kinds that do not fit are met as well.
fn any_is() -> impl Strategy<Value = Value> {
    let keys = || prop::sample::subsequence(PARTS.to_vec(), 1..=2);
    prop_oneof![
        2 => any::<bool>().prop_map(|answered| json!({"answered": answered})),
        3 => prop::collection::vec(-1_i64..11, 1..5).prop_map(|values| json!({"values": values})),
        2 => (-2_i64..9).prop_map(|low| json!({"at_least": low})),
        2 => (0_i64..11).prop_map(|high| json!({"at_most": high})),
        2 => keys().prop_map(|keys| json!({"choices": keys})),
        2 => keys().prop_map(|keys| json!({"none_of": keys})),
    ]
}

/// A condition on any of these questions, mostly one that the answers of its question can fulfil.
fn any_condition(earlier: Vec<Value>) -> impl Strategy<Value = Value> {
    let test = prop::sample::select(earlier).prop_flat_map(|question| {
        let key = question["key"].as_str().unwrap().to_owned();
        let is_grid = question["kind"] == "grid";
        (any_is(), 0..PARTS.len()).prop_map(move |(mut is, row)| {
            let name = if is_grid { format!("{key}.{}", PARTS[row]) } else { key.clone() };
            is["question"] = name.into();
            is
        })
    });
    test.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|all| json!({"all": all})),
            prop::collection::vec(inner, 1..3).prop_map(|any| json!({"any": any})),
        ]
    })
}

/// A survey of one to four pages.
pub fn any_survey() -> impl Strategy<Value = SurveyDefinition> {
    prop::collection::vec(prop::collection::vec(any_kind(), 1..4), 1..5).prop_flat_map(|pages| {
        let (mut earlier, mut conditions) = (Vec::new(), Vec::new());
        let mut sections = Vec::new();
        for (page, kinds) in pages.into_iter().enumerate() {
            conditions.push(maybe(&earlier));
            let mut questions = Vec::new();
            for kind in kinds {
                conditions.push(maybe(&earlier));
                let mut question = kind;
                question["key"] = format!("q{}", earlier.len()).into();
                question["text"] = json!({"en": "?"});
                earlier.push(question.clone());
                questions.push(question);
            }
            sections.push(json!({"key": format!("page_{page}"), "questions": questions}));
        }
        (Just(sections), conditions).prop_map(|(mut sections, conditions)| {
            let mut conditions = conditions.into_iter();
            let mut put = |place: &mut Value| {
                if let Some(condition) = conditions.next().flatten() {
                    place["ask_when"] = condition;
                }
            };
            for section in &mut sections {
                put(section);
                section["questions"].as_array_mut().unwrap().iter_mut().for_each(&mut put);
            }
            serde_json::from_value(json!({"title": {"en": "T"}, "sections": sections})).unwrap()
        })
    })
}

/// No condition, or one on an earlier question.
fn maybe(earlier: &[Value]) -> BoxedStrategy<Option<Value>> {
    if earlier.is_empty() {
        return Just(None).boxed();
    }
    prop::option::weighted(0.6, any_condition(earlier.to_vec())).boxed()
}

/// Answers to some of the questions.
pub fn any_answers(survey: &SurveyDefinition) -> impl Strategy<Value = RawAnswers> + use<> {
    let fields: Vec<BoxedStrategy<Vec<(String, Value)>>> = survey.questions().map(any_answer).collect();
    fields.prop_map(|fields| fields.into_iter().flatten().collect())
}

fn any_answer(question: &Question) -> BoxedStrategy<Vec<(String, Value)>> {
    let key = question.key.clone();
    let one = |key: String, value: BoxedStrategy<Value>| {
        prop_oneof![
            12 => value,
            2 => Just(Value::Null),
            1 => prop::sample::select(vec![json!(""), json!("  "), json!("\u{7}"), json!("-")]),
        ]
        .prop_map(move |value| vec![(key.clone(), value)])
        .boxed()
    };
    let scaled = |low: i64, high: i64| {
        (low..=high, any::<bool>())
            .prop_map(|(value, as_text)| if as_text { value.to_string().into() } else { value.into() })
            .boxed()
    };
    let texts = |texts: &[&str]| {
        let texts: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
        prop::sample::select(texts).boxed()
    };
    let answered = match &question.kind {
        QuestionKind::Scale { scale } => {
            let (low, high) = scale.range().into_inner();
            one(key, scaled(low, high))
        }
        QuestionKind::Number { low, high } => one(key, scaled(*low, *high)),
        QuestionKind::Grid { scale, rows } => {
            let (low, high) = scale.range().into_inner();
            let rows: Vec<_> =
                rows.iter().map(|row| one(format!("{key}.{}", row.key), scaled(low, high))).collect();
            rows.prop_map(|rows| rows.concat()).boxed()
        }
        QuestionKind::Single { .. } => with_words(one(key.clone(), texts(&PARTS)), &key),
        QuestionKind::Multiple { .. } => {
            let ticked = prop::sample::subsequence(PARTS.to_vec(), 0..=3).prop_map(Value::from).boxed();
            with_words(one(key.clone(), ticked), &key)
        }
        QuestionKind::Date { .. } => one(key, texts(&["2026-07-31", " 2024-02-29 "])),
        QuestionKind::Email => one(key, texts(&["ana@example.gov", "Ana@Example.GOV"])),
        QuestionKind::Phone => one(key, texts(&["202-555-0143", "+1 (202) 555 0143"])),
        _ => one(key, texts(&["a", " two words ", "\u{7} bell", "line\r\nline", "{{q0}}"])),
    };
    prop_oneof![1 => Just(Vec::new()), 5 => answered].boxed()
}

/// With words in the field of the choice that asks for them, whether it is taken or not.
fn with_words(answer: BoxedStrategy<Vec<(String, Value)>>, key: &str) -> BoxedStrategy<Vec<(String, Value)>> {
    let other = format!("{key}.three");
    (answer, prop::option::of(Just(json!("in my words"))))
        .prop_map(move |(mut answer, words)| {
            answer.extend(words.map(|words| (other.clone(), words)));
            answer
        })
        .boxed()
}
