//! No other site may post in the name of someone who is signed in: every form carries the session's secret.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{Method, StatusCode, header},
};
use futures_util::{StreamExt as _, stream};

use crate::{error::PageError, limits::LARGEST_BODY};

/// The field of the secret; in a multipart form it must come first.
const FIELD: &str = "csrf";

/// The secret of a multipart form stands within so many bytes.
const FIRST_PART: usize = 4096;

/// Lets a reading request through, and a writing one that carries `secret`.
pub(super) async fn check(request: Request, secret: &str) -> Result<Request, PageError> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(request);
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let (parts, body) = request.into_parts();
    let (sent, body) = if kind.starts_with("application/x-www-form-urlencoded") {
        let bytes = to_bytes(body, LARGEST_BODY)
            .await
            .map_err(|_| PageError::Malformed(StatusCode::PAYLOAD_TOO_LARGE))?;
        (of_form(&bytes), Body::from(bytes))
    } else if kind.starts_with("multipart/form-data") {
        let (start, rest) = begin(body).await?;
        (of_first_part(&start), rest)
    } else {
        return Err(PageError::Malformed(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    };
    if sent.is_some_and(|sent| same(&sent, secret)) {
        Ok(Request::from_parts(parts, body))
    } else {
        Err(PageError::Forgery)
    }
}

fn of_form(body: &[u8]) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).ok()?;
    pairs.into_iter().find(|(name, _)| name == FIELD).map(|(_, value)| value)
}

/// Reads the start of a body, and gives it back in front of the rest.
async fn begin(body: Body) -> Result<(Vec<u8>, Body), PageError> {
    let mut stream = body.into_data_stream();
    let mut start = Vec::new();
    while start.len() < FIRST_PART && of_first_part(&start).is_none() {
        match stream.next().await {
            Some(Ok(bytes)) => start.extend_from_slice(&bytes),
            Some(Err(_)) => return Err(PageError::Malformed(StatusCode::BAD_REQUEST)),
            None => break,
        }
    }
    let first = stream::iter([Ok(Bytes::from(start.clone()))]);
    Ok((start, Body::from_stream(first.chain(stream))))
}

/// The value of the first part of a multipart form, when that is the secret's.
fn of_first_part(start: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(start);
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let named = head.contains(&format!("name=\"{FIELD}\""));
    let (value, _) = rest.split_once("\r\n")?;
    named.then(|| value.to_owned())
}

/// Compares without telling by its time where the first difference is.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |different, (a, b)| different | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(kind: &str, body: &str) -> Request {
        Request::post("/desk/x").header(header::CONTENT_TYPE, kind).body(Body::from(body.to_owned())).unwrap()
    }

    #[tokio::test]
    async fn a_form_with_the_secret_passes_and_keeps_its_body() {
        let form = "application/x-www-form-urlencoded";
        let passed = check(post(form, "name=a&csrf=s3cret"), "s3cret").await.unwrap();
        assert_eq!(to_bytes(passed.into_body(), 100).await.unwrap(), "name=a&csrf=s3cret");
        for wrong in ["name=a", "csrf=s3creT", "csrf=", ""] {
            assert!(check(post(form, wrong), "s3cret").await.is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn an_upload_says_the_secret_first() {
        let kind = "multipart/form-data; boundary=X";
        let body = "--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ns3cret\r\n--X\r\nrest";
        let passed = check(post(kind, body), "s3cret").await.unwrap();
        assert_eq!(to_bytes(passed.into_body(), 1000).await.unwrap(), body);
        let late = "--X\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\na\r\n--X\r\n\
                    Content-Disposition: form-data; name=\"csrf\"\r\n\r\ns3cret\r\n--X--";
        assert!(check(post(kind, late), "s3cret").await.is_err());
    }

    #[tokio::test]
    async fn other_content_is_no_form() {
        assert!(check(post("text/plain", "csrf=s3cret"), "s3cret").await.is_err());
    }
}
