//! Taking cases or events out of a log.

use crate::{AttributeColumn, Case, EventLog};

impl EventLog {
    /// A log of the cases for which `keep` holds, with the names of activities and channels unchanged.
    pub fn keep_cases(&self, mut keep: impl FnMut(&Case<'_>) -> bool) -> Self {
        let kept: Vec<Case<'_>> = self.iter().filter(|case| keep(case)).collect();
        let events: Vec<usize> = kept.iter().flat_map(Case::events).collect();
        let mut starts = vec![0];
        for case in &kept {
            starts.push(starts[starts.len() - 1] + case.len());
        }
        self.part(starts, &events, kept.iter().map(Case::name))
    }

    /// A log of the events for which `keep` holds; cases that lose all of theirs are left out.
    pub fn keep_events(&self, mut keep: impl FnMut(usize) -> bool) -> Self {
        let mut events = vec![];
        let mut starts = vec![];
        let mut names = vec![];
        for case in self.iter() {
            let before = events.len();
            events.extend(case.events().filter(|&event| keep(event)));
            if events.len() > before {
                starts.push(before);
                names.push(case.name());
            }
        }
        starts.push(events.len());
        self.part(starts, &events, names.into_iter())
    }

    fn part<'a>(
        &'a self,
        starts: Vec<usize>,
        events: &[usize],
        case_names: impl Iterator<Item = &'a str>,
    ) -> Self {
        let codes = |codes: &Vec<u32>| events.iter().map(|&event| codes[event]).collect::<Vec<u32>>();
        let attribute = |column: &AttributeColumn| AttributeColumn {
            name: column.name.clone(),
            codes: codes(&column.codes),
            values: column.values.clone(),
        };
        Self {
            starts,
            activity: codes(&self.activity),
            time: events.iter().map(|&event| self.time[event]).collect(),
            channel: self.channel.as_ref().map(codes),
            customer: self.customer.as_ref().map(codes),
            attributes: self.attributes.iter().map(attribute).collect(),
            case_names: case_names.collect(),
            activity_names: self.activity_names.clone(),
            channel_names: self.channel_names.clone(),
            customer_names: self.customer_names.clone(),
        }
    }
}
