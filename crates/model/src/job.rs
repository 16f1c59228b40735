//! Background jobs and outgoing mail: the states they go through.

use crate::coded::coded;

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
        /// The mail server took it, and the receiving one gave it back for good.
        Returned = "returned",
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
