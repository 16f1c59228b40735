//! Why a task could not be carried through.

use std::fmt;
use std::io;

/// The reason a task, or one of its steps, did not pass.
#[derive(Debug)]
pub enum Problem {
    /// Something ran and was not right.
    Failed(String),
    /// A tool of the machine is absent, so the step could not run at all.
    Missing(String),
}

impl Problem {
    /// A failure told in one message.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }

    /// A missing tool, with what to install.
    pub fn missing(message: impl Into<String>) -> Self {
        Self::Missing(message.into())
    }

    /// Turns an input/output error into a failure that says what was being done.
    pub fn while_doing(doing: impl fmt::Display) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Failed(format!("{doing}: {error}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(message) | Self::Missing(message) => formatter.write_str(message),
        }
    }
}
