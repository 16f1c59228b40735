//! Pairs of terms from real complaints: terms that were exchanged in one half of them are found, and nothing where there is nothing to find.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::HashSet, fs::File, path::PathBuf};

use catsup_language::company::{Pair, Written, pairs};
use catsup_model::Language;
use flate2::read::GzDecoder;

/// What people say, and what the other half says in its place.
const EXCHANGED: [(&str, &str); 7] = [
    ("credit report", "consumer disclosure"),
    ("mortgage", "homeloan"),
    ("debt", "arrears"),
    ("bank", "depository"),
    ("phone", "telecom"),
    ("escrow", "impound"),
    ("interest", "finance charge"),
];
const FEWEST: u64 = 10;

fn public(path: &str) -> Option<File> {
    File::open(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path)).ok()
}

/// The narratives in two halves that have nothing to do with their products, when they lie beside the checkout.
fn narratives() -> Option<(Vec<String>, Vec<String>)> {
    let file = public("complaints/cfpb_narratives_2000.csv.gz")?;
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let texts: Vec<String> = reader.records().map(|record| record.unwrap()[1].to_owned()).collect();
    let half = |rest: usize| texts.iter().skip(rest).step_by(2).cloned().collect();
    Some((half(0), half(1)))
}

/// Texts with the terms exchanged, in lower case, where they stand as words of their own.
fn exchanged(texts: &[String]) -> Vec<String> {
    let exchange = |text: &String| {
        let mut text = format!(" {} ", text.to_lowercase());
        for (said, term) in EXCHANGED {
            for ending in [" ", "s ", ".", ",", "s.", "s,"] {
                text = text.replace(&format!(" {said}{ending}"), &format!(" {term}{ending}"));
            }
        }
        text
    };
    texts.iter().map(exchange).collect()
}

fn found(people: &[String], agency: &[String]) -> Vec<Pair> {
    let people: Vec<Written<'_>> = people.iter().zip(0..).map(|(text, who)| Written { who, text }).collect();
    let agency: Vec<&str> = agency.iter().map(String::as_str).collect();
    pairs(&people, &agency, &[], Language::En, FEWEST)
}

#[test]
fn terms_exchanged_in_half_of_real_complaints_are_found_and_no_others() {
    let Some((people, others)) = narratives() else {
        eprintln!("skipped: the complaint narratives are not beside the checkout");
        return;
    };
    let planted: HashSet<(&str, &str)> = EXCHANGED.into();
    // As many texts as people wrote, and as few as a small library holds.
    for (texts, fewest_found) in [(others.len(), 6), (150, 4)] {
        let found = found(&people, &exchanged(&others[..texts]));
        let right = found.iter().filter(|pair| planted.contains(&(pair.said.as_str(), pair.term.as_str())));
        let right = right.count();
        assert!(right >= fewest_found, "{texts} texts: {found:?}");
        assert_eq!(found.len(), right, "{texts} texts: {found:?}");
    }
}

#[test]
fn people_who_use_the_same_words_teach_nothing() {
    let Some((people, others)) = narratives() else {
        eprintln!("skipped: the complaint narratives are not beside the checkout");
        return;
    };
    assert_eq!(found(&people, &others), []);
}

#[test]
fn texts_about_other_matters_teach_next_to_nothing() {
    let (Some((people, _)), Some(file)) = (narratives(), public("standards/gc_service_standards_2024.csv"))
    else {
        eprintln!("skipped: the complaint narratives or the service standards are not beside the checkout");
        return;
    };
    let mut reader = csv::Reader::from_reader(file);
    let standards: Vec<String> = reader
        .records()
        .map(|record| record.unwrap())
        .map(|record| format!("{}. {}", &record[2], &record[5]))
        .collect();
    let found = found(&people, &standards);
    assert!(found.len() <= 1, "{found:?}");
}
