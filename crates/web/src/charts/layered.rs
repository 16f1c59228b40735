//! Places the nodes and edges of a directed graph in layers from top to bottom, so that most edges lead down, few cross,
//! and no box or label lies on another.
//!
//! Source: K. Sugiyama, S. Tagawa, M. Toda, “Methods for visual understanding of hierarchical system structures”,
//! IEEE SMC 11 (1981). The same graph always gets the same drawing.

mod acyclic;
mod columns;
mod crossings;
mod layers;
mod routes;

/// What is to be placed. An edge from a node to itself is no edge here: the node's box keeps room for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Graph {
    pub nodes: Vec<NodeBox>,
    pub edges: Vec<Link>,
}

/// The room a node takes. The place of a node is the middle of `width`; `beside` is kept free at its right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NodeBox {
    pub width: f64,
    pub height: f64,
    pub beside: f64,
}

/// An edge with the room of its label, which stands at the right of the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    /// How much it matters that the edge leads down and is short.
    pub weight: u64,
    pub label_width: f64,
    pub label_height: f64,
}

/// Where everything goes, from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub width: f64,
    pub height: f64,
    /// The middle of each node.
    pub nodes: Vec<Point>,
    /// The way of each edge.
    pub edges: Vec<Route>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// The way of an edge: from its start to its end, whichever way it leads on the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Route {
    /// Start, then groups of two handles and an end: a chain of cubic curves.
    pub curve: Vec<Point>,
    /// Left end of the label, and its middle from top to bottom.
    pub label: Point,
    /// Whether it leads up the page.
    pub upwards: bool,
}

/// A node of the layered graph: a real one, a bend of a long edge, or the label of an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Spot {
    /// Even layers hold nodes, odd ones labels.
    layer: usize,
    left: f64,
    right: f64,
    height: f64,
    is_node: bool,
}

/// The graph cut into steps from one layer to the next.
#[derive(Debug, Default)]
struct Layered {
    /// The real nodes first, in their order.
    spots: Vec<Spot>,
    /// Upper and lower end, and how much it matters that the step is straight.
    steps: Vec<(usize, usize, f64)>,
    /// Spots of each edge from the upper to the lower end, and which of them holds the label.
    chains: Vec<Chain>,
    /// The spots of each layer from left to right.
    order: Vec<Vec<usize>>,
}

#[derive(Debug, Default)]
struct Chain {
    spots: Vec<usize>,
    label: usize,
    reversed: bool,
}

/// Space between a line and its label.
pub(super) const LABEL_GAP: f64 = 5.0;
/// Space kept at the left of a line.
const LINE_ROOM: f64 = 9.0;

/// Places a graph. Edges that name no node, or lead from a node to itself, must not be among its edges.
pub(super) fn place(graph: &Graph) -> Placed {
    let reversed = acyclic::reversed(graph);
    let layers = layers::of(graph, &reversed);
    let mut layered = cut(graph, &reversed, &layers);
    layered.order = crossings::ordered(&layered);
    let xs = columns::places(&layered);
    routes::drawn(graph, &layered, xs)
}

/// Puts a bend on every layer that an edge passes, and its label on the layer of labels nearest its middle.
fn cut(graph: &Graph, reversed: &[bool], layers: &[usize]) -> Layered {
    let nodes = graph
        .nodes
        .iter()
        .zip(layers)
        .map(|(node, layer)| Spot {
            layer: layer * 2,
            left: node.width / 2.0,
            right: node.width / 2.0 + node.beside,
            height: node.height,
            is_node: true,
        })
        .collect();
    let mut layered = Layered { spots: nodes, ..Layered::default() };
    for (edge, reversed) in graph.edges.iter().zip(reversed) {
        let (upper, lower) = if *reversed { (edge.to, edge.from) } else { (edge.from, edge.to) };
        let (first, last) = (layers[upper] * 2, layers[lower] * 2);
        let middle = ((first + last) / 2) | 1;
        let mut chain = Chain { spots: vec![upper], label: 0, reversed: *reversed };
        for layer in first + 1..last {
            let bend = Spot { layer, left: LINE_ROOM, right: LINE_ROOM, height: 0.0, is_node: false };
            let is_label = layer == middle;
            if is_label {
                chain.label = layered.spots.len();
            }
            chain.spots.push(layered.spots.len());
            layered.spots.push(if is_label {
                Spot { right: LABEL_GAP + edge.label_width, height: edge.label_height, ..bend }
            } else {
                bend
            });
        }
        chain.spots.push(lower);
        for pair in chain.spots.windows(2) {
            let nodes = pair.iter().filter(|spot| layered.spots[**spot].is_node).count();
            let straight = [100.0, 2.0, 1.0][nodes] * (1.0 + (edge.weight as f64).ln_1p());
            layered.steps.push((pair[0], pair[1], straight));
        }
        layered.chains.push(chain);
    }
    layered
}

#[cfg(test)]
#[path = "layered_tests.rs"]
mod tests;
