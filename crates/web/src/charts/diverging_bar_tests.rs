//! The geometry and the words of diverging bars.

use catsup_model::Language;

use super::*;

fn row(label: &str, counts: &[u64]) -> DivergingRow {
    DivergingRow { label: label.to_owned(), counts: Some(counts.to_vec()) }
}

fn chart(rows: Vec<DivergingRow>) -> DivergingBar {
    DivergingBar {
        rows,
        ..DivergingBar::new(&Translator::new(Language::En), "Seven measures", Scale::Likert5)
    }
}

#[test]
fn parts_touch_each_other_and_add_up_to_all_answers() {
    let chart = chart(vec![row("Ease", &[5, 10, 20, 40, 25]), row("Trust", &[30, 0, 10, 0, 60])]);
    let extent = chart.extent();
    for one in &chart.rows {
        let parts = parts(one.shown().unwrap(), extent);
        let shares: f64 = parts.iter().map(|part| part.share).sum();
        assert!((shares - 1.0).abs() < 1e-12);
        for pair in parts.windows(2) {
            assert!((pair[0].start + pair[0].width - pair[1].start).abs() < 1e-12);
        }
        let end = parts.last().unwrap();
        assert!(parts[0].start >= -1e-12 && end.start + end.width <= 1.0 + 1e-12);
    }
}

#[test]
fn the_neutral_answers_straddle_the_middle() {
    let chart = chart(vec![row("Ease", &[5, 10, 20, 40, 25])]);
    let extent = chart.extent();
    assert_eq!(extent, Extent { left: 0.3, right: 0.8 });
    let neutral = &parts(&[5, 10, 20, 40, 25], extent)[2];
    let middle = extent.left / (extent.left + extent.right);
    assert!((neutral.start + neutral.width / 2.0 - middle).abs() < 1e-12);
}

#[test]
fn a_scale_without_a_middle_parts_at_its_half() {
    let sides = sides(&[30, 70]);
    assert_eq!((sides.below, sides.neutral, sides.above), (0.3, 0.0, 0.7));
    assert_eq!((tone(0, 2), tone(1, 2)), ("disagree-strong", "agree-strong"));
    assert_eq!((tone(2, 5), tone(3, 7), tone(1, 7)), ("neutral", "neutral", "disagree"));
}

#[test]
fn the_sentence_names_both_ends() {
    let t = &Translator::new(Language::En);
    let chart = chart(vec![row("Ease", &[10, 10, 20, 40, 20]), row("Trust", &[5, 5, 10, 40, 40])]);
    assert_eq!(chart.summary(t), "Trust has the most agreement (80%), Ease the least (60%).");
}

#[test]
fn too_few_answers_are_named_and_not_drawn() {
    let t = &Translator::new(Language::En);
    let mut chart =
        chart(vec![DivergingRow { label: "Ease".to_owned(), counts: None }, row("None", &[0; 5])]);
    for row in &chart.rows {
        let bar = chart.bar(t, row).to_string();
        assert!(bar.contains("not enough responses") && !bar.contains("<rect"), "{bar}");
    }
    assert_eq!(chart.summary(t), "Nothing to draw yet.");
    chart.rows.clear();
    assert_eq!(chart.extent(), Extent { left: 0.1, right: 0.1 });
}

#[test]
fn a_bar_is_one_picture_with_a_name() {
    let t = &Translator::new(Language::En);
    let chart = chart(vec![row("Ease & co", &[0, 0, 20, 40, 40])]);
    insta::assert_snapshot!(chart.bar(t, &chart.rows[0]).to_string().replace("><", ">\n<"));
}
