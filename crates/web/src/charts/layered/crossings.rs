//! Orders the spots of each layer so that few edges cross.

use super::Layered;

/// Rounds down and up the layers; more seldom help.
const ROUNDS: usize = 12;

/// The spots of each layer from left to right.
///
/// Barycentres, down and up in turn, then swaps of neighbours; the best order met is kept.
pub(super) fn ordered(layered: &Layered) -> Vec<Vec<usize>> {
    let (above, below) = neighbours(layered);
    let mut order = first(layered, &below);
    let mut best = (crossings(&order, &below), order.clone());
    for round in 0..ROUNDS {
        if round % 2 == 0 {
            (1..order.len()).for_each(|layer| sort(&mut order, layer, layer - 1, &above));
        } else {
            (0..order.len().saturating_sub(1))
                .rev()
                .for_each(|layer| sort(&mut order, layer, layer + 1, &below));
        }
        swap_neighbours(&mut order, &above, &below);
        let crossed = crossings(&order, &below);
        if crossed < best.0 {
            best = (crossed, order.clone());
        }
        if best.0 == 0 {
            break;
        }
    }
    best.1
}

type Neighbours = Vec<Vec<usize>>;

fn neighbours(layered: &Layered) -> (Neighbours, Neighbours) {
    let mut above = vec![Vec::new(); layered.spots.len()];
    let mut below = above.clone();
    for (upper, lower, _) in &layered.steps {
        above[*lower].push(*upper);
        below[*upper].push(*lower);
    }
    (above, below)
}

/// In the order in which a walk down from the top meets them: what belongs together begins together.
fn first(layered: &Layered, below: &Neighbours) -> Vec<Vec<usize>> {
    let layers = layered.spots.iter().map(|spot| spot.layer + 1).max().unwrap_or(0);
    let mut order = vec![Vec::new(); layers];
    let mut met = vec![false; layered.spots.len()];
    let mut starts: Vec<usize> = (0..layered.spots.len()).collect();
    starts.sort_by_key(|spot| layered.spots[*spot].layer);
    for start in starts {
        let mut ahead = vec![start];
        while let Some(spot) = ahead.pop() {
            if !std::mem::replace(&mut met[spot], true) {
                order[layered.spots[spot].layer].push(spot);
                ahead.extend(below[spot].iter().rev().filter(|next| !met[**next]));
            }
        }
    }
    order
}

/// Sorts a layer by the middle of each spot's neighbours in the fixed layer; a spot without any stays where it is.
fn sort(order: &mut [Vec<usize>], layer: usize, fixed: usize, neighbours: &Neighbours) {
    let at = places(&order[fixed]);
    let mut keyed: Vec<(f64, usize)> = order[layer]
        .iter()
        .enumerate()
        .map(|(place, spot)| {
            let near = &neighbours[*spot];
            let sum: usize = near.iter().map(|one| at[one]).sum();
            (if near.is_empty() { place as f64 } else { sum as f64 / near.len() as f64 }, *spot)
        })
        .collect();
    keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
    order[layer] = keyed.into_iter().map(|(_, spot)| spot).collect();
}

fn places(layer: &[usize]) -> std::collections::HashMap<usize, usize> {
    layer.iter().enumerate().map(|(place, spot)| (*spot, place)).collect()
}

/// Swaps neighbours of a layer where that takes crossings away, until it no longer does.
fn swap_neighbours(order: &mut [Vec<usize>], above: &Neighbours, below: &Neighbours) {
    for _ in 0..4 {
        let mut better = false;
        for layer in 0..order.len() {
            let over = if layer > 0 { places(&order[layer - 1]) } else { Default::default() };
            let under = if layer + 1 < order.len() { places(&order[layer + 1]) } else { Default::default() };
            for place in 1..order[layer].len() {
                let (one, other) = (order[layer][place - 1], order[layer][place]);
                let crossed = |left: usize, right: usize| {
                    pairs(&above[left], &above[right], &over) + pairs(&below[left], &below[right], &under)
                };
                if crossed(other, one) < crossed(one, other) {
                    order[layer].swap(place - 1, place);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// How often edges of a spot at the left cross those of one at its right.
fn pairs(left: &[usize], right: &[usize], at: &std::collections::HashMap<usize, usize>) -> usize {
    left.iter().map(|one| right.iter().filter(|other| at[other] < at[one]).count()).sum()
}

/// Crossings between all neighbouring layers.
pub(super) fn crossings(order: &[Vec<usize>], below: &[Vec<usize>]) -> usize {
    let between = |pair: &[Vec<usize>]| -> usize {
        let at = places(&pair[1]);
        let ends = |spot: &usize| {
            let mut ends: Vec<usize> = below[*spot].iter().map(|lower| at[lower]).collect();
            ends.sort_unstable();
            ends
        };
        let met: Vec<usize> = pair[0].iter().flat_map(ends).collect();
        met.iter().enumerate().map(|(place, end)| met[..place].iter().filter(|one| *one > end).count()).sum()
    };
    order.windows(2).map(between).sum()
}
