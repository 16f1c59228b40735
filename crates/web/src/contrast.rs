//! Guards the colours: every pair of tokens that meets on a page keeps the contrast WCAG 2.2 AA asks for, in light and
//! in dark.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../frontend/src/styles/_tokens.scss");

/// 4.5:1 for words.
const WORDS: f64 = 4.5;
/// 3:1 for what bounds a control, marks the focus or draws a figure.
const MARKS: f64 = 3.0;

const PAGE: [&str; 3] = ["surface", "ground", "wash"];

/// What stands on what, and how far apart they must be.
fn pairs() -> Vec<(&'static str, &'static str, f64)> {
    let mut pairs = Vec::new();
    for ground in PAGE {
        for words in ["ink", "ink-soft", "accent", "accent-strong", "visited", "error"] {
            pairs.push((words, ground, WORDS));
        }
        for mark in ["line-strong", "focus", "series", "reference"] {
            pairs.push((mark, ground, MARKS));
        }
    }
    for (words, ground) in [
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("accent-strong", "accent-wash"),
        ("ink", "accent-wash"),
        ("ink", "error-wash"),
        ("error", "error-wash"),
        ("surface", "error"),
        ("ink", "warning-wash"),
        ("warning", "warning-wash"),
        ("ink", "success-wash"),
        ("success", "success-wash"),
        // Percentages inside the parts of a diverging bar.
        ("surface", "disagree-strong"),
        ("ink", "disagree"),
        ("ink", "neutral"),
        ("ink", "agree"),
        ("surface", "agree-strong"),
    ] {
        pairs.push((words, ground, WORDS));
    }
    pairs
}

/// The colours of one `:root` block.
fn colours(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let declarations = block.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    declarations.map(|(name, hex)| (name, channels(hex.trim_end_matches(';')))).collect()
}

fn channels(hex: &str) -> [f64; 3] {
    [0, 2, 4].map(|at| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// The contrast ratio of WCAG 2.2.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |[red, green, blue]: [f64; 3]| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_formula_agrees_with_the_standard() {
    assert!((contrast(channels("000000"), channels("ffffff")) - 21.0).abs() < 1e-9);
    // #767676 on white is the well-known grey just above 4.5.
    assert!((contrast(channels("767676"), channels("ffffff")) - 4.54).abs() < 0.01);
}

#[test]
fn every_pair_of_colours_can_be_read_in_both_modes() {
    let (light, rest) = TOKENS.split_once("@media screen").unwrap();
    let (dark, _) = rest.split_once("@media print").unwrap();
    let mut faint = Vec::new();
    for (mode, colours) in [("light", colours(light)), ("dark", colours(dark))] {
        for (front, back, needed) in pairs() {
            let found = contrast(colours[front], colours[back]);
            if found < needed {
                faint.push(format!("{mode}: --{front} on --{back} is {found:.2}:1, needs {needed}:1"));
            }
        }
    }
    assert!(faint.is_empty(), "change these in _tokens.scss:\n{}", faint.join("\n"));
}
