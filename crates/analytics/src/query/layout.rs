//! Where the counts of a group stand while a segment is counted.

use catsup_model::id::WordingId;

use super::together::Together;
use crate::segment::Segment;

/// Forms that ask the same share their counts, and rows of theirs that follow each other are counted at once.
#[derive(Debug)]
pub(crate) struct Layout {
    /// By form: its kind.
    pub(crate) kind_of: Vec<u32>,
    pub(crate) kinds: Vec<Kind>,
}

/// Forms that ask the same wordings in the same columns.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// What they ask that counts.
    pub(crate) columns: Vec<Column>,
    /// How many counts a group has.
    pub(crate) stride: usize,
}

/// A column of answers that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its place in the segment.
    pub(crate) place: usize,
    pub(crate) wording: WordingId,
    /// Where in a group's counts its own begin.
    pub(crate) offset: usize,
    /// One more than the greatest answer: the places of its counts. One more follows, for answers that are missing.
    pub(crate) domain: usize,
    /// The questions that ask for it, a bit each.
    pub(crate) asked: u32,
}

impl Layout {
    pub(crate) fn of(segment: &Segment, together: &Together<'_>) -> Self {
        let known = segment.dictionaries();
        let domains: Vec<usize> = (0..known.answers.values().len())
            .map(|column| {
                let greatest = segment.blocks().iter().filter_map(|block| block.greatest(column)).max();
                greatest.map_or(0, |value| usize::from(value) + 1)
            })
            .collect();
        let mut kinds: Vec<Kind> = Vec::new();
        let kind_of = known.forms.iter().map(|form| {
            let mut kind = Kind { columns: Vec::new(), stride: 0 };
            for (place, wording) in form.wordings.iter().enumerate() {
                let Some(wording) = *wording else { continue };
                let (domain, asked) = (domains[place], together.asking(wording));
                if domain > 0 && asked != 0 {
                    kind.columns.push(Column { place, wording, offset: kind.stride, domain, asked });
                    kind.stride += domain + 1;
                }
            }
            let at = kinds.iter().position(|one| *one == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            u32::try_from(at).expect("there are no more kinds than forms, which have codes of 32 bits")
        });
        let kind_of = kind_of.collect();
        Self { kind_of, kinds }
    }

    /// Whether a form asks anything that counts.
    pub(crate) fn asks(&self, form: usize) -> bool {
        !self.kinds[self.kind_of[form] as usize].columns.is_empty()
    }
}
