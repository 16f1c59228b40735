//! `catsup doctor`: says whether an installation is sound.

use catsup_app::{App, audit, outside::Outside};
use catsup_model::Viewer;
use clap::Args;
use serde_json::json;

use crate::output::{self, Failure};

/// Checks the database, the statements of this program, the audit log, and the mail server when one is set.
///
/// Example: catsup doctor --data /var/lib/catsup
#[derive(Debug, Args)]
pub struct Doctor {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) async fn run(self, app: &App, outside: Outside) -> Result<(), Failure> {
        let mut problems = app.store().damages().await?;
        if let Err((name, error)) = app.store().prepare_all().await {
            problems.push(format!("the statement {name} is not taken: {error}"));
        }
        if let Err(broken) = audit::verify(app, &Viewer::operator(), &[]).await? {
            problems.push(format!("the audit log does not hold: {broken}"));
        }
        if let Some(mailer) = &outside.mailer
            && let Err(why) = mailer.check().await
        {
            problems.push(format!("the mail server does not take mails: {why}"));
        }
        if let Some(mailbox) = &outside.mailbox
            && let Err(why) = mailbox.check().await
        {
            problems.push(format!("mails cannot be fetched from {}: {why}", mailbox.place()));
        }
        let dead = app.store().job_counts().await?.dead;
        if dead > 0 {
            problems.push(format!("{dead} background jobs failed for good; see Jobs on the desk"));
        }
        let responses = app.store().response_total().await?;
        if self.json {
            output::json(
                &json!({"sound": problems.is_empty(), "responses": responses, "problems": problems}),
            )?;
        } else {
            problems.iter().for_each(output::line);
            output::line(format_args!("{responses} responses, {} problems", problems.len()));
        }
        if problems.is_empty() { Ok(()) } else { Err("the installation is not sound".into()) }
    }
}
