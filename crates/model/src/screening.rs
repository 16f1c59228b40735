//! Screening of submissions: the screens, their verdicts, and the rules an installation sets for them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use serde::{Deserialize, Serialize};

use crate::response::ResponseState;

macro_rules! coded {
    ($(#[$enum_doc:meta])* $name:ident, $kind:literal, $error:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code used in the database and the settings.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::ALL.iter().copied().find(|one| one.code() == text).ok_or_else(|| $error(text.to_owned()))
            }
        }

        #[doc = concat!("The text named no ", $kind, ".")]
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        #[error("“{0}” is not a {kind}", kind = $kind)]
        pub struct $error(pub String);
    };
}

coded! {
    /// One screen. Its place in the list is stored: a new one is added at the end, and none is taken away.
    ScreenCode, "screen", UnknownScreen {
        /// A field that people do not see and programs fill in.
        Honeypot = "honeypot",
        /// Fields the form never had, hidden fields that were changed, markup or links in short fields.
        InjectedFields = "injected_fields",
        /// Many links, markup, one character over and over, known phrases.
        Content = "content",
        /// The same longer text from many within minutes.
        RepeatedText = "repeated_text",
        /// A form sent sooner than anyone reads it.
        Speed = "speed",
        /// The same answers with the same text from the same client.
        Identical = "identical",
        /// A client that sends unusually much, without a proof of work.
        Proof = "proof",
        /// Words of threat or despair.
        Crisis = "crisis",
    }
}

coded! {
    /// What a screen says of a response.
    Verdict, "verdict", UnknownVerdict {
        /// Nothing to see.
        Pass = "pass",
        /// Someone should look before it counts.
        Flag = "flag",
        /// Spam, or a repeat.
        Reject = "reject",
        /// Someone should look at once; whether it counts is for the others to say.
        Urgent = "urgent",
    }
}

coded! {
    /// A number that a screen goes by.
    Threshold, "threshold", UnknownThreshold {
        /// Unknown fields from which a form is rejected.
        UnknownFields = "unknown_fields",
        /// Links in one text from which it is flagged.
        LinksFlag = "links_flag",
        /// Links in one text from which it is rejected.
        LinksReject = "links_reject",
        /// Length of a run of one character from which a text is flagged.
        RunLength = "run_length",
        /// Responses with the same text from which they are flagged.
        SameTextFlag = "same_text_flag",
        /// Responses with the same text from which they are rejected.
        SameTextReject = "same_text_reject",
        /// Minutes in which responses with the same text are counted.
        SameTextMinutes = "same_text_minutes",
        /// Milliseconds from opening to sending, below which a form is flagged.
        FastestMilliseconds = "fastest_milliseconds",
        /// Seconds in which identical answers count once.
        IdenticalSeconds = "identical_seconds",
        /// Zero bits that a proof of work must begin with.
        ProofBits = "proof_bits",
    }
}

impl ScreenCode {
    /// The bit of the screen in a stored set of screens.
    #[must_use]
    pub fn bit(self) -> i64 {
        1 << self as i64
    }

    /// Whether a proof of work lifts what the screen flagged: it proves effort, not good manners.
    #[must_use]
    pub fn is_lifted_by_proof(self) -> bool {
        matches!(self, Self::Proof | Self::Speed | Self::RepeatedText)
    }

    /// The numbers the screen goes by.
    pub fn thresholds(self) -> impl Iterator<Item = Threshold> {
        Threshold::ALL.iter().copied().filter(move |one| one.screen() == self)
    }
}

impl Threshold {
    /// The screen that goes by it.
    #[must_use]
    pub fn screen(self) -> ScreenCode {
        match self {
            Self::UnknownFields => ScreenCode::InjectedFields,
            Self::LinksFlag | Self::LinksReject | Self::RunLength => ScreenCode::Content,
            Self::SameTextFlag | Self::SameTextReject | Self::SameTextMinutes => ScreenCode::RepeatedText,
            Self::FastestMilliseconds => ScreenCode::Speed,
            Self::IdenticalSeconds => ScreenCode::Identical,
            Self::ProofBits => ScreenCode::Proof,
        }
    }

    /// The number unless the installation sets another.
    #[must_use]
    pub fn usual(self) -> u32 {
        match self {
            Self::UnknownFields | Self::LinksFlag => 3,
            Self::LinksReject => 6,
            Self::SameTextFlag => 5,
            Self::RunLength | Self::SameTextReject => 20,
            Self::SameTextMinutes => 10,
            Self::FastestMilliseconds => 1_000,
            Self::IdenticalSeconds => 300,
            Self::ProofBits => 16,
        }
    }

    /// The numbers it may be set to.
    #[must_use]
    pub fn range(self) -> RangeInclusive<u32> {
        match self {
            Self::UnknownFields | Self::LinksFlag | Self::LinksReject => 1..=100,
            Self::RunLength => 5..=1_000,
            Self::SameTextFlag | Self::SameTextReject => 2..=10_000,
            Self::SameTextMinutes => 1..=1_440,
            Self::FastestMilliseconds => 0..=60_000,
            Self::IdenticalSeconds => 1..=86_400,
            // 22 bits keep an old telephone busy for a minute; more would lock it out.
            Self::ProofBits => 8..=22,
        }
    }
}

/// One screen's verdict on one response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreenVerdict {
    /// The screen.
    pub screen: ScreenCode,
    /// What it says.
    pub verdict: Verdict,
    /// Why, as a stable code such as `many_links`; empty for a pass.
    pub reason: String,
    /// How sure the screen is, from 0 to 100.
    pub score: i64,
}

/// The score from which a flag alone holds a response back. A weaker one is noted, and holds it back beside another.
pub const HOLDS_ALONE: i64 = 50;

/// Where a response stands after these verdicts. With a proof of work, what a proof lifts is lifted.
#[must_use]
pub fn state_after(verdicts: &[ScreenVerdict], proven: bool) -> ResponseState {
    let lifted = |one: &&ScreenVerdict| proven && one.screen.is_lifted_by_proof();
    let flags = verdicts.iter().filter(|one| one.verdict == Verdict::Flag && !lifted(one));
    let holds = flags.clone().any(|one| one.score >= HOLDS_ALONE) || flags.count() >= 2;
    if verdicts.iter().any(|one| one.verdict == Verdict::Reject) {
        ResponseState::Spam
    } else if holds {
        ResponseState::Flagged
    } else {
        ResponseState::Received
    }
}

/// Which screens are on, and the numbers they go by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ScreeningRules {
    /// Screens that are switched off.
    off: BTreeSet<ScreenCode>,
    /// Numbers that differ from the usual ones.
    thresholds: BTreeMap<Threshold, u32>,
}

impl ScreeningRules {
    /// Whether a screen is on.
    #[must_use]
    pub fn is_on(&self, screen: ScreenCode) -> bool {
        !self.off.contains(&screen)
    }

    /// Switches a screen on or off.
    pub fn switch(&mut self, screen: ScreenCode, on: bool) {
        if on {
            self.off.remove(&screen);
        } else {
            self.off.insert(screen);
        }
    }

    /// The number a screen goes by.
    #[must_use]
    pub fn threshold(&self, threshold: Threshold) -> u32 {
        let kept = self.thresholds.get(&threshold).copied();
        kept.filter(|number| threshold.range().contains(number)).unwrap_or_else(|| threshold.usual())
    }

    /// Sets the number a screen goes by; `false` when it is out of range.
    pub fn set(&mut self, threshold: Threshold, number: u32) -> bool {
        if !threshold.range().contains(&number) {
            return false;
        }
        if number == threshold.usual() {
            self.thresholds.remove(&threshold);
        } else {
            self.thresholds.insert(threshold, number);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(screen: ScreenCode, verdict: Verdict) -> ScreenVerdict {
        ScreenVerdict { screen, verdict, reason: "test".to_owned(), score: 50 }
    }

    #[test]
    fn the_worst_verdict_decides_and_urgency_does_not() {
        let flag = said(ScreenCode::Content, Verdict::Flag);
        let reject = said(ScreenCode::Honeypot, Verdict::Reject);
        let urgent = said(ScreenCode::Crisis, Verdict::Urgent);
        assert_eq!(state_after(&[], false), ResponseState::Received);
        assert_eq!(state_after(std::slice::from_ref(&urgent), false), ResponseState::Received);
        assert_eq!(state_after(&[urgent, flag.clone()], false), ResponseState::Flagged);
        assert_eq!(state_after(&[flag, reject], true), ResponseState::Spam);
    }

    #[test]
    fn a_weak_flag_holds_back_only_beside_another() {
        let weak = ScreenVerdict { score: 30, ..said(ScreenCode::Speed, Verdict::Flag) };
        let other = ScreenVerdict { score: 40, ..said(ScreenCode::Content, Verdict::Flag) };
        assert_eq!(state_after(std::slice::from_ref(&weak), false), ResponseState::Received);
        assert_eq!(state_after(&[weak, other], false), ResponseState::Flagged);
    }

    #[test]
    fn a_proof_lifts_the_suspicion_of_a_machine_and_nothing_else() {
        let speed = said(ScreenCode::Speed, Verdict::Flag);
        let content = said(ScreenCode::Content, Verdict::Flag);
        assert_eq!(state_after(std::slice::from_ref(&speed), false), ResponseState::Flagged);
        assert_eq!(state_after(std::slice::from_ref(&speed), true), ResponseState::Received);
        assert_eq!(state_after(&[speed, content], true), ResponseState::Flagged);
    }

    #[test]
    fn rules_are_kept_as_what_differs_and_survive_nonsense() {
        let mut rules = ScreeningRules::default();
        rules.switch(ScreenCode::Speed, false);
        assert!(rules.set(Threshold::LinksFlag, 2) && !rules.set(Threshold::ProofBits, 40));
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(text, r#"{"off":["speed"],"thresholds":{"links_flag":2}}"#);
        assert_eq!(serde_json::from_str::<ScreeningRules>(&text).unwrap(), rules);
        let odd: ScreeningRules = serde_json::from_str(r#"{"thresholds":{"proof_bits":60}}"#).unwrap();
        assert_eq!(odd.threshold(Threshold::ProofBits), 16, "a number out of range would lock people out");
    }
}
