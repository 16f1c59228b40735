//! Finds the place from left to right of every spot: in order, apart, and near what it is joined with.

use super::Layered;

/// Between boxes of the same layer.
const GAP: f64 = 18.0;
/// Rounds down and up; the last ones move little.
const ROUNDS: usize = 160;

/// The x of each spot, the leftmost edge at 0.
///
/// Each layer in turn moves to the weighed middle of its neighbours, as near as order and widths allow (least squares
/// by pooling adjacent violators), so that long edges become straight lines.
pub(super) fn places(layered: &Layered) -> Vec<f64> {
    let mut xs = packed(layered);
    let mut joined: Vec<Vec<(usize, f64)>> = vec![Vec::new(); layered.spots.len()];
    for (upper, lower, straight) in &layered.steps {
        joined[*upper].push((*lower, *straight));
        joined[*lower].push((*upper, *straight));
    }
    let layers = layered.order.len();
    for round in 0..ROUNDS {
        for step in 0..layers {
            let layer = if round % 2 == 0 { step } else { layers - 1 - step };
            // First towards one side, so that wishes travel through the layers; in the end towards both.
            let side = |other: usize| match round {
                _ if round > 60 => true,
                _ if round % 2 == 0 => layered.spots[other].layer < layer,
                _ => layered.spots[other].layer > layer,
            };
            settle(layered, layer, &mut xs, &joined, side);
        }
    }
    let left = |spot: usize| xs[spot] - layered.spots[spot].left;
    let least = (0..xs.len()).map(left).fold(f64::INFINITY, f64::min);
    xs.iter_mut().for_each(|x| *x -= least);
    xs
}

/// Every layer side by side, from the left.
fn packed(layered: &Layered) -> Vec<f64> {
    let mut xs = vec![0.0; layered.spots.len()];
    for layer in &layered.order {
        let mut right = 0.0;
        for spot in layer {
            xs[*spot] = right + layered.spots[*spot].left;
            right = xs[*spot] + layered.spots[*spot].right + GAP;
        }
    }
    xs
}

fn settle(
    layered: &Layered,
    layer: usize,
    xs: &mut [f64],
    joined: &[Vec<(usize, f64)>],
    side: impl Fn(usize) -> bool,
) {
    let spots = &layered.order[layer];
    // Where a spot would stand if all at its left took no room: then order is all that is left to keep.
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(spots.len());
    let mut blocks: Vec<Block> = Vec::with_capacity(spots.len());
    for (place, spot) in spots.iter().enumerate() {
        if place > 0 {
            offset += layered.spots[spots[place - 1]].right + GAP + layered.spots[*spot].left;
        }
        offsets.push(offset);
        let wishes = joined[*spot].iter().filter(|(other, _)| side(*other));
        let (sum, weight) =
            wishes.fold((0.0, 0.0), |(sum, weight), (other, by)| (sum + xs[*other] * by, weight + by));
        // A spot without a neighbour on this side would rather stay, but not much.
        let (at, weight) = if weight > 0.0 { (sum / weight, weight) } else { (xs[*spot], 0.01) };
        let mut block = Block { at: at - offset, weight, count: 1 };
        while let Some(before) = blocks.pop_if(|before| before.at > block.at) {
            let weight = before.weight + block.weight;
            block = Block {
                at: (before.at * before.weight + block.at * block.weight) / weight,
                weight,
                count: before.count + block.count,
            };
        }
        blocks.push(block);
    }
    let places = blocks.iter().flat_map(|block| std::iter::repeat_n(block.at, block.count));
    for ((spot, offset), at) in spots.iter().zip(offsets).zip(places) {
        xs[*spot] = at + offset;
    }
}

/// Spots that stand as close as they may.
struct Block {
    at: f64,
    weight: f64,
    count: usize,
}
