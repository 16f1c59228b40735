//! Rows gathered in columns before they are written: dictionaries, forms and batches.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use catsup_model::{
    Channel, Language,
    id::{ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
};

use crate::row::{MISSING, Row};

/// Values with their codes, in the order in which they came up.
#[derive(Debug, Clone)]
pub struct Dictionary<T> {
    values: Vec<T>,
    codes: HashMap<T, u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self { values: Vec::new(), codes: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Dictionary<T> {
    /// Place of a value, new or known.
    ///
    /// # Panics
    /// When there are four billion different values.
    pub fn place(&mut self, value: &T) -> u32 {
        if let Some(place) = self.codes.get(value) {
            return *place;
        }
        let place = u32::try_from(self.values.len()).expect("memory ends before four billion values");
        self.values.push(value.clone());
        self.codes.insert(value.clone(), place);
        place
    }

    /// Place of a value that is there.
    pub fn find(&self, value: &T) -> Option<u32> {
        self.codes.get(value).copied()
    }

    /// The values, by their places.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

impl Dictionary<String> {
    /// Place of a text that is there.
    pub(crate) fn find_text(&self, text: &str) -> Option<u32> {
        self.codes.get(text).copied()
    }
}

impl<T: Clone + Eq + Hash> FromIterator<T> for Dictionary<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let values: Vec<T> = values.into_iter().collect();
        let codes = values.iter().cloned().zip(0..).collect();
        Self { values, codes }
    }
}

/// One version of a survey in one language, with the wording it asks in each answer column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The survey.
    pub survey: SurveyId,
    /// Its version.
    pub version: SurveyVersionId,
    /// The language.
    pub language: Language,
    /// Wording by column; `None` where the form does not ask.
    pub wordings: Vec<Option<WordingId>>,
}

/// What the codes of a segment stand for.
#[derive(Debug, Clone, Default)]
pub struct Dictionaries {
    /// Services.
    pub services: Dictionary<ServiceId>,
    /// Channels.
    pub channels: Dictionary<Channel>,
    /// Touchpoints; the code is the place plus one, 0 stands for none.
    pub touchpoints: Dictionary<TouchpointId>,
    /// Classes of devices; the code is the place plus one, 0 stands for unknown.
    pub devices: Dictionary<String>,
    /// Attributes and their values; the code is the place plus one, 0 stands for unknown.
    pub attributes: Vec<(String, Dictionary<String>)>,
    /// Answer columns.
    pub answers: Dictionary<Arc<str>>,
    /// Forms.
    pub forms: Vec<Form>,
}

impl Dictionaries {
    /// Place of an attribute by name, new or known.
    pub fn attribute(&mut self, name: &str) -> usize {
        self.attributes.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.attributes.push((name.to_owned(), Dictionary::default()));
            self.attributes.len() - 1
        })
    }

    /// Place of the form that asks these wordings in these columns, new or known. A form that is known grows by columns
    /// it has not asked so far; one that asks another wording in a column is another form.
    ///
    /// # Panics
    /// When there are four billion forms.
    pub fn form(
        &mut self,
        (survey, version, language): (SurveyId, SurveyVersionId, Language),
        asked: &[(u32, WordingId)],
    ) -> u32 {
        let fits = |form: &Form| {
            form.survey == survey
                && form.version == version
                && form.language == language
                && asked.iter().all(|(column, wording)| {
                    form.wordings
                        .get(*column as usize)
                        .copied()
                        .flatten()
                        .is_none_or(|known| known == *wording)
                })
        };
        let place = self.forms.iter().position(fits).unwrap_or_else(|| {
            self.forms.push(Form { survey, version, language, wordings: Vec::new() });
            self.forms.len() - 1
        });
        let form = &mut self.forms[place];
        for (column, wording) in asked {
            let column = *column as usize;
            if form.wordings.len() <= column {
                form.wordings.resize(column + 1, None);
            }
            form.wordings[column] = Some(*wording);
        }
        u32::try_from(place).expect("memory ends before four billion forms")
    }
}

/// Rows of a block as columns of codes. Columns that came up late may be shorter than the others: what is beyond their
/// end is missing.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// When each contact happened, microseconds since 1970 UTC.
    pub occurred_at: Vec<i64>,
    /// Ids of the responses.
    pub response: Vec<i64>,
    /// Codes of the services.
    pub service: Vec<u32>,
    /// Codes of the forms.
    pub form: Vec<u32>,
    /// Codes of the channels.
    pub channel: Vec<u8>,
    /// Codes of the touchpoints.
    pub touchpoint: Vec<u32>,
    /// Codes of the devices.
    pub device: Vec<u32>,
    /// Codes of the attributes.
    pub attributes: Vec<Vec<u32>>,
    /// Answers by column.
    pub answers: Vec<Vec<u8>>,
}

impl Batch {
    /// How many rows it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.occurred_at.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.occurred_at.is_empty()
    }

    /// Adds one row.
    ///
    /// # Panics
    /// When there are more channels than the federal list has, many times over.
    pub fn push(&mut self, dictionaries: &mut Dictionaries, row: &Row) {
        let at = self.len();
        let asked: Vec<(u32, WordingId)> = row
            .answers
            .iter()
            .map(|answer| (dictionaries.answers.place(&answer.column), answer.wording))
            .collect();
        self.occurred_at.push(row.occurred_at);
        self.response.push(row.id.0);
        self.service.push(dictionaries.services.place(&row.service));
        self.form.push(dictionaries.form((row.survey, row.version, row.language), &asked));
        let channel = dictionaries.channels.place(&row.channel);
        self.channel.push(u8::try_from(channel).expect("there are fewer than 256 channels"));
        self.touchpoint.push(row.touchpoint.map_or(0, |id| dictionaries.touchpoints.place(&id) + 1));
        self.device.push(row.device.as_ref().map_or(0, |device| dictionaries.devices.place(device) + 1));
        for (name, value) in &row.segments {
            let place = dictionaries.attribute(name);
            let code = dictionaries.attributes[place].1.place(value) + 1;
            self.set_attribute(place, at, code);
        }
        for ((column, _), answer) in asked.iter().zip(&row.answers) {
            self.set_answer(*column as usize, at, answer.value);
        }
    }

    /// Sets the code of an attribute in the last row, which is row `at`.
    pub(crate) fn set_attribute(&mut self, attribute: usize, at: usize, code: u32) {
        set(&mut self.attributes, attribute, at, code, 0);
    }

    /// Sets the answer of a column in the last row, which is row `at`.
    pub(crate) fn set_answer(&mut self, column: usize, at: usize, value: u8) {
        set(&mut self.answers, column, at, value, MISSING);
    }

    /// The same rows in order of time, in batches of up to `rows`.
    pub(crate) fn in_time(&self, rows: usize) -> impl Iterator<Item = Self> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_unstable_by_key(|at| (self.occurred_at[*at], self.response[*at]));
        let order: Vec<Vec<usize>> = order.chunks(rows).map(<[usize]>::to_vec).collect();
        order.into_iter().map(|chosen| self.picked(&chosen))
    }

    fn picked(&self, rows: &[usize]) -> Self {
        fn pick<T: Copy>(values: &[T], rows: &[usize], missing: T) -> Vec<T> {
            rows.iter().map(|at| values.get(*at).copied().unwrap_or(missing)).collect()
        }
        Self {
            occurred_at: pick(&self.occurred_at, rows, 0),
            response: pick(&self.response, rows, 0),
            service: pick(&self.service, rows, 0),
            form: pick(&self.form, rows, 0),
            channel: pick(&self.channel, rows, 0),
            touchpoint: pick(&self.touchpoint, rows, 0),
            device: pick(&self.device, rows, 0),
            attributes: self.attributes.iter().map(|codes| pick(codes, rows, 0)).collect(),
            answers: self.answers.iter().map(|values| pick(values, rows, MISSING)).collect(),
        }
    }
}

/// Sets one place of a column that may not reach so far yet.
fn set<T: Copy>(columns: &mut Vec<Vec<T>>, column: usize, at: usize, value: T, missing: T) {
    if columns.len() <= column {
        columns.resize_with(column + 1, Vec::new);
    }
    let values = &mut columns[column];
    values.resize(at, missing);
    values.push(value);
}
