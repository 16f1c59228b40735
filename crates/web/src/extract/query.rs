//! The query of a page's address.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
    response::IntoResponse as _,
};
use serde::de::DeserializeOwned;

use super::form::malformed;
use crate::error::PageError;

/// The query of a page, as `T`; one that does not fit is answered with a page. Give every field a default.
#[derive(Debug, Clone)]
pub struct PageQuery<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for PageQuery<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        let Query(query) = query.map_err(|rejection| malformed(rejection.into_response()))?;
        Ok(Self(query))
    }
}
