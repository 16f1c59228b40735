//! Fitting: initial states from the beginning of the series, parameters from its errors.

use super::{Smoother, TrendKind, search};
use crate::series::seasonally_adjusted;

/// A fitted model.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) smoother: Smoother,
    pub(super) fitted: Vec<f64>,
    pub(super) deviation: f64,
    pub(super) aicc: f64,
}

/// How much of a trend is left after each point: outside these, a damped trend is none, or is not damped.
const DAMPING: (f64, f64) = (0.8, 0.98);

/// The best model of this kind; `None` when the series is too short for its parameters.
pub(super) fn best(values: &[f64], trend: TrendKind, period: Option<usize>) -> Option<Fit> {
    let start = initial(values, trend, period);
    let parameters = parameters(trend, period);
    // The variance counts as a parameter of the likelihood.
    let estimated = parameters + 1 + usize::from(trend != TrendKind::None) + period.map_or(0, |m| m - 1);
    corrected_aic(1.0, values.len(), estimated + 1)?;
    let squares = |free: &[f64]| with(&start, trend, free).run(values).1;
    let free = search::minimum(squares, &vec![0.0; parameters]);
    let mut smoother = with(&start, trend, &free);
    let (fitted, squares) = smoother.run(values);
    let aicc = corrected_aic(squares, values.len(), estimated + 1)?;
    let freedom = (values.len() - estimated) as f64;
    Some(Fit { smoother, fitted, deviation: (squares / freedom).sqrt(), aicc })
}

/// `n ln(SSE / n) + 2k + 2k(k + 1) / (n − k − 1)` for `k` parameters; `None` when there are too many for `n` values.
pub(super) fn corrected_aic(squares: f64, n: usize, k: usize) -> Option<f64> {
    let room = n.checked_sub(k + 1).filter(|room| *room > 0)?;
    let (n, k) = (n as f64, k as f64);
    // A perfect fit is as good as fits get; the logarithm of nothing is no number.
    let fit = n * (squares / n).max(f64::MIN_POSITIVE).ln();
    Some(fit + 2.0 * k + 2.0 * k * (k + 1.0) / room as f64)
}

fn parameters(trend: TrendKind, period: Option<usize>) -> usize {
    let of_trend = match trend {
        TrendKind::None => 0,
        TrendKind::Additive => 1,
        TrendKind::Damped => 2,
    };
    1 + of_trend + usize::from(period.is_some())
}

/// Level and trend from a line through the first ten values without their season, the season from the decomposition.
fn initial(values: &[f64], trend: TrendKind, period: Option<usize>) -> Smoother {
    let season = period.and_then(|period| seasonally_adjusted(values, period).ok());
    let (effects, adjusted) =
        season.map_or_else(|| (Vec::new(), values.to_vec()), |season| (season.effects, season.adjusted));
    let first = &adjusted[..adjusted.len().min(10.max(2 * effects.len()))];
    let (level, slope) = line(first);
    let (level, slope) = match trend {
        TrendKind::None => (first.iter().sum::<f64>() / first.len() as f64, 0.0),
        _ => (level, slope),
    };
    Smoother { alpha: 0.0, beta: 0.0, gamma: 0.0, phi: 1.0, level, trend: slope, season: effects }
}

/// The least-squares line through points at 1, 2, …: its value at 0 and its slope.
fn line(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let centre = f64::midpoint(n, 1.0);
    let mean = values.iter().sum::<f64>() / n;
    let (mut products, mut squares) = (0.0, 0.0);
    for (at, value) in values.iter().enumerate() {
        let distance = at as f64 + 1.0 - centre;
        products += distance * (value - mean);
        squares += distance * distance;
    }
    let slope = products / squares;
    (mean - slope * centre, slope)
}

/// The model with parameters from free numbers: `0 < α < 1`, `0 < β < α`, `0 < γ < 1 − α`, `φ` within its bounds.
fn with(start: &Smoother, trend: TrendKind, free: &[f64]) -> Smoother {
    let mut shares = free.iter().map(|x| 1e-4 + (1.0 - 2e-4) / (1.0 + (-x).exp()));
    let mut share = || shares.next().unwrap_or(0.5);
    let alpha = share();
    let beta = if trend == TrendKind::None { 0.0 } else { alpha * share() };
    let phi = if trend == TrendKind::Damped { DAMPING.0 + (DAMPING.1 - DAMPING.0) * share() } else { 1.0 };
    let gamma = if start.season.is_empty() { 0.0 } else { (1.0 - alpha) * share() };
    Smoother { alpha, beta, gamma, phi, ..start.clone() }
}
