//! Numbers that nobody should hand in: whatever they are, an operation answers with figures or names what does not fit.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use catsup_app::calculations::evaluate;
use serde_json::{Value, json};

/// Figures that may be missing, as docs/statistics.md says of each; any other `null` would be a NaN in disguise.
const MAY_BE_MISSING: [&str; 37] = [
    "low95_normal",
    "high95_normal",
    "p_two_sided",
    "low",
    "high",
    "sd",
    "se",
    "t95_low",
    "t95_high",
    "z",
    "p",
    "welch_t",
    "welch_df",
    "welch_p",
    "invitations",
    "between",
    "estimate",
    "estimate_low",
    "estimate_high",
    "reliability",
    "rank",
    "rank_low",
    "rank_high",
    "top",
    "top_low",
    "top_high",
    "net",
    "net_low",
    "net_high",
    "n",
    "r2",
    "adj_r2",
    "rho_c",
    "alpha",
    "rho_a",
    "importance",
    "vif",
];

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(mixed ^ (mixed >> 31)) * n as u128) >> 64) as usize
    }

    /// A number at the edge of something.
    fn number(&mut self) -> Value {
        let numbers = [
            json!(0),
            json!(1),
            json!(2),
            json!(-1),
            json!(3),
            json!(0.5),
            json!(0.05),
            json!(1e-300),
            json!(1e-12),
            json!(1e12),
            json!(1e300),
            json!(-1e300),
            json!(1_u64 << 40),
            json!((1_u64 << 40) + 1),
            json!(u64::MAX),
            json!(0.999_999_999_999),
            Value::Null,
            json!("x"),
        ];
        numbers[self.below(numbers.len())].clone()
    }

    /// The value with one thing in it changed.
    fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                let name = fields.keys().nth(self.below(fields.len())).unwrap().clone();
                // The name of the operation stays, and so do the draws, which only cost time.
                if name == "op" || name == "draws" {
                } else if self.below(10) == 0 {
                    fields.remove(&name);
                } else {
                    self.spoil(&mut fields[&name]);
                }
            }
            Value::Array(list) => match self.below(10) {
                0 => list.clear(),
                1 => list.truncate(1),
                2 => list.extend(list.first().cloned()),
                3 if list.first().is_some_and(Value::is_number) => {
                    let same = self.number();
                    list.fill(same);
                }
                _ if list.is_empty() => list.push(self.number()),
                _ => {
                    let place = self.below(list.len());
                    self.spoil(&mut list[place]);
                }
            },
            _ => *value = self.number(),
        }
    }
}

fn examples() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/statistics.md");
    let page = fs::read_to_string(path).unwrap();
    let parts = page.split("```json operation\n").skip(1);
    parts.map(|part| serde_json::from_str(part.split("```").next().unwrap()).unwrap()).collect()
}

fn missing(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| if value.is_null() { vec![name.clone()] } else { missing(value) })
            .collect(),
        Value::Array(list) if list.iter().any(Value::is_null) => vec!["an element of a list".to_owned()],
        Value::Array(list) => list.iter().flat_map(missing).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn spoilt_numbers_give_figures_or_a_reason_and_never_nan() {
    let mut chance = Chance(1);
    let (mut computed, mut refused) = (0, 0);
    for example in examples() {
        for _ in 0..200 {
            let mut spoilt = example.clone();
            for _ in 0..=chance.below(3) {
                chance.spoil(&mut spoilt);
            }
            match evaluate(&spoilt) {
                Ok(calculated) => {
                    let missing = missing(&Value::Object(calculated.object));
                    let stray = missing.iter().find(|name| !MAY_BE_MISSING.contains(&name.as_str()));
                    assert_eq!(stray, None, "{spoilt}");
                    let reading = calculated.reading;
                    let shown = reading.rows.concat().concat() + &reading.sentence;
                    assert!(!shown.contains("NaN") && !shown.contains("inf "), "{spoilt}: {shown}");
                    assert!(reading.rows.iter().all(|row| row.len() == reading.header.len()), "{spoilt}");
                    computed += 1;
                }
                Err(problem) => {
                    assert!(problem.to_string().len() > 10, "{spoilt}: {problem}");
                    refused += 1;
                }
            }
        }
    }
    assert!(computed > 500 && refused > 500, "{computed} computed, {refused} refused");
}
