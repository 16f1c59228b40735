//! Business time against figures computed independently (`calendar/reference.py`), and the laws it keeps.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use catsup_model::{
    calendar::{
        Block, BusinessCalendar, Counted, Deadline, Exception, ExplainedKind, FederalHoliday, Holidays,
        Pause, Pauses, Timetable, Unit, WeeklyHours, Within,
    },
    period::Days,
};
use jiff::{
    Timestamp,
    civil::{Date, date},
    tz::TimeZone,
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    federal_holidays: Vec<Date>,
    calendars: BTreeMap<String, Calendar>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Calendar {
    zone: String,
    week: [Vec<String>; 7],
    federal: bool,
    exceptions: BTreeMap<Date, Vec<String>>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    calendar: String,
    opened: Timestamp,
    done: Timestamp,
    pauses: Vec<(Timestamp, Timestamp)>,
    business_minutes: i64,
    business_days: i64,
    due_after_business_minutes: BTreeMap<u32, Timestamp>,
    last_business_day: BTreeMap<u32, Date>,
}

const MINUTE: i64 = 60_000_000;

fn reference() -> Reference {
    serde_json::from_str(include_str!("calendar/reference.json")).unwrap()
}

fn blocks(day: &[String]) -> Vec<Block> {
    day.iter().map(|block| block.parse().unwrap()).collect()
}

impl Calendar {
    fn read(&self) -> BusinessCalendar {
        let hours = WeeklyHours::new(self.week.each_ref().map(|day| blocks(day))).unwrap();
        let holidays = if self.federal { Holidays::UsFederal } else { Holidays::None };
        let calendar = BusinessCalendar::new(TimeZone::get(&self.zone).unwrap(), hours, holidays);
        self.exceptions.iter().fold(calendar, |calendar, (day, hours)| {
            calendar.with(*day, Exception { name: "exception".to_owned(), blocks: blocks(hours) })
        })
    }
}

fn years(calendar: &BusinessCalendar) -> Timetable {
    Timetable::new(calendar, Days::new(date(2020, 1, 1), date(2029, 12, 31)).unwrap())
}

#[test]
fn federal_offices_close_on_the_days_two_other_calendars_say() {
    let mut closed = Vec::new();
    let mut day = date(2014, 12, 31);
    while day <= date(2035, 12, 31) {
        closed.extend(FederalHoliday::observed_on(day).map(|_| day));
        day = day.tomorrow().unwrap();
    }
    assert_eq!(closed, reference().federal_holidays);
}

#[test]
fn hard_cases_agree_with_a_walk_through_every_minute() {
    let reference = reference();
    for case in &reference.cases {
        let table = years(&reference.calendars[&case.calendar].read());
        let pauses =
            Pauses::new(case.pauses.iter().map(|(from, until)| Pause { from: *from, until: Some(*until) }));
        let elapsed = |unit| table.elapsed(unit, case.opened, case.done, &pauses).unwrap();
        let expected = Counted::Microseconds(case.business_minutes * MINUTE);
        assert_eq!(elapsed(Unit::BusinessMinutes), expected, "{}", case.name);
        assert_eq!(elapsed(Unit::BusinessDays), Counted::Days(case.business_days), "{}", case.name);
        for (amount, due) in &case.due_after_business_minutes {
            let within = Within::new(*amount, Unit::BusinessMinutes).unwrap();
            assert_eq!(
                table.deadline(within, case.opened, &pauses).unwrap(),
                Deadline::At(*due),
                "{}, {amount}",
                case.name
            );
        }
        for (amount, last) in &case.last_business_day {
            let within = Within::new(*amount, Unit::BusinessDays).unwrap();
            let due = table.deadline(within, case.opened, &pauses).unwrap().moment().unwrap();
            let zone = TimeZone::get(&reference.calendars[&case.calendar].zone).unwrap();
            assert_eq!(due.to_zoned(zone).date(), *last, "{}, {amount} days", case.name);
        }
    }
}

#[test]
fn the_reference_holds_every_hard_case_it_should() {
    assert!(reference().cases.len() >= 20, "run calendar/reference.py again");
}

#[test]
fn while_a_pause_goes_on_nothing_is_due() {
    let calendar = BusinessCalendar::us_federal(TimeZone::UTC);
    let table = years(&calendar);
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let pauses = Pauses::new([Pause { from: at("2026-05-05T10:00:00Z"), until: None }]);
    for within in ["8 business hours", "5 business days", "10 days", "48 hours"] {
        let due = table.deadline(within.parse().unwrap(), at("2026-05-04T09:00:00Z"), &pauses).unwrap();
        let expected = if within == "8 business hours" {
            Deadline::At(at("2026-05-04T17:00:00Z"))
        } else {
            Deadline::OnHold
        };
        assert_eq!(due, expected, "{within}");
    }
}

#[test]
fn what_lies_outside_the_days_worked_out_is_refused() {
    let calendar = BusinessCalendar::us_federal(TimeZone::UTC);
    let table = Timetable::new(&calendar, Days::new(date(2026, 1, 1), date(2026, 1, 31)).unwrap());
    let opened = "2026-01-29T12:00:00Z".parse().unwrap();
    for within in ["2 business days", "14 business hours"] {
        assert!(table.deadline(within.parse().unwrap(), opened, &Pauses::default()).is_err(), "{within}");
    }
    assert!(table.business_days(date(2025, 12, 31), date(2026, 1, 3)).is_err());
    assert_eq!(table.business_days(date(2026, 1, 1), date(2026, 2, 1)), Ok(20));
}

#[test]
fn times_are_read_in_the_ways_people_write_them() {
    for (text, read) in [
        ("5", "5 business_days"),
        ("5 business days", "5 business_days"),
        ("1 business hour", "1 business_hours"),
        ("30 minutes", "30 minutes"),
        (" 2  Days ", "2 days"),
    ] {
        assert_eq!(text.parse::<Within>().unwrap().to_string(), read);
    }
    for text in ["", "soon", "-1 days", "5 fortnights", "4000 days", "1.5 hours"] {
        assert!(text.parse::<Within>().is_err(), "{text}");
    }
}

fn a_calendar() -> impl Strategy<Value = BusinessCalendar> {
    let day = proptest::collection::btree_set(0_u16..=48, 0..5).prop_map(|edges| {
        let edges: Vec<_> = edges.into_iter().map(|half_hour| half_hour * 30).collect();
        edges.chunks_exact(2).map(|pair| Block::new(pair[0], pair[1]).unwrap()).collect::<Vec<_>>()
    });
    let zone = prop_oneof![
        Just("America/New_York"),
        Just("Australia/Lord_Howe"),
        Just("Africa/Casablanca"),
        Just("UTC")
    ];
    let exceptions = proptest::collection::vec((0_i32..400, day.clone()), 0..6);
    (proptest::array::uniform7(day), zone, any::<bool>(), exceptions).prop_filter_map(
        "a week without hours",
        |(week, zone, federal, exceptions)| {
            let holidays = if federal { Holidays::UsFederal } else { Holidays::None };
            let calendar =
                BusinessCalendar::new(TimeZone::get(zone).unwrap(), WeeklyHours::new(week).ok()?, holidays);
            Some(exceptions.into_iter().fold(calendar, |calendar, (offset, blocks)| {
                let day = date(2026, 1, 1) + jiff::Span::new().days(offset);
                calendar.with(day, Exception { name: String::new(), blocks })
            }))
        },
    )
}

/// Minutes of 2026.
fn a_moment() -> impl Strategy<Value = Timestamp> {
    (0_i64..360 * 24 * 60).prop_map(|minute| {
        "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap() + jiff::Span::new().minutes(minute)
    })
}

fn some_pauses() -> impl Strategy<Value = Pauses> {
    proptest::collection::vec((a_moment(), 0_i64..20_000), 0..4).prop_map(|pauses| {
        Pauses::new(
            pauses.into_iter().map(|(from, minutes)| Pause {
                from,
                until: Some(from + jiff::Span::new().minutes(minutes)),
            }),
        )
    })
}

fn a_time() -> impl Strategy<Value = Within> {
    (0_u32..90, 0..Unit::ALL.len()).prop_map(|(amount, unit)| Within::new(amount, Unit::ALL[unit]).unwrap())
}

#[test]
fn a_deadline_is_explained_day_by_day() {
    let calendar = BusinessCalendar::us_federal(TimeZone::UTC).with(
        date(2026, 12, 24),
        Exception { name: "Half a day".to_owned(), blocks: Block::parse_day("9:00-12:00").unwrap() },
    );
    let opened = "2026-12-23T15:00:00Z".parse().unwrap();
    let told = |within: &str| calendar.explain(within.parse().unwrap(), opened, &Pauses::default()).unwrap();
    let hours = told("6 business hours");
    let counted: Vec<_> = hours.days.iter().map(|day| day.counted.number() / (60 * MINUTE)).collect();
    assert_eq!(counted, [2, 3, 0, 0, 0, 1]);
    assert_eq!(hours.days[1].kind, ExplainedKind::Exception("Half a day".to_owned()));
    assert_eq!(hours.days[2].kind, ExplainedKind::Holiday(FederalHoliday::Christmas));
    assert_eq!(hours.days[3].kind, ExplainedKind::Off);
    let days = told("2 business days");
    let counted: Vec<_> = days.days.iter().map(|day| day.counted.number()).collect();
    assert_eq!(counted, [1, 1, 0, 0, 0, 0], "the last day, on which it is due, is not counted");
    let pauses = Pauses::new([Pause { from: opened, until: None }]);
    let held = calendar.explain("1 business day".parse().unwrap(), opened, &pauses).unwrap();
    assert_eq!((held.due, held.days.len()), (Deadline::OnHold, 0));
}

fn of(within: Within) -> Counted {
    within.microseconds().map_or(Counted::Days(i64::from(within.amount())), Counted::Microseconds)
}

proptest! {
    // Each works ten years out.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn business_time_adds_up(calendar in a_calendar(), mut moments in proptest::array::uniform3(a_moment())) {
        moments.sort_unstable();
        let [a, b, c] = moments;
        let table = years(&calendar);
        prop_assert_eq!(table.worked(a, b).unwrap() + table.worked(b, c).unwrap(), table.worked(a, c).unwrap());
        prop_assert_eq!(table.worked(a, b).unwrap(), -table.worked(b, a).unwrap());
        prop_assert!(table.worked(a, b).unwrap() <= b.as_microsecond() - a.as_microsecond());
    }

    #[test]
    fn exactly_the_promised_time_has_passed_when_it_is_due(
        calendar in a_calendar(), within in a_time(), opened in a_moment(), pauses in some_pauses()
    ) {
        let table = years(&calendar);
        let due = table.deadline(within, opened, &pauses).unwrap().moment().unwrap();
        prop_assert!(due >= opened);
        prop_assert_eq!(table.elapsed(within.unit(), opened, due, &pauses).unwrap(), of(within));
    }

    #[test]
    fn done_later_than_due_means_no_less_than_promised_and_earlier_no_more(
        calendar in a_calendar(), within in a_time(), moments in proptest::array::uniform2(a_moment()), pauses in some_pauses()
    ) {
        let (opened, done) = (moments[0].min(moments[1]), moments[0].max(moments[1]));
        let table = years(&calendar);
        let due = table.deadline(within, opened, &pauses).unwrap().moment().unwrap();
        let elapsed = table.elapsed(within.unit(), opened, done, &pauses).unwrap();
        if done <= due { prop_assert!(elapsed <= of(within)) } else { prop_assert!(elapsed >= of(within)) }
        // Days are due at the end of one, so that one moment later is one day more.
        if within.unit().is_days() { prop_assert_eq!(done <= due, elapsed <= of(within)) }
    }

    #[test]
    fn a_longer_wait_is_never_due_earlier(
        calendar in a_calendar(), within in a_time(), opened in a_moment(), pauses in some_pauses(), more in 0_u32..50
    ) {
        let table = years(&calendar);
        let longer = Within::new(within.amount() + more, within.unit()).unwrap();
        let due = |within, pauses: &Pauses| table.deadline(within, opened, pauses).unwrap().moment().unwrap();
        prop_assert!(due(within, &pauses) <= due(longer, &pauses));
        prop_assert!(due(within, &Pauses::default()) <= due(within, &pauses));
    }

    #[test]
    fn an_explanation_adds_up_to_what_was_promised(
        calendar in a_calendar(), within in a_time(), opened in a_moment(), pauses in some_pauses()
    ) {
        let told = calendar.explain(within, opened, &pauses).unwrap();
        prop_assert_eq!(told.due, years(&calendar).deadline(within, opened, &pauses).unwrap());
        let counted: i64 = told.days.iter().map(|day| day.counted.number()).sum();
        prop_assert_eq!(counted, of(within).number());
        prop_assert!(told.days.iter().all(|day| day.counted.number() >= 0));
        prop_assert_eq!(told.days.last().unwrap().total, of(within));
    }

    #[test]
    fn hours_are_read_as_they_are_written(calendar in a_calendar()) {
        let week: Vec<_> = (0..7).map(|day| calendar.opening(date(2029, 1, 1) + jiff::Span::new().days(day)).blocks.to_vec()).collect();
        if let Ok(hours) = WeeklyHours::new(week.try_into().unwrap()) {
            prop_assert_eq!(hours.to_string().parse::<WeeklyHours>().unwrap(), hours);
        }
    }
}
