//! Samples of the entry form: with entries, refused, empty.

use catsup_app::FieldError as Refused;
use catsup_model::{Language, id::ResponseId};

use super::*;
use crate::{layout::Samples, pages::desk::paper::every_kind};

impl Samples for EntryPage {
    fn samples(language: Language) -> Vec<Self> {
        let survey = every_kind();
        let sample = |source: &str| {
            let t = Translator::new(language);
            let layout = Layout { path: links::entry("passport-renewal-1a2b3"), ..Layout::sample(language) };
            let pairs = [("source", source), ("batch", "1"), ("day", "2026-03-09"), ("touchpoint", "17")];
            let defaults = Defaults { language: Some(language), ..Defaults::of(&Form::with(pairs), "") };
            let line = |number: i64, withdrawn| Line {
                id: number.to_string(),
                said: "Yes · Agree · 9".to_owned(),
                withdrawn,
            };
            Self {
                crumbs: vec![Crumb::new(links::survey(&survey.key), &survey.name)],
                choices: Choices {
                    channels: vec![Choice::new("paper", "Paper"), Choice::new("phone", "Phone")],
                    sources: vec![Choice::new("paper", "Paper"), Choice::new("staff", "Staff")],
                    touchpoints: vec![Choice::new(17, "Counter")],
                    languages: Language::ALL.map(|one| Choice::new(one, one.own_name())).into(),
                    versions: vec![Choice::new(2, 2), Choice::new(1, 1)],
                },
                asked: asked::asked(t, &survey.definition),
                batch_form: batch_form(&defaults),
                latest: vec![line(12, false), line(11, true)],
                count: 12,
                action: links::entry(&survey.key),
                correcting: false,
                form: Form::with([("_nonce", "x")]),
                words: t,
                survey: survey.clone(),
                defaults,
                layout,
            }
        };
        let mut refused = sample("paper").correcting(ResponseId(7));
        let error = Refused::new("answers.done", "required", "an answer is needed");
        fields::refuse(&mut refused.form, &refused.asked, &[error]);
        let mut empty = sample("staff");
        empty.latest.clear();
        empty.count = 0;
        vec![sample("paper"), refused, empty]
    }
}
