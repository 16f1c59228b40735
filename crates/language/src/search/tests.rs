//! What a search promises, on small libraries and on arbitrary ones.

use catsup_model::Language;
use proptest::prelude::*;

use super::*;

const LIBRARY: [(u64, &str, &str); 6] = [
    (1, "How do I renew my passport?", "Send the form, your old passport and two photographs."),
    (2, "What if my photograph is rejected?", "We write to you. Send a new one within 90 days."),
    (3, "Where can I pay the application fee?", "By card online, or by money order at the office."),
    (4, "How do I apply for nutrition assistance?", "Apply for SNAP at the county office."),
    (5, "Can I change my appointment?", "Call the office or use the online calendar."),
    (6, "How do I report a lost credit card?", "Call the number on the back of the card."),
];

fn library(language: Language, documents: &[(u64, &str, &str)]) -> Index {
    let mut builder = IndexBuilder::new(language);
    for (key, question, details) in documents {
        builder
            .push(Document { key: *key, fields: &[(Field::Question, question), (Field::Details, details)] });
    }
    builder.build()
}

fn first(index: &Index, query: &str, synonyms: &Synonyms) -> Option<u64> {
    index.search(query, synonyms, |_| true, 5).hits.first().map(|hit| hit.key)
}

#[test]
fn misspelt_and_bent_words_find_what_was_meant() {
    let index = library(Language::En, &LIBRARY);
    let none = Synonyms::none(Language::En);
    for (query, key) in [
        ("renewing passports", 1),
        ("renew pasport", 1),
        ("foto rejcted photgraph", 2),
        ("aplication fees", 3),
        ("apponitment", 5),
        ("chagne appointments", 5),
        ("creditcard lost", 6),
        ("re new pass port", 1),
    ] {
        assert_eq!(first(&index, query, &none), Some(key), "{query}");
    }
    let found = index.search("apponitment chnage", &none, |_| true, 5);
    assert_eq!(found.corrected.as_deref(), Some("appointment change"));
    assert_eq!(index.search("renew passport", &none, |_| true, 5).corrected, None);
}

#[test]
fn an_unfinished_word_is_found_while_it_is_typed() {
    let index = library(Language::En, &LIBRARY);
    let none = Synonyms::none(Language::En);
    for typed in ["appo", "appoin", "appointm"] {
        assert_eq!(first(&index, typed, &none), Some(5), "{typed}");
        assert_eq!(index.search(typed, &none, |_| true, 5).corrected, None);
    }
    assert_eq!(first(&index, "appo ", &none), None, "what ends in a blank is finished");
}

#[test]
fn customers_terms_lead_to_the_agencys_and_back() {
    let index = library(Language::En, &LIBRARY);
    let synonyms = Synonyms::new(
        Language::En,
        [
            ("food stamps", "nutrition assistance", 0.9),
            ("headshot", "photograph", 0.8),
            ("plastic", "credit card", 0.8),
        ],
    );
    let none = Synonyms::none(Language::En);
    for (query, key) in [("food stamp", 4), ("headshots refused", 2), ("hedshot", 2), ("plastic", 6)] {
        assert_eq!(first(&index, query, &none), None, "{query}");
        assert_eq!(first(&index, query, &synonyms), Some(key), "{query}");
    }
    let covered = index.search("food stamps", &synonyms, |_| true, 1).hits[0].coverage;
    assert!(covered > 0.8, "{covered}");
}

#[test]
fn spanish_is_found_with_and_without_accents() {
    let index = library(
        Language::Es,
        &[
            (1, "¿Cómo renuevo mi pasaporte?", "La renovación cuesta 130 dólares."),
            (2, "¿Dónde pago la solicitud?", "En línea o en la oficina, también los sábados."),
        ],
    );
    let none = Synonyms::none(Language::Es);
    for (query, key) in
        [("renovaciones", 1), ("RENOVACION", 1), ("pasaprte", 1), ("solicitudes linea", 2), ("sabado", 2)]
    {
        assert_eq!(first(&index, query, &none), Some(key), "{query}");
    }
}

#[test]
fn what_is_not_visible_leaves_no_trace() {
    let index = library(Language::En, &LIBRARY);
    let none = Synonyms::none(Language::En);
    let visible = |key: u64| key != 5;
    for query in ["apponitment", "appoint", "calendr", "appointment"] {
        let found = index.search(query, &none, visible, 5);
        assert_eq!((found.hits.len(), found.total, found.corrected), (0, 0, None), "{query}");
    }
    assert!(index.holds("appointments", |_| true) && !index.holds("appointments", visible));
}

#[test]
fn how_much_of_the_query_a_finding_holds_is_told() {
    let index = library(Language::En, &LIBRARY);
    let none = Synonyms::none(Language::En);
    let hit = |query: &str| index.search(query, &none, |_| true, 1).hits[0];
    assert!((hit("renew passport").coverage - 1.0).abs() < 1e-6);
    assert!(hit("passport for my zebra xylophone").coverage < 0.5);
}

#[test]
fn documents_of_one_key_are_one() {
    let mut builder = IndexBuilder::new(Language::En);
    builder.push(Document { key: 3, fields: &[(Field::Question, "Renew a passport")] });
    builder.push(Document { key: 3, fields: &[(Field::Variant, "travel document")] });
    let index = builder.build();
    assert_eq!(index.len(), 1);
    assert_eq!(first(&index, "travel", &Synonyms::none(Language::En)), Some(3));
}

#[test]
fn an_empty_index_finds_nothing() {
    let index = IndexBuilder::new(Language::Es).build();
    assert!(index.is_empty());
    assert_eq!(index.search("pasaporte", &Synonyms::none(Language::Es), |_| true, 5), Found::default());
}

#[test]
fn a_hostile_query_ends_soon() {
    let index = library(Language::En, &LIBRARY);
    let query = "passprot aplication ".repeat(200_000);
    assert!(index.search(&query, &Synonyms::none(Language::En), |_| true, 5).total > 0);
    let long = "x".repeat(1_000_000);
    assert_eq!(index.search(&long, &Synonyms::none(Language::En), |_| true, 5).total, 0);
}

fn texts() -> impl Strategy<Value = Vec<(u64, String)>> {
    let word = prop::sample::select(vec![
        "passport",
        "pasport",
        "renew",
        "renewal",
        "fee",
        "fees",
        "photo",
        "the",
        "of",
        "appointment",
        "credit",
        "card",
        "creditcard",
        "ñandú",
        "12",
        "待ち",
    ]);
    let text = prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "));
    prop::collection::vec((0_u64..12, text), 0..14)
}

fn index_of(documents: &[(u64, String)]) -> Index {
    let mut builder = IndexBuilder::new(Language::En);
    for (key, text) in documents {
        builder.push(Document { key: *key, fields: &[(Field::Question, text)] });
    }
    builder.build()
}

/// Queries of two words, misspelt or not finished.
const MISSPELT: [&str; 6] =
    ["renw passport", "pasport renwal", "photgraph fee", "aplication apponitment", "renew pass", "crad lost"];

/// Enough texts for themes, each another one, many of them nearly alike.
fn many_texts() -> Vec<[String; 2]> {
    let things =
        ["passport", "licence", "permit", "card", "certificate", "visa", "benefit", "refund", "vehicle"];
    let acts = [
        "renew",
        "replace a lost",
        "pay the fee for",
        "send a photograph for",
        "make an appointment for a",
        "track my application for",
        "rent out my",
    ];
    let text = |thing: &&str, act: &&str, number: usize| {
        let question = format!("How do I {act} {thing}?");
        let step = acts[(number * 3 + 1) % acts.len()];
        [
            question,
            format!("First {step} {thing}, then the rest of the {thing} application, item {}.", number % 4),
        ]
    };
    let pairs = things.iter().flat_map(|thing| acts.iter().map(move |act| (thing, act)));
    pairs.enumerate().map(|(number, (thing, act))| text(thing, act, number)).collect()
}

proptest! {
    #[test]
    fn no_text_is_an_error(documents in prop::collection::vec((0_u64..9, "(?s).{0,60}"), 0..9), query in "(?s).{0,80}", spanish: bool) {
        let language = if spanish { Language::Es } else { Language::En };
        let mut builder = IndexBuilder::new(language);
        for (key, text) in &documents {
            builder.push(Document { key: *key, fields: &[(Field::Details, text)] });
        }
        let synonyms = Synonyms::new(language, documents.iter().map(|(_, text)| (text.as_str(), query.as_str(), 0.5)));
        let found = builder.build().search(&query, &synonyms, |_| true, 3);
        prop_assert!(found.hits.len() <= 3 && found.hits.len() <= found.total);
        prop_assert!(found.hits.iter().all(|hit| hit.score.is_finite() && (0.0..=1.0).contains(&hit.coverage)));
    }

    #[test]
    fn a_document_is_found_by_its_own_question(documents in texts()) {
        let index = index_of(&documents);
        for (key, text) in documents.iter().filter(|(_, text)| !text.is_empty()) {
            let found = index.search(text, &Synonyms::none(Language::En), |_| true, usize::MAX);
            prop_assert!(found.hits.iter().any(|hit| hit.key == *key), "{text}");
        }
    }

    #[test]
    fn what_may_be_seen_is_always_respected(documents in texts(), query in texts(), odd in 0_u64..3) {
        let index = index_of(&documents);
        let visible = |key: u64| key % 3 != odd;
        for (_, text) in &query {
            let found = index.search(text, &Synonyms::none(Language::En), visible, 20);
            prop_assert!(found.hits.iter().all(|hit| visible(hit.key)));
            prop_assert_eq!(found.hits.len(), found.total.min(20));
            for word in found.corrected.iter().flat_map(|corrected| corrected.split(' ')) {
                let typed = catsup_model::search::words(text).iter().any(|one| one == word);
                let shown = documents.iter().any(|(key, text)| visible(*key) && catsup_model::search::words(text).iter().any(|one| one == word));
                prop_assert!(typed || shown, "{word} stands in hidden documents only");
            }
        }
    }

    #[test]
    fn the_order_of_pushing_makes_no_difference(documents in texts(), query in texts()) {
        let index = index_of(&documents);
        let mut backwards = documents.clone();
        backwards.reverse();
        let other = index_of(&backwards);
        for (_, text) in &query {
            let search = |index: &Index| index.search(text, &Synonyms::none(Language::En), |_| true, 20);
            prop_assert_eq!(search(&index), search(&other));
        }
    }

    #[test]
    fn neither_keys_nor_order_nor_hash_seeds_change_a_ranking(seed: u64, typed in prop::sample::select(MISSPELT.to_vec())) {
        let texts = many_texts();
        // Where each finding stands among the texts, and its figures to the last bit.
        let search = |index: &Index, keys: &[u64]| {
            let found = index.search(typed, &Synonyms::none(Language::En), |_| true, usize::MAX);
            let place = |hit: &Hit| keys.iter().position(|key| *key == hit.key).unwrap();
            let figures = |hit: &Hit| (place(hit), hit.score.to_bits(), hit.coverage.to_bits());
            (found.hits.iter().map(figures).collect::<Vec<_>>(), found.total, found.corrected)
        };
        let build = |order: &[usize], keys: &[u64]| {
            let mut builder = IndexBuilder::new(Language::En);
            for place in order {
                let [question, details] = &texts[*place];
                builder.push(Document { key: keys[*place], fields: &[(Field::Details, details)] });
                builder.push(Document { key: keys[*place], fields: &[(Field::Question, question)] });
            }
            builder.build()
        };
        let plain: Vec<usize> = (0..texts.len()).collect();
        let ascending: Vec<u64> = (0..texts.len() as u64).collect();
        // Any key but its own for each, and documents in any order. Every map has a hash seed of its own.
        let mixed = |place: &u64| (place + 1).wrapping_mul(seed | 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let keys: Vec<u64> = ascending.iter().map(mixed).collect();
        let mut order = plain.clone();
        order.sort_by_key(|place| keys[*place].rotate_left(17));
        let expected = search(&build(&plain, &ascending), &ascending);
        prop_assert!(expected.0.len() > 3, "{typed}");
        prop_assert_eq!(search(&build(&order, &keys), &keys), expected);
    }
}
