//! Aligning one path with the steps of a design at the least cost.

use super::design::CodedStep;

/// An alignment: moves through path and design together, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// The moves, in order.
    pub moves: Vec<Move>,
    /// Extra events plus required steps skipped; no alignment costs less.
    pub cost: u64,
}

/// One move of an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// An event does the step; costs nothing.
    Done {
        /// The place of the step.
        step: usize,
        /// The place of the event in the path.
        event: usize,
    },
    /// An event does a repeatable step once more; costs nothing.
    Again {
        /// The place of the step.
        step: usize,
        /// The place of the event in the path.
        event: usize,
    },
    /// A step without its event; costs 1 when the step is required.
    Skipped {
        /// The place of the step.
        step: usize,
    },
    /// An event that does no step here; costs 1.
    Extra {
        /// The place of the event in the path.
        event: usize,
    },
}

impl Move {
    pub(super) fn skipped(&self) -> Option<usize> {
        match *self {
            Self::Skipped { step } => Some(step),
            _ => None,
        }
    }
}

/// Aligns a path of activity codes with steps at the least cost.
///
/// By dynamic programming over prefixes of both, in time and memory proportional to events × steps. Of alignments of
/// equal cost it takes the one that, read from the end, does a step rather than skips one, and skips one rather than
/// takes an event as extra.
pub fn align(path: &[u32], steps: &[CodedStep]) -> Alignment {
    let costs = costs(path, steps);
    let width = steps.len() + 1;
    let cost = |event: usize, step: usize| costs[event * width + step];
    let (mut event, mut step) = (path.len(), steps.len());
    let mut moves = vec![];
    while event > 0 || step > 0 {
        let here = cost(event, step);
        let matches = event > 0 && step > 0 && path[event - 1] == steps[step - 1].activity;
        if matches && here == cost(event - 1, step - 1) {
            (event, step) = (event - 1, step - 1);
            moves.push(Move::Done { step, event });
        } else if matches && steps[step - 1].repeatable && here == cost(event - 1, step) {
            event -= 1;
            moves.push(Move::Again { step: step - 1, event });
        } else if step > 0 && here == cost(event, step - 1) + u64::from(steps[step - 1].required) {
            step -= 1;
            moves.push(Move::Skipped { step });
        } else {
            event -= 1;
            moves.push(Move::Extra { event });
        }
    }
    moves.reverse();
    Alignment { moves, cost: cost(path.len(), steps.len()) }
}

/// The least cost of aligning each prefix of the path with each prefix of the steps.
///
/// A step that was skipped may be done “again” here. That never costs less than doing it in the first place, so the
/// least cost is the same as if it were forbidden.
fn costs(path: &[u32], steps: &[CodedStep]) -> Vec<u64> {
    let width = steps.len() + 1;
    let mut costs = vec![0_u64; (path.len() + 1) * width];
    for event in 0..=path.len() {
        for step in 0..width {
            if event == 0 && step == 0 {
                continue;
            }
            let extra = (event > 0).then(|| costs[(event - 1) * width + step] + 1);
            let skipped =
                (step > 0).then(|| costs[event * width + step - 1] + u64::from(steps[step - 1].required));
            let matches = event > 0 && step > 0 && path[event - 1] == steps[step - 1].activity;
            let done = matches.then(|| costs[(event - 1) * width + step - 1]);
            let again = (matches && steps[step - 1].repeatable).then(|| costs[(event - 1) * width + step]);
            let least = [extra, skipped, done, again].into_iter().flatten().min();
            costs[event * width + step] = least.unwrap_or(0);
        }
    }
    costs
}
