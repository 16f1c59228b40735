//! Where the columns of a quarterly file stand, found by name with or without `attributes_` before it.

use catsup_model::Measure;

use crate::{ExchangeError, header::Header};

/// The places of all columns that are read.
pub(super) struct Columns {
    pub(super) id: usize,
    pub(super) department: NamedColumns,
    pub(super) provider: NamedColumns,
    pub(super) service: NamedColumns,
    pub(super) year: usize,
    pub(super) quarter: usize,
    pub(super) channel: usize,
    /// Customers, offered the survey, respondents.
    pub(super) volumes: [usize; 3],
    pub(super) questions: Vec<QuestionColumns>,
    pub(super) service_provided: Option<usize>,
    pub(super) service_description: Option<usize>,
    pub(super) control_number: Option<usize>,
    /// What else is kept, by its name in the block.
    pub(super) details: Vec<(&'static str, usize)>,
}

/// The places of an id and its names.
#[derive(Clone, Copy)]
pub(super) struct NamedColumns {
    pub(super) key: usize,
    pub(super) name: usize,
    pub(super) abbreviation: Option<usize>,
}

/// The places of one question.
pub(super) struct QuestionColumns {
    /// `q1` to `q11`.
    pub(super) name: String,
    /// What it measures; `None` for the agency's own questions.
    pub(super) measure: Option<Measure>,
    pub(super) text: Option<usize>,
    pub(super) counts: [usize; 5],
    pub(super) point_scale: Option<usize>,
}

/// The federal questions, in the order of the file; `q8` to `q11` are the agency's own.
const MEASURES: [Measure; 7] = [
    Measure::Satisfaction,
    Measure::Trust,
    Measure::Effectiveness,
    Measure::Ease,
    Measure::Efficiency,
    Measure::Transparency,
    Measure::Employee,
];

/// The most questions of a collection.
const MOST_QUESTIONS: usize = 11;

/// Columns kept as they are: name in the file, name in the block.
const DETAILS: [(&str, &str); 10] = [
    ("collection_id", "collection_id"),
    ("collection_name", "collection_name"),
    ("service_provided", "service_provided"),
    ("transaction_point", "transaction_point"),
    ("omb_control_number", "omb_control_number"),
    ("federal_register_url", "federal_register_url"),
    ("operational_metrics", "operational_metrics"),
    ("service_slug", "service_slug"),
    ("service_provider_desc", "service_provider_description"),
    ("updated_at", "updated_at"),
];

impl Columns {
    /// Finds every column; those of own questions, texts and details may be absent.
    pub(super) fn find(header: &Header) -> Result<Self, ExchangeError> {
        let mut finder = Finder { header, missing: Vec::new(), repeated: None };
        let columns = Self {
            id: finder.needed("id"),
            department: finder.named("organization"),
            provider: finder.named("service_provider"),
            service: finder.named("service"),
            year: finder.needed("collection_year"),
            quarter: finder.needed("collection_quarter"),
            channel: finder.needed("channel"),
            volumes: [
                "volume_of_customers",
                "volume_of_customers_provided_survey_opportunity",
                "volume_of_respondents",
            ]
            .map(|name| finder.needed(name)),
            questions: finder.questions(),
            service_provided: finder.place("service_provided"),
            service_description: finder.place("service_desc"),
            control_number: finder.place("omb_control_number"),
            details: DETAILS.iter().filter_map(|(name, kept)| Some((*kept, finder.place(name)?))).collect(),
        };
        if let Some(name) = finder.repeated {
            Err(ExchangeError::RepeatedColumn { name })
        } else if finder.missing.is_empty() {
            Ok(columns)
        } else {
            let names = finder.missing.join(", ");
            Err(ExchangeError::MissingColumns { names })
        }
    }
}

/// Looks columns up and remembers which were not there.
struct Finder<'a> {
    header: &'a Header,
    missing: Vec<String>,
    repeated: Option<String>,
}

impl Finder<'_> {
    fn place(&mut self, name: &str) -> Option<usize> {
        let prefixed = format!("attributes_{name}");
        let places =
            [&prefixed, name].map(|name| self.header.place(name).map(|place| (name.to_owned(), place)));
        let (name, place) = places.into_iter().flatten().next()?;
        if self.header.is_repeated(&name) {
            self.repeated = Some(name);
        }
        Some(place)
    }

    fn needed(&mut self, name: &str) -> usize {
        self.place(name).unwrap_or_else(|| {
            self.missing.push(name.to_owned());
            0
        })
    }

    fn named(&mut self, stem: &str) -> NamedColumns {
        NamedColumns {
            key: self.needed(&format!("{stem}_id")),
            name: self.needed(&format!("{stem}_name")),
            abbreviation: self.place(&format!("{stem}_abbreviation")),
        }
    }

    fn questions(&mut self) -> Vec<QuestionColumns> {
        let mut questions = Vec::new();
        for number in 1..=MOST_QUESTIONS {
            let name = format!("q{number}");
            let measure = MEASURES.get(number - 1).copied();
            let asked = measure.is_some() || self.place(&format!("{name}_1")).is_some();
            if asked {
                questions.push(QuestionColumns {
                    text: self.place(&format!("{name}_text")),
                    counts: [1, 2, 3, 4, 5].map(|value| self.needed(&format!("{name}_{value}"))),
                    point_scale: self.place(&format!("{name}_point_scale")),
                    measure,
                    name,
                });
            }
        }
        questions
    }
}
