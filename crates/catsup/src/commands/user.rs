//! `catsup user`: accounts of staff, above all the first one.

use std::io::{self, BufRead as _};

use catsup_app::{
    App,
    accounts::{self, Account, FirstPassword, NewAccount, RoleGrant},
};
use catsup_model::{Role, Viewer, id::OrganisationId};
use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser as _},
};
use serde_json::json;

use crate::output::{self, Failure};

/// Accounts of staff.
///
/// Example: catsup user add ann@example.gov --name "Ann Lee" --role administrator
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add an account and print its password, which is shown once.
    Add(Add),
    /// Print every account.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Shut an account: its sessions and API tokens end at once.
    Disable {
        /// Address of the account.
        email: String,
    },
    /// Open an account that was shut.
    Enable {
        /// Address of the account.
        email: String,
    },
    /// Set a new password, end a lock-out and every session, and print the password, which is shown once.
    ResetPassword {
        /// Address of the account.
        email: String,
        #[command(flatten)]
        password: Password,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// An account to be.
///
/// Example: catsup user add bo@example.gov --name "Bo Berg" --role cx_lead --organisation 4711
#[derive(Debug, Args)]
pub struct Add {
    /// Address to sign in with.
    email: String,
    /// Name of the person.
    #[arg(long)]
    name: String,
    /// What they are.
    #[arg(long, value_parser = roles())]
    role: Role,
    /// Id of the organisation where they are it, with all below; everywhere when left out.
    #[arg(long, value_name = "ID")]
    organisation: Option<OrganisationId>,
    #[command(flatten)]
    password: Password,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Where a password comes from.
#[derive(Debug, Args)]
pub struct Password {
    /// Read the password from the first line of standard input instead of making one.
    #[arg(long)]
    password_stdin: bool,
    /// Do not ask to change the password at the first sign-in.
    #[arg(long, requires = "password_stdin")]
    keep_password: bool,
}

fn roles() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.code())).try_map(|code| code.parse::<Role>())
}

impl User {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let operator = Viewer::operator();
        match self {
            Self::Add(add) => add.run(app).await,
            Self::List { json } => list(app, json).await,
            Self::Disable { email } => {
                let account = accounts::find_by_email(app, &operator, &email).await?;
                accounts::disable(app, &operator, account.id).await?;
                output::line(format!("{} may no longer come in", account.email));
                Ok(())
            }
            Self::Enable { email } => {
                let account = accounts::find_by_email(app, &operator, &email).await?;
                accounts::enable(app, &operator, account.id).await?;
                output::line(format!("{} may come in again", account.email));
                Ok(())
            }
            Self::ResetPassword { email, password, json } => {
                let account = accounts::find_by_email(app, &operator, &email).await?;
                let generated =
                    accounts::reset_password(app, &operator, account.id, password.read()?).await?;
                say("the password was reset", &account, generated, json)
            }
        }
    }
}

impl Add {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let new = NewAccount {
            email: self.email,
            name: self.name,
            roles: vec![RoleGrant { role: self.role, organisation: self.organisation }],
            password: self.password.read()?,
        };
        let added = accounts::add(app, &Viewer::operator(), new).await?;
        say("the account was added", &added.account, added.generated, self.json)
    }
}

impl Password {
    fn read(&self) -> Result<FirstPassword, Failure> {
        if !self.password_stdin {
            return Ok(FirstPassword::Generated);
        }
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        let password = line.trim_end_matches(['\r', '\n']).to_owned();
        Ok(if self.keep_password { FirstPassword::Kept(password) } else { FirstPassword::Given(password) })
    }
}

fn say(done: &str, account: &Account, generated: Option<String>, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&json!({ "id": account.id, "email": account.email, "password": generated }));
    }
    output::line(format!("{done}: {}", account.email));
    if let Some(password) = generated {
        output::line(format!("password: {password} (shown once; to be changed at the next sign-in)"));
    }
    Ok(())
}

async fn list(app: &App, json: bool) -> Result<(), Failure> {
    let accounts = accounts::list(app, &Viewer::operator()).await?;
    if json {
        return output::json(&accounts);
    }
    let rows: Vec<Vec<String>> = accounts.iter().map(|account| row(app, account)).collect();
    output::table(&["email", "name", "roles", "state"], &rows);
    Ok(())
}

fn row(app: &App, account: &Account) -> Vec<String> {
    let role = |grant: &RoleGrant| match grant.organisation {
        Some(organisation) => format!("{} at {organisation}", grant.role),
        None => grant.role.to_string(),
    };
    let roles: Vec<String> = account.roles.iter().map(role).collect();
    let state = if account.disabled_at.is_some() {
        "disabled"
    } else if account.locked_until.is_some_and(|until| until > app.now()) {
        "locked"
    } else if account.must_change_password {
        "must change password"
    } else {
        "open"
    };
    vec![account.email.to_string(), account.name.to_string(), roles.join(", "), state.to_owned()]
}
