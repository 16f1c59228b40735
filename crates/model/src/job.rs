//! Background jobs and outgoing mail: the states they go through.

macro_rules! coded {
    ($(#[$enum_doc:meta])* $name:ident, $kind:literal { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code used in the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownState;

            fn from_str(text: &str) -> Result<Self, UnknownState> {
                let found = Self::ALL.iter().copied().find(|one| one.code() == text);
                found.ok_or_else(|| UnknownState { kind: $kind, text: text.to_owned() })
            }
        }
    };
}

/// The text named no state of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a {kind}")]
pub struct UnknownState {
    kind: &'static str,
    text: String,
}

coded! {
    /// Where a job stands.
    JobState, "state of a job" {
        /// Waits for its time; after a failure too.
        Waiting = "waiting",
        /// Runs under a lease.
        Running = "running",
        /// Done.
        Done = "done",
        /// Failed for good; it can be put back.
        Dead = "dead",
    }
}

coded! {
    /// Where a mail stands.
    MailState, "state of a mail" {
        /// Waits for its job to send it.
        Waiting = "waiting",
        /// Waits for a mail server to be set.
        Held = "held",
        /// The mail server took it.
        Sent = "sent",
        /// Failed for good; its job can be put back.
        Failed = "failed",
    }
}

coded! {
    /// How often a digest comes.
    Rhythm, "rhythm of a digest" {
        /// Within a minute.
        Instantly = "instantly",
        /// Every day at an hour.
        Daily = "daily",
        /// Every week, on a day at an hour.
        Weekly = "weekly",
    }
}

impl Default for Rhythm {
    /// Every day: rarely wrong, and never a flood.
    fn default() -> Self {
        Self::Daily
    }
}
