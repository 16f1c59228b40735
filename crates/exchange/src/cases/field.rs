//! What a column of a file of cases may hold, and how such columns are called.

use serde::{Deserialize, Serialize};

/// What a column of a file of cases holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseField {
    /// The key by which a second import of the same case replaces the first.
    Key,
    /// When it was opened.
    Opened,
    /// When it was closed; blank while it goes on.
    Closed,
    /// The organisation that answers.
    Organisation,
    /// The service that answers, by name, slug or id.
    Service,
    /// What kind of case it is.
    Kind,
    /// The channel the person came by.
    Channel,
    /// What it is about, on one line.
    Subject,
    /// What it is about, roughly; the beginning of the subject where there is none.
    Topic,
    /// What it is about, more closely; the end of the subject where there is none.
    Detail,
    /// The person's words.
    Description,
    /// Where it is, in words.
    Address,
    /// What an address register knows the place as.
    AddressId,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
}

/// Names that columns have for each field, folded, the likeliest first.
pub(super) const USUAL_NAMES: [(CaseField, &[&str]); 15] = {
    use CaseField as F;
    [
        (
            F::Key,
            &[
                "key",
                "unique key",
                "case id",
                "case number",
                "case key",
                "service request id",
                "request id",
                "ticket id",
                "ticket number",
                "reference",
                "id",
                "external key",
            ],
        ),
        (
            F::Opened,
            &[
                "opened",
                "opendate",
                "open date",
                "opened at",
                "date opened",
                "opened date",
                "created date",
                "created at",
                "created",
                "date created",
                "requested datetime",
                "received",
                "received date",
                "date",
                "abierto",
                "fecha",
            ],
        ),
        (
            F::Closed,
            &[
                "closed",
                "closedate",
                "close date",
                "closed at",
                "date closed",
                "closed date",
                "resolved",
                "resolved at",
                "resolved date",
                "resolution date",
                "completed",
                "cerrado",
            ],
        ),
        (
            F::Organisation,
            &["organisation", "organization", "agency name", "agency", "department", "organizacion"],
        ),
        (F::Service, &["service", "service name", "servicio"]),
        (F::Kind, &["kind", "kind of case", "case kind", "record type"]),
        (
            F::Channel,
            &["channel", "open data channel type", "channel type", "method received", "origin", "canal"],
        ),
        (F::Subject, &["subject", "title", "summary", "asunto"]),
        (
            F::Topic,
            &[
                "complaint type",
                "request type",
                "case type",
                "issue type",
                "type",
                "category",
                "topic",
                "tema",
            ],
        ),
        (F::Detail, &["descriptor", "subtype", "sub type", "subcategory", "sub category", "detail", "issue"]),
        (F::Description, &["description", "message", "text", "comments", "descripcion"]),
        (F::Address, &["address", "incident address", "street address", "location", "place", "direccion"]),
        (F::AddressId, &["address id", "bbl", "parcel id"]),
        (F::Latitude, &["latitude", "lat", "latitud"]),
        (F::Longitude, &["longitude", "long", "lng", "lon", "longitud"]),
    ]
};

/// Words in the name of a column that speaks of a person: such a column is kept only where a mapping names it.
const OF_A_PERSON: [&str; 12] = [
    "name",
    "email",
    "mail",
    "phone",
    "telephone",
    "mobile",
    "birth",
    "dob",
    "ssn",
    "nombre",
    "correo",
    "telefono",
];

impl CaseField {
    /// Its code, as a mapping has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Opened => "opened",
            Self::Closed => "closed",
            Self::Organisation => "organisation",
            Self::Service => "service",
            Self::Kind => "kind",
            Self::Channel => "channel",
            Self::Subject => "subject",
            Self::Topic => "topic",
            Self::Detail => "detail",
            Self::Description => "description",
            Self::Address => "address",
            Self::AddressId => "address_id",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
        }
    }

    /// Everything that a column may hold, in the order shown to people.
    pub fn all() -> impl Iterator<Item = Self> {
        USUAL_NAMES.iter().map(|(field, _)| *field)
    }

    /// The field of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::all().find(|field| field.code() == code)
    }
}

/// Whether the folded name of a column speaks of a person.
pub(super) fn is_of_a_person(name: &str) -> bool {
    name.split(' ').any(|word| OF_A_PERSON.contains(&word))
}
