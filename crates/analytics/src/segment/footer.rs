//! What the footer of a segment says of its contents.

use base64::engine::general_purpose::STANDARD;
use catsup_model::{
    Channel, Language,
    id::{ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
};
use serde::{Deserialize, Serialize};

use super::builder::{Dictionaries, Form};

/// The format this program writes, and the latest it reads.
pub(crate) const FORMAT: u32 = 1;
/// Key of the footer's metadata.
pub(crate) const KEY: &str = "catsup";
/// Key of the checksum (CRC-32, as a decimal number) of that metadata.
pub(crate) const CHECKSUM_KEY: &str = "catsup.crc32";

/// The footer's metadata, as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Footer {
    pub(crate) format: u32,
    pub(crate) services: Vec<ServiceId>,
    pub(crate) channels: Vec<Channel>,
    /// Code 0 stands for none.
    pub(crate) touchpoints: Vec<TouchpointId>,
    /// Code 0 stands for unknown.
    pub(crate) devices: Vec<String>,
    /// Names with their values; code 0 stands for unknown.
    pub(crate) attributes: Vec<(String, Vec<String>)>,
    /// Names of the answer columns.
    pub(crate) answers: Vec<String>,
    pub(crate) forms: Vec<FormEntry>,
    pub(crate) blocks: Vec<BlockEntry>,
}

/// One form, with the wording of each column it asks.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FormEntry {
    survey: SurveyId,
    version: SurveyVersionId,
    language: Language,
    wordings: Vec<(usize, WordingId)>,
}

/// One block.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct BlockEntry {
    pub(crate) rows: u32,
    /// First and last instant, microseconds since 1970 UTC.
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// CRC-32 of the values of each column, in the order of the schema.
    pub(crate) checksums: Vec<u32>,
    /// The greatest answer in each answer column; `None` where nobody answered.
    pub(crate) greatest: Vec<Option<u8>>,
    #[serde(with = "packed_runs")]
    pub(crate) runs: Vec<Run>,
}

/// Rows that follow each other and share service, form and channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) service: u32,
    pub(crate) form: u32,
    pub(crate) channel: u8,
    pub(crate) rows: u32,
}

impl Footer {
    pub(crate) fn of(dictionaries: &Dictionaries, blocks: Vec<BlockEntry>) -> Self {
        let forms = dictionaries.forms.iter().map(|form| FormEntry {
            survey: form.survey,
            version: form.version,
            language: form.language,
            wordings: form
                .wordings
                .iter()
                .enumerate()
                .filter_map(|(column, wording)| Some((column, (*wording)?)))
                .collect(),
        });
        Self {
            format: FORMAT,
            services: dictionaries.services.values().to_vec(),
            channels: dictionaries.channels.values().to_vec(),
            touchpoints: dictionaries.touchpoints.values().to_vec(),
            devices: dictionaries.devices.values().to_vec(),
            attributes: dictionaries
                .attributes
                .iter()
                .map(|(name, values)| (name.clone(), values.values().to_vec()))
                .collect(),
            answers: dictionaries.answers.values().iter().map(ToString::to_string).collect(),
            forms: forms.collect(),
            blocks,
        }
    }

    /// Takes the dictionaries out; `None` where a form names a column that is not there.
    pub(crate) fn dictionaries(&self) -> Option<Dictionaries> {
        let columns = self.answers.len();
        let mut forms = Vec::with_capacity(self.forms.len());
        for entry in &self.forms {
            let mut wordings = vec![None; columns];
            for (column, wording) in &entry.wordings {
                *wordings.get_mut(*column)? = Some(*wording);
            }
            forms.push(Form {
                survey: entry.survey,
                version: entry.version,
                language: entry.language,
                wordings,
            });
        }
        Some(Dictionaries {
            services: self.services.iter().copied().collect(),
            channels: self.channels.iter().copied().collect(),
            touchpoints: self.touchpoints.iter().copied().collect(),
            devices: self.devices.iter().cloned().collect(),
            attributes: self
                .attributes
                .iter()
                .map(|(name, values)| (name.clone(), values.iter().cloned().collect()))
                .collect(),
            answers: self.answers.iter().map(|name| name.as_str().into()).collect(),
            forms,
        })
    }
}

/// Runs as base64 of thirteen bytes each, little-endian: a block has thousands of them.
pub(crate) mod packed_runs {
    use serde::{Deserializer, Serializer, de::Error as _};

    use base64::Engine as _;

    use super::{Deserialize, Run, STANDARD};

    const BYTES: usize = 13;

    pub(crate) fn serialize<S: Serializer>(runs: &[Run], serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(runs.len() * BYTES);
        for run in runs {
            bytes.extend_from_slice(&run.service.to_le_bytes());
            bytes.extend_from_slice(&run.form.to_le_bytes());
            bytes.extend_from_slice(&run.rows.to_le_bytes());
            bytes.push(run.channel);
        }
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Run>, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let bytes = STANDARD.decode(&*text).map_err(D::Error::custom)?;
        let (runs, rest) = bytes.as_chunks::<BYTES>();
        if !rest.is_empty() {
            return Err(D::Error::custom("runs end in the middle"));
        }
        let number = |bytes: &[u8]| bytes.try_into().map(u32::from_le_bytes).map_err(D::Error::custom);
        let run = |bytes: &[u8; BYTES]| {
            Ok(Run {
                service: number(&bytes[..4])?,
                form: number(&bytes[4..8])?,
                rows: number(&bytes[8..12])?,
                channel: bytes[12],
            })
        };
        runs.iter().map(run).collect()
    }
}
