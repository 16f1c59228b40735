//! Taking cases or events out of a log.

use crate::{AttributeColumn, Case, EventLog, MISSING};

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

    /// The same contacts with the channel in the place of the activity, so that the graph of the result is one of
    /// channels; contacts without a channel are left out.
    pub fn channels_as_activities(&self) -> Self {
        let Some(channels) = self.channels() else { return Self::default() };
        let mut log = self.keep_events(|event| channels[event] != MISSING);
        log.activity = log.channel.clone().unwrap_or_default();
        log.activity_names = log.channel_names.clone();
        log
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

#[cfg(test)]
mod tests {
    use crate::DirectlyFollows;
    use crate::sample::detailed;

    #[test]
    fn channels_stand_in_for_activities() {
        let log = detailed(&[("1", "a", 0, "web", ""), ("1", "b", 1, "", ""), ("1", "c", 2, "phone", "")]);
        let graph = DirectlyFollows::of(&log.channels_as_activities());
        let edge = &graph.edges[0];
        assert_eq!((graph.edges.len(), graph.name(edge.from), graph.name(edge.to)), (1, "web", "phone"));
    }
}
