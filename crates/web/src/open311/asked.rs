//! What a request asks: in which format, for which resource, with which entries.

use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
};
use catsup_app::open311::check_jurisdiction;

use super::problem::Problem;
use crate::state::WebState;

/// The format of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// XML, which every client reads.
    Xml,
    /// JSON.
    Json,
}

impl Format {
    /// The format that the ending of an address asks for; XML for any other.
    pub(super) fn of(path: &str) -> Self {
        if path.ends_with(".json") { Self::Json } else { Self::Xml }
    }
}

/// The entries of a form or a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Entries(pub(super) Vec<(String, String)>);

impl Entries {
    /// Reads what is encoded as forms are.
    pub(super) fn read(encoded: &[u8]) -> Result<Self, Problem> {
        serde_urlencoded::from_bytes(encoded)
            .map(Self)
            .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "the entries could not be read"))
    }

    /// The first entry of a name that is not empty: an empty one is the same as none.
    pub(super) fn first(&self, name: &str) -> &str {
        self.every(name).next().unwrap_or_default()
    }

    /// Every entry of a name, with commas between: a list may be given both ways.
    pub(super) fn list(&self, name: &str) -> String {
        self.every(name).collect::<Vec<_>>().join(",")
    }

    fn every(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.0.iter().filter(move |(one, _)| one == name);
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// What was said by code: `attribute[CODE]=value`, and `attribute[CODE][]=value` once for each of several values.
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        let of = |(name, value): &(String, String)| {
            let (code, rest) = name.strip_prefix("attribute[")?.split_once(']')?;
            let index = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            let several = index.is_some_and(|index| index.bytes().all(|byte| byte.is_ascii_digit()));
            (rest.is_empty() || several).then(|| (code.to_owned(), value.clone()))
        };
        self.0.iter().filter_map(of).collect()
    }
}

/// The format asked for and the entries of the query, of a jurisdiction that is served here.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(super) format: Format,
    pub(super) entries: Entries,
}

impl FromRequestParts<WebState> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let entries = Entries::read(parts.uri.query().unwrap_or_default().as_bytes())?;
        check_jurisdiction(state.app(), entries.first("jurisdiction_id"))?;
        Ok(Self { format: Format::of(parts.uri.path()), entries })
    }
}

/// The last part of the address without its ending.
#[derive(Debug, Clone)]
pub(crate) struct Named(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let nothing = || Problem::of_status(StatusCode::NOT_FOUND);
        let Path(last) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| nothing())?;
        let name = last.strip_suffix(".xml").or_else(|| last.strip_suffix(".json"));
        name.map(|name| Self(name.to_owned())).ok_or_else(nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_as_clients_send_them() {
        let read = |encoded: &str| Entries::read(encoded.as_bytes()).unwrap();
        let entries = read("status=open&status=&status=closed&page=+2+&page=3");
        assert_eq!((entries.list("status").as_str(), entries.first("page")), ("open,closed", "2"));
        let entries = read(
            "attribute[A]=1&attribute%5BB%5D%5B%5D=2&attribute[B][]=3&attribute[C][0]=4&attribute[D]x=5&attribute[E&attribute[F][g]=6",
        );
        let pairs = entries.attributes();
        let pairs: Vec<(&str, &str)> =
            pairs.iter().map(|(code, value)| (code.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("A", "1"), ("B", "2"), ("B", "3"), ("C", "4")]);
    }

    #[test]
    fn the_ending_of_an_address_is_its_format() {
        assert_eq!(Format::of("/open311/v2/services.json"), Format::Json);
        assert_eq!(Format::of("/open311/v2/services.xml"), Format::Xml);
        assert_eq!(Format::of("/open311/v2/services"), Format::Xml);
    }
}
