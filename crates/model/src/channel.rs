//! Channels through which people reach a service: the full federal list.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Translated;

macro_rules! channels {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $english:literal, $spanish:literal;)*) => {
        /// A way in which people reach a service and in which they are asked.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Channel { $($(#[$doc])* $name),* }

        impl Channel {
            /// Every channel, in the order shown to people.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code used in files, the API and the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The name shown to people.
            #[must_use]
            pub fn name(self) -> Translated {
                match self { $(Self::$name => Translated::both($english, $spanish)),* }
            }
        }
    };
}

channels! {
    /// A website.
    Website = "website", "Website", "Sitio web";
    /// A website on a computer (older federal files).
    Computer = "computer", "Computer", "Computadora";
    /// A website on a phone (older federal files).
    Mobile = "mobile", "Mobile web", "Web móvil";
    /// An app on a phone or tablet.
    MobileApp = "mobile_app", "Mobile app", "Aplicación móvil";
    /// A call answered by a person.
    Phone = "phone", "Phone", "Teléfono";
    /// A call answered by a machine.
    AutomatedPhone = "automated_phone", "Automated phone", "Teléfono automático";
    /// A counter, an office, a visit.
    InPerson = "in_person", "In person", "En persona";
    /// A self-service kiosk.
    SelfServiceKiosk = "self_service_kiosk", "Self-service kiosk", "Quiosco de autoservicio";
    /// Email.
    Email = "email", "Email", "Correo electrónico";
    /// Text messages.
    SmsTextMessages = "sms_text_messages", "Text messages (SMS)", "Mensajes de texto (SMS)";
    /// A chat answered by a person.
    LiveChat = "live_chat", "Live chat", "Chat en vivo";
    /// A chat answered by a machine.
    Chatbot = "chatbot", "Chatbot", "Chatbot";
    /// Social media.
    SocialMedia = "social_media", "Social media", "Redes sociales";
    /// Letters.
    PostalMail = "postal_mail", "Postal mail", "Correo postal";
    /// Paper forms.
    Paper = "paper", "Paper", "Papel";
    /// Fax.
    Fax = "fax", "Fax", "Fax";
    /// Another digital channel.
    OtherDigital = "other_digital", "Other digital", "Otro canal digital";
    /// Another channel that is not digital.
    OtherNonDigital = "other_non_digital", "Other non-digital", "Otro canal no digital";
    /// Several channels counted together (older federal files).
    Mixed = "mixed", "Several channels together", "Varios canales juntos";
}

impl fmt::Display for Channel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text named no channel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a channel; use one of website, phone, in_person, email, …")]
pub struct UnknownChannel(pub String);

impl FromStr for Channel {
    type Err = UnknownChannel;

    /// Reads a code or an English name; case, spaces and hyphens do not matter.
    fn from_str(text: &str) -> Result<Self, UnknownChannel> {
        let folded = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let wanted = folded(text);
        let same = |channel: &Self| {
            folded(channel.code()) == wanted || folded(channel.name().get(crate::Language::En)) == wanted
        };
        let synonym = match wanted.as_str() {
            "web" | "online" | "desktop" => Some(Self::Website),
            "app" => Some(Self::MobileApp),
            "sms" | "text" => Some(Self::SmsTextMessages),
            "kiosk" => Some(Self::SelfServiceKiosk),
            "ivr" => Some(Self::AutomatedPhone),
            "mail" | "letter" => Some(Self::PostalMail),
            "counter" | "office" | "walkin" => Some(Self::InPerson),
            "chat" => Some(Self::LiveChat),
            "call" | "callcenter" | "telephone" => Some(Self::Phone),
            _ => None,
        };
        Self::ALL.iter().copied().find(same).or(synonym).ok_or_else(|| UnknownChannel(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_and_name_reads_back() {
        for &channel in Channel::ALL {
            assert_eq!(channel.code().parse(), Ok(channel));
            assert_eq!(serde_json::to_value(channel).unwrap(), channel.code());
        }
        assert_eq!("In-Person".parse(), Ok(Channel::InPerson));
        assert_eq!("SMS".parse(), Ok(Channel::SmsTextMessages));
        assert!("pigeon".parse::<Channel>().is_err());
    }
}
