//! A posted form that may bring files along.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::header,
};
use catsup_app::cases::NewFile;

use crate::{error::PageError, forms::Form};

/// The most files that are read of one form; what comes beyond is left out, and refused by its number later.
const MOST_FILES: usize = 12;

/// The entries of a form and its files, whichever way the browser sent it.
#[derive(Debug, Clone, Default)]
pub struct FormWithFiles {
    /// The entries.
    pub form: Form,
    /// The files; a field that was left empty is none.
    pub files: Vec<NewFile>,
}

impl<S: Send + Sync> FromRequest<S> for FormWithFiles {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let form = Form::from_request(request, state).await?;
            return Ok(Self { form, files: Vec::new() });
        }
        let parts = Multipart::from_request(request, state).await;
        let mut parts = parts.map_err(|refused| PageError::Malformed(refused.status()))?;
        let malformed = |error: MultipartError| PageError::Malformed(error.status());
        let (mut entries, mut files) = (Vec::new(), Vec::new());
        while let Some(field) = parts.next_field().await.map_err(malformed)? {
            let Some(name) = field.name().map(str::to_owned) else { continue };
            let file = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(malformed)?;
            match file {
                Some(file) if files.len() < MOST_FILES && !(file.is_empty() && bytes.is_empty()) => {
                    files.push(NewFile { name: file, content: bytes.into() });
                }
                Some(_) => {}
                None => entries.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(Self { form: Form::with(entries), files })
    }
}
