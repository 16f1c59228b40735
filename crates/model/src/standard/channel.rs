//! Channels as service standards name them: coarser than those on which people are asked.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Channel, Translated};

/// The channel a standard holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandardChannel {
    /// Online, whatever the site or app.
    Online,
    /// Telephone.
    Phone,
    /// A counter, an office, a visit.
    InPerson,
    /// Email.
    Email,
    /// Letters.
    PostalMail,
    /// Fax.
    Fax,
    /// Another channel, or several of them.
    Other,
}

impl StandardChannel {
    /// Every one, in the order shown to people.
    pub const ALL: [Self; 7] =
        [Self::Online, Self::Phone, Self::InPerson, Self::Email, Self::PostalMail, Self::Fax, Self::Other];

    /// The code used in addresses and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Phone => "phone",
            Self::InPerson => "in_person",
            Self::Email => "email",
            Self::PostalMail => "postal_mail",
            Self::Fax => "fax",
            Self::Other => "other",
        }
    }

    /// Whether a standard for this channel is about cases that came by `channel`.
    #[must_use]
    pub fn takes(self, channel: Channel) -> bool {
        use Channel as C;
        match self {
            Self::Online => matches!(channel, C::Website | C::MobileApp | C::LiveChat | C::Chatbot),
            Self::Phone => matches!(channel, C::Phone | C::AutomatedPhone),
            Self::InPerson => channel == C::InPerson,
            Self::Email => channel == C::Email,
            Self::PostalMail => matches!(channel, C::PostalMail | C::Paper),
            Self::Fax => channel == C::Fax,
            Self::Other => true,
        }
    }

    /// The code of the Canadian record.
    #[must_use]
    pub fn record_code(self) -> &'static str {
        match self {
            Self::Online => "ONL",
            Self::Phone => "TEL",
            Self::InPerson => "PERSON",
            Self::Email => "EML",
            Self::PostalMail => "POST",
            Self::Fax => "FAX",
            Self::Other => "OTH",
        }
    }

    /// The channel that the Canadian record writes as `code`.
    #[must_use]
    pub fn of_record_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.record_code() == code)
    }

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> Translated {
        match self {
            Self::Online => Translated::both("Online", "En línea"),
            Self::Phone => Translated::both("Telephone", "Teléfono"),
            Self::InPerson => Translated::both("In person", "En persona"),
            Self::Email => Translated::both("Email", "Correo electrónico"),
            Self::PostalMail => Translated::both("Postal mail", "Correo postal"),
            Self::Fax => Translated::both("Fax", "Fax"),
            Self::Other => Translated::both("Other or several channels", "Otro canal o varios"),
        }
    }
}

impl fmt::Display for StandardChannel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text named no channel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a channel of a standard; use online, phone, in_person, email, postal_mail, fax or other"
)]
pub struct UnknownStandardChannel(pub String);

impl FromStr for StandardChannel {
    type Err = UnknownStandardChannel;

    fn from_str(text: &str) -> Result<Self, UnknownStandardChannel> {
        let found = Self::ALL.into_iter().find(|channel| channel.code() == text);
        found.ok_or_else(|| UnknownStandardChannel(text.to_owned()))
    }
}
