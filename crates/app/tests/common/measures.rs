//! Questions of every shape about the demo's agency, and whether the app answers them as its store does.

use catsup_analytics::MeasureEngine as _;
use catsup_app::App;
use catsup_model::{
    Channel, DeviceClass, Language, Reach,
    id::{ServiceId, WordingId},
    period::{BucketUnit, Days},
    query::{AnswerFilter, AnswerRange, CountsQuery, Dimension, Filter, JointAnswers, SegmentFilter, Window},
};
use jiff::civil::date;

/// So many ways to group.
const GROUPINGS: usize = 7;

/// Every service of the installation.
pub async fn services(app: &App) -> Vec<ServiceId> {
    app.store().service_ids(&Reach::Everything).await.unwrap()
}

fn window(app: &App, first: (i16, i8), last: (i16, i8)) -> Window {
    let days = Days::new(date(first.0, first.1, 3), date(last.0, last.1, 17)).unwrap();
    Window { days, microseconds: days.microseconds(&app.settings().zone) }
}

/// Questions of every shape.
pub async fn questions(app: &App) -> Vec<CountsQuery> {
    let services = services(app).await;
    let store = app.store();
    let touchpoints = store.scope_touchpoints(&services).await.unwrap();
    let surveys = store.scope_surveys(&services).await.unwrap();
    let segments = store.scope_segments(&services).await.unwrap();
    let (name, value) = segments[0].clone();
    let wordings = store.wording_list().await.unwrap();
    let low = AnswerFilter {
        any_of: wordings
            .iter()
            .map(|one| {
                let low = one.key.scale.low();
                AnswerRange { wording: one.id, least: *low.start(), greatest: *low.end() }
            })
            .collect(),
    };
    let everything = Filter { services: services.clone(), ..Filter::default() };
    let whole = Days::new(date(2025, 1, 1), date(2026, 3, 31)).unwrap();
    let months = BucketUnit::Month.buckets(whole, app.settings().fiscal_year);
    let months =
        Dimension::Time(months.iter().map(|bucket| bucket.days.microseconds(&app.settings().zone)).collect());
    let filters = [
        everything.clone(),
        Filter { services: services[..1].to_vec(), ..Filter::default() },
        Filter { period: Some(window(app, (2025, 6), (2025, 9))), ..everything.clone() },
        Filter { channels: vec![Channel::Phone, Channel::Website], ..everything.clone() },
        Filter { languages: vec![Language::Es], ..everything.clone() },
        Filter { touchpoints: touchpoints.iter().take(2).map(|one| one.0).collect(), ..everything.clone() },
        Filter { devices: vec![DeviceClass::Phone.to_string()], ..everything.clone() },
        Filter { answers: vec![low.clone(), AnswerFilter::default()], ..everything.clone() },
        Filter { answers: vec![low], languages: vec![Language::En], ..everything.clone() },
        Filter { surveys: vec![catsup_model::id::SurveyId(surveys[0].0)], ..everything.clone() },
        Filter {
            segments: vec![SegmentFilter { name: name.clone(), values: vec![value] }],
            period: Some(window(app, (2024, 5), (2025, 12))),
            ..everything
        },
    ];
    let groupings: [Vec<Dimension>; GROUPINGS] = [
        vec![],
        vec![Dimension::Service],
        vec![months.clone()],
        vec![Dimension::Service, Dimension::Channel, months],
        vec![Dimension::Touchpoint, Dimension::Device],
        vec![Dimension::Segment(name), Dimension::Language],
        vec![Dimension::Survey],
    ];
    let asked = filters.iter().flat_map(|filter| {
        groupings.iter().map(|by| CountsQuery {
            filter: filter.clone(),
            by: by.clone(),
            wordings: Vec::new(),
        })
    });
    asked.collect()
}

/// Questions as a scorecard asks them at once: about the same responses in other periods, by other groups, of other
/// wordings. Those of the last set have nothing in common.
pub async fn questions_together(app: &App) -> Vec<Vec<CountsQuery>> {
    let all = questions(app).await;
    let ids: Vec<WordingId> = app.store().wording_list().await.unwrap().iter().map(|one| one.id).collect();
    let periods = [
        None,
        Some(window(app, (2025, 6), (2025, 9))),
        Some(window(app, (2025, 2), (2025, 5))),
        Some(window(app, (2025, 8), (2026, 1))),
    ];
    let mut sets = Vec::new();
    for filter in all.iter().map(|one| &one.filter).step_by(GROUPINGS) {
        let alike = all.iter().filter(|one| one.filter == *filter).enumerate();
        sets.push(
            alike
                .map(|(place, one)| CountsQuery {
                    filter: Filter { period: periods[place % periods.len()], ..filter.clone() },
                    by: one.by.clone(),
                    wordings: match place % 3 {
                        0 => ids.clone(),
                        1 => ids.iter().copied().step_by(2).collect(),
                        _ if place == 5 => Vec::new(),
                        _ => ids.iter().copied().skip(3).collect(),
                    },
                })
                .collect::<Vec<_>>(),
        );
        // As a scorecard without groups asks: its period, the one before, the trend.
        let by_time = |place: usize, by: &Vec<Dimension>| CountsQuery {
            filter: Filter { period: periods[place], ..filter.clone() },
            by: by.clone(),
            wordings: if place == 1 { ids.clone() } else { ids.iter().copied().step_by(2).collect() },
        };
        sets.push(vec![
            by_time(1, &Vec::new()),
            by_time(2, &Vec::new()),
            by_time(0, &all[2].by),
            by_time(3, &all[3].by),
        ]);
    }
    sets.push(all.iter().step_by(5).cloned().collect());
    sets
}

/// Asks several questions at once, and their store one by one, and fails where they differ.
pub async fn answers_together_as_its_store(app: &App) {
    for asked in questions_together(app).await {
        let together = app.counts_together(&asked).await.unwrap();
        assert_eq!(together.len(), asked.len());
        for (query, together) in asked.iter().zip(together) {
            assert!(together == app.store().counts(query).await.unwrap(), "{query:?}");
        }
    }
}

fn in_order(mut joint: Vec<JointAnswers>) -> Vec<(Vec<Option<i64>>, i64)> {
    joint.sort_by(|a, b| a.values.cmp(&b.values));
    joint.into_iter().map(|one| (one.values, one.n)).collect()
}

/// Asks the app and its store the same (each of so many questions), and fails where they differ. Returns how many answers
/// there were.
pub async fn answers_as_its_store(app: &App, each: usize) -> i64 {
    let mut answers = 0;
    for query in questions(app).await.into_iter().step_by(each) {
        let (engine, database) =
            (app.counts(&query).await.unwrap(), app.store().counts(&query).await.unwrap());
        assert!(engine == database, "{query:?}");
        answers += database.cells.iter().map(|cell| cell.n).sum::<i64>();
        if query.by.is_empty() {
            let volumes = app.volumes(&query.filter).await.unwrap();
            assert_eq!(volumes, app.store().volumes(&query.filter).await.unwrap(), "{query:?}");
        }
    }
    let filter = Filter { services: services(app).await, ..Filter::default() };
    let wordings = app.store().wording_list().await.unwrap();
    let columns: Vec<Vec<WordingId>> =
        wordings.chunks(3).take(5).map(|ids| ids.iter().map(|one| one.id).collect()).collect();
    let joint = in_order(app.joint(&filter, &columns).await.unwrap());
    assert!(joint == in_order(app.store().joint_answers(&filter, &columns).await.unwrap()));
    assert_eq!(
        app.extent(&filter.services).await.unwrap(),
        app.store().scope_extent(&filter.services).await.unwrap()
    );
    answers
}
