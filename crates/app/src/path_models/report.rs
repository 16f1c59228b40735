//! An estimated path model as it is printed and drawn. The names of its fields are a contract of the command
//! line.

use catsup_statistics::{
    drivers::Scale,
    path_model::{ImportancePerformance, Method, Missing, Mode, Scheme},
};
use serde::Serialize;

use super::{
    Estimated, PathModelQuestion,
    resampled::{BootstrapReport, GroupsReport, Spread},
};

/// An estimated path model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathModelReport {
    /// The observations.
    pub n: u64,
    /// Rows left out because answers were missing.
    pub rows_left_out: u64,
    /// Missing answers among the rows used.
    pub missing_answers: u64,
    /// What became of missing answers.
    pub missing: Missing,
    /// The inner scheme.
    pub scheme: Scheme,
    /// Whether paths are corrected for unreliability.
    pub method: Method,
    /// The iterations until the weights had settled.
    pub iterations: usize,
    /// The latent variable that importance speaks of.
    pub target: String,
    /// The latent variables.
    pub latent: Vec<LatentReport>,
    /// The items.
    pub items: Vec<ItemReport>,
    /// The paths.
    pub paths: Vec<PathReport>,
    /// The total effects.
    pub total_effects: Vec<EffectReport>,
    /// Correlations of latent variables.
    pub correlations: Vec<PairReport>,
    /// Heterotrait–monotrait ratios.
    pub htmt: Vec<PairReport>,
    /// Goodness of fit; absent where every block has one item.
    pub gof: Option<f64>,
    /// How resampling went; absent without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bootstrap: Option<BootstrapReport>,
    /// Groups compared; absent without them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<GroupsReport>,
}

/// One latent variable.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LatentReport {
    /// Its name.
    pub name: String,
    /// How its items hang together with it.
    pub mode: Mode,
    /// Explained variance; `null` where nothing moves it.
    pub r2: Option<f64>,
    /// The same, adjusted.
    pub adj_r2: Option<f64>,
    /// Average variance extracted.
    pub ave: f64,
    /// Composite reliability; `null` in Mode B.
    pub rho_c: Option<f64>,
    /// Standardised Cronbach's alpha; `null` in Mode B.
    pub alpha: Option<f64>,
    /// Reliability of the score; `null` in Mode B.
    pub rho_a: Option<f64>,
    /// Mean from 0 to 100.
    pub performance: f64,
    /// Unstandardised total effect on the target; `null` where it does not move it.
    pub importance: Option<f64>,
    /// The ends of its items' scale.
    pub scale: [f64; 2],
}

/// One item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemReport {
    /// Its latent variable.
    pub latent: String,
    /// Its name.
    pub item: String,
    /// Its weight.
    pub weight: f64,
    /// Its loading.
    pub loading: f64,
    /// Its communality.
    pub communality: f64,
    /// Variance inflation in its block; `null` where the others determine it.
    pub vif: Option<f64>,
    /// What resampling says about the loading.
    #[serde(flatten)]
    pub spread: Option<Spread>,
}

/// One path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathReport {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Its coefficient.
    pub coefficient: f64,
    /// Cohen's f².
    pub f2: f64,
    /// Variance inflation by the other causes.
    pub vif: f64,
    /// What resampling says.
    #[serde(flatten)]
    pub spread: Option<Spread>,
}

/// One total effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EffectReport {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Direct and indirect together.
    pub effect: f64,
    /// Through the path between them.
    pub direct: f64,
    /// Through others.
    pub indirect: f64,
    /// What resampling says.
    #[serde(flatten)]
    pub spread: Option<Spread>,
}

/// A figure of two latent variables.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairReport {
    /// One.
    pub first: String,
    /// The other.
    pub second: String,
    /// The figure.
    pub value: f64,
}

impl PathModelReport {
    pub(super) fn new(
        question: &PathModelQuestion,
        estimated: &Estimated,
        map: &[ImportancePerformance],
        scales: &[Scale],
        target: usize,
    ) -> Self {
        let (estimate, bootstrap) = (&estimated.estimate, estimated.bootstrap.as_ref());
        let name = |latent: usize| estimate.latents[latent].name.clone();
        let mut first_items = scales.iter().zip(&estimate.items);
        let latent = estimate.latents.iter().zip(map).enumerate().map(|(place, (one, point))| {
            let scale = first_items.find(|(_, item)| item.latent == place).map(|(scale, _)| *scale);
            LatentReport {
                name: one.name.clone(),
                mode: one.mode,
                r2: one.r_squared,
                adj_r2: one.adjusted_r_squared,
                ave: one.extracted_variance,
                rho_c: one.composite_reliability,
                alpha: one.alpha,
                rho_a: one.score_reliability,
                performance: point.performance,
                importance: point.importance,
                scale: scale.map_or([0.0, 1.0], |scale| [scale.low(), scale.high()]),
            }
        });
        let items = estimate.items.iter().enumerate().map(|(place, one)| ItemReport {
            latent: name(one.latent),
            item: one.name.clone(),
            weight: one.weight,
            loading: one.loading,
            communality: one.communality,
            vif: one.variance_inflation,
            spread: bootstrap.map(|bootstrap| Spread::of(&bootstrap.loadings[place])),
        });
        let paths = estimate.paths.iter().enumerate().map(|(place, one)| PathReport {
            from: name(one.from),
            to: name(one.to),
            coefficient: one.coefficient,
            f2: one.effect_size,
            vif: one.variance_inflation,
            spread: bootstrap.map(|bootstrap| Spread::of(&bootstrap.paths[place])),
        });
        let effects = estimate.effects.iter().enumerate().map(|(place, one)| EffectReport {
            from: name(one.from),
            to: name(one.to),
            effect: one.total,
            direct: one.direct,
            indirect: one.indirect,
            spread: bootstrap.map(|bootstrap| Spread::of(&bootstrap.total_effects[place])),
        });
        let pairs = |value: &dyn Fn(usize, usize) -> Option<f64>| {
            let size = estimate.latents.len();
            let places = (0..size).flat_map(|first| (first + 1..size).map(move |second| (first, second)));
            let known = places.filter_map(|(first, second)| {
                Some(PairReport { first: name(first), second: name(second), value: value(first, second)? })
            });
            known.collect()
        };
        Self {
            n: estimate.n,
            rows_left_out: estimated.sample.left_out(),
            missing_answers: estimated.sample.missing(),
            missing: question.missing,
            scheme: question.model.model().scheme(),
            method: estimate.method,
            iterations: estimate.iterations,
            target: name(target),
            latent: latent.collect(),
            items: items.collect(),
            paths: paths.collect(),
            total_effects: effects.collect(),
            correlations: pairs(&|first, second| Some(estimate.correlations[(first, second)])),
            htmt: pairs(&|first, second| estimate.heterotrait_monotrait[first][second]),
            gof: estimate.goodness_of_fit,
            bootstrap: bootstrap.map(|bootstrap| BootstrapReport::of(bootstrap, question)),
            groups: estimated.groups.as_ref().map(|groups| GroupsReport::of(groups, estimate)),
        }
    }
}
