//! Security headers on every answer.
//!
//! The policy allows no inline script or style at all: whatever a page needs stands in an embedded bundle.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Uri, header},
    middleware::Next,
    response::Response,
};

/// The content security policy of every page.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Middleware: adds the headers, leaving alone one that a handler has set itself (the embed relaxes some).
pub async fn security_headers(request: Request, next: Next) -> Response {
    let secure = is_https(request.headers(), request.uri());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        set_if_absent(headers, name, value);
    }
    // Over plain HTTP browsers ignore it, and on a developer's machine it would lock out other programs.
    if secure {
        set_if_absent(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

fn set_if_absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

/// Whether the visitor came by HTTPS; behind a proxy the proxy says so.
pub(crate) fn is_https(headers: &HeaderMap, uri: &Uri) -> bool {
    let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    match forwarded {
        Some(chain) => {
            chain.split(',').next().is_some_and(|first| first.trim().eq_ignore_ascii_case("https"))
        }
        None => uri.scheme_str() == Some("https"),
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt as _;

    use super::*;

    async fn headers(forwarded: Option<&str>) -> HeaderMap {
        let router = Router::new()
            .route("/", get(|| async { ([("referrer-policy", "no-referrer")], "hello") }))
            .layer(middleware::from_fn(security_headers));
        let mut request = Request::get("/");
        if let Some(scheme) = forwarded {
            request = request.header("x-forwarded-proto", scheme);
        }
        router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn nothing_inline_is_ever_allowed() {
        let headers = headers(None).await;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }

    #[tokio::test]
    async fn a_handler_may_set_a_header_itself() {
        assert_eq!(headers(None).await["referrer-policy"], "no-referrer");
    }

    #[tokio::test]
    async fn only_https_is_asked_to_stay_https() {
        assert!(!headers(None).await.contains_key("strict-transport-security"));
        assert!(!headers(Some("http")).await.contains_key("strict-transport-security"));
        assert!(headers(Some("https, http")).await.contains_key("strict-transport-security"));
    }
}
