//! The table of what people come back for, by need, window and channel.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    anticipation::{self, Pairs, PairsQuery},
    settings::Settings,
};
use catsup_model::{
    Language, Permission,
    anticipation::{MiningSource, NeedSource, Segment, WINDOWS},
};
use serde::Deserialize;

use super::{
    choose::Undo,
    row::{NeedTable, cut_name},
    rule,
};
use crate::{
    components::Choice,
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The most needs on a page; a search finds the others.
const MOST_NEEDS: usize = 60;

/// What people come back for.
#[derive(Debug, Template)]
#[template(path = "pages/desk/anticipation/next.html")]
pub(crate) struct NextPage {
    layout: Layout,
    form: Form,
    of: Vec<Choice>,
    is_readings: bool,
    messages: String,
    rule: Form,
    window_days: u64,
    windows: Vec<Choice>,
    cuts: Vec<Choice>,
    sources: Vec<Choice>,
    segments: Vec<Choice>,
    histories: Vec<Choice>,
    tables: Vec<NeedTable>,
    total: String,
    /// When the figures were worked out, as a sentence; empty while they were not.
    taken: String,
    csv: String,
    json: String,
    here: String,
    undo: Option<Undo>,
    may_choose: bool,
    may_set: bool,
}

/// The query of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NextQuery {
    /// What figures are worked out from.
    of: String,
    window: String,
    cut: String,
    q: String,
    all: String,
}

impl NextQuery {
    pub(super) fn pairs(&self) -> PairsQuery {
        PairsQuery {
            source: self.of.parse().unwrap_or_default(),
            window_days: self.window.parse().ok(),
            cut: self.cut.clone(),
            search: self.q.clone(),
            all: !self.all.is_empty(),
        }
    }

    fn address(&self, of: &str) -> String {
        let pairs = [
            ("of", &self.of),
            ("window", &self.window),
            ("cut", &self.cut),
            ("q", &self.q),
            ("all", &self.all),
        ];
        links::next_needs_by(of, &pairs.map(|(name, value)| (name, value.as_str())))
    }
}

/// `GET /desk/answers/next`
pub(crate) async fn next(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<NextQuery>,
    PageQuery(undo): PageQuery<Undo>,
) -> Result<Page<NextPage>, PageError> {
    let pairs = anticipation::pairs(&app, &identity.viewer, &query.pairs()).await?;
    let may_set = identity.viewer.require_everywhere(Permission::ManageSettings).is_ok();
    let undo = undo.is_asked().then_some(undo);
    Ok(Page::new(NextPage::new(layout, &query, &pairs, undo, &app.settings(), may_set)))
}

impl NextPage {
    fn new(
        layout: Layout,
        query: &NextQuery,
        pairs: &Pairs,
        undo: Option<Undo>,
        settings: &Settings,
        may_set: bool,
    ) -> Self {
        let t = layout.t;
        let window = pairs.window_days.to_string();
        let form = Form::with([
            ("of", pairs.source.code()),
            ("window", window.as_str()),
            ("cut", &query.cut),
            ("q", &query.q),
            ("all", if query.all.is_empty() { "" } else { "1" }),
        ]);
        let here = query.address(links::NEXT_NEEDS);
        let cut = |cut: &String| Choice::new(cut, cut_name(t, cut));
        let shown = pairs.needs.iter().take(MOST_NEEDS).enumerate();
        let table = |(number, need)| NeedTable::of(t, &settings.zone, (pairs.source, number), need);
        let told = pairs.messages;
        let messages =
            t.say("next-messages").arg("sent", told.sent).arg("held", told.held).arg("agree", told.agree);
        let taken = pairs.taken_at.map(|at| {
            t.say("next-needs-taken")
                .arg("at", t.date_time(at.to_zoned(settings.zone.clone()).datetime()))
                .to_string()
        });
        Self {
            form,
            rule: rule::form(&settings.mining),
            window_days: u64::from(pairs.window_days),
            windows: windows(t),
            cuts: pairs.cuts.iter().filter(|cut| !cut.is_empty()).map(cut).collect(),
            sources: choices(t, "need-source", NeedSource::ALL.iter().map(|one| one.code())),
            segments: choices(t, "segment", Segment::ALL.iter().map(|one| one.code())),
            histories: rule::HISTORIES.iter().map(|days| Choice::new(days, days_name(t, *days))).collect(),
            tables: shown.map(table).collect(),
            of: choices(t, "mining-source", MiningSource::ALL.iter().map(|one| one.code())),
            is_readings: pairs.source == MiningSource::Readings,
            messages: messages.to_string(),
            total: t.say("next-needs-total").arg("n", pairs.needs.len()).to_string(),
            taken: taken.unwrap_or_default(),
            csv: query.address(links::NEXT_NEEDS_CSV),
            json: query.address(links::NEXT_NEEDS_JSON),
            undo: undo.map(|undo| undo.said(t, &here)),
            here,
            may_choose: pairs.may_choose,
            may_set,
            layout,
        }
    }
}

fn windows(t: Translator) -> Vec<Choice> {
    WINDOWS.iter().map(|days| Choice::new(days, days_name(t, *days))).collect()
}

fn days_name(t: Translator, days: u16) -> String {
    t.say("next-need-days").arg("n", u64::from(days)).to_string()
}

fn choices(t: Translator, family: &str, codes: impl Iterator<Item = &'static str>) -> Vec<Choice> {
    codes.map(|code| Choice::new(code, t.name(family, code))).collect()
}

impl Samples for NextPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::NEXT_NEEDS.to_owned(), ..Layout::sample(language) };
        let (rule, query) = (Settings::default(), NextQuery::default());
        let busy = super::row::sample_pairs();
        let undo = Undo::sample();
        let none = Pairs { needs: Vec::new(), cuts: Vec::new(), taken_at: None, ..busy.clone() };
        let mut read = super::row::sample_pairs();
        read.source = MiningSource::Readings;
        for need in &mut read.needs {
            for found in need.pairs.iter_mut().filter_map(|pair| pair.found.as_mut()) {
                found.source = MiningSource::Readings;
            }
        }
        let quiet = Pairs { needs: Vec::new(), may_choose: false, ..busy.clone() };
        vec![
            Self::new(layout(), &query, &busy, Some(undo), &rule, true),
            Self::new(layout(), &query, &read, None, &rule, false),
            Self::new(layout(), &query, &none, None, &rule, false),
            Self::new(layout(), &query, &quiet, None, &rule, false),
        ]
    }
}
