//! Event logs: real files read, written and read back; and what is wrong with bad ones said plainly.

use std::io::Write as _;
use std::path::PathBuf;

use catsup_exchange::event_logs::{Attributes, EventColumns, EventFile, read, write_csv, write_xes};
use catsup_exchange::{ExchangeError, Severity};
use catsup_journeys::{DirectlyFollows, EventLog, Variants, case_durations};

fn data(test: &str, name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/journeys").join(name);
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {test}: ../shared/data/journeys/{name} is absent");
    }
    bytes
}

fn of(text: &str) -> EventFile {
    read(text.as_bytes(), &EventColumns::default()).expect("the file is readable")
}

fn fails(text: &str) -> ExchangeError {
    read(text.as_bytes(), &EventColumns::default()).expect_err("the file is unreadable")
}

fn rules(file: &EventFile) -> Vec<(&str, u64)> {
    file.findings.iter().map(|finding| (finding.rule.as_str(), finding.rows)).collect()
}

/// The edge between two activities as count and median seconds.
fn edge(log: &EventLog, from: &str, to: &str) -> (u64, f64) {
    let graph = DirectlyFollows::of(log);
    let (from, to) = (
        log.activity_code(from).expect("an activity of the log"),
        log.activity_code(to).expect("an activity of the log"),
    );
    graph.edge(from, to).map_or((0, 0.0), |edge| (edge.count, edge.median_seconds))
}

const HEADER: &str = "case:concept:name,concept:name,time:timestamp,office\n";

#[test]
fn the_running_example_has_its_known_figures() {
    let Some(bytes) = data("the_running_example_has_its_known_figures", "running-example.xes") else {
        return;
    };
    let file = read(bytes.as_slice(), &EventColumns::default()).unwrap();
    let (log, variants) = (&file.log, Variants::of(&file.log));
    assert_eq!((file.read, file.left_out), (42, 0));
    assert_eq!((log.events(), log.cases(), log.activity_names().len(), variants.list.len()), (42, 6, 8, 6));
    // Computed with pm4py 2.7.23.
    let took = case_durations(log).unwrap();
    assert_eq!((took.mean, took.median, took.p90), (966_890.0, 815_940.0, 1_472_610.0));
    assert_eq!(DirectlyFollows::of(log).edges.len(), 16);
    assert_eq!(edge(log, "examine casually", "check ticket").0, 4);
    assert_eq!(edge(log, "register request", "examine casually").0, 3);
    assert_eq!(edge(log, "check ticket", "decide").0, 6);
    assert_eq!(edge(log, "decide", "reinitiate request").0, 3);
    assert_eq!(rules(&file), [("log_attributes_left_out", 1)]);
}

#[test]
fn the_traffic_fines_have_their_known_figures() {
    let Some(bytes) = data("the_traffic_fines_have_their_known_figures", "roadtraffic100traces.xes") else {
        return;
    };
    let file = read(bytes.as_slice(), &EventColumns::default()).unwrap();
    assert_eq!((file.log.events(), file.log.cases()), (390, 100));
    // Computed with pm4py 2.7.23.
    let graph = DirectlyFollows::of(&file.log);
    assert_eq!((graph.edges.len(), Variants::of(&file.log).list.len()), (18, 10));
    let ends: Vec<(&str, u64)> = graph.ends.iter().map(|end| (graph.name(end.activity), end.count)).collect();
    assert_eq!(ends, [("Payment", 47), ("Send for Credit Collection", 36), ("Send Fine", 17)]);
    assert_eq!(edge(&file.log, "Create Fine", "Send Fine").0, 77);
    assert_eq!(edge(&file.log, "Send Fine", "Insert Fine Notification").0, 56);
    let took = case_durations(&file.log).unwrap();
    assert_eq!((took.mean, took.median, took.p90), (26_997_336.0, 21_859_200.0, 57_801_600.0));
    assert_eq!((graph.starts.len(), graph.starts[0].count), (1, 100));
    // The days are whole, so the order of the file tells which of two comes first: 12 pairs share their time.
    assert_eq!(
        file.findings.iter().find(|one| one.rule == "events_at_the_same_time").map(|one| one.rows),
        Some(12)
    );
    assert_eq!(edge(&file.log, "Send Fine", "Create Fine").0, 0);
}

#[test]
fn xes_written_and_read_back_is_the_same() {
    for name in ["running-example.xes", "roadtraffic100traces.xes", "wabo_receipt.csv.gz"] {
        let Some(bytes) = data("xes_written_and_read_back_is_the_same", name) else { return };
        let columns = EventColumns { channel: Some("org:group".to_owned()), ..EventColumns::default() };
        let file = read(bytes.as_slice(), &columns).unwrap();
        let mut written = Vec::new();
        write_xes(&file.log, &columns, &file.types, &mut written).unwrap();
        let again = read(written.as_slice(), &columns).unwrap();
        assert_eq!(again.log, file.log, "{name}");
        if name.ends_with("xes") {
            assert_eq!(again.types, file.types, "{name}");
        }
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&written).unwrap();
        assert_eq!(read(packed.finish().unwrap().as_slice(), &columns).unwrap().log, file.log, "{name}");
    }
}

#[test]
fn csv_written_and_read_back_is_the_same() {
    let Some(bytes) = data("csv_written_and_read_back_is_the_same", "wabo_receipt.csv.gz") else { return };
    let columns = EventColumns { channel: Some("case:channel".to_owned()), ..EventColumns::default() };
    let file = read(bytes.as_slice(), &columns).unwrap();
    assert_eq!((file.log.events(), file.log.cases(), file.log.attributes().len()), (8577, 1434, 11));
    let mut written = Vec::new();
    write_csv(&file.log, &columns, &mut written).unwrap();
    assert_eq!(read(written.as_slice(), &columns).unwrap().log, file.log);
}

#[test]
fn values_that_xml_bends_come_back_straight() {
    let text = format!("{HEADER}\"a & <b>\",\"say \"\"hi\"\"\nthere\",2024-01-01T00:00:00Z,\"tab\there\"\n");
    let file = of(&text);
    let mut written = Vec::new();
    write_xes(&file.log, &EventColumns::default(), &file.types, &mut written).unwrap();
    assert_eq!(of(&String::from_utf8(written).unwrap()).log, file.log);
    let control = of(&format!("{HEADER}1,be\u{7}ll,2024-01-01T00:00:00Z,x\n"));
    let refused = write_xes(&control.log, &EventColumns::default(), &control.types, Vec::new());
    assert!(matches!(refused, Err(ExchangeError::UnwritableCharacter { character: '\u{7}', .. })));
}

#[test]
fn malformed_xml_is_named_by_line_and_byte() {
    let cut = "<log>\n<trace>\n<event>\n";
    let error = fails(cut);
    assert!(matches!(error, ExchangeError::Xml { line: 4, byte: 22, .. }), "{error:?}");
    let crossed = fails("<log>\n<trace>\n</log>\n");
    assert!(matches!(crossed, ExchangeError::Xml { line: 3, .. }), "{crossed:?}");
    assert!(crossed.to_string().starts_with("the XML is not well-formed in line 3 (byte "), "{crossed}");
    let quoted = fails("<log>\n\n<string key=\"a value=\"b\"/></log>");
    assert!(matches!(quoted, ExchangeError::Xml { line: 3, .. }), "{quoted:?}");
    assert!(matches!(fails("<html><body/></html>"), ExchangeError::NotXes { .. }));
    assert!(matches!(fails("<!-- nothing -->"), ExchangeError::Xml { .. }));
    assert!(matches!(fails(""), ExchangeError::Empty));
}

#[test]
fn what_an_xes_file_lacks_is_counted() {
    let file = of(r#"<log>
  <string key="source" value="test"/>
  <event><string key="concept:name" value="stray"/></event>
  <trace>
    <event><string key="concept:name" value="a"/><date key="time:timestamp" value="2024-01-01T10:00:00"/></event>
    <event><string key="concept:name" value="b"/></event>
    <event><date key="time:timestamp" value="2024-01-01T10:00:00Z"/></event>
    <event><string key="concept:name" value="c"/><date key="time:timestamp" value="yesterday"/></event>
    <event/>
  </trace>
  <trace><string key="concept:name" value="empty"/></trace>
  <trace>
    <event>
      <string key="concept:name" value="d"><string key="inner" value="x"/></string>
      <date key="time:timestamp" value="2024-01-01T10:00:00Z"/>
      <list key="many"><values><int key="n" value="1"/></values></list>
      <string key="half"/>
    </event>
    <string key="concept:name" value="named at the end"/>
  </trace>
</log>"#);
    assert_eq!((file.read, file.left_out, file.log.events()), (7, 5, 2));
    assert_eq!(file.log.case_names().iter().collect::<Vec<_>>(), ["named at the end", "trace 1"]);
    assert_eq!(
        rules(&file),
        [
            ("attribute_without_key_or_value", 1),
            ("event_without_activity", 2),
            ("event_without_time", 1),
            ("event_without_trace", 1),
            ("lists_left_out", 1),
            ("log_attributes_left_out", 1),
            ("nested_attributes_left_out", 2),
            ("time_unreadable", 1),
            ("time_without_zone", 1),
            ("trace_without_events", 1),
            ("trace_without_name", 1),
        ]
    );
    let unreadable = file.findings.iter().find(|one| one.rule == "time_unreadable").unwrap();
    assert!(
        unreadable.meaning.contains("\"yesterday\"") && unreadable.meaning.contains("line 8"),
        "{unreadable:?}"
    );
}

#[test]
fn what_a_table_lacks_is_counted() {
    let file = of(&format!(
        "{HEADER}1,b,2024-01-02 10:00:00,x\n1,a,2024-01-01 10:00:00,x\n1,a,2024-01-01 10:00:00,y\n,a,2024-01-01,x\n1,a,02.01.2024,x\n1,a\n"
    ));
    assert_eq!((file.read, file.left_out, file.log.events()), (6, 3, 3));
    assert_eq!(
        rules(&file),
        [
            ("duplicate_events", 1),
            ("event_without_case", 1),
            ("events_at_the_same_time", 1),
            ("events_not_in_time_order", 2),
            ("row_of_another_width", 1),
            ("time_unreadable", 1),
            ("time_without_zone", 3),
        ]
    );
    let zone = file.findings.iter().find(|one| one.rule == "time_without_zone").unwrap();
    assert_eq!((zone.meaning.contains("UTC"), zone.severity), (true, Severity::Info));
}

#[test]
fn a_missing_column_is_named_with_those_there_are() {
    let missing = fails("case,what,when\n1,a,2024-01-01\n").to_string();
    assert_eq!(
        missing,
        "the file lacks the columns “case:concept:name”, “concept:name”, “time:timestamp”; it has “case”, “what”, “when”"
    );
    let named =
        EventColumns { attributes: Attributes::Named(vec!["floor".into()]), ..EventColumns::default() };
    let error = read(format!("{HEADER}1,a,2024-01-01,x\n").as_bytes(), &named).unwrap_err();
    assert!(error.to_string().contains("“floor”"), "{error}");
}

#[test]
fn the_zone_given_is_the_one_assumed() {
    let zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
    let columns = EventColumns { zone, ..EventColumns::default() };
    let file = read(format!("{HEADER}1,a,2024-07-01 08:00,x\n").as_bytes(), &columns).unwrap();
    assert_eq!(file.log.times(), [1_719_835_200_000_000]);
    assert!(file.findings[0].meaning.contains("America/New_York"));
}

#[test]
fn a_sequence_orders_events_of_one_time() {
    let text = "case:concept:name,concept:name,time:timestamp,step\n1,b,2024-01-01,1\n1,a,2024-01-01,2\n";
    let columns = EventColumns { sequence: Some("step".to_owned()), ..EventColumns::default() };
    let first =
        |columns: &EventColumns| read(text.as_bytes(), columns).unwrap().log.activity_name(0).to_owned();
    assert_eq!((first(&columns), first(&EventColumns::default())), ("b".to_owned(), "a".to_owned()));
}

const OCEL: &str = r#"{"objectTypes": [], "eventTypes": [],
    "objects": [{"id": "o1", "type": "order", "attributes": []}, {"id": "o2", "type": "order"}, {"id": "c", "type": "customer"}],
    "events": [
        {"id": "e1", "type": "place", "time": "2024-01-01T10:00:00Z",
         "attributes": [{"name": "channel", "value": "web"}, {"name": "amount", "value": 7}],
         "relationships": [{"objectId": "o1", "qualifier": "order"}, {"objectId": "c", "qualifier": "by"}]},
        {"id": "e2", "type": "ship", "time": "2024-01-02T10:00:00Z",
         "relationships": [{"objectId": "o1"}, {"objectId": "o2"}, {"objectId": "lost"}]},
        {"id": "e3", "type": "call", "time": "2024-01-03T10:00:00Z", "relationships": [{"objectId": "c"}]}]}"#;

#[test]
fn ocel_is_read_as_the_log_of_one_type_of_object() {
    let columns = EventColumns {
        case: Some("order".to_owned()),
        channel: Some("channel".to_owned()),
        ..EventColumns::default()
    };
    let file = read(OCEL.as_bytes(), &columns).unwrap();
    assert_eq!((file.log.events(), file.log.cases(), file.left_out), (3, 2, 1));
    assert_eq!(file.log.channel_name(0), Some("web"));
    assert_eq!(file.log.attribute("amount").unwrap().value(0), Some("7"));
    assert_eq!(
        rules(&file),
        [("event_in_several_cases", 1), ("event_without_case", 1), ("unknown_object", 1)]
    );
    assert!(fails(OCEL).to_string().contains("customer, order"));
    assert!(matches!(fails("{\"events\": 5}"), ExchangeError::Ocel { .. }));
}

#[test]
fn a_packed_file_that_is_cut_off_or_damaged_says_so() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let rows: String =
        (0..5_000).map(|row| format!("{row},a,2024-01-01T00:00:00Z,{}\n", row * row)).collect();
    packed.write_all(format!("{HEADER}{rows}").as_bytes()).unwrap();
    let whole = packed.finish().unwrap();
    let refusal = |bytes: &[u8]| format!("{:?}", read(bytes, &EventColumns::default()).unwrap_err());
    let cut = refusal(&whole[..whole.len() / 2]);
    assert!(cut.contains("the packed file ends too early"), "{cut}");
    let mut damaged = whole.clone();
    let end = damaged.len() - 6;
    damaged[end] ^= 0xff;
    let damaged = refusal(&damaged);
    assert!(damaged.contains("the packed file is damaged"), "{damaged}");
}
