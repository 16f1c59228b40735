//! The address to ask at, with what is recorded about who follows it.

use std::fmt::Write as _;

use catsup_model::{Channel, Language, id::TouchpointId};

use crate::{forms::Form, links};

/// What a link says besides the survey.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Asking {
    pub(crate) channel: Option<Channel>,
    pub(crate) touchpoint: Option<TouchpointId>,
    pub(crate) campaign: String,
    pub(crate) language: Option<Language>,
}

impl Asking {
    /// As the fields of the page say; what does not fit is left out.
    pub(crate) fn of(form: &Form) -> Self {
        let campaign: String = form.value("campaign").split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            channel: form.value("channel").parse().ok(),
            touchpoint: form.value("touchpoint").parse().ok(),
            campaign: campaign.chars().take(100).collect(),
            language: form.value("language").parse().ok(),
        }
    }

    /// The parameters of an address, in order.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.channel.map(|channel| ("channel", channel.to_string())));
        pairs.extend(self.touchpoint.map(|touchpoint| ("touchpoint", touchpoint.to_string())));
        if !self.campaign.is_empty() {
            pairs.push(("campaign", self.campaign.clone()));
        }
        pairs.extend(self.language.map(|language| ("lang", language.to_string())));
        pairs
    }

    /// `path` with the parameters.
    pub(crate) fn on(&self, path: &str) -> String {
        with(path, &self.pairs())
    }

    /// The form of a survey at this origin.
    pub(crate) fn address(&self, origin: &str, survey: &str) -> String {
        format!("{origin}{}", self.on(&links::feedback(survey)))
    }

    /// The address of a page of staff that takes the same fields.
    pub(crate) fn desk(&self, path: &str) -> String {
        let renamed = self.pairs().into_iter().map(|(name, value)| match name {
            "lang" => ("language", value),
            other => (other, value),
        });
        with(path, &renamed.collect::<Vec<_>>())
    }

    /// The tag that puts the survey into a page of another site.
    pub(crate) fn embed(&self, origin: &str, survey: &str, mode: &str) -> String {
        let mut tag =
            format!("<script src=\"{origin}/embed.js\" data-survey=\"{survey}\" data-mode=\"{mode}\"");
        for (name, value) in self.pairs() {
            let (name, value) = (if name == "lang" { "language" } else { name }, escaped(&value));
            let _ = write!(tag, " data-{name}=\"{value}\"");
        }
        tag + " async></script>"
    }
}

/// `path` with parameters.
pub(crate) fn with(path: &str, pairs: &[(&str, String)]) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

/// A text as it stands in markup.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_carries_what_is_recorded_and_nothing_that_does_not_fit() {
        let form = Form::with([
            ("channel", "in_person"),
            ("touchpoint", "17"),
            ("campaign", "  Spring\n2026 & more "),
            ("language", "tlh"),
        ]);
        let asking = Asking::of(&form);
        assert_eq!(
            asking.address("https://x.gov", "cards-1"),
            "https://x.gov/feedback/cards-1?channel=in_person&touchpoint=17&campaign=Spring+2026+%26+more"
        );
        assert_eq!(
            asking.embed("https://x.gov", "cards-1", "modal"),
            "<script src=\"https://x.gov/embed.js\" data-survey=\"cards-1\" data-mode=\"modal\" \
             data-channel=\"in_person\" data-touchpoint=\"17\" data-campaign=\"Spring 2026 &amp; more\" async></script>"
        );
        assert_eq!(Asking::default().address("https://x.gov", "c"), "https://x.gov/feedback/c");
    }
}
