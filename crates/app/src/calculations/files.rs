//! Answers from a table in a file: counted by group, by pair of reviewers, by respondent, or for raking.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};

use catsup_exchange::{Cell, Table, TableFormat, TableWriter};

use super::{Count, Groups, Kappa, NamedCounts, NonResponse, Problem, RakeCell, RakeMargins};

/// The most values a scale may have: a column beyond is no scale.
const LONGEST_SCALE: i64 = 101;

/// The most categories two reviewers may have: a column beyond holds names or numbers, not ratings.
const MOST_CATEGORIES: usize = 100;

/// The columns that were asked for, read from a file: CSV and its relatives, or the first sheet of a workbook.
#[derive(Debug, Clone)]
pub struct AnswerFile {
    path: PathBuf,
    columns: Vec<String>,
    /// A cell for each column, with the number of the row in the file.
    rows: Vec<(u64, Vec<String>)>,
}

impl AnswerFile {
    /// Reads the named columns; blanks at the ends of cells are dropped.
    ///
    /// # Errors
    /// When the file cannot be read, lacks a column, or has a row that does not fit its header.
    pub fn read(path: &Path, columns: &[String]) -> Result<Self, Problem> {
        let mut table = open(path)?;
        let header = table.header();
        let mut places = Vec::with_capacity(columns.len());
        for column in columns {
            let known = header.names().join(", ");
            if header.is_repeated(column) {
                return Err(of_file(path, format_args!("the column {column} stands there more than once")));
            }
            let missing =
                || of_file(path, format_args!("there is no column {column}; the columns are {known}"));
            places.push(header.place(column).ok_or_else(missing)?);
        }
        let mut rows = Vec::new();
        for record in table.rows().map_err(|error| unreadable(path, &error))? {
            let record = record
                .map_err(|refused| of_file(path, format_args!("row {}: {}", refused.row, refused.reason)))?;
            let cells = places.iter().map(|&place| record.cells[place].trim().to_owned()).collect();
            rows.push((record.row, cells));
        }
        Ok(Self { path: path.to_owned(), columns: columns.to_vec(), rows })
    }

    /// Counts the second column by the first: groups by name, on a scale from the lowest to the highest answer found,
    /// or on the one given. Also the number of rows left out because one of the two is blank.
    ///
    /// # Errors
    /// When an answer is no whole number, or none lies on the scale.
    pub fn groups(&self, scale: Option<(i64, i64)>, confidence: f64) -> Result<(Groups, u64), Problem> {
        let mut counted: BTreeMap<&str, BTreeMap<i64, u64>> = BTreeMap::new();
        let mut left_out = 0;
        for (row, cells) in &self.rows {
            let (group, answer) = (&cells[0], &cells[1]);
            if group.is_empty() || answer.is_empty() {
                left_out += 1;
                continue;
            }
            let answer = self.whole(*row, 1, answer)?;
            *counted.entry(group).or_default().entry(answer).or_default() += 1;
        }
        let found = counted.values().flat_map(BTreeMap::keys).copied();
        let (low, high) = match (scale, found.clone().min().zip(found.max())) {
            (Some(scale), _) => scale,
            (None, Some((low, high))) => (low, high.max(low + 1)),
            (None, None) => {
                return Err(of_file(&self.path, format_args!("no row has both a group and an answer")));
            }
        };
        if high <= low || high - low >= LONGEST_SCALE {
            let told = format_args!("{low} to {high} is no scale: give the lowest and the highest answer");
            return Err(of_file(&self.path, told));
        }
        let mut groups = Vec::with_capacity(counted.len());
        for (name, counts) in counted {
            if let Some(stray) = counts.keys().find(|answer| !(low..=high).contains(*answer)) {
                let told = format_args!(
                    "{stray} in {} lies outside the scale from {low} to {high}",
                    self.columns[1]
                );
                return Err(of_file(&self.path, told));
            }
            let count = |answer: i64| Count(counts.get(&answer).copied().unwrap_or(0));
            groups.push(NamedCounts { name: name.to_owned(), counts: (low..=high).map(count).collect() });
        }
        Ok((Groups { groups, first: low, confidence }, left_out))
    }

    /// The table of two reviewers' ratings, with the categories in order (numbers by size, words by letter), and the
    /// rows left out because one of the two is blank.
    ///
    /// # Errors
    /// When fewer than two categories were used.
    pub fn kappa(&self, confidence: f64) -> Result<(Kappa, Vec<String>, u64), Problem> {
        let rated: Vec<&[String]> = self
            .rows
            .iter()
            .map(|(_, cells)| &cells[..2])
            .filter(|pair| pair.iter().all(|cell| !cell.is_empty()))
            .collect();
        let names: BTreeSet<&str> = rated.iter().flat_map(|pair| pair.iter().map(String::as_str)).collect();
        let mut names: Vec<&str> = names.into_iter().collect();
        if let Some(mut sized) = names
            .iter()
            .map(|name| name.parse::<f64>().ok().map(|size| (size, *name)))
            .collect::<Option<Vec<_>>>()
        {
            sized.sort_by(|left, right| left.0.total_cmp(&right.0));
            names = sized.into_iter().map(|(_, name)| name).collect();
        }
        if names.len() < 2 {
            let told =
                format_args!("{} and {} hold fewer than two categories", self.columns[0], self.columns[1]);
            return Err(of_file(&self.path, told));
        }
        if names.len() > MOST_CATEGORIES {
            let found = names.len();
            let told =
                format_args!("{found} categories, more than {MOST_CATEGORIES}: are these columns ratings?");
            return Err(of_file(&self.path, told));
        }
        let places: HashMap<&str, usize> =
            names.iter().enumerate().map(|(place, name)| (*name, place)).collect();
        let mut table = vec![vec![Count(0); names.len()]; names.len()];
        for pair in &rated {
            table[places[pair[0].as_str()]][places[pair[1].as_str()]].0 += 1;
        }
        let left_out = (self.rows.len() - rated.len()) as u64;
        Ok((Kappa { table, confidence }, names.into_iter().map(str::to_owned).collect(), left_out))
    }

    /// The columns as numbers, row by row; nothing where a cell is blank.
    ///
    /// # Errors
    /// When a cell is no number.
    pub fn numbers(&self) -> Result<Vec<Vec<Option<f64>>>, Problem> {
        let number = |row: u64, column: usize, cell: &str| match cell.parse::<f64>() {
            _ if cell.is_empty() => Ok(None),
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(self.stray(row, column, cell, "a number")),
        };
        let row = |(row, cells): &(u64, Vec<String>)| {
            cells.iter().enumerate().map(|(column, cell)| number(*row, column, cell)).collect()
        };
        self.rows.iter().map(row).collect()
    }

    /// The first column as a series: a number in every row, since a gap in time cannot be left out.
    ///
    /// # Errors
    /// When a cell is blank or no number.
    pub fn series(&self) -> Result<Vec<f64>, Problem> {
        let value = |(row, cells): &(u64, Vec<String>)| match cells[0].parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ if cells[0].is_empty() => {
                let told = format_args!("row {row}: {} is blank: a series has no gaps", self.columns[0]);
                Err(of_file(&self.path, told))
            }
            _ => Err(self.stray(*row, 0, &cells[0], "a number")),
        };
        self.rows.iter().map(value).collect()
    }

    /// A column as counts, one in every row.
    ///
    /// # Errors
    /// When a cell is blank or no count.
    pub fn counts(&self, column: usize) -> Result<Vec<Count>, Problem> {
        let count = |(row, cells): &(u64, Vec<String>)| {
            let cell = &cells[column];
            let whole = cell.strip_suffix(".0").unwrap_or(cell).parse().map(Count);
            whole.map_err(|_| self.stray(*row, column, cell, "a count, a whole number from 0"))
        };
        self.rows.iter().map(count).collect()
    }

    /// The answers of the first column with the weights of the second, and the rows left out because one is blank.
    ///
    /// # Errors
    /// When an answer is no whole number or a weight no number.
    pub fn weighted(&self) -> Result<(Vec<i64>, Vec<f64>, u64), Problem> {
        let (mut values, mut weights, mut left_out) = (Vec::new(), Vec::new(), 0);
        for (row, cells) in &self.rows {
            if cells[0].is_empty() || cells[1].is_empty() {
                left_out += 1;
                continue;
            }
            values.push(self.whole(*row, 0, &cells[0])?);
            weights.push(cells[1].parse().map_err(|_| self.stray(*row, 1, &cells[1], "a number"))?);
        }
        Ok((values, weights, left_out))
    }

    fn whole(&self, row: u64, column: usize, cell: &str) -> Result<i64, Problem> {
        let plain = cell.strip_suffix(".0").unwrap_or(cell);
        plain.parse().map_err(|_| self.stray(row, column, cell, "a whole number"))
    }

    fn stray(&self, row: u64, column: usize, cell: &str, wanted: &str) -> Problem {
        let column = &self.columns[column];
        of_file(&self.path, format_args!("row {row}: {cell} in {column} is not {wanted}"))
    }
}

/// A file to be raked: its respondents counted by cell, and the cell of every row.
#[derive(Debug, Clone)]
pub struct RakedFile {
    path: PathBuf,
    cells: Vec<RakeCell>,
    of_rows: Vec<usize>,
}

impl RakedFile {
    /// Counts the respondents of a file by the dimensions of the targets, which are names of its columns.
    ///
    /// # Errors
    /// As [`AnswerFile::read`]; when a respondent is in no category of the targets.
    pub fn read(path: &Path, targets: &BTreeMap<String, BTreeMap<String, f64>>) -> Result<Self, Problem> {
        let columns: Vec<String> = targets.keys().cloned().collect();
        let file = AnswerFile::read(path, &columns)?;
        let mut places: HashMap<&[String], usize> = HashMap::new();
        let mut cells: Vec<RakeCell> = Vec::new();
        let mut of_rows = Vec::with_capacity(file.rows.len());
        for (row, categories) in &file.rows {
            for (column, category) in columns.iter().zip(categories) {
                if !targets[column].contains_key(category) {
                    let known: Vec<&str> = targets[column].keys().map(String::as_str).collect();
                    let shown = if category.is_empty() { "a blank" } else { category };
                    let told = format_args!(
                        "row {row}: {shown} in {column} has no target; targets are {}",
                        known.join(", ")
                    );
                    return Err(of_file(path, told));
                }
            }
            let place = *places.entry(categories).or_insert_with(|| {
                let named = columns.iter().cloned().zip(categories.iter().cloned());
                cells.push(RakeCell { categories: named.collect(), count: Count(0) });
                cells.len() - 1
            });
            cells[place].count.0 += 1;
            of_rows.push(place);
        }
        Ok(Self { path: path.to_owned(), cells, of_rows })
    }

    /// The raking of these respondents.
    #[must_use]
    pub fn raking(&self, targets: BTreeMap<String, BTreeMap<String, f64>>) -> RakeMargins {
        RakeMargins { targets, cells: self.cells.clone(), ..RakeMargins::default() }
    }

    /// The respondents held against each dimension of the targets, with its name.
    #[must_use]
    pub fn non_response(
        &self,
        targets: &BTreeMap<String, BTreeMap<String, f64>>,
    ) -> Vec<(String, NonResponse)> {
        let counted = |dimension: &String, category: &String| {
            let there = self.cells.iter().filter(|cell| cell.categories.get(dimension) == Some(category));
            Count(there.map(|cell| cell.count.0).sum())
        };
        let check = |(dimension, shares): (&String, &BTreeMap<String, f64>)| {
            let check = NonResponse {
                categories: Some(shares.keys().cloned().collect()),
                respondents: shares.keys().map(|category| counted(dimension, category)).collect(),
                population: shares.values().copied().collect(),
            };
            (dimension.clone(), check)
        };
        targets.iter().map(check).collect()
    }

    /// Writes the file again as CSV with a column `weight` at the end, from the weights of the cells.
    ///
    /// # Errors
    /// When the file cannot be read again, has a column `weight` already, or the copy cannot be written.
    pub fn write_weighted(&self, weights: &[f64], output: impl Write + Send) -> Result<(), Problem> {
        let failed = |error: catsup_exchange::ExchangeError| unreadable(&self.path, &error);
        let mut table = open(&self.path)?;
        if table.header().place("weight").is_some() {
            return Err(of_file(&self.path, format_args!("there is a column weight already; rename it")));
        }
        // The time of making matters to workbooks only.
        let mut writer = TableWriter::new(TableFormat::Csv, output, jiff::Timestamp::UNIX_EPOCH);
        let names: Vec<&str> = table.header().names().iter().map(String::as_str).chain(["weight"]).collect();
        writer.header(&names).map_err(failed)?;
        let rows = table.rows().map_err(failed)?;
        for (record, &cell) in rows.zip(&self.of_rows) {
            let record = record.map_err(|refused| {
                of_file(&self.path, format_args!("row {}: {}", refused.row, refused.reason))
            })?;
            let cells = record.cells.iter().map(|cell| Cell::Text(cell));
            let cells: Vec<Cell<'_>> = cells.chain([Cell::Float(weights[cell])]).collect();
            writer.row(&cells).map_err(failed)?;
        }
        writer.finish().map_err(failed)?;
        Ok(())
    }
}

fn open(path: &Path) -> Result<Table<File>, Problem> {
    let file = File::open(path).map_err(|error| of_file(path, format_args!("it cannot be read: {error}")))?;
    Table::open(file, None).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &catsup_exchange::ExchangeError) -> Problem {
    let source = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    of_file(path, format_args!("{error}{source}"))
}

fn of_file(path: &Path, told: std::fmt::Arguments<'_>) -> Problem {
    Problem::Input(format!("{}: {told}", path.display()))
}
