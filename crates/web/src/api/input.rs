//! What programs send: bodies, queries and paths, read strictly, each refusal naming the field and the reason.

use std::{fmt, marker::PhantomData, str::FromStr};

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{StatusCode, header, request::Parts},
};
use jiff::civil::Date;
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, Visitor},
};

use super::ApiError;

/// A JSON body. Unknown fields are refused by the type's own `deny_unknown_fields`.
pub(crate) struct ApiJson<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for ApiJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            let detail = "send JSON: Content-Type: application/json";
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", detail));
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| ApiError::of_status(rejection.status()))?;
        let mut json = serde_json::Deserializer::from_slice(&body);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let field = error.path().to_string();
            refused_json(field, &error.into_inner())
        })?;
        json.end().map_err(|error| refused_json(".".to_owned(), &error))?;
        Ok(Self(value))
    }
}

fn refused_json(field: String, error: &serde_json::Error) -> ApiError {
    if error.is_data() {
        let field = if field == "." { "body".to_owned() } else { field };
        ApiError::field(field, "unfit", error.to_string())
    } else {
        ApiError::new(StatusCode::BAD_REQUEST, "malformed", format!("the body is not JSON: {error}"))
    }
}

/// The query of an address. Unknown and repeated parameters are refused.
pub(crate) struct ApiQuery<T>(pub(super) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for ApiQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        read_query(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn read_query<T: DeserializeOwned>(query: &str) -> Result<T, ApiError> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|error| {
        ApiError::new(StatusCode::BAD_REQUEST, "malformed", format!("the query: {error}"))
    })?;
    let fields = de::value::MapDeserializer::<_, de::value::Error>::new(pairs.into_iter());
    serde_path_to_error::deserialize(fields).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "query".to_owned() } else { path };
        ApiError::field(field, "unfit", error.into_inner().to_string())
    })
}

/// The one variable of a path, as `T`; what does not read as such names nothing that exists.
pub(crate) struct ApiPath<T>(pub(super) T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for ApiPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let nothing = || ApiError::of_status(StatusCode::NOT_FOUND);
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| nothing())?;
        text.parse().map(Self).map_err(|_| nothing())
    }
}

/// Values of a query parameter, separated by commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(Self::default());
        }
        text.split(',').map(|one| one.parse().map_err(de::Error::custom)).collect::<Result<_, _>>().map(Self)
    }
}

/// A parameter read from its text.
pub(super) fn parsed<'de, T: FromStr<Err: fmt::Display>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    struct Text<T>(PhantomData<T>);
    impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a text")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Text(PhantomData)).map(Some)
}

/// A code of the model, exactly as listed: synonyms are for people, not for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact<T>(pub(super) T);

impl<T: FromStr<Err: fmt::Display> + fmt::Display> FromStr for Exact<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value: T = text.parse().map_err(|error: T::Err| error.to_string())?;
        if value.to_string() == text {
            Ok(Self(value))
        } else {
            Err(format!("“{text}” is not a code; did you mean {value}?"))
        }
    }
}

/// A day, such as 2026-10-03, and nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(super) Date);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let date = if text.len() == 10 { text.parse().ok() } else { None };
        date.map(Self).ok_or_else(|| format!("“{text}” is not a day such as 2026-10-03"))
    }
}

/// How many a page of a list holds: 1 to 1000, 100 when not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit(pub(super) i64);

impl Default for Limit {
    fn default() -> Self {
        Self(100)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let limit = text.parse().ok().filter(|limit| plain && (1..=1000).contains(limit));
        limit.map(Self).ok_or_else(|| de::Error::custom("must be a whole number from 1 to 1000"))
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::{Channel, id::ServiceId};

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Query {
        #[serde(default)]
        service: List<ServiceId>,
        #[serde(default)]
        limit: Limit,
        #[serde(default, deserialize_with = "parsed")]
        from: Option<Day>,
    }

    #[test]
    fn a_query_is_read_strictly() {
        let query: Query = read_query("service=1,2&limit=5&from=2026-01-31").unwrap();
        assert_eq!((query.service.0.len(), query.limit.0), (2, 5));
        assert!(query.from.is_some());
        for wrong in [
            "service=x",
            "limit=0",
            "limit=1001",
            "limit=+5",
            "from=2026-02-30",
            "from=2026-01-01T00",
            "page=1",
            "limit=1&limit=2",
        ] {
            assert!(read_query::<Query>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn codes_are_taken_as_listed() {
        assert_eq!("phone".parse(), Ok(Exact(Channel::Phone)));
        assert!("Phone".parse::<Exact<Channel>>().unwrap_err().contains("phone"));
    }
}
