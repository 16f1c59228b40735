//! Each filter keeps what it says and nothing else.

use catsup_journeys::{Error, Event, EventLog, EventLogBuilder, Filter, Span, filtered};

/// Cases as name, path of activities (a time unit apart, from the start given) and channel.
fn log() -> EventLog {
    let cases = [
        ("1", 0, "a b c", "web"),
        ("2", 10, "a c", "phone"),
        ("3", 20, "b a", "web"),
        ("4", 30, "a b c", "desk"),
    ];
    let mut builder = EventLogBuilder::new();
    for (case, start, path, channel) in cases {
        for (step, activity) in path.split(' ').enumerate() {
            let time = start + step as i64;
            let channel = if step == 0 { channel } else { "mail" };
            let event =
                Event { case, activity, time, channel: Some(channel), attributes: &[("office", case)] };
            builder.push(event).expect("the time lies near 1970");
        }
    }
    builder.build()
}

fn kept(filter: Filter) -> String {
    let log = filtered(&log(), &[filter]).expect("the filter fits the log");
    let case = |case: catsup_journeys::Case<'_>| {
        let path: String =
            case.activities().iter().filter_map(|&code| log.activity_names().get(code)).collect();
        format!("{}{path}", case.name())
    };
    log.iter().map(case).collect::<Vec<_>>().join(" ")
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn time_keeps_cases_or_events() {
    let time = |span| kept(Filter::Time { from: Some(1), until: Some(21), span });
    assert_eq!(time(Span::Inside), "2ac");
    assert_eq!(time(Span::Touching), "1abc 2ac 3ba");
    assert_eq!(time(Span::Beginning), "2ac 3ba");
    assert_eq!(time(Span::Events), "1bc 2ac 3b");
    assert_eq!(kept(Filter::Time { from: None, until: None, span: Span::Inside }), "1abc 2ac 3ba 4abc");
}

#[test]
fn activities_and_channels_keep_events_or_cases() {
    assert_eq!(kept(Filter::Activities(names(&["b"]))), "1b 3b 4b");
    assert_eq!(kept(Filter::WithoutActivities(names(&["b", "c"]))), "1a 2a 3a 4a");
    assert_eq!(kept(Filter::CasesWithout(names(&["b"]))), "2ac");
    assert_eq!(kept(Filter::Channels(names(&["web", "desk"]))), "1a 3b 4a");
    assert_eq!(kept(Filter::CasesOnChannels(names(&["phone", "desk"]))), "2ac 4abc");
}

#[test]
fn paths_keep_cases() {
    assert_eq!(kept(Filter::StartsWith(names(&["b"]))), "3ba");
    assert_eq!(kept(Filter::EndsWith(names(&["a", "c"]))), "1abc 2ac 3ba 4abc");
    assert_eq!(kept(Filter::Contains(names(&["a", "c"]))), "1abc 2ac 4abc");
    assert_eq!(kept(Filter::Contains(names(&["c", "a"]))), "");
    assert_eq!(kept(Filter::VariantCoverage(0.5)), "1abc 4abc");
    assert_eq!(kept(Filter::Duration { least: None, most: Some(1) }), "2ac 3ba");
    assert_eq!(kept(Filter::Attribute { name: "office".into(), values: names(&["2", "3"]) }), "2ac 3ba");
}

#[test]
fn filters_follow_one_another() {
    let both = [Filter::CasesOnChannels(names(&["web"])), Filter::Activities(names(&["a"]))];
    assert_eq!(filtered(&log(), &both).unwrap().cases(), 2);
    assert_eq!(filtered(&log(), &[]).unwrap(), log());
}

#[test]
fn a_name_the_log_does_not_hold_is_an_error() {
    let refused = |filter: Filter| filter.apply(&log()).unwrap_err();
    let unknown = refused(Filter::EndsWith(names(&["d"])));
    assert_eq!(unknown.to_string(), "there is no activity \"d\" in the log; it has \"a\", \"b\", \"c\"");
    assert!(matches!(refused(Filter::Channels(names(&["fax"]))), Error::Unknown { kind: "channel", .. }));
    let value = Filter::Attribute { name: "office".into(), values: names(&["9"]) };
    assert!(refused(value).to_string().contains("office=9"));
    assert!(matches!(refused(Filter::VariantCoverage(1.5)), Error::Option { .. }));
    assert!(matches!(refused(Filter::Duration { least: Some(2), most: Some(1) }), Error::Option { .. }));
}
