//! An index of words.

use catsup_model::Language;

#[derive(Debug, Default)]
pub(super) struct Synonyms;

#[derive(Debug)]
pub(super) struct IndexBuilder(Index);

#[derive(Debug, Default)]
pub(super) struct Index(Vec<(u64, Vec<(f64, String)>)>);

pub(super) struct Hit {
    pub(super) key: u64,
    pub(super) score: f64,
}

pub(super) struct Hits {
    pub(super) hits: Vec<Hit>,
    pub(super) total: usize,
    pub(super) corrected: Option<String>,
}

impl IndexBuilder {
    pub(super) fn new(_language: Language) -> Self {
        Self(Index::default())
    }

    pub(super) fn push(&mut self, key: u64, fields: &[(f64, &str)]) {
        self.0.0.push((key, fields.iter().map(|(weight, text)| (*weight, text.to_lowercase())).collect()));
    }

    pub(super) fn build(self) -> Index {
        self.0
    }
}

impl Index {
    pub(super) fn search(
        &self,
        query: &str,
        _synonyms: &Synonyms,
        visible: impl Fn(u64) -> bool,
        most: usize,
    ) -> Hits {
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut hits: Vec<Hit> = self
            .0
            .iter()
            .filter(|(key, _)| visible(*key))
            .map(|(key, fields)| {
                let score = fields.iter().map(|(weight, text)| {
                    weight * words.iter().filter(|word| text.contains(*word)).count() as f64
                });
                Hit { key: *key, score: score.sum() }
            })
            .filter(|hit| hit.score > 0.0)
            .collect();
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        let total = hits.len();
        hits.truncate(most);
        Hits { hits, total, corrected: None }
    }
}
