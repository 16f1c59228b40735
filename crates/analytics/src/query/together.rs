//! Several questions over the same rows as one pass: time is cut at every end of any of their windows, and each stretch
//! knows what its rows count for.
//!
//! A scorecard asks for its period, the period before, a trend and groups. Read one after the other, the same bytes are
//! counted several times; counted once, the counts of a stretch are added to every group that it belongs to.

use std::collections::HashSet;

use catsup_model::{
    id::WordingId,
    query::{self, CountsQuery, Dimension, Filter, WindowOf, stretches},
};

use super::{
    group::{DIMENSIONS, Group},
    plan::KeyOf,
};

/// The most questions that one pass answers: a bit each.
const MOST: usize = 32;

/// Questions that one pass answers.
pub(crate) struct Together<'a> {
    /// Which responses count, whatever the period.
    pub(crate) filter: &'a Filter,
    pub(crate) questions: Vec<Question<'a>>,
    /// What any question groups by, each once.
    pub(crate) dimensions: Vec<&'a Dimension>,
    /// Stretches of time in order, those that nobody asks about left out.
    pub(crate) stretches: Vec<Stretch>,
}

/// One of the questions.
pub(crate) struct Question<'a> {
    pub(crate) asked: &'a CountsQuery,
    /// What it groups by: places among the dimensions of all.
    pub(crate) by: Vec<usize>,
    /// The wordings that count; all when empty.
    wordings: HashSet<WordingId>,
}

/// A stretch of time, start included, end excluded.
#[derive(Debug)]
pub(crate) struct Stretch {
    pub(crate) time: (i64, i64),
    /// What its rows count for.
    pub(crate) counts_for: Vec<WindowOf>,
    /// The questions they count for, a bit each.
    pub(crate) asked: u32,
    /// The dimensions of those questions that single rows must be looked at for.
    pub(crate) by_row: Vec<usize>,
    /// Whether rows of different services may fall into different groups.
    pub(crate) services_apart: bool,
    /// Whether rows of different surveys or languages may.
    pub(crate) forms_apart: bool,
    /// Whether rows of different channels may.
    pub(crate) channels_apart: bool,
}

impl<'a> Together<'a> {
    /// The questions as one pass; `None` where they speak of different responses, or of too many kinds of them.
    pub(crate) fn of(asked: &'a [CountsQuery]) -> Option<Self> {
        let first = asked.first()?;
        if asked.len() > MOST || !asked.iter().all(|one| one.filter.differs_in_period_alone(&first.filter)) {
            return None;
        }
        let mut dimensions: Vec<&Dimension> = Vec::new();
        let mut questions = Vec::with_capacity(asked.len());
        for one in asked {
            let mut by = Vec::new();
            for dimension in one.by.iter().take(DIMENSIONS) {
                by.push(dimensions.iter().position(|known| *known == dimension).unwrap_or_else(|| {
                    dimensions.push(dimension);
                    dimensions.len() - 1
                }));
            }
            questions.push(Question { asked: one, by, wordings: one.wordings.iter().copied().collect() });
        }
        if dimensions.iter().filter(|one| looks_at_rows(one)).count() > DIMENSIONS {
            return None;
        }
        let stretches = stretches(asked).into_iter().map(|one| Stretch::of(one, &questions, &dimensions));
        let stretches = stretches.collect();
        Some(Self { filter: &first.filter, questions, dimensions, stretches })
    }

    /// Which questions ask about a wording, a bit each.
    pub(crate) fn asking(&self, wording: WordingId) -> u32 {
        let asks = |one: &Question<'_>| one.wordings.is_empty() || one.wordings.contains(&wording);
        let asking = self.questions.iter().enumerate().filter(|(_, one)| asks(one));
        asking.fold(0, |bits, (place, _)| bits | 1 << place)
    }

    /// The ends of the stretches.
    pub(crate) fn times(&self) -> Vec<(i64, i64)> {
        self.stretches.iter().map(|stretch| stretch.time).collect()
    }
}

impl Question<'_> {
    /// The group of a row: what its run decides by `of_run` of each dimension, and what the row itself does by its place
    /// in `by_row`.
    pub(crate) fn group(
        &self,
        keys: &[KeyOf],
        of_run: impl Fn(&KeyOf) -> u32,
        stretch: &Stretch,
        of_row: Group,
    ) -> Group {
        let mut group = Group::default();
        for (number, dimension) in group.iter_mut().zip(&self.by) {
            *number = if keys[*dimension].looks_at_rows() {
                let place = stretch.by_row.iter().position(|one| one == dimension);
                place.map_or(0, |place| of_row[place])
            } else {
                of_run(&keys[*dimension])
            };
        }
        group
    }
}

/// Whether a dimension tells rows of one run apart.
fn looks_at_rows(dimension: &Dimension) -> bool {
    matches!(dimension, Dimension::Touchpoint | Dimension::Device | Dimension::Segment(_))
}

impl Stretch {
    fn of(stretch: query::Stretch, questions: &[Question<'_>], dimensions: &[&Dimension]) -> Self {
        let counts_for = stretch.within;
        let asked = counts_for.iter().fold(0, |bits, one| bits | 1 << one.question);
        let mut by: Vec<usize> =
            counts_for.iter().flat_map(|one| questions[one.question].by.iter().copied()).collect();
        by.sort_unstable();
        by.dedup();
        let any = |of: &dyn Fn(&Dimension) -> bool| by.iter().any(|place| of(dimensions[*place]));
        Self {
            time: stretch.time,
            asked,
            services_apart: any(&|one| matches!(one, Dimension::Service)),
            forms_apart: any(&|one| matches!(one, Dimension::Survey | Dimension::Language)),
            channels_apart: any(&|one| matches!(one, Dimension::Channel)),
            by_row: by.into_iter().filter(|place| looks_at_rows(dimensions[*place])).collect(),
            counts_for,
        }
    }
}
