//! Two groups of rows of a file, compared in every column of numbers that is asked for.

use std::collections::BTreeMap;

use catsup_model::Viewer;
use catsup_statistics::{
    Confidence, Interval, MeanSummary, Significance, benjamini_hochberg, compare_means, compare_proportions,
};

use super::permitted;
use crate::{
    App, Error, FieldError,
    fields::invalid,
    heavy,
    imports::TableFile,
    numeric_table::{self, NumericTable},
};

/// Two groups compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedGroups {
    /// The groups, the one that is compared first.
    pub groups: [GroupOfRows; 2],
    /// The columns, as they were asked for.
    pub columns: Vec<ComparedColumn>,
    /// Rows of other groups, or of none.
    pub left_out: u64,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupOfRows {
    /// What stands in the column of groups.
    pub name: String,
    /// Its rows.
    pub rows: u64,
}

/// One column in both groups.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedColumn {
    /// Its name.
    pub name: String,
    /// Whether it holds 0 and 1 alone: its means are shares, compared as such.
    pub share: bool,
    /// Answers in each group.
    pub n: [u64; 2],
    /// Means in each group; `None` where nobody answered.
    pub mean: [Option<f64>; 2],
    /// First less second, with its 95 % interval; `None` where either group has fewer than two answers or nothing
    /// varies.
    pub difference: Option<(f64, Interval)>,
    /// The p value of the test: Welch for means, pooled z for shares.
    pub p_value: Option<f64>,
    /// The same after Benjamini and Hochberg over all columns.
    pub adjusted_p_value: Option<f64>,
}

impl ComparedColumn {
    /// Whether the difference stands out from noise at a false discovery rate of 5 %.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.adjusted_p_value.is_some_and(|p| p < 0.05)
    }
}

/// Compares two groups of rows; the two largest ones where none are named.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] names the column, cell or group at fault.
pub async fn compare_groups(
    app: &App,
    viewer: &Viewer,
    file: TableFile,
    group: String,
    columns: Vec<String>,
    named: Option<[String; 2]>,
) -> Result<ComparedGroups, Error> {
    permitted(app, viewer)?;
    heavy::run(move || {
        let mut table = numeric_table::open(file.into_inner(), None)?;
        compare(&NumericTable::read(&mut table, &columns, Some(&group))?, &columns, named)
    })
    .await?
}

fn compare(
    table: &NumericTable,
    columns: &[String],
    named: Option<[String; 2]>,
) -> Result<ComparedGroups, Error> {
    if columns.is_empty() {
        return Err(invalid("columns", "no-columns", "choose a column to compare"));
    }
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for label in table.labels.iter().filter(|label| !label.is_empty()) {
        *sizes.entry(label).or_default() += 1;
    }
    let names = match named {
        Some(names) => names,
        None => largest(&sizes)?,
    };
    if names[0] == names[1] {
        let reason = format!("“{}” cannot be compared with itself", names[0]);
        let error = FieldError::new("second", "same-group", reason);
        return Err(Error::Invalid(vec![error.with("name", &names[0])]));
    }
    let size = |name: &String, field: &str| {
        sizes.get(name.as_str()).copied().ok_or_else(|| {
            let known: Vec<&str> = sizes.keys().copied().take(20).collect();
            let known = known.join(", ");
            let reason = format!("no row is of the group “{name}”; the groups are {known}");
            let error = FieldError::new(field, "unknown-group", reason);
            Error::Invalid(vec![error.with("name", name).with("known", &known)])
        })
    };
    let rows = [size(&names[0], "first")?, size(&names[1], "second")?];
    let mut compared: Vec<ComparedColumn> = columns
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let answers = |group: &String| -> Vec<f64> {
                let rows = table.rows.iter().zip(&table.labels).filter(|(_, label)| *label == group);
                rows.filter_map(|(row, _)| row[place]).collect()
            };
            column(name, &answers(&names[0]), &answers(&names[1]))
        })
        .collect();
    let tested: Vec<f64> = compared.iter().filter_map(|one| one.p_value).collect();
    let adjusted = benjamini_hochberg(&tested).unwrap_or_default();
    for (one, adjusted) in compared.iter_mut().filter(|one| one.p_value.is_some()).zip(adjusted) {
        one.adjusted_p_value = Some(adjusted);
    }
    let left_out = table.rows.len() as u64 - rows[0] - rows[1];
    let [first, second] = names;
    let groups = [GroupOfRows { name: first, rows: rows[0] }, GroupOfRows { name: second, rows: rows[1] }];
    Ok(ComparedGroups { groups, columns: compared, left_out })
}

/// The two groups with most rows.
fn largest(sizes: &BTreeMap<&str, u64>) -> Result<[String; 2], Error> {
    let mut by_size: Vec<(&str, u64)> = sizes.iter().map(|(name, rows)| (*name, *rows)).collect();
    by_size.sort_by_key(|(name, rows)| (std::cmp::Reverse(*rows), *name));
    match by_size[..] {
        [(first, _), (second, _), ..] => Ok([first.to_owned(), second.to_owned()]),
        _ => {
            let reason = format!("there are {} groups in this column; a comparison takes two", by_size.len());
            let error = FieldError::new("group", "too-few-groups", reason);
            Err(Error::Invalid(vec![error.with("n", by_size.len())]))
        }
    }
}

fn column(name: &str, first: &[f64], second: &[f64]) -> ComparedColumn {
    let share = first.iter().chain(second).all(|answer| *answer == 0.0 || *answer == 1.0);
    let (difference, test) = if share { shares(first, second) } else { means(first, second) };
    ComparedColumn {
        name: name.to_owned(),
        share,
        n: [first.len() as u64, second.len() as u64],
        mean: [mean(first), mean(second)],
        difference: difference.filter(|_| test.is_some()),
        p_value: test.map(|test| test.p_value),
        adjusted_p_value: None,
    }
}

type Tested = (Option<(f64, Interval)>, Option<Significance>);

fn shares(first: &[f64], second: &[f64]) -> Tested {
    let counted = |answers: &[f64]| {
        (answers.iter().filter(|answer| **answer == 1.0).count() as u64, answers.len() as u64)
    };
    match compare_proportions(counted(first), counted(second), Confidence::NINETY_FIVE) {
        Ok(compared) if first.len() > 1 && second.len() > 1 => {
            (Some((compared.difference, compared.interval)), Some(compared.test))
        }
        _ => (None, None),
    }
}

fn means(first: &[f64], second: &[f64]) -> Tested {
    match (summary(first), summary(second)) {
        (Some(first), Some(second)) => {
            let compared = compare_means(&first, &second, Confidence::NINETY_FIVE);
            (compared.interval.map(|interval| (compared.difference, interval)), compared.test)
        }
        _ => (None, None),
    }
}

fn mean(answers: &[f64]) -> Option<f64> {
    (!answers.is_empty()).then(|| answers.iter().sum::<f64>() / answers.len() as f64)
}

fn summary(answers: &[f64]) -> Option<MeanSummary> {
    let mean = mean(answers)?;
    let squares: f64 = answers.iter().map(|answer| (answer - mean).powi(2)).sum();
    let deviation = (answers.len() > 1).then(|| (squares / (answers.len() - 1) as f64).sqrt());
    MeanSummary::new(answers.len() as u64, mean, deviation).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const FILE: &str =
        "who,score,yes\nnew,5,1\nnew,4,1\nnew,5,0\nold,1,0\nold,2,0\nold,1,0\nold,,\nelse,3,1\n";

    fn compared(file: &str, named: Option<[&str; 2]>) -> Result<ComparedGroups, Error> {
        let columns = ["score", "yes"].map(String::from);
        let mut table = numeric_table::open(Cursor::new(file.to_owned()), None)?;
        let table = NumericTable::read(&mut table, &columns, Some("who"))?;
        compare(&table, &columns, named.map(|names| names.map(String::from)))
    }

    #[test]
    fn every_column_is_compared_and_missing_is_missing() {
        let found = compared(FILE, Some(["new", "old"])).unwrap();
        assert_eq!(found.groups.each_ref().map(|group| group.rows), [3, 4]);
        assert_eq!(found.left_out, 1);
        let score = &found.columns[0];
        assert_eq!((score.share, score.n), (false, [3, 3]));
        // Welch: 14/3 − 4/3 over √(1/9 + 1/9), 4 degrees of freedom; p from scipy.stats.ttest_ind(…, equal_var=False).
        assert!((score.difference.unwrap().0 - 10.0 / 3.0).abs() < 1e-12);
        assert!((score.p_value.unwrap() - 0.002_110_645_845_091_27).abs() < 1e-9, "{:?}", score.p_value);
        assert!(found.columns[1].share && found.columns[1].adjusted_p_value >= found.columns[1].p_value);
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        let largest = compared(FILE, None).unwrap();
        assert_eq!(largest.groups[0].name, "old");
        let reason = |found: Result<ComparedGroups, Error>| match found {
            Err(Error::Invalid(errors)) => errors[0].reason.clone(),
            other => format!("{other:?}"),
        };
        assert!(reason(compared(FILE, Some(["new", "young"]))).contains("the groups are else, new, old"));
        assert!(reason(compared(FILE, Some(["new", "new"]))).contains("with itself"));
        assert!(reason(compared("who,score,yes\na,1,1\na,2,1\n", None)).contains("there are 1 groups"));
        let constant = compared("who,score,yes\na,2,1\na,2,1\nb,2,1\nb,2,1\n", None).unwrap();
        // Whatever does not vary never stands out, and no figure of it is not a number.
        let still = |one: &ComparedColumn| !one.is_significant() && one.p_value.is_none_or(|p| p == 1.0);
        assert!(constant.columns.iter().all(still));
    }
}
