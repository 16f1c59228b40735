//! How well answers are found: queries made from people's complaints, put to Catsup, SQLite FTS5 and PostgreSQL full text in the same run;
//! and how fast, over 20,000 answers.
//!
//! `catsup-bench answers NARRATIVES.csv.gz [postgres://…]`. A file of the columns `product` and `narrative`. One half of the narratives is the library. Two
//! questions are asked of it, each in words as they are and misspelt:
//!
//! * *same product*: a query of three to five informative words of a narrative that was held aside is answered by the first narrative
//!   of the library about the same product;
//! * *own narrative*: a query of such words of a narrative in the library is answered by that narrative alone.
//!
//! What is measured is the mean reciprocal rank, among the first hundred, over queries that nothing was tuned with.

mod latency;
mod queries;
mod rivals;

use catsup_language::search::{Document, Field, Index, IndexBuilder, Synonyms, Tuning};
use catsup_model::Language;

use queries::{Corpus, Question, Sheet};

/// How far down a list anybody looks.
const LOOKED_AT: usize = 100;

/// Measures, and prints the tables of `docs/benchmarks.md`.
pub fn run(narratives: &str, postgres: Option<&str>) -> Result<(), String> {
    let corpus = Corpus::read(narratives).map_err(|error| format!("reading {narratives}: {error}"))?;
    let (tune, test) = (corpus.sheet(queries::Part::Tune), corpus.sheet(queries::Part::Test));
    println!(
        "{} narratives in the library, {} held aside; {} queries to tune with, {} to measure with",
        corpus.library.len(),
        corpus.aside.len(),
        tune.questions.len(),
        test.questions.len()
    );
    for question in test.questions.iter().step_by(test.questions.len().div_ceil(4).max(1)) {
        println!("  for example “{}”, misspelt “{}”", question.clean, question.misspelt);
    }
    println!("\n| mean reciprocal rank | same product | misspelt | own narrative | misspelt |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    line("by chance", &chance(&corpus, &test));
    line("SQLite FTS5, `porter`, words joined by OR, `bm25()`", &rivals::porter(&corpus, &test)?);
    line("SQLite FTS5, `trigram`, trigrams joined by OR, `bm25()`", &rivals::trigrams(&corpus, &test)?);
    match postgres {
        Some(url) => {
            for (name, scores) in rivals::postgres(url, &corpus, &tune, &test)? {
                line(&name, &scores);
            }
        }
        None => println!("| PostgreSQL was left out: no address was given | | | | |"),
    }
    line("Catsup", &ours(&index(&corpus, Tuning::default()), &corpus, &test));
    variants(&corpus, &tune);
    latency::run(&corpus, &test);
    Ok(())
}

/// Mean reciprocal ranks: same product and own narrative, each clean and misspelt.
pub type Scores = [f64; 4];

fn line(name: &str, [product, product_misspelt, own, own_misspelt]: &Scores) {
    println!("| {name} | {product:.3} | {product_misspelt:.3} | {own:.3} | {own_misspelt:.3} |");
}

fn index(corpus: &Corpus, tuning: Tuning) -> Index {
    let mut builder = IndexBuilder::new(Language::En).tuned(tuning);
    for (key, narrative) in corpus.library.iter().enumerate() {
        builder.push(Document { key: key as u64, fields: &[(Field::Details, &narrative.text)] });
    }
    builder.build()
}

fn ours(index: &Index, corpus: &Corpus, sheet: &Sheet) -> Scores {
    let none = Synonyms::none(Language::En);
    score(corpus, sheet, |query| {
        // A blank at the end: whoever sends a query has finished its last word.
        let found = index.search(&format!("{query} "), &none, |_| true, LOOKED_AT);
        Ok(found.hits.iter().map(|hit| hit.key as usize).collect())
    })
    .unwrap_or_default()
}

/// What each part of the search is worth, on the queries for tuning.
fn variants(corpus: &Corpus, tune: &Sheet) {
    let standard = Tuning::default();
    println!("\n| on the queries for tuning | same product | misspelt | own narrative | misspelt |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (name, tuning) in [
        ("as it is", standard),
        ("by words alone, whatever they are about", Tuning { about: 0.0, ..standard }),
        ("without regard to words standing together", Tuning { together: 0.0, ..standard }),
        ("without forgiving edits", Tuning { edit: 0.0, ..standard }),
    ] {
        line(name, &ours(&index(corpus, tuning), corpus, tune));
    }
}

/// The scores of whatever answers a query with places in the library, best first.
pub fn score(
    corpus: &Corpus,
    sheet: &Sheet,
    mut answer: impl FnMut(&str) -> Result<Vec<usize>, String>,
) -> Result<Scores, String> {
    let mut sums = [0.0; 4];
    let mut counts = [0_usize; 4];
    for question in &sheet.questions {
        for (misspelt, query) in [&question.clean, &question.misspelt].into_iter().enumerate() {
            let place = 2 * usize::from(question.own.is_some()) + misspelt;
            sums[place] += reciprocal(corpus, question, &answer(query)?);
            counts[place] += 1;
        }
    }
    Ok(std::array::from_fn(|place| sums[place] / counts[place].max(1) as f64))
}

/// One divided by the rank of the first narrative that answers the question.
fn reciprocal(corpus: &Corpus, question: &Question, found: &[usize]) -> f64 {
    let answers = |place: &usize| match question.own {
        Some(own) => *place == own,
        None => corpus.library[*place].product == question.product,
    };
    found.iter().take(LOOKED_AT).position(answers).map_or(0.0, |place| 1.0 / (place as f64 + 1.0))
}

/// What a list in random order scores.
fn chance(corpus: &Corpus, sheet: &Sheet) -> Scores {
    let mut places: Vec<usize> = (0..corpus.library.len()).collect();
    let mut random = queries::Random::seeded(5);
    score(corpus, sheet, |_| {
        random.shuffle(&mut places);
        Ok(places.clone())
    })
    .unwrap_or_default()
}
