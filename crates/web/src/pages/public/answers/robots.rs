//! What search engines are told: which addresses there are, and which are no pages for them.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use catsup_app::{
    App,
    library::{self, Reader},
};

use crate::{error::PageError, links};

/// `GET /robots.txt`
pub(crate) async fn robots(State(app): State<App>) -> Response {
    let base = &app.outside().address;
    let text = format!(
        "User-agent: *\nDisallow: /desk\nDisallow: /track\nDisallow: /partner\nDisallow: /kiosk\nDisallow: /answers?q=\nSitemap: {base}{}\n",
        links::SITEMAP
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// `GET /sitemap.xml`
pub(crate) async fn sitemap(State(app): State<App>) -> Result<Response, PageError> {
    let base = &app.outside().address;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in [links::HOME, links::ANSWERS, links::STANDARDS] {
        xml.push_str(&format!("<url><loc>{base}{path}</loc></url>\n"));
    }
    for (slug, day) in library::addresses(&app, &Reader::Public).await? {
        // Addresses are letters, digits and hyphens: nothing in them needs an escape.
        xml.push_str(&format!(
            "<url><loc>{base}{}</loc><lastmod>{day}</lastmod></url>\n",
            links::answer(slug)
        ));
    }
    xml.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}
