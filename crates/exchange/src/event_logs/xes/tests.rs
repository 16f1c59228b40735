//! Whatever stands in a file, reading it in small blocks tells the same as reading it as one stream.

use proptest::prelude::*;

use super::*;

/// What the file tells, or why it is refused.
fn told(text: &[u8], columns: &EventColumns, size: usize) -> String {
    match read_in_blocks(text, columns, size) {
        Ok(file) => format!("{file:#?}"),
        Err(error) => format!("{error:?}"),
    }
}

fn same(text: &[u8], columns: &EventColumns) {
    let stream = told(text, columns, 1 << 40);
    for size in [1, 64, 700] {
        assert_eq!(told(text, columns, size), stream, "in blocks of {size}");
    }
}

fn trace(name: &str, events: &[(&str, &str)]) -> String {
    let event = |(activity, time): &(&str, &str)| {
        format!(
            "    <event>\n      <string key=\"concept:name\" value=\"{activity}\"/>\n      <date key='time:timestamp' value='{time}'/>\n    </event>\n"
        )
    };
    let events: String = events.iter().map(event).collect();
    format!("  <trace>\n    <string key=\"concept:name\" value=\"{name}\"/>\n{events}  </trace>\n")
}

/// Things that stand in the log of a file, usual and not.
fn pieces() -> Vec<String> {
    let stray = |text: &str| trace("9", &[("a", "2024-01-01T10:00:00Z")]).replace("<event>", text);
    let mut pieces = vec![
        trace("1", &[("a", "2024-01-01T10:00:00Z"), ("b", "2024-01-01T09:00:00Z")]),
        trace(
            "2",
            &[("a &amp; b", "2024-01-02T10:00:00"), ("\u{e9}t\u{e9} &#233;", "2024-01-02T10:00:00+01:00")],
        ),
        trace("3", &[("a", "no time"), ("", "2024-01-02T10:00:00Z"), ("tab\there", "2024-01-02T10:00:00Z")]),
        trace("4", &[]),
        trace("1", &[("c", "2023-01-01T10:00:00Z")]),
        trace("", &[("nameless", "2024-01-01T10:00:00Z")]),
        stray("<event> text "),
        stray("<event><!-- </trace> <trace> -->"),
        stray("<event><![CDATA[</trace>]]>"),
        stray("<event><?note </trace>?>"),
        stray("<event ><int key=\"n\" value=\"1\" /><int key=\"n\" value=\"2\"></int >"),
        stray("<event><string key=\"n\" value=\"1\"><int key=\"inner\" value=\"2\"/></string>"),
        stray("<event><date value=\"2024-01-01\" key=\"n\"/><list key=\"l\"/><float key=\"half\"/><odd/>"),
        stray("<event><string key = \"spaced\" value = '\"quoted\" > </trace>' id=\"x\"/>"),
        stray("<x:event xmlns:x=\"y\"><x:id key=\"n\" value=\"7\"/></x:event><event>"),
    ];
    pieces.extend(
        ["<event><date/></event>", "<string key=\"k\" value=\"v\"/>\n", "<!-- -->", "text", "\n\n"]
            .map(String::from),
    );
    pieces
}

/// Things after which the XML is not well-formed.
fn faults() -> Vec<String> {
    let inside = |text: &str| trace("8", &[("a", "2024-01-01T10:00:00Z")]).replace("<event>", text);
    vec![
        inside("<event></wrong>"),
        inside("<event><string key=\"a\" value=\"&unknown;\"/>"),
        inside("<event><string key=\"a\" key=\"b\" value=\"c\"/>"),
        inside("<event><string key=\"a\"value=\"c\"/>"),
        inside("<event><string key=a value=\"c\"/>"),
        inside("<event"),
        "</log>".to_owned(),
        "</trace>".to_owned(),
        "<!-- never ended </trace>".to_owned(),
        "< trace/>".to_owned(),
    ]
}

fn file(pieces: &[String]) -> String {
    let head = "\u{feff}<?xml version=\"1.0\"?>\n<log xes.version=\"1.0\" xmlns=\"http://www.xes-standard.org/\">\n<global scope=\"event\"><string key=\"concept:name\" value=\"x\"/></global>\n";
    format!("{head}{}</log>\n", pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn blocks_tell_what_the_stream_tells(
        chosen in prop::collection::vec(0..pieces().len(), 0..12),
        fault in prop::option::weighted(0.3, (0..faults().len(), 0..12_usize)),
        cut in prop::option::weighted(0.1, 0.0..1.0_f64),
        by_event in any::<bool>(),
    ) {
        let all = pieces();
        let mut list: Vec<String> = chosen.iter().map(|&at| all[at].clone()).collect();
        if let Some((fault, place)) = fault {
            list.insert(place.min(list.len()), faults()[fault].clone());
        }
        let text = file(&list);
        let length = cut.map_or(text.len(), |share| (share * text.len() as f64) as usize);
        let case = by_event.then(|| "concept:name".to_owned());
        same(&text.as_bytes()[..length], &EventColumns { case, sequence: Some("n".to_owned()), ..EventColumns::default() });
        same(&text.as_bytes()[..length], &EventColumns::default());
    }
}

#[test]
fn the_first_place_is_the_first_of_the_file_whatever_the_blocks() {
    // Of the block that begins with the second piece one name repeats within, and another repeats one of the block before.
    let all = pieces();
    let text = file(&[0, 10, 7, 4, 0].map(|at| all[at].clone()));
    let sequence = Some("n".to_owned());
    same(text.as_bytes(), &EventColumns { sequence, ..EventColumns::default() });
    same(text.as_bytes(), &EventColumns::default());
    let before = file(&[0, 10].map(|at| all[at].clone()));
    let line = before.lines().count();
    let repeated = format!("read as one case (first in line {line})");
    assert!(told(text.as_bytes(), &EventColumns::default(), 700).contains(&repeated), "{repeated}");
}

#[test]
fn an_event_without_a_number_comes_behind_those_of_its_time_with_one() {
    // The second event of the file has no number; the first has the number 2.
    let all = pieces();
    let text = file(&[3, 10, 13].map(|at| all[at].clone()));
    let columns = EventColumns { sequence: Some("n".to_owned()), ..EventColumns::default() };
    same(text.as_bytes(), &columns);
    let file = read_in_blocks(text.as_bytes(), &columns, 1 << 40).unwrap();
    let told = format!("{file:#?}").replace([' ', '\n'], "");
    assert!(told.contains("name:\"spaced\",codes:[4294967295,0,]"), "{told}");
}

#[test]
fn blocks_are_read_side_by_side_when_nothing_is_unusual() {
    let traces: Vec<String> =
        (1..9).map(|number| trace(&number.to_string(), &[("b &lt; c", "2024-01-01T10:00:00Z")])).collect();
    let text = file(&traces);
    let mut blocks = Blocks::new(text.as_bytes(), 64);
    let columns = EventColumns::default();
    let mut begin = 0;
    let mut read = 0;
    while let Some(block) = blocks.next() {
        assert!(scan::block(&block, begin, &columns).is_some(), "{}", String::from_utf8_lossy(&block));
        begin += block.len() as u64;
        read += 1;
    }
    assert_eq!(read, 7, "the last trace is left to the stream");
}

#[test]
fn a_name_met_again_in_a_later_block_is_told_by_its_line() {
    let text =
        file(&[trace("1", &[("a", "2024-01-01T10:00:00Z")]), trace("1", &[("b", "2024-01-01T09:00:00Z")])]);
    let found =
        read_in_blocks(text.as_bytes(), &EventColumns::default(), 64).expect("the file is well-formed");
    let told: Vec<(&str, u64)> = found.findings.iter().map(|one| (one.rule.as_str(), one.rows)).collect();
    assert_eq!(told, [("events_not_in_time_order", 1), ("trace_name_repeated", 1)]);
    assert!(found.findings[1].meaning.ends_with("(first in line 11)"), "{:?}", found.findings[1]);
    assert_eq!((found.log.cases(), found.log.activity_name(0)), (1, "b"));
}

#[test]
fn bytes_that_are_not_utf8_are_a_fault_in_their_place() {
    let mut text =
        file(&[trace("1", &[("a", "2024-01-01T10:00:00Z")]), trace("2", &[("X", "2024-01-01T10:00:00Z")])])
            .into_bytes();
    let place = text.iter().position(|byte| *byte == b'X').expect("the activity is there");
    text[place] = 0xe9;
    same(&text, &EventColumns::default());
    let told = told(&text, &EventColumns::default(), BLOCK);
    assert!(told.contains("Xml { line: 14,"), "{told}");
}

#[test]
fn a_reader_that_fails_fails_the_file() {
    let text = file(&[trace("1", &[("a", "2024-01-01")]), trace("2", &[("b", "2024-01-02")])]);
    let failing = std::io::BufReader::new(text.as_bytes().chain(Broken));
    assert!(matches!(read_in_blocks(failing, &EventColumns::default(), 64), Err(ExchangeError::InOut(_))));
}

/// Cannot be read.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}
