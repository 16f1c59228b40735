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

/// The policy of a page that shows another page of ours in a frame.
pub const FRAMING_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-src 'self'; frame-ancestors 'none'";

/// The policy of a page that our own pages may show in a frame.
const FRAMED_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'self'";

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
    let framed = is_framed(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if framed {
        set_if_absent(headers, header::CONTENT_SECURITY_POLICY, FRAMED_POLICY);
    }
    for (name, value) in ALWAYS {
        set_if_absent(headers, name, value);
    }
    // Over plain HTTP browsers ignore it, and on a developer's machine it would lock out other programs.
    if secure {
        set_if_absent(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

/// Whether a path leads to the preview of a form, the only page that our own pages show in a frame.
fn is_framed(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts.as_slice(), ["", "desk", "surveys", _, "preview"])
}

fn set_if_absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

/// How the reader reached us, as the start of an address to pass on.
pub(crate) fn origin(headers: &HeaderMap, uri: &Uri) -> String {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
    let scheme = if is_https(headers, uri) { "https" } else { "http" };
    format!("{scheme}://{host}")
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

    #[test]
    fn only_a_preview_may_stand_in_a_frame_and_only_in_ours() {
        assert!(is_framed("/desk/surveys/a-1/preview"));
        for other in ["/desk/surveys/a-1/build/preview", "/feedback/a-1", "/desk/surveys/preview", "/preview"]
        {
            assert!(!is_framed(other), "{other}");
        }
        for policy in [FRAMING_POLICY, FRAMED_POLICY] {
            let usual = CONTENT_SECURITY_POLICY.trim_end_matches("frame-ancestors 'none'");
            assert!(policy.starts_with(usual), "the policies differ in frames alone");
        }
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
