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
    let mut response = contents(asset, &headers);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// `GET /embed.js`: the script for pages of other sites. Its address never changes, so browsers ask after five minutes
/// whether it did; meanwhile, and while we are away, they use what they have.
pub async fn embed(headers: HeaderMap) -> Response {
    let mut response = under_one_name(
        EMBED_JS,
        &headers,
        "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800",
    );
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

/// `GET /kiosk/worker.js`: the service worker of kiosks, which lies below the pages it rules over.
pub async fn kiosk_worker(headers: HeaderMap) -> Response {
    let mut response = under_one_name(KIOSK_WORKER_JS, &headers, "no-cache");
    response.headers_mut().insert("service-worker-allowed", HeaderValue::from_static("/kiosk/"));
    response
}

/// A bundle under a name that does not tell its content: an `ETag` does.
fn under_one_name(path: &str, asked: &HeaderMap, kept: &'static str) -> Response {
    let name = path.trim_start_matches("/assets/");
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Weak: what goes over the wire may be compressed.
    let tag = format!("W/\"{name}\"");
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let same = known.flat_map(|tags| tags.split(',')).any(|known| known.trim() == tag);
    let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { contents(asset, asked) };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = tag.parse() {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// A bundle as this browser takes it.
fn contents(asset: &'static Asset, asked: &HeaderMap) -> Response {
    let mut response = if accepts_gzip(asked) {
        let mut response = asset.gzip.into_response();
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        asset.plain.into_response()
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
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
    fn the_embed_stays_under_fifteen_kilobytes() {
        let embed = ASSETS.iter().find(|asset| asset.name.starts_with("embed-")).unwrap();
        assert!(embed.gzip.len() < 15_000, "embed.js is {} bytes gzip: take something out", embed.gzip.len());
    }

    #[test]
    fn no_script_evaluates_text_or_writes_style_attributes() {
        for asset in ASSETS.iter().filter(|asset| asset.name.ends_with(".js")) {
            let text = std::str::from_utf8(asset.plain).unwrap();
            for forbidden in ["eval(", "new Function", "innerHTML", "cssText", "setAttribute(\"style\""] {
                assert!(!text.contains(forbidden), "{} has {forbidden}", asset.name);
            }
        }
    }

    #[tokio::test]
    async fn the_embed_is_for_every_site_and_asked_for_again_only_when_it_changed() {
        let router = Router::new().route("/embed.js", get(embed));
        let fetch = |tag: &str| {
            let request = Request::get("/embed.js").header(header::ACCEPT_ENCODING, "gzip");
            router.clone().oneshot(request.header(header::IF_NONE_MATCH, tag).body(Body::empty()).unwrap())
        };
        let first = fetch("\"other\"").await.unwrap();
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()["access-control-allow-origin"], "*");
        assert_eq!(first.headers()["cross-origin-resource-policy"], "cross-origin");
        assert!(first.headers()["cache-control"].to_str().unwrap().starts_with("public, max-age=300"));
        let again = fetch(first.headers()["etag"].to_str().unwrap()).await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
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
