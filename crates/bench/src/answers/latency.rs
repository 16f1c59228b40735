//! How long one search takes over 20,000 answers, made of sentences of the narratives.

use std::time::{Duration, Instant};

use catsup_language::search::{Document, Field, IndexBuilder, Synonyms};
use catsup_model::Language;

use super::queries::{Corpus, Random, Sheet};

const ANSWERS: u64 = 20_000;
const SENTENCES: usize = 8;
/// Terms of a glossary that lies beside the index.
const TERMS: usize = 500;

/// Measures and prints.
pub fn run(corpus: &Corpus, sheet: &Sheet) {
    let sentences: Vec<&str> = corpus
        .library
        .iter()
        .chain(&corpus.aside)
        .flat_map(|narrative| narrative.text.split_inclusive(['.', '?', '!']))
        .map(str::trim)
        .filter(|sentence| sentence.split(' ').count() > 4)
        .collect();
    let mut random = Random::seeded(7);
    let mut builder = IndexBuilder::new(Language::En);
    let started = Instant::now();
    for key in 0..ANSWERS {
        let mut draw = || sentences[random.below(sentences.len())];
        let (question, variant, short) = (draw(), draw(), draw());
        let details: Vec<&str> = (0..SENTENCES).map(|_| draw()).collect();
        let details = details.join(" ");
        let fields = [
            (Field::Question, question),
            (Field::Variant, variant),
            (Field::Short, short),
            (Field::Details, &details),
        ];
        builder.push(Document { key, fields: &fields });
    }
    let index = builder.build();
    println!("\n{ANSWERS} answers indexed in {:.1} s", started.elapsed().as_secs_f64());

    let glossary = sheet.questions.iter().take(TERMS).map(|question| {
        let mut words = question.clean.split(' ');
        (words.next().unwrap_or_default(), words.next().unwrap_or_default(), 0.8)
    });
    let synonyms = Synonyms::new(Language::En, glossary);
    println!("\n| one search over {ANSWERS} answers | p50, ms | p99, ms | most, ms |");
    println!("| --- | ---: | ---: | ---: |");
    let (clean, misspelt): (Vec<&str>, Vec<&str>) =
        sheet.questions.iter().map(|question| (question.clean.as_str(), question.misspelt.as_str())).unzip();
    let typing: Vec<&str> = clean.iter().map(|query| &query[..query.len() - 2]).collect();
    let hostile = "passprot aplication recieve mortgagge acount the and credit ".repeat(40);
    for (name, queries) in [
        ("words as they are", clean),
        ("misspelt", misspelt),
        ("while the last word is typed", typing),
        ("320 words, misspelt and common", vec![hostile.as_str(); 100]),
    ] {
        let mut times: Vec<Duration> = queries
            .iter()
            .map(|query| {
                let started = Instant::now();
                let found = index.search(query, &synonyms, |key| key % 20 != 0, 20);
                std::hint::black_box(found);
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
        println!("| {name} | {:.2} | {:.2} | {:.2} |", at(0.5), at(0.99), at(1.0));
    }
}
