//! The journeys of docs/benchmarks.md: makes logs, and times reading and discovery. The same files are read by
//! `crates/bench/python/journeys.py` with pm4py and DuckDB.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _, stdout};
use std::time::Instant;

use catsup_exchange::event_logs::{AttributeTypes, EventColumns, read, write_xes};
use catsup_journeys::{Columns, DirectlyFollows, EventLog, Names, Variants};

type Outcome = Result<(), Box<dyn Error>>;

const ACTIVITIES: u64 = 20;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write-xes", path, events, cases] => {
            let log = generated(events.parse()?, cases.parse()?).into_log()?;
            let output = BufWriter::new(File::create(path)?);
            write_xes(&log, &EventColumns::default(), &AttributeTypes::new(), output)?;
            say(&format!("{} MB", fs::metadata(path)?.len() / 1_000_000))
        }
        ["read-xes", path] => {
            let mut times = vec![];
            let mut log = EventLog::default();
            for _ in 0..9 {
                let begin = Instant::now();
                log = read(File::open(path)?, &EventColumns::default())?.log;
                times.push(begin.elapsed());
            }
            times.sort();
            say(&format!("read {} events of {} cases in {times:?}", log.events(), log.cases()))?;
            discover(&log)
        }
        ["columns", events, cases] => discover(&generated(events.parse()?, cases.parse()?).into_log()?),
        ["write-columns", folder, events, cases] => {
            let columns = generated(events.parse()?, cases.parse()?);
            let bytes = |codes: &[u32]| codes.iter().flat_map(|code| code.to_le_bytes()).collect::<Vec<u8>>();
            fs::write(format!("{folder}/case.bin"), bytes(&columns.case))?;
            fs::write(format!("{folder}/activity.bin"), bytes(&columns.activity))?;
            let times: Vec<u8> = columns.time.iter().flat_map(|time| time.to_le_bytes()).collect();
            Ok(fs::write(format!("{folder}/time.bin"), times)?)
        }
        _ => Err("write-xes FILE EVENTS CASES | read-xes FILE | columns EVENTS CASES | write-columns FOLDER EVENTS CASES".into()),
    }
}

/// Times the graph and the variants, five times each, and says the quickest; and the most memory ever held.
fn discover(log: &EventLog) -> Outcome {
    let quickest = |work: &dyn Fn() -> usize| {
        (0..5)
            .map(|_| {
                let begin = Instant::now();
                let found = work();
                (begin.elapsed(), found)
            })
            .min()
    };
    say(&format!(
        "directly-follows with durations (time, edges): {:?}",
        quickest(&|| DirectlyFollows::of(log).edges.len())
    ))?;
    say(&format!("peak memory: {}", peak()))?;
    if log.events() < 10_000_000 {
        say(&format!("variants (time, number): {:?}", quickest(&|| Variants::of(log).list.len())))?;
    }
    Ok(())
}

/// Cases of 1 to 19 events, ten on average, in order; steps lean to the next activity.
fn generated(events: usize, cases: u32) -> Columns {
    let mut state = 7_u64;
    let mut chance = move |bound: u64| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    };
    let mean = (events as u64 / u64::from(cases)).max(1);
    let mut columns = Columns::default();
    for case in 0..cases {
        let length =
            if case + 1 == cases { events - columns.time.len() } else { 1 + chance(2 * mean - 1) as usize };
        let mut activity = 0;
        let mut time = 1_600_000_000_000_000 + chance(31_536_000) as i64 * 1_000_000;
        for _ in 0..length.min(events - columns.time.len()) {
            columns.case.push(case);
            columns.activity.push(activity as u32);
            columns.time.push(time);
            activity = if chance(4) == 0 { chance(ACTIVITIES) } else { (activity + 1) % ACTIVITIES };
            time += 1 + chance(500_000_000_000) as i64;
        }
    }
    let mut names = String::new();
    let mut ends = vec![];
    for case in 0..cases {
        names.push_str(&format!("{case:08}"));
        ends.push(names.len());
    }
    columns.case_names = ends.iter().map(|end| &names[end - 8..*end]).collect::<Names>();
    let activities: Vec<String> = (0..ACTIVITIES).map(|number| format!("activity {number:02}")).collect();
    columns.activity_names = activities.iter().map(String::as_str).collect();
    columns
}

/// The most memory this process ever held, as Linux tells it.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "not told".to_owned(), |peak| peak.trim().to_owned())
}

fn say(line: &str) -> Outcome {
    Ok(writeln!(stdout(), "{line}")?)
}
