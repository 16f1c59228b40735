//! Gives every node a layer: below all it follows, and no farther from its neighbours than needed.

use super::Graph;

/// The layer of each node, from 0 at the top.
pub(super) fn of(graph: &Graph, reversed: &[bool]) -> Vec<usize> {
    let downward: Vec<(usize, usize, u64)> = graph
        .edges
        .iter()
        .zip(reversed)
        .map(|(edge, reversed)| {
            let (upper, lower) = if *reversed { (edge.to, edge.from) } else { (edge.from, edge.to) };
            (upper, lower, edge.weight.max(1))
        })
        .collect();
    let mut layers = longest_paths(graph.nodes.len(), &downward);
    tighten(&mut layers, &downward);
    let first = layers.iter().min().copied().unwrap_or(0);
    layers.iter_mut().for_each(|layer| *layer -= first);
    layers
}

/// As far down as the longest way to a node. Without cycles this ends after as many rounds as there are nodes.
fn longest_paths(nodes: usize, downward: &[(usize, usize, u64)]) -> Vec<usize> {
    let mut layers = vec![0; nodes];
    for _ in 0..nodes {
        let mut moved = false;
        for (upper, lower, _) in downward {
            if layers[*lower] <= layers[*upper] {
                layers[*lower] = layers[*upper] + 1;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    layers
}

/// Moves nodes while that makes the edges shorter, weighed; each move does, so that this ends.
fn tighten(layers: &mut [usize], downward: &[(usize, usize, u64)]) {
    for _ in 0..layers.len() {
        let mut moved = false;
        for node in 0..layers.len() {
            let above = downward.iter().filter(|(_, lower, _)| *lower == node);
            let below = downward.iter().filter(|(upper, _, _)| *upper == node);
            let pull_up: u64 = above.clone().map(|(_, _, weight)| weight).sum();
            let pull_down: u64 = below.clone().map(|(_, _, weight)| weight).sum();
            let highest = above.map(|(upper, ..)| layers[*upper] + 1).max();
            let lowest = below.map(|(_, lower, _)| layers[*lower] - 1).min();
            let wanted = match (highest, lowest) {
                (_, Some(lowest)) if pull_down > pull_up => lowest,
                (Some(highest), _) if pull_up > pull_down => highest,
                _ => layers[node],
            };
            moved |= wanted != layers[node];
            layers[node] = wanted;
        }
        if !moved {
            break;
        }
    }
}
