//! The table of what people come back for, with what staff decided about it.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    Permission, Viewer,
    anticipation::{ASKED_A_PERSON, Choice, Decision, MiningSource, NextMessageCounts, NextNeed, WINDOWS},
    id::AccountId,
    library::need_key,
};
use catsup_store::NextNeedFilter;
use jiff::{SignedDuration, Timestamp};

use crate::{
    App, Error,
    library::{Reader, shelf},
};

/// Messages of so many days are told of.
const COUNTED: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Which pairs are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairsQuery {
    /// What they are worked out from.
    pub source: MiningSource,
    /// The window in days; the one suggestions are looked up in when `None`.
    pub window_days: Option<u16>,
    /// Empty for all contacts, else as `channel:phone`.
    pub cut: String,
    /// Only needs whose name holds this text; every need when empty.
    pub search: String,
    /// Whether pairs that may be chance, or are no likelier than others, are wanted too.
    pub all: bool,
}

/// What people come back for.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs {
    /// What they were worked out from.
    pub source: MiningSource,
    /// By need, the one with most contacts first.
    pub needs: Vec<NeedPairs>,
    /// The cuts there are figures for; the empty one stands for all contacts.
    pub cuts: Vec<String>,
    /// The window of these pairs, in days.
    pub window_days: u16,
    /// When they were worked out; `None` while they were not.
    pub taken_at: Option<Timestamp>,
    /// What was sent to people who agreed to be told, in the last ninety days.
    pub messages: NextMessageCounts,
    /// Whether the viewer may pin, hide and correct.
    pub may_choose: bool,
}

/// A need and what people come back for.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedPairs {
    /// The key of the need.
    pub need: String,
    /// Its name.
    pub name: String,
    /// Contacts for it, or readings; 0 where only staff speak of it.
    pub contacts: u64,
    /// What they come back for, what staff pinned first.
    pub pairs: Vec<Pair>,
}

/// A pair of needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The key of the next need.
    pub next: String,
    /// Its name.
    pub name: String,
    /// The figures; `None` where staff pinned or hid what the figures do not tell of.
    pub found: Option<NextNeed>,
    /// What staff decided.
    pub choice: Option<Choice>,
    /// Who decided it.
    pub decided_by: Option<String>,
    /// Whether an answer says what is next needed.
    pub has_answer: bool,
}

/// The pairs of a window and cut, as far as they are found or decided on.
///
/// # Errors
/// [`Error::Denied`].
pub async fn pairs(app: &App, viewer: &Viewer, query: &PairsQuery) -> Result<Pairs, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let known = query.window_days.filter(|window| WINDOWS.contains(window));
    let window_days = known.unwrap_or(app.settings().mining.window_days);
    let filter = NextNeedFilter { source: query.source, cut: query.cut.clone(), window_days };
    let store = app.store();
    let (found, choices, cuts, taken_at, messages) = tokio::try_join!(
        store.next_need_list(&filter),
        store.anticipation_choices(),
        store.next_need_cuts(query.source),
        store.next_needs_taken(),
        store.next_message_counts(app.now() - COUNTED),
    )?;
    let accounts = store.account_list().await?;
    let names: HashMap<AccountId, String> =
        accounts.into_iter().map(|account| (account.id, account.name.to_string())).collect();
    let (shelf, reader) = (shelf(app).await?, Reader::of(viewer));
    let mut by_need: BTreeMap<String, NeedPairs> = BTreeMap::new();
    let mut choices: HashMap<(String, String), Choice> =
        choices.into_iter().map(|choice| ((choice.need.clone(), choice.next.clone()), choice)).collect();
    let pair = |next: String, name: String, found: Option<NextNeed>, choice: Option<Choice>| Pair {
        has_answer: next == ASKED_A_PERSON
            || shelf.for_need(&reader, &next).next().is_some()
            || choice.as_ref().is_some_and(|choice| choice.answer.is_some()),
        decided_by: choice.as_ref().and_then(|choice| names.get(&choice.by?).cloned()),
        next,
        name,
        found,
        choice,
    };
    for one in found {
        let choice = choices.remove(&(one.need.clone(), one.next.clone()));
        let entry = by_need.entry(one.need.clone()).or_insert_with(|| NeedPairs {
            need: one.need.clone(),
            name: one.need_name.clone(),
            contacts: one.contacts,
            pairs: Vec::new(),
        });
        if query.all || one.is_found() || choice.is_some() {
            entry.pairs.push(pair(one.next.clone(), one.next_name.clone(), Some(one), choice));
        }
    }
    for ((need, next), choice) in choices {
        let entry = by_need.entry(need.clone()).or_insert_with(|| NeedPairs {
            need: need.clone(),
            name: need,
            contacts: 0,
            pairs: Vec::new(),
        });
        entry.pairs.push(pair(next.clone(), next, None, Some(choice)));
    }
    let search = need_key(&query.search);
    let mut needs: Vec<NeedPairs> = by_need
        .into_values()
        .filter(|need| !need.pairs.is_empty() && (search.is_empty() || need.need.contains(&search)))
        .collect();
    for need in &mut needs {
        need.pairs.sort_by(by_rank);
    }
    needs.sort_by(|left, right| right.contacts.cmp(&left.contacts).then_with(|| left.need.cmp(&right.need)));
    let may_choose = viewer.may(Permission::WriteAnswers);
    Ok(Pairs { source: query.source, needs, cuts, window_days, taken_at, messages, may_choose })
}

/// Pinned pairs first, hidden ones last, and among equals the likelier first.
fn by_rank(left: &Pair, right: &Pair) -> std::cmp::Ordering {
    let place = |pair: &Pair| match pair.choice.as_ref().map(|choice| choice.decision) {
        Some(Decision::Pinned) => 0,
        Some(Decision::Corrected) | None => 1,
        Some(Decision::Hidden) => 2,
    };
    let share = |pair: &Pair| pair.found.as_ref().map_or(0.0, NextNeed::probability);
    let likelier = share(right).total_cmp(&share(left));
    place(left).cmp(&place(right)).then(likelier).then_with(|| left.next.cmp(&right.next))
}
