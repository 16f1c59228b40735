//! Statements: each written once, registered, and prepared on both databases by a test.

use std::sync::OnceLock;

use crate::dialect::Dialect;

/// One SQL statement, rendered for each database when first used.
#[derive(Debug)]
pub struct Statement {
    /// Its name in the code.
    pub name: &'static str,
    text: &'static str,
    rendered: [OnceLock<String>; 2],
}

impl Statement {
    pub(crate) const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, rendered: [OnceLock::new(), OnceLock::new()] }
    }

    /// The text for one database.
    pub fn sql(&'static self, dialect: Dialect) -> &'static str {
        self.rendered[dialect as usize].get_or_init(|| dialect.render(self.text))
    }
}

/// Declares statements and the list `STATEMENTS` of a module.
macro_rules! statements {
    ($($name:ident = $text:expr;)*) => {
        $(static $name: $crate::statement::Statement = $crate::statement::Statement::new(stringify!($name), $text);)*
        /// Every statement of this module.
        pub(crate) static STATEMENTS: &[&$crate::statement::Statement] = &[$(&$name),*];
    };
}
pub(crate) use statements;

/// Every statement of the program. A module with statements stands in this list.
pub fn every_statement() -> impl Iterator<Item = &'static Statement> {
    [
        crate::accounts::STATEMENTS,
        crate::acknowledgements::STATEMENTS,
        crate::acts::STATEMENTS,
        crate::answer_reads::STATEMENTS,
        crate::answer_rows::STATEMENTS,
        crate::answer_searches::STATEMENTS,
        crate::answer_surveys::STATEMENTS,
        crate::anticipation::STATEMENTS,
        crate::suggestion_trials::STATEMENTS,
        crate::api_tokens::STATEMENTS,
        crate::audit::STATEMENTS,
        crate::calendar_feeds::STATEMENTS,
        crate::calendars::STATEMENTS,
        crate::cases::STATEMENTS,
        crate::cases::ATTACHMENT_STATEMENTS,
        crate::cases::CONTACT_STATEMENTS,
        crate::cases::COUNT_STATEMENTS,
        crate::cases::EVENT_STATEMENTS,
        crate::cases::EXPORT_STATEMENTS,
        crate::cases::FOLLOW_UP_STATEMENTS,
        crate::cases::GIVING_STATEMENTS,
        crate::cases::LIST_STATEMENTS,
        crate::cases::MENTION_STATEMENTS,
        crate::cases::OPEN311_STATEMENTS,
        crate::cases::RELATION_STATEMENTS,
        crate::cases::RULE_STATEMENTS,
        crate::cases::SEARCH_STATEMENTS,
        crate::cases::TALLY_STATEMENTS,
        crate::cases::TEMPLATE_STATEMENTS,
        crate::changes::STATEMENTS,
        crate::clickhouse_feed::STATEMENTS,
        crate::comments::STATEMENTS,
        crate::completions::STATEMENTS,
        crate::count_blocks::STATEMENTS,
        crate::counts::STATEMENTS,
        crate::experiences::STATEMENTS,
        crate::digests::STATEMENTS,
        crate::entries::STATEMENTS,
        crate::glossary::STATEMENTS,
        crate::imports::STATEMENTS,
        crate::jobs::STATEMENTS,
        crate::journey_maps::STATEMENTS,
        crate::inbox::STATEMENTS,
        crate::inbox::CANDIDATE_STATEMENTS,
        crate::interactions::STATEMENTS,
        crate::interactions::UPSERT_STATEMENTS,
        crate::keys::STATEMENTS,
        crate::mail::STATEMENTS,
        crate::mail_addresses::STATEMENTS,
        crate::map_comments::STATEMENTS,
        crate::measure_rows::STATEMENTS,
        crate::measured_times::STATEMENTS,
        crate::said::STATEMENTS,
        crate::kiosks::STATEMENTS,
        crate::library::STATEMENTS,
        crate::life_experiences::STATEMENTS,
        crate::next_consents::STATEMENTS,
        crate::objectives::STATEMENTS,
        crate::organisations::STATEMENTS,
        crate::own_words::STATEMENTS,
        crate::partner_links::STATEMENTS,
        crate::question_counts::STATEMENTS,
        crate::reach::STATEMENTS,
        crate::replies::STATEMENTS,
        crate::responses::STATEMENTS,
        crate::scope::STATEMENTS,
        crate::screening::STATEMENTS,
        crate::screening_report::STATEMENTS,
        crate::search::STATEMENTS,
        crate::services::STATEMENTS,
        crate::sessions::STATEMENTS,
        crate::settings::STATEMENTS,
        crate::standard_results::STATEMENTS,
        crate::standards::STATEMENTS,
        crate::survey_drafts::STATEMENTS,
        crate::surveys::STATEMENTS,
        crate::tags::STATEMENTS,
        crate::taken_mail::STATEMENTS,
        crate::touchpoints::STATEMENTS,
        crate::views::STATEMENTS,
        crate::visits::STATEMENTS,
        crate::volumes::STATEMENTS,
        crate::upkeep::STATEMENTS,
        crate::wordings::STATEMENTS,
        crate::writer::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
