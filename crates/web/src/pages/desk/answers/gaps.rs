//! Where writing helps most, by how many people it concerned.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    library::{self, Gap, GapKind},
};
use catsup_model::{Language, Permission, id::AnswerId};

use super::crumbs;
use crate::{
    components::Crumb,
    error::PageError,
    extract::SignedIn,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The worklist.
#[derive(Debug, Template)]
#[template(path = "pages/desk/answers/gaps.html")]
pub(crate) struct GapsPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    may_write: bool,
}

#[derive(Debug)]
struct Line {
    kind: String,
    what: String,
    language: &'static str,
    more: String,
    volume: String,
    links: Vec<(String, String)>,
}

impl Line {
    fn of(t: Translator, gap: &Gap) -> Self {
        let titled = |id: AnswerId, question: &str| (links::desk_answer(id), question.to_owned());
        let volume = t.name("gap-volume", gap.kind.code()).arg("n", gap.volume);
        let volume = match &gap.kind {
            GapKind::Departed { replies, .. } => volume.arg("replies", *replies),
            _ => volume,
        };
        let mut line = Self {
            kind: t.name("gap-kind", gap.kind.code()).to_string(),
            what: String::new(),
            language: t.code(),
            more: String::new(),
            volume: volume.to_string(),
            links: Vec::new(),
        };
        match &gap.kind {
            GapKind::Searched { words, language, .. } => {
                line.what = format!("“{words}”");
                line.language = language.code();
            }
            GapKind::Unanswered { need } => line.what.clone_from(need),
            GapKind::Cases { service } => line.what.clone_from(service),
            GapKind::Distrusted { answer, question, helped, said } => {
                line.links.push(titled(*answer, question));
                let share = t.percent(*helped, 0);
                line.more = t.say("answer-said").arg("share", share).arg("n", *said).to_string();
            }
            GapKind::Departed { answer, question, facts, .. }
            | GapKind::Contradicted { answer, question, facts } => {
                line.links.push(titled(*answer, question));
                line.more = otherwise(t, facts);
            }
            GapKind::Contradiction { one, other, facts } => {
                line.links = vec![titled(one.0, &one.1), titled(other.0, &other.1)];
                let (these, those) = (facts.0.join(", "), facts.1.join(", "));
                line.more = t.say("gap-facts").arg("these", these).arg("those", those).to_string();
            }
        }
        line
    }
}

/// What an answer states and replies do not, and what they state instead.
fn otherwise(t: Translator, (missing, instead): &(Vec<String>, Vec<String>)) -> String {
    let (missing, instead) = (missing.join(", "), instead.join(", "));
    match (missing.is_empty(), instead.is_empty()) {
        (true, _) => String::new(),
        (false, true) => t.say("gap-missing").arg("missing", missing).to_string(),
        (false, false) => t.say("gap-instead").arg("missing", missing).arg("instead", instead).to_string(),
    }
}

impl GapsPage {
    fn new(layout: Layout, gaps: &[Gap], may_write: bool) -> Self {
        let t = layout.t;
        let lines = gaps.iter().map(|gap| Line::of(t, gap)).collect();
        Self { crumbs: crumbs(t), lines, may_write, layout }
    }
}

/// `GET /desk/answers/gaps`
pub(crate) async fn gaps(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<GapsPage>, PageError> {
    let gaps = library::gaps(&app, &identity.viewer).await?;
    Ok(Page::new(GapsPage::new(layout, &gaps, identity.viewer.may(Permission::WriteAnswers))))
}

impl Samples for GapsPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::ANSWER_GAPS.to_owned(), ..Layout::sample(language) };
        let question = |id: i64, text: &str| (AnswerId(id), text.to_owned());
        let gap = |volume, kind| Gap { kind, volume };
        let distrusted = GapKind::Distrusted {
            answer: AnswerId(1),
            question: "How do I renew?".to_owned(),
            helped: 0.4,
            said: 66,
        };
        let facts = |of: &[&str]| of.iter().map(|fact| (*fact).to_owned()).collect::<Vec<_>>();
        let departed = |missing: &[&str], instead: &[&str]| GapKind::Departed {
            answer: AnswerId(1),
            question: "How do I <renew>?".to_owned(),
            replies: 40,
            facts: (facts(missing), facts(instead)),
        };
        let contradicted = GapKind::Contradicted {
            answer: AnswerId(2),
            question: "What does it cost?".to_owned(),
            facts: (facts(&["130"]), facts(&["110"])),
        };
        let contradiction = GapKind::Contradiction {
            one: question(1, "What does a passport cost?"),
            other: question(2, "How much is a passport?"),
            facts: (vec!["130".to_owned()], vec!["110".to_owned()]),
        };
        let gaps = [
            gap(4_211, GapKind::Unanswered { need: "know where the <passport> is".to_owned() }),
            gap(120, GapKind::Cases { service: "Passport renewal".to_owned() }),
            gap(
                88,
                GapKind::Searched {
                    words: "food stamps".to_owned(),
                    language: Language::En,
                    by_staff: false,
                },
            ),
            gap(
                12,
                GapKind::Searched { words: "quittance".to_owned(), language: Language::En, by_staff: true },
            ),
            gap(40, distrusted),
            gap(12, departed(&["130", "6 week"], &["165"])),
            gap(10, departed(&["https://a.gov/<x>"], &[])),
            gap(9, departed(&[], &[])),
            gap(9, contradiction),
            gap(3, contradicted),
        ];
        vec![Self::new(layout(), &gaps, true), Self::new(layout(), &[], false)]
    }
}
