//! Event logs out as XES (IEEE 1849).

use std::io::Write;

use catsup_journeys::{Case, EventLog};

use super::csv_write::written;
use super::{AttributeType, AttributeTypes, EventColumns};
use crate::ExchangeError;

/// One column as it is written: its key, its element, and whether it belongs to the trace.
struct Written<'a> {
    key: String,
    kind: AttributeType,
    of_trace: bool,
    value: Box<dyn Fn(usize) -> Option<&'a str> + 'a>,
}

/// Writes a log as XES; [`read`](super::read) with the same `columns` gives the same log back.
///
/// Attributes whose name begins with `case:` and that never differ within a case become attributes of the trace, all
/// others of the event, of the types given, else text. Channels and customers are written under the name given for
/// them, or `channel` and `customer`.
///
/// # Errors
/// [`ExchangeError::InOut`], [`ExchangeError::UnwritableCharacter`] for control characters, which XML cannot hold.
pub fn write_xes(
    log: &EventLog,
    columns: &EventColumns,
    types: &AttributeTypes,
    mut output: impl Write,
) -> Result<(), ExchangeError> {
    let list = list(log, columns, types);
    let case_key = columns.case.as_deref().unwrap_or(super::options::CASE);
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        output,
        "<log xes.version=\"1849-2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">"
    )?;
    for (name, prefix) in [("Concept", "concept"), ("Time", "time")] {
        writeln!(
            output,
            "  <extension name=\"{name}\" prefix=\"{prefix}\" uri=\"http://www.xes-standard.org/{prefix}.xesext\"/>"
        )?;
    }
    for case in log.iter() {
        writeln!(output, "  <trace>")?;
        let own_key = case_key.strip_prefix("case:");
        attribute(&mut output, 4, AttributeType::String, own_key.unwrap_or("concept:name"), case.name())?;
        for column in list.iter().filter(|column| column.of_trace) {
            let key = column.key.strip_prefix("case:").unwrap_or(&column.key);
            if let Some(value) = (column.value)(case.events().start) {
                attribute(&mut output, 4, column.kind, key, value)?;
            }
        }
        for event in case.events() {
            writeln!(output, "    <event>")?;
            if own_key.is_none() {
                attribute(&mut output, 6, AttributeType::String, case_key, case.name())?;
            }
            attribute(&mut output, 6, AttributeType::String, &columns.activity, log.activity_name(event))?;
            attribute(&mut output, 6, AttributeType::Date, &columns.time, &written(log.times()[event]))?;
            for column in list.iter().filter(|column| !column.of_trace) {
                if let Some(value) = (column.value)(event) {
                    attribute(&mut output, 6, column.kind, &column.key, value)?;
                }
            }
            writeln!(output, "    </event>")?;
        }
        writeln!(output, "  </trace>")?;
    }
    writeln!(output, "</log>")?;
    output.flush()?;
    Ok(())
}

fn list<'a>(log: &'a EventLog, columns: &EventColumns, types: &AttributeTypes) -> Vec<Written<'a>> {
    let mut list = vec![];
    let mut add = |key: String, codes: &[u32], value: Box<dyn Fn(usize) -> Option<&'a str> + 'a>| {
        let kind = types.get(&key).copied().unwrap_or(AttributeType::String);
        let steady = |case: Case<'_>| codes[case.events()].windows(2).all(|pair| pair[0] == pair[1]);
        let of_trace = key.starts_with("case:") && log.iter().all(steady);
        list.push(Written { key, kind, of_trace, value });
    };
    let named = |name: &Option<String>, default: &str| name.clone().unwrap_or_else(|| default.to_owned());
    if let Some(codes) = log.channels() {
        add(named(&columns.channel, "channel"), codes, Box::new(|event| log.channel_name(event)));
    }
    if let Some(codes) = log.customers() {
        add(named(&columns.customer, "customer"), codes, Box::new(|event| log.customer_name(event)));
    }
    for column in log.attributes() {
        add(column.name.clone(), &column.codes, Box::new(|event| column.value(event)));
    }
    list
}

fn attribute(
    output: &mut impl Write,
    indent: usize,
    kind: AttributeType,
    key: &str,
    value: &str,
) -> Result<(), ExchangeError> {
    let element = kind.element();
    writeln!(output, "{:indent$}<{element} key=\"{}\" value=\"{}\"/>", "", escaped(key)?, escaped(value)?)?;
    Ok(())
}

/// A value between quotation marks. Line breaks and tabs are written as references, since readers turn bare ones into
/// spaces.
fn escaped(text: &str) -> Result<String, ExchangeError> {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\t' | '\n' | '\r' => written.push_str(&format!("&#{};", u32::from(character))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                return Err(ExchangeError::UnwritableCharacter { character, text: text.to_owned() });
            }
            _ => written.push(character),
        }
    }
    Ok(written)
}
