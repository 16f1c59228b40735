//! The order of what is found: BM25F over the groups of a query, and what each document is about.

use super::{
    Hit, Index,
    query::{Group, Wanted},
};

/// What was found, best first.
pub(super) struct Ranked {
    pub(super) hits: Vec<Hit>,
    pub(super) total: usize,
}

/// Sums over documents while groups are gone through.
struct Sums {
    score: Vec<f32>,
    covered: Vec<f32>,
    /// Of the group at hand: the best way a document says it, and that way's weight.
    best: Vec<(f32, f32)>,
    /// Documents that hold anything, and those that hold something of the group at hand.
    touched: Vec<u32>,
    here: Vec<u32>,
}

/// Orders the documents that are seen.
pub(super) fn rank(index: &Index, groups: &[Group], sees: &impl Fn(u32) -> bool, limit: usize) -> Ranked {
    let count = index.stored.keys.len();
    let mut sums = Sums {
        score: vec![0.0; count],
        covered: vec![0.0; count],
        best: vec![(0.0, 0.0); count],
        touched: Vec::new(),
        here: Vec::new(),
    };
    for group in groups {
        sums.add(index, group);
    }
    let mass: f32 = groups.iter().filter(|group| !group.again).map(|group| group.mass).sum();
    let together = index.tuning.together;
    let mut hits: Vec<(u32, f32, f32)> = std::mem::take(&mut sums.touched)
        .into_iter()
        .filter(|document| sees(*document))
        .map(|document| {
            let place = document as usize;
            let coverage = if mass > 0.0 { (sums.covered[place] / mass).min(1.0) } else { 1.0 };
            (document, sums.score[place] * (1.0 - together + together * coverage), coverage)
        })
        .collect();
    let total = hits.len();
    about(index, groups, &mut hits);
    best_first(&mut hits, limit);
    let hits = hits
        .into_iter()
        .map(|(document, score, coverage)| Hit { key: index.stored.keys[document as usize], score, coverage })
        .collect();
    Ranked { hits, total }
}

/// Keeps the best `limit` in order; equal ones in the order of the index.
fn best_first(hits: &mut Vec<(u32, f32, f32)>, limit: usize) {
    let order =
        |one: &(u32, f32, f32), other: &(u32, f32, f32)| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0));
    if limit == 0 {
        hits.clear();
    } else if limit < hits.len() {
        hits.select_nth_unstable_by(limit - 1, order);
        hits.truncate(limit);
    }
    hits.sort_unstable_by(order);
}

impl Sums {
    fn add(&mut self, index: &Index, group: &Group) {
        for (wanted, weight) in &group.ways {
            match wanted {
                Wanted::Term(term) => {
                    let rarity = index.stored.rarity[*term as usize];
                    for posting in index.stored.postings(*term) {
                        self.says(
                            posting.document,
                            weight * rarity * index.tuning.saturated(posting.weight),
                            *weight,
                        );
                    }
                }
                Wanted::All(terms) => {
                    for (document, score) in holding_all(index, terms) {
                        self.says(document, weight * score, *weight);
                    }
                }
            }
        }
        for document in std::mem::take(&mut self.here) {
            let (score, weight) = std::mem::take(&mut self.best[document as usize]);
            if self.score[document as usize] == 0.0 {
                self.touched.push(document);
            }
            self.score[document as usize] += score;
            self.covered[document as usize] += weight * group.mass;
        }
    }

    fn says(&mut self, document: u32, score: f32, weight: f32) {
        let best = &mut self.best[document as usize];
        if best.0 == 0.0 && score > 0.0 {
            self.here.push(document);
        }
        if score > best.0 {
            *best = (score, weight);
        }
    }
}

/// The documents that hold all of the terms, with the sum of what each is worth.
fn holding_all(index: &Index, terms: &[u32]) -> Vec<(u32, f32)> {
    let shortest = terms.iter().min_by_key(|term| index.stored.postings(**term).len());
    let Some(shortest) = shortest else { return Vec::new() };
    let held = |term: u32, document: u32| {
        let postings = index.stored.postings(term);
        let place = postings.binary_search_by_key(&document, |posting| posting.document).ok()?;
        Some(index.stored.rarity[term as usize] * index.tuning.saturated(postings[place].weight))
    };
    let documents = index.stored.postings(*shortest).iter().map(|posting| posting.document);
    documents
        .filter_map(|document| {
            let scores: Option<Vec<f32>> = terms.iter().map(|term| held(*term, document)).collect();
            Some((document, scores?.into_iter().sum()))
        })
        .collect()
}

/// Raises documents that are about what the query is about, though they say it otherwise. Nothing is found by that alone.
fn about(index: &Index, groups: &[Group], hits: &mut [(u32, f32, f32)]) {
    if index.tuning.about <= 0.0 {
        return;
    }
    let ways = groups.iter().flat_map(|group| &group.ways);
    let terms = ways.flat_map(|(wanted, weight)| {
        let terms = match wanted {
            Wanted::Term(term) => std::slice::from_ref(term),
            Wanted::All(terms) => terms,
        };
        terms.iter().map(|term| (*term, *weight))
    });
    let worth = |(term, weight): (u32, f32)| (term, weight * index.stored.rarity[term as usize]);
    let Some(point) = index.themes.point(terms.map(worth)) else { return };
    let best = hits.iter().map(|hit| hit.1).fold(0.0, f32::max);
    for (document, score, _) in hits {
        *score += index.tuning.about * best * index.themes.closeness(*document, &point).max(0.0);
    }
}
