//! What the program says: data on standard output, one clear line on failure.

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

/// What a command may fail with.
pub type Failure = Box<dyn Error + Send + Sync>;

/// A failure with a code of its own, for whoever started the program and goes by it.
#[derive(Debug)]
pub struct Exit {
    code: u8,
    why: String,
}

impl Exit {
    /// A failure in these words.
    pub fn new(code: u8, why: impl Into<String>) -> Self {
        Self { code, why: why.into() }
    }

    /// A failure for a reason, which is told in one line.
    pub fn of(code: u8, error: &(dyn Error + 'static)) -> Self {
        Self::new(code, in_words(error))
    }
}

impl std::fmt::Display for Exit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.why)
    }
}

impl Error for Exit {}

/// Says in one line why a command failed.
pub fn failed(error: &(dyn Error + 'static)) -> ExitCode {
    let line = format!("catsup: {}", in_words(error));
    drop(writeln!(io::stderr(), "{}", line.replace('\n', " ")));
    error.downcast_ref::<Exit>().map_or(ExitCode::FAILURE, |exit| ExitCode::from(exit.code))
}

fn in_words(error: &(dyn Error + 'static)) -> String {
    let mut line = error.to_string();
    if let Some(catsup_app::Error::Invalid(fields)) = error.downcast_ref::<catsup_app::Error>() {
        let reasons: Vec<String> =
            fields.iter().map(|one| format!("{}: {}", one.field, one.reason)).collect();
        line = reasons.join("; ");
    }
    let mut source = error.source();
    while let Some(deeper) = source {
        let text = deeper.to_string();
        if !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        source = deeper.source();
    }
    line
}

/// Writes one line of output. A reader that has gone away (`catsup … | head`) is no failure.
pub fn line(text: impl std::fmt::Display) {
    drop(writeln!(io::stdout(), "{text}"));
}

/// Writes a value as indented JSON.
pub fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    line(serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Writes rows as a table with aligned columns, the first to the left and the others to the right.
pub fn table(header: &[&str], rows: &[Vec<String>]) {
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            cells.chain([name.chars().count()]).max().unwrap_or(0)
        })
        .collect();
    let write = |cells: &[String]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(
                |(column, (cell, &width))| {
                    if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
                },
            )
            .collect();
        line(padded.join("  ").trim_end());
    };
    write(&header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    rows.iter().for_each(|row| write(row));
}
