//! The minimum of a function of a few numbers.

/// The place of the least value, searched from `start` and from its neighbours at some distance.
///
/// The simplex of Nelder and Mead (1965) with the usual steps (reflect 1, expand 2, contract ½, shrink ½), started
/// several times since smoothing errors have more than one valley.
pub(super) fn minimum(f: impl Fn(&[f64]) -> f64, start: &[f64]) -> Vec<f64> {
    let from = |level: f64| {
        let mut start = start.to_vec();
        // The first parameter, α, decides in which valley the search ends.
        start[0] = level;
        simplex(&f, &start)
    };
    [-3.0, -1.0, 1.0, 3.0]
        .map(from)
        .into_iter()
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or_else(|| start.to_vec(), |best| best.0)
}

fn simplex(f: &impl Fn(&[f64]) -> f64, start: &[f64]) -> (Vec<f64>, f64) {
    let dimensions = start.len();
    let valued = |place: Vec<f64>| {
        let value = f(&place);
        (place, if value.is_nan() { f64::INFINITY } else { value })
    };
    let mut corners: Vec<(Vec<f64>, f64)> = (0..=dimensions)
        .map(|corner| {
            let mut place = start.to_vec();
            if let Some(x) = corner.checked_sub(1) {
                place[x] += 1.0;
            }
            valued(place)
        })
        .collect();
    for _ in 0..400 * dimensions {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (corners[0].1, corners[dimensions].1);
        if worst - best <= 1e-12 * best.abs() {
            break;
        }
        let middle: Vec<f64> = (0..dimensions)
            .map(|x| corners[..dimensions].iter().map(|corner| corner.0[x]).sum::<f64>() / dimensions as f64)
            .collect();
        let along = |step: f64| {
            let last = &corners[dimensions].0;
            valued(middle.iter().zip(last).map(|(middle, last)| middle + step * (middle - last)).collect())
        };
        let reflected = along(1.0);
        let replacement = if reflected.1 < best {
            let expanded = along(2.0);
            Some(if expanded.1 < reflected.1 { expanded } else { reflected })
        } else if reflected.1 < corners[dimensions - 1].1 {
            Some(reflected)
        } else {
            let contracted = along(if reflected.1 < worst { 0.5 } else { -0.5 });
            (contracted.1 < worst.min(reflected.1)).then_some(contracted)
        };
        match replacement {
            Some(corner) => corners[dimensions] = corner,
            None => {
                let least = corners[0].0.clone();
                for corner in &mut corners[1..] {
                    let nearer = corner.0.iter().zip(&least).map(|(x, least)| f64::midpoint(*x, *least));
                    *corner = valued(nearer.collect());
                }
            }
        }
    }
    corners.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let rosenbrock = |x: &[f64]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
        let found = minimum(rosenbrock, &[0.0, 0.0]);
        assert!((found[0] - 1.0).abs() < 1e-4 && (found[1] - 1.0).abs() < 1e-4, "{found:?}");
    }
}
