//! Simplification: the graph of the activities and paths that carry most of the traffic.

use hashbrown::HashSet;

use crate::{DirectlyFollows, Edge, Error, EventLog, Result};

/// A graph with rare activities and paths left out, and what that hides.
#[derive(Debug, Clone, PartialEq)]
pub struct Simplified {
    /// The graph that is left. Its events, activities and ends are those of the cases without the hidden activities.
    pub graph: DirectlyFollows,
    /// The activities left out.
    pub hidden_activities: usize,
    /// The share of all events whose activity is shown.
    pub shown_events: f64,
    /// The edges left out, among the activities shown.
    pub hidden_edges: usize,
    /// The share of the steps between activities shown whose edge is shown too; 1 when there is none.
    pub shown_steps: f64,
}

/// Leaves out rare activities, then rare paths.
///
/// Keeps the most frequent activities until they hold `activity_share` of all events, and at least one; the neighbours
/// of what is left out then follow each other. Of the edges left it keeps the most frequent until they hold
/// `path_share` of all steps, and the most frequent edge into and out of each activity, so that nothing shown is cut
/// off from where it came. Of equally frequent ones, the first by name stay.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, simplify};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let simple = simplify(&log, 0.8, 1.0)?;
/// assert_eq!((simple.hidden_activities, simple.shown_events), (1, 0.8));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Option`] for a share that is not between 0 and 1.
pub fn simplify(log: &EventLog, activity_share: f64, path_share: f64) -> Result<Simplified> {
    for (option, share) in [("activity share", activity_share), ("path share", path_share)] {
        if !(0.0..=1.0).contains(&share) {
            let value = share.to_string();
            return Err(Error::Option { option, value, allowed: "a share between 0 and 1" });
        }
    }
    let whole = DirectlyFollows::of(log);
    let kept = holding(whole.activities.iter().map(|activity| activity.count), whole.events, activity_share);
    let shown: HashSet<u32> = whole.activities[..kept].iter().map(|activity| activity.activity).collect();
    let hidden_activities = whole.activities.len() - kept;
    let mut graph = if hidden_activities == 0 {
        whole.clone()
    } else {
        DirectlyFollows::of(&log.keep_events(|event| shown.contains(&log.activity[event])))
    };
    let steps: u64 = graph.edges.iter().map(|edge| edge.count).sum();
    let edges = graph.edges.len();
    let frequent = holding(graph.edges.iter().map(|edge| edge.count), steps, path_share);
    let mut place = 0;
    let (mut left, mut reached) = (HashSet::new(), HashSet::new());
    graph.edges.retain(|edge: &Edge| {
        // Edges come with the most frequent first, so the first of an end is its most frequent. A step to itself
        // connects an activity with nothing.
        let connects = edge.from != edge.to && (left.insert(edge.from) | reached.insert(edge.to));
        place += 1;
        place <= frequent || connects
    });
    let shown_steps: u64 = graph.edges.iter().map(|edge| edge.count).sum();
    Ok(Simplified {
        hidden_activities,
        shown_events: share(graph.events, whole.events),
        hidden_edges: edges - graph.edges.len(),
        shown_steps: share(shown_steps, steps),
        graph,
    })
}

/// How many counts, the largest first, hold at least a share of the total; at least one when there is any.
fn holding(counts: impl Iterator<Item = u64>, total: u64, share: f64) -> usize {
    let needed = share * total as f64 - 1e-9;
    let mut held = 0;
    let mut kept = 0;
    for count in counts {
        if kept > 0 && held as f64 >= needed {
            break;
        }
        held += count;
        kept += 1;
    }
    kept
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::log;

    fn sample() -> EventLog {
        log(&[("1", "a b c"), ("2", "a b c"), ("3", "a x c"), ("4", "a c b")])
    }

    #[test]
    fn everything_is_shown_at_full_shares() {
        let all = simplify(&sample(), 1.0, 1.0).unwrap();
        assert_eq!(all.graph, DirectlyFollows::of(&sample()));
        assert_eq!(
            (all.hidden_activities, all.hidden_edges, all.shown_events, all.shown_steps),
            (0, 0, 1.0, 1.0)
        );
    }

    #[test]
    fn neighbours_of_a_hidden_activity_follow_each_other() {
        let simple = simplify(&sample(), 0.9, 1.0).unwrap();
        assert_eq!((simple.hidden_activities, simple.graph.activities.len()), (1, 3));
        let code = |name| sample().activity_code(name).unwrap();
        assert_eq!(simple.graph.edge(code("a"), code("c")).unwrap().count, 2);
        assert!((simple.shown_events - 11.0 / 12.0).abs() < 1e-12);
    }

    #[test]
    fn every_activity_stays_connected() {
        let simple = simplify(&sample(), 1.0, 0.0).unwrap();
        for name in ["b", "c", "x"] {
            let code = sample().activity_code(name).unwrap();
            assert!(simple.graph.edges.iter().any(|edge| edge.to == code), "{name} is cut off");
        }
        assert!(simple.hidden_edges > 0 && simple.shown_steps < 1.0);
        assert!(simplify(&sample(), -0.1, 1.0).is_err());
    }
}
