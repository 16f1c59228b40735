//! A standard that is measured from calls: its form, its figures, offices side by side.

use catsup_app::{
    directory::touchpoints,
    interactions::{self, Given},
    jobs,
};
use catsup_model::{Channel, Role, Viewer, directory::Service};
use catsup_testing::TestApp;
use jiff::SignedDuration;

use crate::post;

/// Calls at an office; of `n`, the first `kept` waited a minute, the others five.
async fn calls(app: &TestApp, service: &Service, office: &str, kept: usize, n: usize) {
    let one = |place: usize| Given {
        service: Some(service.id.to_string()),
        touchpoint: Some(office.to_owned()),
        activity: "call".to_owned(),
        wait_seconds: Some(if place < kept { 60 } else { 300 }),
        ..Given::default()
    };
    let given: Vec<Given> = (0..n).map(one).collect();
    for part in given.chunks(500) {
        interactions::record(&app.app, &Viewer::operator(), "phones", part.to_vec()).await.unwrap();
    }
}

#[catsup_testing::story]
async fn calls_are_promised_counted_and_compared(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let form = lead.get(format!("/desk/standards/new?service={}", service.id)).await.is(200);
    form.sees("Interactions: how long people waited").sees("Cases, until the first response");
    let id = service.id.to_string();
    let mut entries = vec![
        ("service", id.as_str()),
        ("kind", "access"),
        ("channel", "phone"),
        ("promise", "We answer your call within 2 minutes"),
        ("threshold", "2"),
        ("unit", "business_days"),
        ("target", "80"),
        ("measured_from", "waiting"),
    ];
    let refused = post(&lead, &form, "/desk/standards/new", &entries).await.is(422);
    refused.sees("Enter the promised time in minutes or hours");
    entries[5].1 = "minutes";
    let added = post(&lead, &form, "/desk/standards/new", &entries).await.is(303);
    let page = added.location().to_owned();
    lead.get(&page).await.is(200).sees("Nothing to count").sees("Interactions: how long people waited");

    for name in ["North office", "South office", "East office", "Harbor"] {
        touchpoints::add(&app.app, &Viewer::operator(), service.id, name, Channel::Phone).await.unwrap();
    }
    for (office, kept, n) in
        [("North office", 160, 200), ("South office", 60, 200), ("East office", 165, 200), ("Harbor", 3, 3)]
    {
        calls(&app, &service, office, kept, n).await;
    }
    app.app.clock().set(app.app.now() + SignedDuration::from_secs(11));
    jobs::run_due(&app.app).await.unwrap();
    let shown = lead.get(&page).await.is(200);
    shown.sees("388 of 603").sees("Not met").sees("64.3%");
    shown.sees("1.0 minutes").sees("5.0 minutes");
    shown.sees("Less often than chance explains: South office").sees("Too few to compare: Harbor");
    shown.sees("Fewer than 10: not shown").sees("<figure class=\"chart funnel-plot\"");
    shown.does_not_see("Less often than chance explains: North office");
    lead.get(format!("{page}?by=month&of=1999-2000")).await.is(200).sees("64.3%");
    lead.get(format!("{page}?lang=es")).await.is(200).sees("4 de 5 en").sees("South office");
}
