//! The mapping of a file of interactions: which column holds what, as TOML.

use std::collections::BTreeMap;

use catsup_model::{Channel, Language};
use serde::{Deserialize, Serialize};

use crate::{ExchangeError, fold, header::Header, mapping::places};

/// What a column of a file of interactions holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The key by which a second import of the same contact replaces the first.
    ExternalKey,
    /// What the source calls the customer.
    Customer,
    /// When the contact began.
    Time,
    /// The service, by name, slug or id.
    Service,
    /// The touchpoint, by name or id.
    Touchpoint,
    /// The channel.
    Channel,
    /// What was done.
    Activity,
    /// What the person came for.
    Intention,
    /// How it ended for the person.
    Outcome,
    /// How long the person waited, in seconds or as 4:30.
    #[serde(rename = "wait_seconds")]
    Wait,
    /// How long it took from then on.
    #[serde(rename = "handle_seconds")]
    Handle,
    /// What it cost.
    Cost,
    /// Class of the device.
    Device,
    /// The language.
    Language,
    /// The case it belongs to.
    Case,
}

impl Field {
    /// Those that are kept as texts.
    pub(super) const TEXTS: [Self; 8] = [
        Self::ExternalKey,
        Self::Customer,
        Self::Service,
        Self::Touchpoint,
        Self::Activity,
        Self::Intention,
        Self::Device,
        Self::Case,
    ];

    /// Names that columns have for it, folded, the likeliest first.
    fn usual_names(self) -> &'static [&'static str] {
        match self {
            Self::ExternalKey => &[
                "external key",
                "external id",
                "interaction id",
                "contact id",
                "call id",
                "ticket id",
                "event id",
                "id",
            ],
            Self::Customer => &[
                "customer",
                "customer id",
                "customer key",
                "client id",
                "person id",
                "citizen id",
                "account id",
                "user id",
                "cliente",
            ],
            Self::Time => &[
                "occurred at",
                "started at",
                "start time",
                "time",
                "timestamp",
                "date time",
                "created at",
                "start",
                "date",
                "fecha",
                "time timestamp",
            ],
            Self::Service => &["service", "service name", "servicio"],
            Self::Touchpoint => &["touchpoint", "touch point", "queue", "page", "punto de contacto"],
            Self::Channel => &["channel", "contact channel", "medium", "canal"],
            Self::Activity => {
                &["activity", "reason", "contact reason", "event", "type", "actividad", "concept name"]
            }
            Self::Intention => &["intention", "intent", "goal", "purpose", "intencion"],
            Self::Outcome => &["outcome", "result", "resolution", "status", "resultado"],
            Self::Wait => &["wait seconds", "wait time", "waiting time", "wait", "queue time", "espera"],
            Self::Handle => &["handle seconds", "handle time", "talk time", "duration", "duracion"],
            Self::Cost => &["cost", "costs", "costo"],
            Self::Device => &["device", "device type", "dispositivo"],
            Self::Language => &["language", "lang", "locale", "idioma"],
            Self::Case => {
                &["case", "case id", "application id", "application number", "caso", "case concept name"]
            }
        }
    }

    /// Its code, as a mapping has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ExternalKey => "external_key",
            Self::Customer => "customer",
            Self::Time => "time",
            Self::Service => "service",
            Self::Touchpoint => "touchpoint",
            Self::Channel => "channel",
            Self::Activity => "activity",
            Self::Intention => "intention",
            Self::Outcome => "outcome",
            Self::Wait => "wait_seconds",
            Self::Handle => "handle_seconds",
            Self::Cost => "cost",
            Self::Device => "device",
            Self::Language => "language",
            Self::Case => "case",
        }
    }

    /// Everything that a column may hold, in the order shown to people.
    pub const ALL: [Self; 15] = [
        Self::ExternalKey,
        Self::Customer,
        Self::Time,
        Self::Service,
        Self::Touchpoint,
        Self::Channel,
        Self::Activity,
        Self::Intention,
        Self::Outcome,
        Self::Wait,
        Self::Handle,
        Self::Cost,
        Self::Device,
        Self::Language,
        Self::Case,
    ];
}

/// Where each thing stands in a file of interactions. Columns are named as the header names them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InteractionMapping {
    /// The sheet of a workbook; the first when not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How times are written, as `strftime` says it; the usual formats are told by themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_format: Option<String>,
    /// What each column holds, by what it holds.
    pub columns: BTreeMap<Field, String>,
    /// Label to outcome, beyond the codes; an empty code for a label that says nothing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub outcomes: BTreeMap<String, String>,
    /// Label to channel, beyond codes and names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub channels: BTreeMap<String, Channel>,
    /// Column to the name of the attribute it holds.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// What holds for rows that do not say.
    #[serde(skip_serializing_if = "is_default")]
    pub defaults: InteractionDefaults,
}

/// What holds for rows that do not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InteractionDefaults {
    /// The service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The touchpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    /// The channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// The class of the device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

fn is_default(defaults: &InteractionDefaults) -> bool {
    *defaults == InteractionDefaults::default()
}

impl InteractionDefaults {
    pub(super) fn text(&self, field: Field) -> Option<String> {
        match field {
            Field::Service => self.service.clone(),
            Field::Touchpoint => self.touchpoint.clone(),
            Field::Activity => self.activity.clone(),
            Field::Device => self.device.clone(),
            _ => None,
        }
    }
}

impl InteractionMapping {
    /// Reads a saved mapping.
    ///
    /// # Errors
    /// [`ExchangeError::MappingSyntax`] with line and column, also for a key that a mapping does not have.
    pub fn from_toml(text: &str) -> Result<Self, ExchangeError> {
        toml::from_str(text).map_err(ExchangeError::MappingSyntax)
    }

    /// The text to save.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("texts and tables of them always serialise")
    }

    /// Proposes a mapping by the usual names of columns; each column is used once.
    #[must_use]
    pub fn suggest(header: &Header) -> Self {
        let folded: Vec<String> = header.names().iter().map(|name| fold::words(name)).collect();
        let mut taken = vec![false; folded.len()];
        let mut columns = BTreeMap::new();
        for field in Field::ALL {
            let place = field.usual_names().iter().find_map(|usual| {
                folded.iter().enumerate().position(|(place, name)| name == usual && !taken[place])
            });
            if let Some(place) = place {
                taken[place] = true;
                columns.insert(field, header.names()[place].clone());
            }
        }
        Self { columns, ..Self::default() }
    }

    /// Checks the mapping against a file's header; everything wrong at once.
    ///
    /// # Errors
    /// [`ExchangeError::Mapping`].
    pub fn check(&self, header: &Header) -> Result<(), ExchangeError> {
        self.places(header).map(drop)
    }

    /// Where the columns stand in a file.
    #[expect(clippy::type_complexity, reason = "columns of fields and columns of attributes")]
    pub(super) fn places(
        &self,
        header: &Header,
    ) -> Result<(BTreeMap<Field, usize>, Vec<(usize, String)>), ExchangeError> {
        let needed = [
            ("time", self.columns.contains_key(&Field::Time)),
            ("activity", self.columns.contains_key(&Field::Activity) || self.defaults.activity.is_some()),
        ];
        places(header, &self.columns, &self.attributes, &needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_saved_and_read_back() {
        let text = "[columns]\ntime = \"When\"\nactivity = \"What\"\nwait_seconds = \"Queue\"\n\n[defaults]\nchannel = \"phone\"\n";
        let mapping = InteractionMapping::from_toml(text).unwrap();
        assert_eq!(InteractionMapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
        assert_eq!(mapping.columns[&Field::Wait], "Queue");
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.code());
        }
        assert!(InteractionMapping::from_toml("[columns]\nwhen = \"When\"").is_err());
    }

    #[test]
    fn everything_that_does_not_fit_is_said_at_once() {
        let mapping = InteractionMapping::from_toml("[columns]\ncustomer = \"Who\"\n").unwrap();
        let header = Header::new(vec!["When".to_owned()]);
        let Err(ExchangeError::Mapping { problems }) = mapping.places(&header) else { panic!("refused") };
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3, "{said:?}");
    }
}
