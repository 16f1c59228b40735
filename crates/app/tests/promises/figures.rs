//! Figures of a standard, and offices and services side by side.

use catsup_app::{
    directory::touchpoints,
    interactions::{self, Given},
    standards::{self, Figure, FiguresQuery, ResultInput, Side},
};
use catsup_model::{Channel, Role, Viewer, directory::Service, period::BucketUnit};
use catsup_testing::{TestApp, story};
use jiff::Timestamp;

use crate::{
    common::{denied, not_found, organisation, service, staff},
    in_a_moment, promise,
    world::at,
};

fn query(by: BucketUnit) -> FiguresQuery {
    FiguresQuery { year: None, by }
}

/// Calls at an office: of `n`, the first `kept` waited a minute, the others five.
fn calls(
    service: &Service,
    office: &str,
    channel: Channel,
    kept: usize,
    n: usize,
    when: Timestamp,
) -> Vec<Given> {
    let one = |place: usize| Given {
        service: Some(service.id.to_string()),
        touchpoint: (!office.is_empty()).then(|| office.to_owned()),
        channel: Some(channel),
        activity: "call".to_owned(),
        occurred_at: Some(when),
        wait_seconds: Some(if place < kept { 60 } else { 300 }),
        ..Given::default()
    };
    (0..n).map(one).collect()
}

fn told(figure: &Figure) -> Option<(u64, u64)> {
    figure.share.map(|share| (share.successes, share.n))
}

#[story]
async fn figures_tell_share_and_times_by_month_channel_and_office(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    app.clock().set(at(10, 12, 0));
    let agency = organisation(app, None, "Office").await;
    let passports = service(app, agency, "Passports").await;
    for name in ["North", "South", "East", "West", "Harbor"] {
        touchpoints::add(app, &operator, passports.id, name, Channel::Phone).await.unwrap();
    }
    let mut input = promise(passports.id, "waiting", "2 minutes");
    input.channel = catsup_model::standard::StandardChannel::Other;
    let standard = standards::add(app, &operator, &input).await.unwrap();
    let none = standards::figures(app, &operator, standard.id, query(BucketUnit::Month)).await.unwrap();
    assert_eq!(none.unwrap().all.n, 0);
    let (march, january): (Timestamp, Timestamp) =
        ("2026-03-02T15:00:00Z".parse().unwrap(), "2026-01-15T15:00:00Z".parse().unwrap());
    for given in [
        calls(&passports, "North", Channel::Phone, 80, 100, march),
        calls(&passports, "South", Channel::Phone, 30, 100, march),
        calls(&passports, "East", Channel::Phone, 82, 100, january),
        calls(&passports, "West", Channel::Phone, 79, 100, january),
        calls(&passports, "Harbor", Channel::Phone, 4, 4, march),
        calls(&passports, "", Channel::Website, 9, 9, march),
    ] {
        interactions::record(app, &operator, "phones", given).await.unwrap();
    }
    in_a_moment(app).await;
    let by_month = standards::figures(app, &operator, standard.id, query(BucketUnit::Month)).await.unwrap();
    let figures = by_month.unwrap();
    assert_eq!(told(&figures.all), Some((284, 413)));
    let found = standards::find(app, &operator, standard.id).await.unwrap();
    let result = &found.results[0].result;
    assert_eq!((result.kept, result.total), (Some(284), Some(413)), "the result is that of the figures");
    let taken = figures.all.taken.unwrap();
    assert_eq!((taken.median, taken.p80, taken.p90), (1.0, 5.0, 5.0), "in minutes, as promised");
    let trend: Vec<_> =
        figures.trend.iter().map(|(bucket, figure)| (bucket.label.as_str(), told(figure))).collect();
    assert_eq!(trend, [("2026-01", Some((161, 200))), ("2026-02", None), ("2026-03", Some((123, 213)))]);
    let channels: Vec<_> = figures.by_channel.iter().map(|(channel, one)| (*channel, told(one))).collect();
    assert_eq!(channels, [(Channel::Website, None), (Channel::Phone, Some((275, 404)))], "nine are too few");
    let offices: Vec<_> =
        figures.by_office.iter().map(|one| (one.name.as_deref(), told(&one.figure))).collect();
    assert_eq!(
        offices,
        [
            (Some("East"), Some((82, 100))),
            (Some("Harbor"), None),
            (Some("North"), Some((80, 100))),
            (Some("South"), Some((30, 100))),
            (Some("West"), Some((79, 100))),
            (None, None),
        ]
    );
    let league = figures.league.unwrap();
    let south = league.units.iter().find(|unit| unit.name == "South").unwrap();
    assert_eq!(south.stands_out, Some(Side::Below));
    assert_eq!(league.left_out, ["Harbor"]);

    let quarters = standards::figures(app, &operator, standard.id, query(BucketUnit::FiscalQuarter)).await;
    assert_eq!(quarters.unwrap().unwrap().trend.len(), 1, "January to March is one federal quarter");

    let nobody = Viewer::public();
    assert!(denied(standards::figures(app, &nobody, standard.id, query(BucketUnit::Month)).await));
    assert!(denied(standards::comparisons(app, &nobody).await));
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let stranger = staff(app, "stranger@example.gov", Role::CxLead, Some(elsewhere)).await.viewer;
    assert!(not_found(standards::figures(app, &stranger, standard.id, query(BucketUnit::Month)).await));
}

#[story]
async fn services_that_promise_the_same_stand_side_by_side(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    app.clock().set(at(10, 12, 0));
    let agency = organisation(app, None, "Office").await;
    for (name, kept) in [("Passports", 800), ("Permits", 790), ("Licences", 812), ("Refunds", 500)] {
        let one = service(app, agency, name).await;
        let standard = standards::add(app, &operator, &promise(one.id, "", "2 minutes")).await.unwrap();
        let input = ResultInput { year: "2024-2025".to_owned(), kept: Some(kept), total: Some(1_000) };
        standards::set_result(app, &operator, standard.id, &input).await.unwrap();
    }
    // Another time promised is another promise.
    let other = service(app, agency, "Grants").await;
    let slower = standards::add(app, &operator, &promise(other.id, "", "9 minutes")).await.unwrap();
    let input = ResultInput { year: "2024-2025".to_owned(), kept: Some(1), total: Some(1_000) };
    standards::set_result(app, &operator, slower.id, &input).await.unwrap();
    let found = standards::comparisons(app, &operator).await.unwrap();
    let [comparison] = found.as_slice() else { panic!("one comparison, found {}", found.len()) };
    assert_eq!((comparison.year.to_string().as_str(), comparison.league.units.len()), ("2024-2025", 4));
    assert_eq!(comparison.league.units[0].name, "Refunds");
    assert_eq!(comparison.league.units[0].stands_out, Some(Side::Below));
}
