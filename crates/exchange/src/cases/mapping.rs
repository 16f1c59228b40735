//! The mapping of a file of cases: which column holds what, as TOML.

use std::collections::BTreeMap;

use catsup_model::{Channel, case::CaseKind};
use serde::{Deserialize, Serialize};

use super::field::{CaseField, USUAL_NAMES, is_of_a_person};
use crate::{ExchangeError, fold, header::Header, mapping::places};

/// The columns by which the published casework of the New York City Council is known.
const COUNCIL: [&str; 6] =
    ["unique_key", "account", "opendate", "closedate", "complaint_type", "council_dist"];

/// Where each thing stands in a file of cases. Columns are named as the header names them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CaseMapping {
    /// The sheet of a workbook; the first when not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How times are written, as `strftime` says it; the usual formats are told by themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_format: Option<String>,
    /// What each column holds, by what it holds. One column may hold several things.
    pub columns: BTreeMap<CaseField, String>,
    /// Label to kind, beyond the codes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<String, CaseKind>,
    /// Label to channel, beyond codes and names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub channels: BTreeMap<String, Channel>,
    /// Column to the name of the attribute it holds.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// What holds for rows that do not say.
    #[serde(skip_serializing_if = "is_default")]
    pub defaults: CaseDefaults,
}

/// What holds for rows that do not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CaseDefaults {
    /// The organisation under which services are made that are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The kind; a request when not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<CaseKind>,
    /// The channel; several together when not stated, as nobody knows which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
}

fn is_default(defaults: &CaseDefaults) -> bool {
    *defaults == CaseDefaults::default()
}

/// The kind that a label or a code stands for.
pub(super) fn kind_of(kinds: &BTreeMap<String, CaseKind>, text: &str) -> Option<CaseKind> {
    let folded = fold::words(text);
    let named = kinds.iter().find(|(label, _)| fold::words(label) == folded);
    named.map_or_else(|| folded.parse().ok(), |(_, kind)| Some(*kind))
}

/// Where the columns of a mapping stand in a file.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) fields: BTreeMap<CaseField, usize>,
    pub(super) attributes: Vec<(usize, String)>,
}

impl CaseMapping {
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

    /// Proposes a mapping by the usual names of columns. What is about nothing else becomes an attribute, unless its name
    /// speaks of a person; where no column names the service, what a case is about stands for it.
    #[must_use]
    pub fn suggest(header: &Header) -> Self {
        let folded: Vec<String> = header.names().iter().map(|name| fold::words(name)).collect();
        let mut taken = vec![false; folded.len()];
        let mut columns = BTreeMap::new();
        for (field, usual) in USUAL_NAMES {
            let place = usual.iter().find_map(|usual| {
                folded.iter().enumerate().position(|(place, name)| name == usual && !taken[place])
            });
            if let Some(place) = place {
                taken[place] = true;
                columns.insert(field, header.names()[place].clone());
            }
        }
        if let (false, Some(topic)) =
            (columns.contains_key(&CaseField::Service), columns.get(&CaseField::Topic).cloned())
        {
            columns.insert(CaseField::Service, topic);
        }
        let rest = folded.iter().enumerate().filter(|(place, name)| {
            !taken[*place]
                && !name.is_empty()
                && !is_of_a_person(name)
                && !header.is_repeated(&header.names()[*place])
        });
        let attributes =
            rest.map(|(place, name)| (header.names()[place].clone(), name.replace(' ', "_"))).collect();
        let is_council = COUNCIL.iter().all(|name| header.place(name).is_some());
        let organisation = is_council.then(|| "New York City Council".to_owned());
        let defaults = CaseDefaults { organisation, ..CaseDefaults::default() };
        Self { columns, attributes, defaults, ..Self::default() }
    }

    /// Takes over what `stated` says; a default stated there holds for every row, whatever a column says.
    pub fn overlay(&mut self, stated: Self) {
        for (field, is_stated) in [
            (CaseField::Organisation, stated.defaults.organisation.is_some()),
            (CaseField::Service, stated.defaults.service.is_some()),
            (CaseField::Kind, stated.defaults.kind.is_some()),
            (CaseField::Channel, stated.defaults.channel.is_some()),
        ] {
            if is_stated {
                self.columns.remove(&field);
            }
        }
        self.attributes
            .retain(|column, _| !stated.columns.values().any(|one| one.eq_ignore_ascii_case(column)));
        self.columns.extend(stated.columns);
        self.kinds.extend(stated.kinds);
        self.channels.extend(stated.channels);
        self.attributes.extend(stated.attributes);
        self.sheet = stated.sheet.or(self.sheet.take());
        self.time_format = stated.time_format.or(self.time_format.take());
        let (defaults, stated) = (&mut self.defaults, stated.defaults);
        defaults.organisation = stated.organisation.or(defaults.organisation.take());
        defaults.service = stated.service.or(defaults.service.take());
        defaults.kind = stated.kind.or(defaults.kind);
        defaults.channel = stated.channel.or(defaults.channel);
    }

    /// Checks the mapping against a file's header; everything wrong at once.
    ///
    /// # Errors
    /// [`ExchangeError::Mapping`].
    pub fn check(&self, header: &Header) -> Result<(), ExchangeError> {
        self.places(header).map(drop)
    }

    /// Where the columns stand in a file.
    pub(super) fn places(&self, header: &Header) -> Result<Places, ExchangeError> {
        let needed = [
            ("opened", self.columns.contains_key(&CaseField::Opened)),
            ("service", self.columns.contains_key(&CaseField::Service) || self.defaults.service.is_some()),
        ];
        let (fields, attributes) = places(header, &self.columns, &self.attributes, &needed)?;
        Ok(Places { fields, attributes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &str) -> Header {
        Header::new(names.split(',').map(str::to_owned).collect())
    }

    #[test]
    fn the_casework_of_the_council_needs_no_mapping() {
        let mapping = CaseMapping::suggest(&header(
            "unique_key,account,opendate,closedate,complaint_type,descriptor,zip,borough,council_dist,community_board",
        ));
        let column = |field| mapping.columns.get(&field).map(String::as_str);
        assert_eq!(column(CaseField::Key), Some("unique_key"));
        assert_eq!(
            (column(CaseField::Opened), column(CaseField::Closed)),
            (Some("opendate"), Some("closedate"))
        );
        assert_eq!(column(CaseField::Service), Some("complaint_type"));
        assert_eq!(column(CaseField::Topic), column(CaseField::Service));
        assert_eq!(column(CaseField::Detail), Some("descriptor"));
        let attributes: Vec<&str> = mapping.attributes.values().map(String::as_str).collect();
        assert_eq!(attributes, ["account", "borough", "community_board", "council_dist", "zip"]);
        assert_eq!(mapping.defaults.organisation.as_deref(), Some("New York City Council"));
        assert_eq!(CaseMapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
    }

    #[test]
    fn columns_that_speak_of_a_person_are_left_out_unless_they_are_named() {
        let names = "Case ID,Opened,Service,Customer Name,Phone,Ward";
        let mut mapping = CaseMapping::suggest(&header(names));
        assert_eq!(mapping.attributes.values().collect::<Vec<_>>(), ["ward"]);
        let stated = "[columns]\ndetail = \"Ward\"\n[attributes]\nPhone = \"phone\"\n[defaults]\nservice = \"Roads\"\n";
        mapping.overlay(CaseMapping::from_toml(stated).unwrap());
        assert_eq!(mapping.attributes.values().collect::<Vec<_>>(), ["phone"]);
        assert!(!mapping.columns.contains_key(&CaseField::Service), "the service stated is that of all");
        mapping.check(&header(names)).unwrap();
    }

    #[test]
    fn everything_that_does_not_fit_is_said_at_once() {
        let text = "[columns]\nclosed = \"Gone\"\n";
        let mapping = CaseMapping::from_toml(text).unwrap();
        let Err(ExchangeError::Mapping { problems }) = mapping.places(&header("When")) else {
            panic!("refused")
        };
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(CaseMapping::from_toml("[columns]\nwhen = \"When\"").is_err());
        assert!(CaseMapping::from_toml("[kinds]\nA = \"wish\"").is_err());
        for field in CaseField::all() {
            assert_eq!(serde_json::to_value(field).unwrap(), field.code());
        }
    }
}
