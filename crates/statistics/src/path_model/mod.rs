//! Path models with latent variables by partial least squares: the ACSI and ECSI family of satisfaction
//! indices.
//!
//! A [`PathModel`] says which items measure which latent variable and which latent variable moves which; an
//! [`ItemSample`] holds the answers; [`PathEstimate::of`] brings both together. Everything is computed from
//! the correlations of the items, so that a resample costs one pass over the rows and a few small iterations.
//!
//! Sources: H. Wold (1982); J.-B. Lohmöller, “Latent Variable Path Modeling with Partial Least Squares”
//! (1989); M. Tenenhaus, V. Esposito Vinzi, Y.-M. Chatelin and C. Lauro, “PLS path modeling”, CSDA 48 (2005).
//!
//! ```
//! use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, Options, PathEstimate, PathModel, Scheme};
//!
//! let latent = |name: &str, items: [&str; 2]| Latent {
//!     name: name.to_owned(),
//!     items: items.map(String::from).to_vec(),
//!     mode: Mode::A,
//! };
//! let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
//! let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
//! let rows = [[1, 2, 1, 1], [2, 2, 3, 2], [3, 4, 3, 5], [4, 3, 4, 4], [5, 5, 4, 5], [2, 3, 2, 1]];
//! let rows = rows.map(|row| row.map(|answer| Some(f64::from(answer))).to_vec());
//! let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
//! // Six rows are too few to tell anything from, but enough to show how.
//! let estimate = PathEstimate::of(&model, &sample, &Options { minimum: Some(6), ..Options::default() })?;
//! assert!(estimate.paths[0].coefficient > 0.8);
//! assert_eq!(estimate.latents[1].r_squared.map(|share| share > 0.6), Some(true));
//! # Ok::<(), catsup_statistics::ModelError>(())
//! ```

mod accumulator;
mod algorithm;
mod assessment;
mod bootstrap;
mod comparison;
mod consistent;
mod estimate;
mod figures;
mod model;
mod options;
mod performance;
mod sample;
mod structure;

pub use bootstrap::{PathBootstrap, Resampled};
pub use comparison::{GroupComparison, GroupPaths, PathDifference, SmallGroup};
pub use estimate::PathEstimate;
pub use figures::{Effect, ItemEstimate, LatentEstimate, PathCoefficient};
pub use model::{Latent, Mode, PathModel, Scheme};
pub use options::{Method, Options};
pub use performance::{ImportancePerformance, importance_performance};
pub use sample::{ItemSample, Missing};
