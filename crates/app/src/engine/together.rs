//! Several questions in few passes, for engines that go through rows: the database and ClickHouse.
//!
//! What a row costs there is to be found, so questions that group alike share a pass over all their stretches of time. A
//! wording that not all of them ask about has a pass of its own: it need not be counted where nobody asks. Questions
//! that group otherwise have passes of their own, since cutting every stretch by every group would give more groups than
//! all of the questions together.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    id::WordingId,
    query::{Cell, CountsQuery, Dimension, Filter, GroupKey, Stretch, stretches},
};

/// One pass over the responses, and the questions that it answers (in part).
pub(super) struct Pass {
    /// What is asked.
    pub(super) query: CountsQuery,
    /// The questions; the answer is that of the only one where there is but one.
    questions: Vec<usize>,
    /// What each stretch counts for; questions are places among those of the pass.
    stretches: Vec<Stretch>,
}

/// The passes that answer these questions.
pub(super) fn passes(questions: &[CountsQuery]) -> Vec<Pass> {
    let mut alike: Vec<Vec<usize>> = Vec::new();
    for (place, question) in questions.iter().enumerate() {
        match alike.iter_mut().find(|known| may_share(&questions[known[0]], question)) {
            Some(known) => known.push(place),
            None => alike.push(vec![place]),
        }
    }
    alike.into_iter().flat_map(|places| passes_of(questions, &places)).collect()
}

/// The answers of the questions, given those of the passes.
pub(super) fn answers(questions: &[CountsQuery], passes: &[Pass], counted: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let mut answers = vec![Vec::new(); questions.len()];
    for (pass, cells) in passes.iter().zip(counted) {
        match pass.questions.as_slice() {
            [only] => answers[*only].extend(cells),
            several => {
                for cell in cells {
                    for within in pass.stretch_of(&cell).into_iter().flat_map(|stretch| &stretch.within) {
                        let question = several[within.question];
                        let group = group(&questions[question], within.window, &cell.group[1..]);
                        answers[question].push(Cell { group, ..cell.clone() });
                    }
                }
            }
        }
    }
    answers.into_iter().map(Cell::merged).collect()
}

impl Pass {
    fn stretch_of(&self, cell: &Cell) -> Option<&Stretch> {
        let place = cell.group.first()?.as_ref()?;
        self.stretches.get(place.parse::<usize>().ok()?)
    }
}

/// Whether two questions can share a pass.
fn may_share(one: &CountsQuery, other: &CountsQuery) -> bool {
    let listed = |query: &CountsQuery| !query.wordings.is_empty();
    listed(one)
        && listed(other)
        && besides_time(one).count() < CountsQuery::MOST_DIMENSIONS
        && besides_time(one).eq(besides_time(other))
        && one.filter.differs_in_period_alone(&other.filter)
}

fn besides_time(query: &CountsQuery) -> impl Iterator<Item = &Dimension> {
    query.by.iter().filter(|dimension| !matches!(dimension, Dimension::Time(_)))
}

/// The passes of questions that can share one: one for each set of questions that any wordings are asked by.
fn passes_of(questions: &[CountsQuery], places: &[usize]) -> Vec<Pass> {
    if let [only] = places {
        let query = questions[*only].clone();
        return vec![Pass { query, questions: vec![*only], stretches: Vec::new() }];
    }
    let mut askers: BTreeMap<WordingId, BTreeSet<usize>> = BTreeMap::new();
    for place in places {
        for wording in &questions[*place].wordings {
            askers.entry(*wording).or_default().insert(*place);
        }
    }
    let mut wordings: BTreeMap<BTreeSet<usize>, Vec<WordingId>> = BTreeMap::new();
    for (wording, askers) in askers {
        wordings.entry(askers).or_default().push(wording);
    }
    wordings.into_iter().map(|(askers, wordings)| pass_of(questions, askers, wordings)).collect()
}

fn pass_of(questions: &[CountsQuery], askers: BTreeSet<usize>, wordings: Vec<WordingId>) -> Pass {
    let askers: Vec<usize> = askers.into_iter().collect();
    let first = &questions[askers[0]];
    if askers.len() == 1 {
        let query = CountsQuery { wordings, ..first.clone() };
        return Pass { query, questions: askers, stretches: Vec::new() };
    }
    let stretches = stretches(askers.iter().map(|place| &questions[*place]));
    let times = Dimension::Time(stretches.iter().map(|stretch| stretch.time).collect());
    let query = CountsQuery {
        filter: Filter { period: None, ..first.filter.clone() },
        by: std::iter::once(times).chain(besides_time(first).cloned()).collect(),
        wordings,
    };
    Pass { query, questions: askers, stretches }
}

/// The group of a question, from the window and the other keys in their order.
fn group(question: &CountsQuery, window: usize, others: &[GroupKey]) -> Vec<GroupKey> {
    let mut others = others.iter().cloned();
    let key = |dimension: &Dimension| match dimension {
        Dimension::Time(_) => Some(window.to_string()),
        _ => others.next().flatten(),
    };
    question.by.iter().map(key).collect()
}
