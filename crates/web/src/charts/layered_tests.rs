//! Whatever the graph: everything is placed, layers hold, and nothing lies on anything else.

use super::*;

/// A small generator of its own, so that a failure names the graph by its number.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

fn random(number: u64) -> Graph {
    let mut dice = Dice(number.wrapping_mul(7_919) + 1);
    let count = 1 + dice.throw(14);
    let node = |dice: &mut Dice| NodeBox {
        width: 20.0 + dice.throw(150) as f64,
        height: 20.0 + dice.throw(40) as f64,
        beside: [0.0, 0.0, 60.0][dice.throw(3)],
    };
    let nodes = (0..count).map(|_| node(&mut dice)).collect();
    let mut graph = Graph { nodes, edges: Vec::new() };
    for _ in 0..dice.throw(count * 3) {
        let (from, to) = (dice.throw(count), dice.throw(count));
        if from != to && graph.edges.iter().all(|edge| (edge.from, edge.to) != (from, to)) {
            let weight = 1 + dice.throw(1_000) as u64;
            let label_width = 10.0 + dice.throw(80) as f64;
            graph.edges.push(Link { from, to, weight, label_width, label_height: 16.0 });
        }
    }
    graph
}

/// Left, right, top, bottom of everything that must not lie on another: boxes with their loops, and labels.
fn boxes(graph: &Graph, placed: &Placed) -> Vec<(f64, f64, f64, f64)> {
    let nodes = graph.nodes.iter().zip(&placed.nodes).map(|(node, at)| {
        let right = at.x + node.width / 2.0 + node.beside;
        (at.x - node.width / 2.0, right, at.y - node.height / 2.0, at.y + node.height / 2.0)
    });
    let labels = graph.edges.iter().zip(&placed.edges).map(|(edge, route)| {
        let half = edge.label_height / 2.0;
        (route.label.x, route.label.x + edge.label_width, route.label.y - half, route.label.y + half)
    });
    nodes.chain(labels).collect()
}

fn every_graph(check: impl Fn(u64, &Graph, &Placed)) {
    for number in 0..120 {
        let graph = random(number);
        check(number, &graph, &place(&graph));
    }
}

/// Points along a chain of curves.
fn along(curve: &[Point]) -> Vec<Point> {
    let mut points = Vec::new();
    let mut start = curve[0];
    for part in curve[1..].chunks_exact(3) {
        for step in 0..=8 {
            let (t, u) = (f64::from(step) / 8.0, 1.0 - f64::from(step) / 8.0);
            let at = |one: fn(&Point) -> f64| {
                u * u * u * one(&start)
                    + 3.0 * u * u * t * one(&part[0])
                    + 3.0 * u * t * t * one(&part[1])
                    + t * t * t * one(&part[2])
            };
            points.push(Point { x: at(|point| point.x), y: at(|point| point.y) });
        }
        start = part[2];
    }
    points
}

#[test]
fn nothing_lies_on_anything_else_or_outside() {
    every_graph(|number, graph, placed| {
        let boxes = boxes(graph, placed);
        for (place, one) in boxes.iter().enumerate() {
            assert!(one.0 >= -1e-6 && one.2 >= -1e-6, "{number}: {one:?} begins outside");
            assert!(one.1 <= placed.width + 1e-6, "{number}: {one:?} ends right of {}", placed.width);
            assert!(one.3 <= placed.height + 1e-6, "{number}: {one:?} ends below {}", placed.height);
            for other in &boxes[place + 1..] {
                let apart = one.1 <= other.0 + 1e-6
                    || other.1 <= one.0 + 1e-6
                    || one.3 <= other.2 + 1e-6
                    || other.3 <= one.2 + 1e-6;
                assert!(apart, "{number}: {one:?} lies on {other:?}");
            }
        }
    });
}

#[test]
fn every_edge_leads_from_the_border_of_its_start_to_that_of_its_end() {
    every_graph(|number, graph, placed| {
        assert_eq!((placed.nodes.len(), placed.edges.len()), (graph.nodes.len(), graph.edges.len()));
        for (edge, route) in graph.edges.iter().zip(&placed.edges) {
            assert_eq!(route.curve.len() % 3, 1, "{number}: a start and whole curves");
            let down = if route.upwards { -1.0 } else { 1.0 };
            for (node, point, side) in
                [(edge.from, route.curve[0], down), (edge.to, *route.curve.last().unwrap(), -down)]
            {
                let (at, of) = (placed.nodes[node], graph.nodes[node]);
                assert!((point.y - (at.y + side * of.height / 2.0)).abs() < 1e-6, "{number}: {edge:?}");
                assert!((point.x - at.x).abs() <= of.width / 2.0, "{number}: {edge:?}");
            }
            let (from, to) = (placed.nodes[edge.from].y, placed.nodes[edge.to].y);
            assert_eq!(route.upwards, from > to, "{number}: no edge stays in its layer");
        }
    });
}

#[test]
fn no_edge_passes_through_a_box_of_another() {
    every_graph(|number, graph, placed| {
        for (edge, route) in graph.edges.iter().zip(&placed.edges) {
            for point in along(&route.curve) {
                for (node, (of, at)) in graph.nodes.iter().zip(&placed.nodes).enumerate() {
                    let inside = (point.x - at.x).abs() < of.width / 2.0 - 1e-6
                        && (point.y - at.y).abs() < of.height / 2.0 - 1e-6;
                    assert!(!inside, "{number}: {edge:?} passes node {node} at {point:?}");
                }
            }
        }
    });
}

#[test]
fn the_same_graph_gets_the_same_drawing() {
    every_graph(|number, graph, placed| assert_eq!(&place(graph), placed, "{number}"));
}

#[test]
fn a_chain_stands_in_one_column_and_a_way_back_leads_up() {
    let node = NodeBox { width: 100.0, height: 40.0, beside: 0.0 };
    let link = |from, to, weight| Link { from, to, weight, label_width: 30.0, label_height: 16.0 };
    let edges = vec![link(0, 1, 90), link(1, 2, 80), link(2, 3, 80), link(2, 1, 10)];
    let placed = place(&Graph { nodes: vec![node; 4], edges });
    assert!(placed.nodes.is_sorted_by(|one, next| one.y < next.y), "{:?}", placed.nodes);
    assert!((placed.nodes[0].x - placed.nodes[1].x).abs() < 25.0, "{:?}", placed.nodes);
    assert_eq!(placed.edges.iter().filter(|edge| edge.upwards).count(), 1);
    assert!(placed.edges[3].upwards, "the rarer edge gives way");
}

#[test]
fn a_tree_is_drawn_without_a_crossing() {
    let node = NodeBox { width: 60.0, height: 30.0, beside: 0.0 };
    let link = |from, to| Link { from, to, weight: 1, label_width: 20.0, label_height: 16.0 };
    // Named so that the order of the nodes itself would cross.
    let pairs = [(0, 1), (0, 2), (1, 5), (2, 3), (1, 6), (2, 4), (0, 7)];
    let edges = pairs.map(|(from, to)| link(from, to)).to_vec();
    let graph = Graph { nodes: vec![node; 8], edges };
    let reversed = acyclic::reversed(&graph);
    let mut layered = cut(&graph, &reversed, &layers::of(&graph, &reversed));
    layered.order = crossings::ordered(&layered);
    let mut below = vec![Vec::new(); layered.spots.len()];
    layered.steps.iter().for_each(|(upper, lower, _)| below[*upper].push(*lower));
    assert_eq!(crossings::crossings(&layered.order, &below), 0);
}

#[test]
fn nothing_takes_no_room() {
    let placed = place(&Graph::default());
    assert_eq!((placed.width, placed.height, placed.nodes.len()), (0.0, 0.0, 0));
}
