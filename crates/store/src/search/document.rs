//! What the search index holds of a response: tokens of its circumstances, and its words.
//!
//! Circumstances that never change stand among the words as tokens that begin with `_`, which no word does: any
//! combination of filters, with a search or without, is then one look at one index. They narrow; what is found is
//! checked against the row itself, so a token that says too much costs time and nothing else.

use std::{collections::BTreeMap, fmt::Write as _};

use catsup_model::{
    Channel, Language,
    response::ResponseSource,
    search::{self, Search},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::dialect::Dialect;

/// The highest position that PostgreSQL keeps of a word.
const LAST_POSITION: usize = 16_383;
/// The most positions it keeps of one word.
const MOST_POSITIONS: usize = 255;
/// How deep below its site a page is told apart.
const DEEPEST_PAGE: usize = 6;
/// Stands between two texts, so that no phrase reaches from one into the next.
const BETWEEN: &str = "_";

/// A circumstance as a token.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Facet<'a> {
    Service(i64),
    Survey(i64),
    Touchpoint(i64),
    Channel(Channel),
    Language(Language),
    Source(ResponseSource),
    Device(&'a str),
    Campaign(&'a str),
    Page(&'a str),
    Segment(&'a str, &'a str),
    Month(i16, i8),
    Score(i64),
    Commented,
}

impl Facet<'_> {
    pub(crate) fn token(self) -> String {
        match self {
            Self::Service(id) => format!("_v{id}"),
            Self::Survey(id) => format!("_y{id}"),
            Self::Touchpoint(id) => format!("_t{id}"),
            Self::Channel(channel) => format!("_c{}", channel.code()),
            Self::Language(language) => format!("_l{}", language.code()),
            Self::Source(source) => format!("_o{}", source.code()),
            Self::Device(class) => format!("_d{}", hash(&[class])),
            Self::Campaign(name) => format!("_k{}", hash(&[name])),
            Self::Page(address) => format!("_p{}", hash(&[address])),
            Self::Segment(name, value) => format!("_g{}", hash(&[name, value])),
            Self::Month(year, month) => format!("_m{year:04}{month:02}"),
            Self::Score(score) => format!("_r{}", score + 1),
            Self::Commented => "_w".to_owned(),
        }
    }

    /// The months, in UTC, that an instant and a period belong to.
    pub(crate) fn month_of(at: Timestamp) -> Self {
        let date = at.to_zoned(TimeZone::UTC).date();
        Self::Month(date.year(), date.month())
    }
}

/// The page and every page above it, up to its site: a filter names one of them.
pub(crate) fn pages_above(address: &str) -> impl Iterator<Item = &str> {
    let host = address.find("://").map_or(0, |place| place + 3);
    let ends = address.char_indices().filter(move |(place, c)| *place > host && *c == '/');
    let ends = ends.map(|(place, _)| place).chain([address.len()]).take(DEEPEST_PAGE);
    ends.map(|end| &address[..end]).filter(|page| !page.ends_with('/'))
}

/// FNV-1a, 64 bits, as text.
fn hash(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The text that the database takes for a document of these circumstances and texts.
pub(crate) fn render(dialect: Dialect, facets: &[String], texts: &[&str]) -> String {
    let mut tokens = Vec::new();
    for text in texts {
        if !tokens.is_empty() {
            tokens.push(BETWEEN.to_owned());
        }
        tokens.extend(search::words(text));
    }
    match dialect {
        Dialect::Sqlite => {
            let all: Vec<&str> = facets.iter().chain(&tokens).map(String::as_str).collect();
            all.join(" ")
        }
        Dialect::Postgres => vector(facets, &tokens),
    }
}

/// `'word':1,5 '_facet'`, as PostgreSQL writes a `tsvector`. Tokens hold no quotation mark and no backslash.
fn vector(facets: &[String], tokens: &[String]) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, token) in (1..=LAST_POSITION).zip(tokens) {
        let of = places.entry(token).or_default();
        if of.len() < MOST_POSITIONS {
            of.push(place);
        }
    }
    let mut vector = String::new();
    for facet in facets {
        let _ = write!(vector, "'{facet}' ");
    }
    for (token, places) in places {
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        let _ = write!(vector, "'{token}':{} ", places.join(","));
    }
    vector
}

/// What is looked up in the index: one of each group of facets, and every term of the search.
#[derive(Debug, Clone, Default)]
pub(crate) struct Match {
    pub(crate) facets: Vec<Vec<String>>,
    pub(crate) search: Search,
}

impl Match {
    pub(crate) fn is_empty(&self) -> bool {
        self.facets.is_empty() && self.search.is_empty()
    }

    /// As the database wants it asked.
    pub(crate) fn render(&self, dialect: Dialect) -> String {
        let (quote, and, or) = match dialect {
            Dialect::Sqlite => ('"', " AND ", " OR "),
            Dialect::Postgres => ('\'', " & ", " | "),
        };
        let quoted = |token: &String| format!("{quote}{token}{quote}");
        let facets = self.facets.iter().map(|group| {
            let tokens: Vec<String> = group.iter().map(quoted).collect();
            format!("({})", tokens.join(or))
        });
        let terms = self.search.terms.iter().map(|term| match dialect {
            Dialect::Sqlite => {
                format!("\"{}\"{}", term.words.join(" "), if term.prefix { " *" } else { "" })
            }
            Dialect::Postgres => {
                let mut words: Vec<String> = term.words.iter().map(quoted).collect();
                if let (true, Some(last)) = (term.prefix, words.last_mut()) {
                    last.push_str(":*");
                }
                format!("({})", words.join(" <-> "))
            }
        });
        let all: Vec<String> = facets.chain(terms).collect();
        all.join(and)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_as_each_database_reads_it() {
        let facets = [Facet::Service(12).token(), Facet::Commented.token()];
        let texts = ["Quick, quick!", "Kind"];
        assert_eq!(render(Dialect::Sqlite, &facets, &texts), "_v12 _w quick quick _ kind");
        assert_eq!(render(Dialect::Postgres, &facets, &texts), "'_v12' '_w' '_':3 'kind':4 'quick':1,2 ");
    }

    #[test]
    fn a_match_is_asked_as_each_database_wants_it() {
        let asked = Match {
            facets: vec![vec!["_v1".to_owned(), "_v2".to_owned()]],
            search: Search::parse("long \"photo rej*\" refus*"),
        };
        assert_eq!(
            asked.render(Dialect::Sqlite),
            "(\"_v1\" OR \"_v2\") AND \"long\" AND \"photo rej\" AND \"refus\" *"
        );
        assert_eq!(
            asked.render(Dialect::Postgres),
            "('_v1' | '_v2') & ('long') & ('photo' <-> 'rej') & ('refus':*)"
        );
    }

    #[test]
    fn a_page_lies_below_its_site_and_every_folder() {
        let pages: Vec<&str> = pages_above("https://example.gov/passport/renew/").collect();
        assert_eq!(
            pages,
            ["https://example.gov", "https://example.gov/passport", "https://example.gov/passport/renew"]
        );
    }
}
