//! A posted form as its entries, and the query of an address.

use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use crate::{error::PageError, forms::Form};

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let entries = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
        let axum::Form(entries) = entries.map_err(|rejection| malformed(rejection.into_response()))?;
        Ok(Self::with(entries))
    }
}

/// The page for a request that axum's own reading refused.
pub(super) fn malformed(refused: Response) -> PageError {
    match refused.status() {
        // Entries of a form are texts: what does not read as such was not sent by our page.
        StatusCode::UNPROCESSABLE_ENTITY => PageError::Malformed(StatusCode::BAD_REQUEST),
        status => PageError::Malformed(status),
    }
}
