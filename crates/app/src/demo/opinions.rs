//! What people think: one disposition per person, six drivers that follow it, and trust and satisfaction made of these.
//!
//! Everything is in standard deviations of an opinion; 0 is the usual. Measures correlate through the disposition and
//! the drivers, so that an analysis of drivers finds what was put in.

use catsup_model::{Channel, Driver};
use jiff::civil::Date;

use super::{
    agency::CALLBACK_LINE, chance::Chance, customers::Customer, rhythm::season, story::Story, surveys::Stream,
};

/// The drivers, as [`Opinion::drivers`] holds them: the federal ones without “other”, those about people last.
pub(super) const DRIVERS: [Driver; 6] = [
    Driver::Effectiveness,
    Driver::Ease,
    Driver::Efficiency,
    Driver::Transparency,
    Driver::Humanity,
    Driver::Employee,
];

/// How many of [`DRIVERS`] have nothing to do with the people of the agency.
pub(super) const WITHOUT_PEOPLE: usize = 4;

type Drivers = [f64; 6];

/// How much each driver weighs in trust and satisfaction.
const WEIGHTS: Drivers = [0.30, 0.25, 0.15, 0.12, 0.10, 0.08];
/// How well each driver usually does: people are seldom the trouble, time often is.
const USUAL: Drivers = [0.08, 0.00, -0.15, 0.10, 0.30, 0.35];
/// Part of the disposition and of chance in a driver; their squares sum to 1.
const DISPOSITION: f64 = 0.72;
const OWN: f64 = 0.694;
/// Chance in an outcome, so that its variance is about 1.
const OUTCOME_NOISE: f64 = 0.60;

/// What someone thinks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Opinion {
    /// In the order of [`DRIVERS`].
    pub(super) drivers: Drivers,
    /// Trust.
    pub(super) trust: f64,
    /// Satisfaction.
    pub(super) satisfaction: f64,
    /// Whether it would be recommended, was easy, was useful: the one question of a short survey.
    pub(super) overall: f64,
}

impl Opinion {
    /// What this customer of this stream thinks on this day.
    pub(super) fn of(
        chance: &mut Chance,
        stream: &Stream,
        customer: &Customer,
        day: Date,
        story: &Story,
    ) -> Self {
        let shift = shift(stream, customer, day, story);
        let disposition = chance.normal();
        let drivers: Drivers =
            std::array::from_fn(|place| shift[place] + DISPOSITION * disposition + OWN * chance.normal());
        let felt: f64 = WEIGHTS.iter().zip(&drivers).map(|(weight, driver)| weight * driver).sum();
        let mut outcome = || felt + OUTCOME_NOISE * chance.normal();
        Self { drivers, trust: outcome(), satisfaction: outcome() + 0.05, overall: outcome() }
    }

    /// The place of the driver that stands out most among the first `among`, upwards or downwards, against what is
    /// usual for it.
    pub(super) fn standing_out(&self, among: usize, upwards: bool) -> usize {
        let sign = if upwards { 1.0 } else { -1.0 };
        let out = |place: &usize| sign * (self.drivers[*place] - USUAL[*place]);
        (0..among).max_by(|one, other| out(one).total_cmp(&out(other))).unwrap_or(0)
    }
}

/// How far everything that is known moves each driver.
fn shift(stream: &Stream, customer: &Customer, day: Date, story: &Story) -> Drivers {
    let channel = stream.channel();
    let mut shift = USUAL.map(|usual| usual + stream.service().level);
    let mut add = |by: Drivers| shift.iter_mut().zip(by).for_each(|(one, by)| *one += by);
    add(of_channel(channel));
    // Crowds cost time, then clarity.
    let crowd = (season(&stream.service().months, day) - 1.2).max(0.0);
    add([-0.15, -0.10, -0.75, -0.10, -0.05, -0.10].map(|by| by * crowd));
    if customer.first_time {
        add([-0.05, -0.20, -0.05, -0.15, 0.0, 0.0]);
    }
    if customer.device == Some("phone") && channel == Channel::Website {
        add([-0.05, -0.20, -0.05, -0.05, 0.0, 0.0]);
    }
    if customer.region == "North" {
        add([0.0, 0.0, -0.12, 0.0, 0.0, 0.05]);
    }
    if story.is_down(channel, day) {
        add([-1.70, -1.75, -1.30, -0.70, -0.25, -0.10]);
    } else if story.is_outage(day) && channel == Channel::Phone {
        add([-0.15, -0.15, -0.55, -0.05, 0.0, 0.0]);
    }
    if stream.touchpoint().name == CALLBACK_LINE {
        add([-0.05, -0.25, -0.60, 0.0, 0.0, 0.0]);
    }
    if story.calls_back(stream, day) {
        add([0.10, 0.55, 1.15, 0.10, 0.10, 0.05]);
    }
    if Story::is_gap(channel, customer.language) {
        add([-0.60, -0.80, -0.55, -0.95, -0.50, -0.55]);
    }
    shift
}

fn of_channel(channel: Channel) -> Drivers {
    match channel {
        Channel::MobileApp => [0.08, 0.18, 0.20, 0.0, -0.05, -0.10],
        Channel::Phone => [0.05, -0.05, -0.35, 0.05, 0.10, 0.10],
        Channel::AutomatedPhone => [-0.30, -0.40, 0.05, -0.20, -0.45, -0.60],
        Channel::InPerson => [0.18, 0.05, -0.20, 0.15, 0.25, 0.30],
        Channel::SelfServiceKiosk => [0.05, 0.15, 0.30, 0.0, -0.05, -0.10],
        Channel::Email => [-0.05, 0.0, -0.25, 0.0, 0.05, 0.05],
        Channel::LiveChat => [0.0, 0.15, 0.15, 0.05, 0.10, 0.10],
        Channel::SmsTextMessages => [-0.05, 0.20, 0.25, -0.05, -0.10, -0.10],
        Channel::PostalMail => [0.05, -0.10, -0.50, -0.10, 0.0, 0.0],
        _ => [0.02, -0.02, 0.10, 0.0, -0.05, -0.10],
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;
    use jiff::civil::date;

    use super::*;
    use crate::demo::surveys;

    fn correlation(pairs: &[(f64, f64)]) -> f64 {
        let n = pairs.len() as f64;
        let (x, y) = pairs.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0 / n, sum.1 + one.1 / n));
        let moment = |of: fn(f64, f64) -> f64| pairs.iter().map(|one| of(one.0 - x, one.1 - y)).sum::<f64>();
        moment(|x, y| x * y) / (moment(|x, _| x * x) * moment(|_, y| y * y)).sqrt()
    }

    #[test]
    fn what_weighs_more_correlates_more_with_trust() {
        let (streams, story) = (surveys::streams(), Story::told_on(date(2026, 3, 10)));
        let customer = Customer { language: Language::En, region: "Metro", first_time: false, device: None };
        let mut chance = Chance::of(1, "test");
        let opinions: Vec<Opinion> = (0..20_000)
            .map(|_| Opinion::of(&mut chance, &streams[0], &customer, date(2025, 9, 1), &story))
            .collect();
        let with = |place: usize| {
            correlation(&opinions.iter().map(|one| (one.drivers[place], one.trust)).collect::<Vec<_>>())
        };
        assert!(
            with(0) > with(2) && with(2) > with(5) && with(5) > 0.4,
            "{} {} {}",
            with(0),
            with(2),
            with(5)
        );
        let spread = opinions.iter().map(|one| one.trust.powi(2)).sum::<f64>() / 20_000.0;
        assert!((0.85..1.15).contains(&spread), "{spread}");
    }
}
