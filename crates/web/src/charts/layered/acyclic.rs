//! Chooses the edges to turn round so that no cycle is left, as little of the flow as possible.

use super::Graph;

/// Which edges lead against the order of the nodes.
///
/// Source: P. Eades, X. Lin, W. F. Smyth, “A fast and effective heuristic for the feedback arc set problem”,
/// Information Processing Letters 47 (1993), with the weights of the edges.
pub(super) fn reversed(graph: &Graph) -> Vec<bool> {
    let place = places(graph);
    graph.edges.iter().map(|edge| place[edge.from] > place[edge.to]).collect()
}

/// Each node's place in an order in which most of the flow leads forward.
fn places(graph: &Graph) -> Vec<usize> {
    let count = graph.nodes.len();
    let mut left: Vec<bool> = vec![true; count];
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while front.len() + back.len() < count {
        let flows = flows(graph, &left);
        let among = || (0..count).filter(|node| left[*node]);
        let next = if let Some(sink) = among().find(|node| flows[*node].1 == 0) {
            back.push(sink);
            sink
        } else {
            // A source, or else the node that gives most more than it takes; the first among equals.
            let source = among().find(|node| flows[*node].0 == 0);
            let net = |node: &usize| i128::from(flows[*node].1) - i128::from(flows[*node].0);
            let best = source.or_else(|| among().max_by_key(|node| (net(node), count - node)));
            let best = best.expect("a node is left");
            front.push(best);
            best
        };
        left[next] = false;
    }
    let mut place = vec![0; count];
    front.iter().chain(back.iter().rev()).enumerate().for_each(|(at, node)| place[*node] = at);
    place
}

/// What flows into and out of each node among those left. No edge counts nothing.
fn flows(graph: &Graph, left: &[bool]) -> Vec<(u64, u64)> {
    let mut flows = vec![(0_u64, 0_u64); graph.nodes.len()];
    for edge in graph.edges.iter().filter(|edge| left[edge.from] && left[edge.to]) {
        let weight = edge.weight.max(1);
        flows[edge.to].0 = flows[edge.to].0.saturating_add(weight);
        flows[edge.from].1 = flows[edge.from].1.saturating_add(weight);
    }
    flows
}
