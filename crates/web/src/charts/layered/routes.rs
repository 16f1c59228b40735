//! Finds the heights of the layers, and leads every edge past the boxes.

use super::{Graph, LABEL_GAP, Layered, Placed, Point, Route};

/// The least and the most space between two layers.
const NEAREST: f64 = 20.0;
const FARTHEST: f64 = 56.0;
/// How much of a node's width edges may arrive at and leave from.
const DOCK: f64 = 0.7;

/// The drawing, from the places of the spots.
pub(super) fn drawn(graph: &Graph, layered: &Layered, xs: Vec<f64>) -> Placed {
    let rows = rows(layered, &xs);
    let docks = docks(layered, &xs);
    let edges = layered.chains.iter().zip(&docks).map(|(chain, docks)| {
        let last = chain.spots.len() - 1;
        let mut curve: Vec<Point> = Vec::new();
        for (place, spot) in chain.spots.iter().enumerate() {
            let row = &rows[layered.spots[*spot].layer];
            let half = layered.spots[*spot].height / 2.0;
            // Through its row every edge goes straight down; it turns between rows only.
            let (x, top, bottom) = match place {
                0 => (docks.0, row.middle + half, row.bottom()),
                _ if place == last => (docks.1, row.top(), row.middle - half),
                _ => (xs[*spot], row.top(), row.bottom()),
            };
            match curve.last().copied() {
                None => curve.push(Point { x, y: top }),
                Some(before) => {
                    let half = (before.y + top) / 2.0;
                    curve.extend([Point { x: before.x, y: half }, Point { x, y: half }, Point { x, y: top }]);
                }
            }
            if bottom > top {
                curve.extend([Point { x, y: top }, Point { x, y: bottom }, Point { x, y: bottom }]);
            }
        }
        if chain.reversed {
            curve.reverse();
        }
        let label =
            Point { x: xs[chain.label] + LABEL_GAP, y: rows[layered.spots[chain.label].layer].middle };
        Route { curve, label, upwards: chain.reversed }
    });
    let edges = edges.collect();
    let right = |(spot, x): (usize, &f64)| x + layered.spots[spot].right;
    let nodes = graph.nodes.len();
    Placed {
        width: xs.iter().enumerate().map(right).fold(0.0, f64::max),
        height: rows.last().map_or(0.0, Row::bottom),
        nodes: (0..nodes)
            .map(|node| Point { x: xs[node], y: rows[layered.spots[node].layer].middle })
            .collect(),
        edges,
    }
}

struct Row {
    middle: f64,
    height: f64,
}

impl Row {
    fn top(&self) -> f64 {
        self.middle - self.height / 2.0
    }

    fn bottom(&self) -> f64 {
        self.middle + self.height / 2.0
    }
}

/// The farther edges go sideways between two layers, the more room they get to turn.
fn rows(layered: &Layered, xs: &[f64]) -> Vec<Row> {
    let mut sideways = vec![0.0_f64; layered.order.len()];
    for (upper, lower, _) in &layered.steps {
        let layer = layered.spots[*lower].layer;
        sideways[layer] = sideways[layer].max((xs[*upper] - xs[*lower]).abs());
    }
    let mut rows = Vec::with_capacity(layered.order.len());
    let mut bottom = 0.0;
    for (layer, spots) in layered.order.iter().enumerate() {
        let height = spots.iter().map(|spot| layered.spots[*spot].height).fold(0.0, f64::max);
        let gap = if layer == 0 { 0.0 } else { (NEAREST + sideways[layer] * 0.1).min(FARTHEST) };
        rows.push(Row { middle: bottom + gap + height / 2.0, height });
        bottom += gap + height;
    }
    rows
}

/// Where each edge leaves its upper node and arrives at its lower one: side by side, in the order of where they lead.
fn docks(layered: &Layered, xs: &[f64]) -> Vec<(f64, f64)> {
    let mut docks = vec![(0.0, 0.0); layered.chains.len()];
    for (node, spot) in layered.spots.iter().enumerate().filter(|(_, spot)| spot.is_node) {
        let spread = |at: &mut [(f64, usize)], mut set: Box<dyn FnMut(usize, f64) + '_>| {
            at.sort_by(|one, other| one.0.total_cmp(&other.0));
            let width = spot.left * 2.0 * DOCK;
            let count = at.len() as f64;
            for (place, (_, chain)) in at.iter().enumerate() {
                set(*chain, xs[node] + width * ((place as f64 + 0.5) / count - 0.5));
            }
        };
        let chains = || layered.chains.iter().enumerate();
        let leaving = chains().filter(|(_, chain)| chain.spots.first() == Some(&node));
        let mut leaving: Vec<_> = leaving.map(|(at, chain)| (xs[chain.spots[1]], at)).collect();
        spread(&mut leaving, Box::new(|chain, x| docks[chain].0 = x));
        let arriving = chains().filter(|(_, chain)| chain.spots.last() == Some(&node));
        let mut arriving: Vec<_> =
            arriving.map(|(at, chain)| (xs[chain.spots[chain.spots.len() - 2]], at)).collect();
        spread(&mut arriving, Box::new(|chain, x| docks[chain].1 = x));
    }
    docks
}
