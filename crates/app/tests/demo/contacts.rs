//! What was planted among the contacts is there to be found, with the questions that staff ask.

use catsup_app::{
    App,
    directory::life_experiences,
    interactions::{self, InteractionFilter},
    journeys::{self, ChannelOptions, JourneyRule, ObservedQuery},
};
use catsup_model::Viewer;

pub(super) async fn the_stories_among_the_contacts_are_there_to_be_found(app: &App) {
    let viewer = Viewer::operator();
    let all = ObservedQuery::default();
    let observed = journeys::observed(app, &viewer, &all).await.unwrap();
    assert_eq!((observed.contacts.events(), observed.left_out.without_customer), (10_000, 400));
    assert!(observed.opinions.touchpoints().len() > 10, "what people said stands beside the touchpoints");
    assert!(
        observed.opinions.joined() > 400,
        "some say it of a contact that is known: {}",
        observed.opinions.joined()
    );
    let whole = ObservedQuery { rule: JourneyRule::Customer, ..all.clone() };
    assert!(journeys::observed(app, &viewer, &whole).await.unwrap().log.cases() > 2_000);

    // A web form that fails causes calls within a day.
    let within_a_day = journeys::next(app, &viewer, &all, 1).await.unwrap();
    let pair = |found: &[journeys::NextContact], reason: &str, next: &str| {
        let pair = found.iter().find(|pair| pair.reason == reason && pair.next == next);
        pair.unwrap_or_else(|| panic!("{reason} → {next} is not told of")).clone()
    };
    let called = pair(&within_a_day.pairs, "photo upload failed", "call about the photo");
    assert!(
        called.probability.share > 0.4 && called.lift > 5.0 && called.adjusted_p_value < 0.001,
        "{called:?}"
    );
    assert!(called.median_delay_seconds < 86_400.0);

    // A letter nobody understands: half call, and many of these again.
    let within_a_week = journeys::next(app, &viewer, &all, 7).await.unwrap();
    let called = pair(&within_a_week.pairs, "receive decision letter", "call about the letter");
    assert!(called.probability.share > 0.4 && called.lift > 5.0, "{called:?}");
    let again = pair(&within_a_week.pairs, "call about the letter", "call about the letter");
    assert!(again.probability.share > 0.15, "{again:?}");

    // A loop between two offices.
    let answers = journeys::channels(app, &viewer, &all, ChannelOptions::default()).await.unwrap();
    let (passports, records) = ("Office of Passport Operations", "Office of Vital Records");
    let crossed = answers.hand_overs.pairs.iter().find(|pair| pair.from == passports && pair.to == records);
    let crossed = crossed.expect("people go from passports to records");
    assert!(crossed.returned as f64 > 0.4 * crossed.cases as f64, "{crossed:?}");
    assert!(crossed.wait.median > 3_600.0);

    // What channels cost and settle is told too.
    assert!(answers.cost.per_case.is_some() && answers.cost.contacts_without_cost == 0);
    let contained = answers.containment.unwrap().contained.unwrap();
    assert!((0.5..0.98).contains(&contained.share), "{contained:?}");
    assert!(answers.heat[6][12].is_some() && answers.by_device.len() > 2);

    // A life experience crosses offices, and some are lost on the way.
    let experiences = life_experiences::list(app, &viewer).await.unwrap();
    let shock = experiences.iter().find(|one| one.name.as_str() == "Facing a financial shock").unwrap();
    let query = ObservedQuery { life_experience: Some(shock.id), ..all };
    let observed = journeys::observed(app, &viewer, &query).await.unwrap();
    assert_eq!((observed.scope.as_str(), observed.organisations.len()), ("Facing a financial shock", 2));
    let answers = journeys::channels(app, &viewer, &query, ChannelOptions::default()).await.unwrap();
    let energy = answers.hand_overs.departures.iter().find(|from| from.from == "Office of Energy Assistance");
    let lost = energy.and_then(|from| from.lost).expect("people are handed over");
    assert!(lost.share > 0.15, "{lost:?}");

    // One customer, contact by contact.
    let customer = interactions::customer_key(app, &viewer, "C-000001").unwrap();
    let filter = InteractionFilter { customer: Some(customer), ..InteractionFilter::default() };
    let page = interactions::list(app, &viewer, filter, None, None, 100).await.unwrap();
    assert!(
        !page.interactions.is_empty() && page.interactions.iter().all(|one| one.customer == Some(customer))
    );
}
