//! The different paths of a log.

use catsup_journeys::Variants;
use serde::Serialize;

use super::{JourneyFile, Reading, Seconds, anything};
use crate::Error;

/// The paths of a log.
#[derive(Debug, Clone, Serialize)]
pub struct VariantsReport {
    /// Cases.
    pub cases: u64,
    /// Different paths.
    pub variant_count: usize,
    /// How many of the most frequent paths hold half, 80 % and 95 % of the cases.
    pub covering: Covering,
    /// The paths, the most frequent first.
    pub variants: Vec<VariantReport>,
    /// What was read.
    #[serde(flatten)]
    pub reading: Reading,
}

/// How many paths hold how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Covering {
    /// Half of the cases.
    pub half: usize,
    /// 80 % of the cases.
    pub four_fifths: usize,
    /// 95 % of the cases.
    pub nineteen_twentieths: usize,
}

/// A path and its cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VariantReport {
    /// Its number, from 1 with the most frequent.
    pub number: usize,
    /// Cases that took it.
    pub cases: u64,
    /// Their share of all cases.
    pub share: f64,
    /// The share of cases that took this path or a more frequent one.
    pub coverage: f64,
    /// How long its cases take.
    pub duration_seconds: Seconds,
    /// The activities along it.
    pub path: Vec<String>,
}

impl VariantReport {
    /// The most frequent paths.
    pub(super) fn of(variants: &Variants, top: usize) -> Vec<Self> {
        let numbered = (1..).zip(&variants.list).take(top);
        let named = numbered.map(|(number, variant)| Self {
            number,
            cases: variant.cases,
            share: variant.share,
            coverage: variant.coverage,
            duration_seconds: variant.duration.into(),
            path: variants.path(variant).into_iter().map(str::to_owned).collect(),
        });
        named.collect()
    }
}

impl JourneyFile {
    /// Tells the different paths, the `top` most frequent of them.
    ///
    /// # Errors
    /// [`Error::Invalid`] when filters left nothing.
    pub fn variants(&self, top: usize) -> Result<VariantsReport, Error> {
        anything(&self.log)?;
        let variants = Variants::of(&self.log);
        Ok(VariantsReport {
            cases: self.log.cases() as u64,
            variant_count: variants.list.len(),
            covering: Covering {
                half: variants.covering(0.5),
                four_fifths: variants.covering(0.8),
                nineteen_twentieths: variants.covering(0.95),
            },
            variants: VariantReport::of(&variants, top),
            reading: self.reading.clone(),
        })
    }
}
