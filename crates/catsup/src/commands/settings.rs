//! `catsup settings`: the agency's name, its time zone, its fiscal year, the smallest cell.

use catsup_app::{App, settings};
use catsup_model::Viewer;
use clap::Subcommand;

use crate::output::{self, Failure};

/// Settings of the installation.
///
/// Example: catsup settings set zone Europe/Madrid
#[derive(Debug, Subcommand)]
pub enum Settings {
    /// Print every setting.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Change one setting.
    Set {
        /// Name of the setting, such as agency, zone, fiscal_year_start, smallest_cell.
        name: String,
        /// Its new value.
        value: String,
    },
}

impl Settings {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        match self {
            Self::List { json } => {
                let named = app.settings().named();
                if json {
                    let object: std::collections::BTreeMap<_, _> = named.into_iter().collect();
                    output::json(&object)?;
                } else {
                    let rows: Vec<Vec<String>> =
                        named.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
                    output::table(&["setting", "value"], &rows);
                }
            }
            Self::Set { name, value } => settings::change(app, &Viewer::operator(), &[(name, value)]).await?,
        }
        Ok(())
    }
}
