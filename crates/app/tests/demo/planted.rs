//! The incident, the improvement and the gap stand out in the scorecards, and nothing else does in their places.

use catsup_app::{
    App,
    demo::Story,
    directory::touchpoints,
    scorecards::{Grouping, MeasureSeries, Scorecard, ScorecardQuery},
};
use catsup_model::{Channel, Measure, Scale, Viewer, id::TouchpointId, period::Days};

use super::{read, series, shown};

async fn touchpoint(app: &App, name: &str) -> TouchpointId {
    let list = touchpoints::list(app, &Viewer::operator(), None).await.unwrap();
    list.iter().find(|one| one.name.as_str() == name).expect("the touchpoint is there").id
}

fn significant_change(series: &MeasureSeries) -> Option<f64> {
    series.change.as_ref().filter(|change| change.is_significant()).map(|change| change.difference)
}

fn gap_of(scorecard: &Scorecard, language: &str) -> (f64, bool) {
    let group = scorecard.groups.iter().find(|group| group.label == language).expect("the language is there");
    let mut figures = group.figures.iter();
    let trust = figures
        .find(|one| (one.measure, one.scale) == (Measure::Trust, Scale::Thumbs))
        .expect("trust was asked");
    let difference = trust.difference.as_ref().expect("it can be compared");
    (difference.difference, difference.is_significant())
}

pub(super) async fn the_outage_shows_online_and_only_there(app: &App) {
    let outage = Story::told_on(app.today()).outage;
    let on = |channels: &[Channel]| ScorecardQuery {
        channels: channels.to_vec(),
        days: Some(outage),
        ..ScorecardQuery::default()
    };
    let online = read(app, on(&[Channel::Website, Channel::MobileApp])).await;
    let trust = series(&online, Measure::Trust, Scale::Thumbs);
    let fall = significant_change(trust).expect("trust changed online");
    assert!((-0.75..-0.25).contains(&fall), "{fall}");
    assert!(shown(&trust.figure).mean < 0.55);

    let in_person = read(app, on(&[Channel::InPerson, Channel::SelfServiceKiosk, Channel::PostalMail])).await;
    assert!(in_person.measures.iter().all(|one| significant_change(one).is_none()));

    let after = Days { first: outage.last.tomorrow().unwrap(), last: app.today() };
    let channels = vec![Channel::Website, Channel::MobileApp];
    let after = read(app, ScorecardQuery { channels, days: Some(after), ..ScorecardQuery::default() }).await;
    assert!(shown(&series(&after, Measure::Trust, Scale::Thumbs).figure).mean > 0.72, "it did not recover");
}

pub(super) async fn the_callback_shows_in_ease_and_efficiency_of_that_line(app: &App) {
    let since = Story::told_on(app.today()).callback_since;
    let days = Some(Days { first: since, last: app.today().first_of_month().yesterday().unwrap() });
    let of = |id| ScorecardQuery { touchpoints: vec![id], days, ..ScorecardQuery::default() };

    let line = read(app, of(touchpoint(app, "Household support line").await)).await;
    for (measure, scale, least) in [
        (Measure::Efficiency, Scale::Likert5, 0.5),
        (Measure::Ease, Scale::Likert5, 0.2),
        (Measure::Effort, Scale::Effort7, 0.5),
    ] {
        let rise = significant_change(series(&line, measure, scale)).unwrap_or_default();
        assert!(rise > least, "{measure}: {rise}");
    }
    let page = read(app, of(touchpoint(app, "Heating application page").await)).await;
    // Where nobody calls back nothing rises, though the same winters lie in both periods.
    let rise = significant_change(series(&page, Measure::Efficiency, Scale::Likert5)).unwrap_or_default();
    assert!(rise <= 0.0, "{rise}");
}

pub(super) async fn who_speaks_spanish_is_served_worse_by_phone_and_only_there(app: &App) {
    let on = |channel| ScorecardQuery {
        channels: vec![channel],
        by: Some(Grouping::Language),
        ..ScorecardQuery::default()
    };
    let (gap, significant) = gap_of(&read(app, on(Channel::Phone)).await, "Español");
    assert!(significant && (-0.45..-0.12).contains(&gap), "{gap}");
    let (gap, significant) = gap_of(&read(app, on(Channel::Website)).await, "Español");
    assert!(!significant, "{gap}");
}
