//! The journeys of docs/benchmarks.md: makes logs, and times reading and discovery. `crates/bench/python/journeys.py`
//! runs it beside pm4py and DuckDB on the same files.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _, stdout};
use std::time::Instant;

use catsup_exchange::event_logs::{AttributeType, AttributeTypes, EventColumns, read, write_xes};
use catsup_journeys::{AttributeColumn, Columns, DirectlyFollows, EventLog, Names, Variants};

type Outcome = Result<(), Box<dyn Error>>;

const ACTIVITIES: u64 = 20;

const USAGE: &str = "write-xes FILE EVENTS CASES lean|rich\nread-xes FILE ROUNDS\nwrite-columns FOLDER EVENTS CASES\n\
                     read-columns FOLDER ROUNDS";

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write-xes", path, events, cases, kind] => {
            let mut columns = generated(events.parse()?, cases.parse()?);
            let mut types = AttributeTypes::new();
            if *kind == "rich" {
                enrich(&mut columns);
                types.insert("cost".to_owned(), AttributeType::Int);
            }
            let output = BufWriter::new(File::create(path)?);
            write_xes(&columns.into_log()?, &EventColumns::default(), &types, output)?;
            say("megabytes", fs::metadata(path)?.len() as f64 / 1e6)
        }
        ["read-xes", path, rounds] => {
            let rounds = rounds.parse()?;
            let (seconds, file) = quickest(rounds, || {
                let file = File::open(path).map_err(catsup_exchange::ExchangeError::from);
                file.and_then(|file| read(file, &EventColumns::default()))
            });
            let log = file?.log;
            say("read_seconds", seconds)?;
            discover(&log, rounds)?;
            let (seconds, variants) = quickest(rounds, || Variants::of(&log));
            say("variants_seconds", seconds)?;
            say("variants", variants.list.len() as f64)
        }
        ["write-columns", folder, events, cases] => {
            let columns = generated(events.parse()?, cases.parse()?);
            write_column(folder, "case", columns.case.iter().map(|code| code.to_le_bytes()))?;
            write_column(folder, "activity", columns.activity.iter().map(|code| code.to_le_bytes()))?;
            write_column(folder, "time", columns.time.iter().map(|time| time.to_le_bytes()))
        }
        ["read-columns", folder, rounds] => {
            let columns = read_columns(folder)?;
            let begin = Instant::now();
            let log = columns.into_log()?;
            say("arrange_seconds", begin.elapsed().as_secs_f64())?;
            discover(&log, rounds.parse()?)
        }
        _ => Err(USAGE.into()),
    }
}

/// Times the graph, and says the most memory this process ever held, as Linux tells it.
fn discover(log: &EventLog, rounds: usize) -> Outcome {
    let (seconds, graph) = quickest(rounds, || DirectlyFollows::of(log));
    say("directly_follows_seconds", seconds)?;
    say("edges", graph.edges.len() as f64)?;
    say("steps", graph.edges.iter().map(|edge| edge.count).sum::<u64>() as f64)?;
    say("median_of_first", graph.edges.first().map_or(0.0, |edge| edge.median_seconds))?;
    say("events", log.events() as f64)?;
    say("cases", log.cases() as f64)?;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    say("peak_megabytes", peak.map_or(Ok(0.0), str::parse)? / 1e3)
}

/// The quickest of several rounds in seconds, and what the last gave.
fn quickest<T>(rounds: usize, work: impl Fn() -> T) -> (f64, T) {
    let round = || {
        let begin = Instant::now();
        let result = work();
        (begin.elapsed().as_secs_f64(), result)
    };
    (1..rounds).fold(round(), |(best, _), _| {
        let (seconds, result) = round();
        (best.min(seconds), result)
    })
}

/// Cases of 1 to 19 events, ten on average; steps lean to the next activity. Events stand in order of time, as they
/// arrive.
fn generated(events: usize, cases: u32) -> Columns {
    let mut state = 7_u64;
    let mut chance = move |bound: u64| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    };
    let mean = (events as u64 / u64::from(cases)).max(1);
    let mut rows: Vec<(i64, u32, u32)> = vec![];
    for case in 0..cases {
        let length = if case + 1 == cases { events - rows.len() } else { 1 + chance(2 * mean - 1) as usize };
        let mut activity = 0;
        let mut time = 1_600_000_000_000_000 + chance(31_536_000) as i64 * 1_000_000;
        for _ in 0..length.min(events - rows.len()) {
            rows.push((time, case, activity as u32));
            activity = if chance(4) == 0 { chance(ACTIVITIES) } else { (activity + 1) % ACTIVITIES };
            time += 1 + chance(500_000_000_000) as i64;
        }
    }
    rows.sort_unstable();
    Columns {
        case: rows.iter().map(|row| row.1).collect(),
        activity: rows.iter().map(|row| row.2).collect(),
        time: rows.iter().map(|row| row.0).collect(),
        case_names: numbered("", cases),
        activity_names: numbered("activity ", ACTIVITIES as u32),
        ..Columns::default()
    }
}

/// A prefix and numbers of eight digits.
fn numbered(prefix: &str, count: u32) -> Names {
    let mut text = String::new();
    let ends: Vec<usize> = (0..count)
        .map(|number| {
            text.push_str(&format!("{prefix}{number:08}"));
            text.len()
        })
        .collect();
    ends.iter().map(|end| &text[end - prefix.len() - 8..*end]).collect()
}

/// Adds what logs of real systems hold beside: who did it, at what stage, for how much, and where it came in.
fn enrich(columns: &mut Columns) {
    let mut add = |name: &str, values: Names, code: &dyn Fn(u32, i64) -> u32| {
        let events = columns.case.iter().zip(&columns.time);
        let codes = events.map(|(&case, &time)| code(case, time) % values.len() as u32).collect();
        columns.attributes.push(AttributeColumn { name: name.to_owned(), codes, values });
    };
    add("org:resource", numbered("Resource ", 40), &|case, time| case ^ (time / 7_000_000) as u32);
    add("lifecycle:transition", ["complete"].into_iter().collect(), &|_, _| 0);
    add("cost", numbered("", 500), &|_, time| (time / 11_000_000) as u32);
    add("case:channel", ["web", "phone", "counter", "mail"].into_iter().collect(), &|case, _| case);
}

fn write_column<const N: usize>(folder: &str, name: &str, entries: impl Iterator<Item = [u8; N]>) -> Outcome {
    let mut output = BufWriter::new(File::create(format!("{folder}/{name}.bin"))?);
    entries.into_iter().try_for_each(|entry| output.write_all(&entry))?;
    Ok(output.flush()?)
}

fn read_columns(folder: &str) -> Result<Columns, Box<dyn Error>> {
    let codes = |name: &str| -> Result<Vec<u32>, Box<dyn Error>> {
        let bytes = fs::read(format!("{folder}/{name}.bin"))?;
        Ok(bytes.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    };
    let case = codes("case")?;
    let cases = case.iter().max().map_or(0, |last| last + 1);
    let time = fs::read(format!("{folder}/time.bin"))?;
    Ok(Columns {
        case,
        activity: codes("activity")?,
        time: time.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect(),
        case_names: numbered("", cases),
        activity_names: numbered("activity ", ACTIVITIES as u32),
        ..Columns::default()
    })
}

fn say(name: &str, figure: f64) -> Outcome {
    Ok(writeln!(stdout(), "{name} {figure}")?)
}
