//! A question in terms of one segment: which of its codes count, and what they are grouped as.

use std::{collections::HashSet, ops::RangeInclusive};

use catsup_model::query::{AnswerFilter, Dimension, Filter};

use crate::{
    row::MISSING,
    segment::{Form, Segment},
};

/// Answers of one column that let a row pass.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) column: usize,
    pub(crate) values: RangeInclusive<u8>,
}

/// Which rows of a segment count.
#[derive(Debug)]
pub(crate) struct Sieve {
    pub(crate) services: Vec<bool>,
    pub(crate) forms: Vec<bool>,
    pub(crate) channels: Vec<bool>,
    /// By code of the touchpoint, where the question names some.
    pub(crate) touchpoints: Option<Vec<bool>>,
    /// By code of the device, where the question names some.
    pub(crate) devices: Option<Vec<bool>>,
    /// Answers that must have been given: for each, by form, in which columns what counts stands.
    pub(crate) answers: Vec<Vec<Vec<Wanted>>>,
    /// Attributes the question names, each by its codes.
    pub(crate) attributes: Vec<(usize, Vec<bool>)>,
    /// Whether nothing in the segment can count.
    pub(crate) nothing: bool,
}

impl Sieve {
    pub(crate) fn of(segment: &Segment, filter: &Filter) -> Self {
        let known = segment.dictionaries();
        let services: HashSet<_> = filter.services.iter().collect();
        let passes = |form: &Form| {
            (filter.surveys.is_empty() || filter.surveys.contains(&form.survey))
                && (filter.languages.is_empty() || filter.languages.contains(&form.language))
        };
        let mut nothing = false;
        let touchpoints = (!filter.touchpoints.is_empty()).then(|| {
            let wanted: HashSet<_> = filter.touchpoints.iter().collect();
            after_unknown(known.touchpoints.values().iter().map(|id| wanted.contains(id)))
        });
        let devices = (!filter.devices.is_empty()).then(|| {
            let named = known.devices.values().iter();
            after_unknown(named.map(|device| filter.devices.iter().any(|wanted| **wanted == **device)))
        });
        let mut attributes = Vec::new();
        for wanted in &filter.segments {
            match known.attributes.iter().position(|(name, _)| *name == wanted.name) {
                Some(place) => {
                    let values = known.attributes[place].1.values().iter();
                    attributes
                        .push((place, after_unknown(values.map(|value| wanted.values.contains(value)))));
                }
                None => nothing = true,
            }
        }
        let services: Vec<bool> =
            known.services.values().iter().map(|service| services.contains(service)).collect();
        let answers: Vec<Vec<Vec<Wanted>>> = filter
            .answers
            .iter()
            .map(|filter| known.forms.iter().map(|form| wanted(form, filter)).collect())
            .collect();
        let asks = |form: usize| answers.iter().all(|by_form| !by_form[form].is_empty());
        let forms: Vec<bool> =
            known.forms.iter().enumerate().map(|(place, form)| passes(form) && asks(place)).collect();
        let channels = known
            .channels
            .values()
            .iter()
            .map(|channel| filter.channels.is_empty() || filter.channels.contains(channel))
            .collect();
        nothing |= !services.contains(&true) || !forms.contains(&true);
        Self { services, forms, channels, touchpoints, devices, answers, attributes, nothing }
    }

    /// Whether single rows of a run must be looked at.
    pub(crate) fn looks_at_rows(&self) -> bool {
        self.touchpoints.is_some()
            || self.devices.is_some()
            || !self.answers.is_empty()
            || !self.attributes.is_empty()
    }
}

/// Where a form asks what a filter speaks of.
fn wanted(form: &Form, filter: &AnswerFilter) -> Vec<Wanted> {
    let asked = form.wordings.iter().enumerate().filter_map(|(column, wording)| Some((column, (*wording)?)));
    let ranges = asked.flat_map(|(column, wording)| {
        let of_wording = filter.any_of.iter().filter(move |range| range.wording == wording);
        of_wording.filter_map(move |range| {
            let least = u8::try_from(range.least.max(0)).ok()?;
            let greatest = u8::try_from(range.greatest.min(i64::from(MISSING) - 1)).ok()?;
            Some(Wanted { column, values: least..=greatest })
        })
    });
    ranges.collect()
}

fn after_unknown(values: impl Iterator<Item = bool>) -> Vec<bool> {
    std::iter::once(false).chain(values).collect()
}

/// Where the key of one dimension comes from.
#[derive(Debug)]
pub(crate) enum KeyOf {
    /// The service of the run; numbers by code.
    Service(Vec<u32>),
    /// The channel of the run; numbers by code.
    Channel(Vec<u32>),
    /// The form of the run (its survey or language); numbers by code.
    Form(Vec<u32>),
    /// The bucket; numbers by its place.
    Time(Vec<u32>),
    /// The touchpoint of the row; numbers by code.
    Touchpoint(Vec<u32>),
    /// The device of the row; numbers by code.
    Device(Vec<u32>),
    /// An attribute of the row; its place, and numbers by code.
    Attribute(usize, Vec<u32>),
    /// The same number for every row.
    Constant(u32),
}

impl KeyOf {
    /// Where the key of a dimension comes from in a segment; `number` numbers keys.
    pub(crate) fn of(
        segment: &Segment,
        dimension: &Dimension,
        mut number: impl FnMut(Option<String>) -> u32,
    ) -> Self {
        let known = segment.dictionaries();
        match dimension {
            Dimension::Service => {
                Self::Service(known.services.values().iter().map(|id| number(Some(id.to_string()))).collect())
            }
            Dimension::Channel => Self::Channel(
                known.channels.values().iter().map(|one| number(Some(one.code().to_owned()))).collect(),
            ),
            Dimension::Survey => {
                Self::Form(known.forms.iter().map(|form| number(Some(form.survey.to_string()))).collect())
            }
            Dimension::Language => Self::Form(
                known.forms.iter().map(|form| number(Some(form.language.code().to_owned()))).collect(),
            ),
            Dimension::Time(buckets) => {
                Self::Time((0..buckets.len()).map(|place| number(Some(place.to_string()))).collect())
            }
            Dimension::Touchpoint => {
                let named = known.touchpoints.values().iter().map(|id| Some(id.to_string()));
                Self::Touchpoint(std::iter::once(None).chain(named).map(number).collect())
            }
            Dimension::Device => {
                let named = known.devices.values().iter().cloned().map(Some);
                Self::Device(std::iter::once(None).chain(named).map(number).collect())
            }
            Dimension::Segment(name) => match known.attributes.iter().position(|(one, _)| one == name) {
                Some(attribute) => {
                    let named = known.attributes[attribute].1.values().iter().cloned().map(Some);
                    Self::Attribute(attribute, std::iter::once(None).chain(named).map(number).collect())
                }
                None => Self::Constant(number(None)),
            },
        }
    }

    /// Whether rows of one run have different keys.
    pub(crate) fn looks_at_rows(&self) -> bool {
        matches!(self, Self::Touchpoint(_) | Self::Device(_) | Self::Attribute(..))
    }

    /// The key of a run, where the run decides it; else 0.
    pub(crate) fn of_run(&self, service: u32, form: u32, channel: u8, window: usize) -> u32 {
        match self {
            Self::Service(numbers) => numbers[service as usize],
            Self::Form(numbers) => numbers[form as usize],
            Self::Channel(numbers) => numbers[usize::from(channel)],
            Self::Time(numbers) => numbers[window],
            Self::Constant(number) => *number,
            Self::Touchpoint(_) | Self::Device(_) | Self::Attribute(..) => 0,
        }
    }
}
