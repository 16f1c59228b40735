//! The styles and scripts of our pages, embedded under names that carry their content's hash.
//!
//! `build.rs` makes one constant per bundle: a template writes `{{ crate::assets::PUBLIC_CSS }}`, and a bundle that
//! is gone no longer compiles.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// A bundle as it is sent.
struct Asset {
    name: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The route of [`serve`].
pub const ROUTE: &str = "/assets/{name}";

/// `GET /assets/{name}`: a bundle, kept by browsers for a year since its name changes with its content.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = if accepts_gzip(&headers) {
        let mut response = asset.gzip.into_response();
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        asset.plain.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether the browser takes gzip: named, or covered by `*`, and not with a quality of zero.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut any = false;
    for coding in accepted.flat_map(|value| value.split(',')) {
        let (name, quality) = coding.split_once(";q=").unwrap_or((coding, "1"));
        let wanted = quality.trim().parse::<f32>().is_ok_and(|quality| quality > 0.0);
        match name.trim() {
            "gzip" => return wanted,
            "*" => any = wanted,
            _ => {}
        }
    }
    any
}

/// Every bundle with its name, for tests that write pages to disk.
#[cfg(test)]
pub(crate) fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ASSETS.iter().map(|asset| (asset.name, asset.plain))
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, routing::get};
    use tower::ServiceExt as _;

    use super::*;

    async fn answer(path: &str, accept: &str) -> Response {
        let router = Router::new().route(ROUTE, get(serve));
        let request = Request::get(path).header(header::ACCEPT_ENCODING, accept).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_bundle_is_kept_for_a_year_and_sent_small() {
        let response = answer(PUBLIC_CSS, "br;q=0.9, gzip").await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-encoding"], "gzip");
        assert_eq!(response.headers()["content-type"], "text/css; charset=utf-8");
        assert!(response.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    }

    #[tokio::test]
    async fn a_browser_that_refuses_gzip_gets_it_plain() {
        for accept in ["identity", "gzip;q=0", "gzip;q=0, *"] {
            let response = answer(DESK_JS, accept).await;
            assert_eq!(response.status(), StatusCode::OK);
            assert!(!response.headers().contains_key("content-encoding"), "{accept}");
        }
        assert!(answer(DESK_JS, "*").await.headers().contains_key("content-encoding"));
    }

    #[tokio::test]
    async fn an_old_name_is_not_found() {
        assert_eq!(answer("/assets/public-0000.css", "gzip").await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_public_page_stays_light() {
        let public: usize = ASSETS
            .iter()
            .filter(|asset| asset.name.starts_with("public-"))
            .map(|asset| asset.gzip.len())
            .sum();
        assert!(public < 25_000, "public style and script together are {public} bytes gzip");
    }

    #[test]
    fn no_bundle_reaches_for_another_host() {
        for asset in ASSETS {
            let text = std::str::from_utf8(asset.plain).unwrap();
            let outside = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!outside.contains("http://") && !outside.contains("https://"), "{}", asset.name);
        }
    }
}
