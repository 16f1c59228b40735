//! What the program says: data on standard output, one clear line on failure.

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

/// What a command may fail with.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Says in one line why a command failed.
pub fn failed(error: &(dyn Error + 'static)) -> ExitCode {
    let mut line = format!("catsup: {error}");
    if let Some(catsup_app::Error::Invalid(fields)) = error.downcast_ref::<catsup_app::Error>() {
        let reasons: Vec<String> =
            fields.iter().map(|one| format!("{}: {}", one.field, one.reason)).collect();
        line = format!("catsup: {}", reasons.join("; "));
    }
    let mut source = error.source();
    while let Some(deeper) = source {
        let text = deeper.to_string();
        if !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        source = deeper.source();
    }
    drop(writeln!(io::stderr(), "{}", line.replace('\n', " ")));
    ExitCode::FAILURE
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
