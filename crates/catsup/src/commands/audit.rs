//! `catsup audit`: whether the log is whole.

use catsup_app::{
    App,
    audit::{self, ChainHead},
};
use catsup_model::Viewer;
use clap::Subcommand;
use serde_json::json;

use crate::output::{self, Failure};

/// The audit log.
///
/// Example: catsup audit verify --json
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Read the whole log and say where it ends, or the first thing wrong with it.
    ///
    /// Note the head it prints somewhere else: a later check with --noted then shows that nothing up to it was
    /// rewritten or cut off. Example: catsup audit verify --noted 120:9f86d081…
    Verify {
        /// A head that an earlier check printed; may be given several times.
        #[arg(long, value_name = "SEQUENCE:HASH", value_parser = head)]
        noted: Vec<ChainHead>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

fn head(text: &str) -> Result<ChainHead, String> {
    let read = text.split_once(':').and_then(|(sequence, hash)| {
        let whole = hash.len() == 64 && hash.chars().all(|digit| digit.is_ascii_hexdigit());
        let sequence: i64 = sequence.parse().ok().filter(|sequence| *sequence > 0)?;
        whole.then(|| ChainHead { sequence, hash: hash.to_ascii_lowercase() })
    });
    read.ok_or_else(|| {
        "expected a number, a colon and 64 hexadecimal digits, as an earlier check printed".to_owned()
    })
}

impl Audit {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let Self::Verify { noted, json } = self;
        match audit::verify(app, &Viewer::operator(), &noted).await? {
            Ok(ChainHead { sequence, hash }) => {
                let head = format!("{sequence}:{hash}");
                if json {
                    return output::json(&json!({ "whole": true, "entries": sequence, "head": head }));
                }
                output::line(format!("the audit log is whole: {sequence} entries"));
                output::line(format!("head: {head}"));
                Ok(())
            }
            Err(broken) => {
                if json {
                    output::json(&json!({ "whole": false, "broken": broken }))?;
                }
                Err(format!("the audit log is not whole: {broken}").into())
            }
        }
    }
}
