//! Where the parts of an event stand in a file.

use jiff::tz::TimeZone;

/// The names under which a file keeps case, activity, time and the rest.
///
/// The names of XES are the default. In XES files a name that begins with `case:` is an attribute of the trace, as in
/// tables that pm4py writes; other names are attributes of the event, or of the trace when events have none.
#[derive(Debug, Clone)]
pub struct EventColumns {
    /// What an event belongs to. In OCEL files, the type of the objects that are the cases.
    pub case: Option<String>,
    /// What happened.
    pub activity: String,
    /// When.
    pub time: String,
    /// On which channel.
    pub channel: Option<String>,
    /// Whose it is, where a case is not a customer.
    pub customer: Option<String>,
    /// A whole number that orders events of one case at one time.
    pub sequence: Option<String>,
    /// Which of the other columns are kept.
    pub attributes: Attributes,
    /// The zone of times that name none.
    pub zone: TimeZone,
}

/// The name of the case in XES tables.
pub(super) const CASE: &str = "case:concept:name";

impl Default for EventColumns {
    fn default() -> Self {
        Self {
            case: None,
            activity: "concept:name".to_owned(),
            time: "time:timestamp".to_owned(),
            channel: None,
            customer: None,
            sequence: None,
            attributes: Attributes::All,
            zone: TimeZone::UTC,
        }
    }
}

impl EventColumns {
    /// The name of the case.
    pub(super) fn case(&self) -> &str {
        self.case.as_deref().unwrap_or(CASE)
    }

    /// Whether a column is one of the parts of an event.
    pub(super) fn is_part(&self, name: &str) -> bool {
        let optional = [&self.channel, &self.customer, &self.sequence];
        name == self.case()
            || name == self.activity
            || name == self.time
            || optional.into_iter().any(|column| column.as_deref() == Some(name))
    }

    /// Whether a column that is no part of an event is kept.
    pub(super) fn keeps(&self, name: &str) -> bool {
        !self.is_part(name)
            && match &self.attributes {
                Attributes::All => true,
                Attributes::Named(names) => names.iter().any(|one| one == name),
            }
    }
}

/// Which further columns are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attributes {
    /// All of them.
    All,
    /// These; a table that lacks one is refused.
    Named(Vec<String>),
}
