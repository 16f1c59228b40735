//! Variants: the different paths of a log, and how many cases took each.

use hashbrown::HashMap;

use crate::{DurationSummary, EventLog, Names};

/// The paths of a log, the most frequent first.
#[derive(Debug, Clone, PartialEq)]
pub struct Variants {
    /// The variants: by the number of cases, then by the names along the path.
    pub list: Vec<Variant>,
    /// The place in `list` of the path that each case took, by the number of the case.
    pub of_case: Vec<u32>,
    /// The names of the activity codes.
    pub names: Names,
}

/// One path and the cases that took it.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The activity codes along the path.
    pub path: Vec<u32>,
    /// The number of cases.
    pub cases: u64,
    /// The share of all cases.
    pub share: f64,
    /// The share of all cases that took this path or one before it in the list.
    pub coverage: f64,
    /// How long its cases took from the first event to the last.
    pub duration: DurationSummary,
}

impl Variants {
    /// Groups the cases of a log by their path.
    ///
    /// ```
    /// use catsup_journeys::{Event, EventLogBuilder, Variants};
    ///
    /// let mut builder = EventLogBuilder::new();
    /// for (time, case) in ["ann", "bob"].into_iter().enumerate() {
    ///     builder.push(Event { case, activity: "apply", time: time as i64, channel: None, attributes: &[] })?;
    /// }
    /// let variants = Variants::of(&builder.build());
    /// assert_eq!((variants.list.len(), variants.list[0].cases, variants.list[0].coverage), (1, 2, 1.0));
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    pub fn of(log: &EventLog) -> Self {
        let mut numbers: HashMap<&[u32], u32> = HashMap::new();
        let mut paths: Vec<(&[u32], Vec<i64>)> = vec![];
        let mut of_case = Vec::with_capacity(log.cases());
        for case in log.iter() {
            let path = case.activities();
            let number = *numbers.entry(path).or_insert_with(|| {
                paths.push((path, vec![]));
                paths.len() as u32 - 1
            });
            paths[number as usize].1.push(case.duration_micros());
            of_case.push(number);
        }
        let names = &log.activity_names;
        let alphabet = names.sorted().1;
        let mut order: Vec<u32> = (0..paths.len() as u32).collect();
        order.sort_unstable_by(|&left, &right| {
            let ((left, left_cases), (right, right_cases)) = (&paths[left as usize], &paths[right as usize]);
            let place = |code: &u32| alphabet[*code as usize];
            let more = right_cases.len().cmp(&left_cases.len());
            more.then_with(|| left.iter().map(place).cmp(right.iter().map(place)))
        });
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old as usize] = new as u32;
        }
        of_case.iter_mut().for_each(|number| *number = place[*number as usize]);
        Self { list: variants(&mut paths, &order, log.cases() as u64), of_case, names: names.clone() }
    }

    /// The names along the path of a variant.
    pub fn path(&self, variant: &Variant) -> Vec<&str> {
        variant.path.iter().map(|&activity| self.names.name(activity)).collect()
    }

    /// How many variants, the most frequent first, hold at least `share` of the cases.
    pub fn covering(&self, share: f64) -> usize {
        let needed = self.list.iter().position(|variant| variant.coverage >= share - 1e-12);
        needed.map_or(self.list.len(), |last| last + 1)
    }
}

fn variants(paths: &mut [(&[u32], Vec<i64>)], order: &[u32], cases: u64) -> Vec<Variant> {
    let mut covered = 0;
    order
        .iter()
        .filter_map(|&number| {
            let (path, durations) = &mut paths[number as usize];
            let duration = DurationSummary::of(durations)?;
            covered += duration.n;
            Some(Variant {
                path: path.to_vec(),
                cases: duration.n,
                share: duration.n as f64 / cases as f64,
                coverage: covered as f64 / cases as f64,
                duration,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::log;

    #[test]
    fn cases_are_grouped_by_their_path() {
        let log = log(&[("1", "a b c"), ("2", "a c"), ("3", "a b c"), ("4", "a")]);
        let variants = Variants::of(&log);
        let list: Vec<(Vec<&str>, u64)> =
            variants.list.iter().map(|variant| (variants.path(variant), variant.cases)).collect();
        assert_eq!(list, [(vec!["a", "b", "c"], 2), (vec!["a"], 1), (vec!["a", "c"], 1)]);
        assert_eq!(variants.of_case, [0, 2, 0, 1]);
        assert_eq!((variants.covering(0.5), variants.covering(0.6), variants.covering(1.0)), (1, 2, 3));
        assert_eq!(variants.list[0].duration.median, 120.0);
    }

    #[test]
    fn an_empty_log_has_no_variants() {
        assert!(Variants::of(&EventLog::default()).list.is_empty());
    }
}
