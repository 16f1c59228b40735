//! What others read and give: the widget, links for partners, calendars from an address.

use catsup_app::settings;
use catsup_model::{Role, Viewer};
use catsup_testing::TestApp;

use crate::post;

/// Adds a standard of a service; gives its page.
async fn standard(app: &TestApp, service: &str) -> String {
    let lead = app.sign_in_as(Role::CxLead).await;
    let form = lead.get(format!("/desk/standards/new?service={service}")).await.is(200);
    let entries = [
        ("service", service),
        ("kind", "access"),
        ("channel", "phone"),
        ("promise", "We answer your call"),
        ("promise_es", "Respondemos su llamada"),
        ("target", "80"),
    ];
    let added = post(&lead, &form, "/desk/standards/new", &entries).await.is(303);
    let page = added.location().to_owned();
    let shown = lead.get(&page).await.is(200);
    let result = [("year", "2024-2025"), ("kept", "90"), ("total", "100")];
    let _ = post(&lead, &shown, &format!("{page}/results"), &result).await.is(303);
    page
}

#[catsup_testing::story]
async fn the_widget_shows_what_is_published_where_it_may(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let id = service.id.to_string();
    let page = standard(&app, &id).await;
    let widget = format!("/widget/standards/{id}");
    let visitor = app.visitor();
    let _ = visitor.get(&widget).await.is(404);
    let lead = app.sign_in_as(Role::CxLead).await;
    let shown = lead.get(&page).await.is(200);
    shown.does_not_see("&#60;iframe");
    let _ = post(&lead, &shown, &format!("{page}/publication"), &[("publish", "1")]).await.is(303);
    lead.get(&page).await.is(200).sees("&#60;iframe").sees(&widget);

    let shown = visitor.get(&widget).await.is(200);
    shown.sees("We answer your call").sees("Met").sees("90.0%").sees("90 of 100").does_not_see("<script");
    let policy = |answer: &catsup_testing::Answer| {
        answer.headers["content-security-policy"].to_str().unwrap().to_owned()
    };
    assert!(policy(&shown).ends_with("frame-ancestors *"), "{}", policy(&shown));
    assert!(policy(&shown).starts_with("default-src 'none'; style-src 'self'"));
    app.visitor()
        .get(format!("{widget}?lang=es"))
        .await
        .is(200)
        .sees("Respondemos su llamada")
        .sees("Cumplido");
    let sites = ("widget_sites".to_owned(), "https://www.example.gov".to_owned());
    settings::change(&app.app, &Viewer::operator(), &[sites]).await.unwrap();
    let shown = visitor.get(&widget).await.is(200);
    assert!(policy(&shown).ends_with("frame-ancestors https://www.example.gov"));
    // Every other page stays out of frames.
    assert!(policy(&visitor.get(format!("/standards/{id}")).await).ends_with("frame-ancestors 'none'"));
}

#[catsup_testing::story]
async fn a_partner_reads_under_a_link_that_staff_end(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let id = service.id.to_string();
    standard(&app, &id).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/standards/partners").await.is(200).sees("No links yet");
    let form = lead.get("/desk/standards/partners/new").await.is(200);
    form.sees("Passport renewal");
    let new = "/desk/standards/partners/new";
    let wrong = post(&lead, &form, new, &[("name", "Auditor"), ("expires_at", "2020-01-01")]).await.is(422);
    wrong.sees("services-error");
    let last_day = (app.app.today() + jiff::Span::new().days(30)).to_string();
    let entries = [("name", "Auditor"), ("services", id.as_str()), ("expires_at", last_day.as_str())];
    let made = post(&lead, &form, new, &entries).await.is(200);
    let (_, rest) = made.body.split_once("/partner/").unwrap();
    let token = rest.split('<').next().unwrap().to_owned();
    assert!(token.starts_with("ctp_"), "{token}");
    let list = lead.get("/desk/standards/partners").await.is(200);
    list.sees("Auditor").sees("Opens").does_not_see(&token);

    let partner = app.visitor();
    let page = partner.get(format!("/partner/{token}")).await.is(200);
    page.sees("For Auditor").sees("We answer your call").sees("Not public yet").sees("90.0%");
    page.sees("noindex");
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    assert_eq!(page.headers["x-robots-tag"], "noindex, nofollow");
    assert_eq!(page.headers["cache-control"], "private, no-store");
    let _ = partner.get("/partner/ctp_00000000000000000000000000").await.is(404);
    app.visitor().get(format!("/partner/{token}?lang=es")).await.is(200).sees("Todavía no es público");

    let (_, rest) = list.body.split_once("/desk/standards/partners/").unwrap();
    let (_, rest) = rest.split_once("/desk/standards/partners/").unwrap_or(("", rest));
    let revoke = format!("/desk/standards/partners/{}", rest.split('"').next().unwrap());
    let asked = lead.get(&revoke).await.is(200);
    asked.sees("End the link for Auditor?");
    let _ = post(&lead, &asked, &revoke, &[]).await.is(303);
    let _ = partner.get(format!("/partner/{token}")).await.is(404);
    lead.get("/desk/standards/partners").await.is(200).sees("Ended");
}

#[catsup_testing::story]
async fn a_partner_who_guesses_is_slowed_down(app: TestApp) {
    let visitor = app.visitor();
    let mut last = 0;
    for _ in 0..70 {
        last = visitor.get("/partner/ctp_guess").await.status.as_u16();
    }
    assert_eq!(last, 429);
}

#[catsup_testing::story]
async fn a_calendar_takes_days_off_from_an_address_and_says_how_that_went(app: TestApp) {
    let admin = app.sign_in_as(Role::Administrator).await;
    let list = admin.get("/desk/calendars").await.is(200);
    let entries =
        [("name", "Office"), ("zone", "America/New_York"), ("holidays", "none"), ("monday", "09:00-17:00")];
    let added = post(&admin, &list, "/desk/calendars", &entries).await.is(303);
    let page = added.location().to_owned();
    let shown = admin.get(&page).await.is(200);
    shown.sees("Days off from an address");
    let address = format!("{page}/address");
    let wrong = post(&admin, &shown, &address, &[("address", "http://127.0.0.1/a.ics")]).await.is(422);
    wrong.sees("address-error").sees("http://127.0.0.1/a.ics");
    let private = [("address", "https://127.0.0.1:9/a.ics")];
    let _ = post(&admin, &shown, &address, &private).await.is(303);
    let failed = admin.get(&page).await.is(200);
    failed.sees("leads to this machine or a private network").sees("Nothing was read from 127.0.0.1 yet");
    let _ = post(&admin, &failed, &format!("{address}/now"), &[]).await.is(303);
    let _ = post(&admin, &failed, &address, &[("address", "")]).await.is(303);
    admin.get(&page).await.is(200).does_not_see("127.0.0.1");
    let reader = app.sign_in_as(Role::Viewer).await;
    reader.get(&page).await.is(200).does_not_see("Days off from an address");
}
