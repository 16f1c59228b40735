//! Every staff page, rendered with its samples in every language: sound, and written to `target/page-samples/` to be
//! looked at and opened by the accessibility check.

use std::{fs, path::PathBuf};

use catsup_model::Language;

use super::{
    analysis, answers, anticipation, audit, calendars, cases, confirm, contact, digests, entry, experiences,
    home, imports, jobs, journeys, kiosks, life_experiences, mail, maps, metrics, objectives, organisations,
    paper, partners, password, people, poster, profile, responses, results, scorecard, screening, services,
    settings, share, shown_once, sign_in, standards, surveys, tokens, touchpoints, views, volumes, words,
};
use crate::{assets, layout::Samples, soundness};

fn check<P: Samples>(name: &str) {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/page-samples"));
    fs::create_dir_all(folder.join("assets")).unwrap();
    for (name, bytes) in assets::files() {
        fs::write(folder.join("assets").join(name), bytes).unwrap();
    }
    for language in Language::ALL {
        let samples = P::samples(language);
        assert!(!samples.is_empty(), "{name} has no samples");
        for (index, sample) in samples.into_iter().enumerate() {
            let html = sample.render().unwrap();
            let problems = soundness::problems(&html);
            assert!(problems.is_empty(), "{name} {index} in {language}:\n{}", problems.join("\n"));
            let file = folder.join(format!("{name}-{index}-{language}.html"));
            fs::write(file, html.replace("\"/assets/", "\"assets/")).unwrap();
        }
    }
}

#[test]
fn every_page_renders_its_samples() {
    check::<sign_in::SignInPage>("sign-in");
    check::<password::PasswordPage>("password");
    check::<profile::ProfilePage>("profile");
    check::<people::People>("people");
    check::<people::NewPerson>("people-new");
    check::<people::Person>("person");
    check::<confirm::Confirm>("confirm");
    check::<answers::LibraryPage>("answers");
    check::<answers::AnswerForm>("answer-form");
    check::<answers::DeskAnswer>("answer");
    check::<answers::VersionPage>("answer-version");
    check::<answers::ChangesPage>("answer-changes");
    check::<answers::ImportPage>("answer-import");
    check::<answers::GapsPage>("answer-gaps");
    check::<contact::ContactDesk>("contact");
    check::<words::GlossaryPage>("glossary");
    check::<words::JargonPage>("jargon");
    check::<cases::FollowUpsPage>("follow-ups");
    check::<cases::TemplatesPage>("reply-templates");
    check::<cases::TemplatePage>("reply-template");
    check::<cases::CasesPage>("cases");
    check::<cases::CasePage>("case");
    check::<cases::NewCasePage>("case-new");
    check::<cases::RulesPage>("case-rules");
    check::<cases::RulePage>("case-rule");
    check::<cases::PerformancePage>("case-performance");
    check::<shown_once::ShownOnce>("shown-once");
    check::<tokens::Tokens>("tokens");
    check::<tokens::NewToken>("tokens-new");
    check::<kiosks::Kiosks>("kiosks");
    check::<audit::AuditLog>("audit");
    check::<audit::Verified>("audit-verify");
    check::<settings::SettingsPage>("settings");
    check::<settings::ContactCosts>("contact-costs");
    check::<organisations::Organisations>("organisations");
    check::<organisations::NewOrganisation>("organisations-new");
    check::<organisations::ChangeOrganisation>("organisation");
    check::<services::Services>("services");
    check::<services::ServiceForm>("service-form");
    check::<services::ServicePage>("service");
    check::<touchpoints::TouchpointPage>("touchpoint");
    check::<volumes::Volumes>("volumes");
    check::<scorecard::ScorecardPage>("scorecard");
    check::<metrics::Metrics>("metrics");
    check::<analysis::Index>("analysis");
    check::<analysis::DriversPage>("analysis-drivers");
    check::<analysis::PathsPage>("analysis-paths");
    check::<analysis::ComparePage>("analysis-compare");
    check::<analysis::PlannerPage>("analysis-sample-size");
    check::<analysis::FilePage>("analysis-file");
    check::<home::HomePage>("home");
    check::<calendars::Calendars>("calendars");
    check::<calendars::CalendarPage>("calendar");
    check::<standards::StandardsPage>("standards");
    check::<standards::StandardForm>("standard-form");
    check::<standards::StandardPage>("standard");
    check::<anticipation::NextPage>("next-needs");
    check::<anticipation::CorrectPage>("next-need-correct");
    check::<anticipation::ProofPage>("suggestions-proof");
    check::<objectives::ObjectivesPage>("objectives");
    check::<objectives::ObjectiveForm>("objective-form");
    check::<partners::PartnersPage>("partners");
    check::<partners::NewPartnerPage>("partner-new");
    check::<life_experiences::LifeExperiences>("life-experiences");
    check::<life_experiences::ChangeLifeExperience>("life-experience");
    check::<surveys::SurveyList>("surveys");
    check::<surveys::Choose>("survey-choose");
    check::<surveys::Edit>("survey-edit");
    check::<surveys::Show>("survey");
    check::<surveys::CopyPage>("survey-copy");
    check::<surveys::FilePage>("survey-from-file");
    check::<surveys::build::Overview>("survey-build");
    check::<surveys::build::KindPage>("survey-build-kinds");
    check::<surveys::build::QuestionPage>("survey-build-question");
    check::<surveys::build::PageForm>("survey-build-page");
    check::<surveys::build::TextsPage>("survey-build-texts");
    check::<surveys::build::PreviewPage>("survey-build-preview");
    check::<surveys::build::PublishPage>("survey-build-publish");
    check::<digests::Digests>("digests");
    check::<screening::ScreeningPage>("screening");
    check::<jobs::Jobs>("jobs");
    check::<mail::Mails>("mails");
    check::<mail::MailPage>("mail");
    check::<cases::Mailbox>("case-mailbox");
    check::<cases::Mailboxes>("case-mailboxes");
    check::<cases::TakenMails>("case-mails");
    check::<cases::MessagePage>("case-message");
    check::<share::Share>("survey-share");
    check::<poster::Poster>("survey-poster");
    check::<paper::Paper>("survey-paper");
    check::<entry::EntryPage>("survey-entry");
    check::<results::ResultsPage>("survey-results");
    check::<results::WordsList>("survey-words");
    check::<imports::Imports>("imports");
    check::<imports::SourcedFile>("import-sourced");
    check::<imports::FilePage>("import-file");
    check::<imports::RunPage>("import-run");
    check::<responses::ResponseList>("responses");
    check::<responses::ShowResponse>("response");
    check::<responses::Everything>("responses-everything");
    check::<responses::Acts>("responses-acts");
    check::<views::Views>("saved-views");
    check::<responses::Share>("response-share");
    check::<experiences::Experiences>("experiences");
    check::<maps::MapList>("maps");
    check::<maps::BeginPage>("map-begin");
    check::<maps::MapPage>("map");
    check::<maps::CopyPage>("map-copy");
    check::<maps::FilePage>("map-from-file");
    check::<maps::PrintPage>("map-print");
    check::<maps::DesignPage>("map-design");
    check::<maps::AboutPage>("map-about");
    check::<maps::StagePage>("map-stage");
    check::<maps::StepPage>("map-step");
    check::<journeys::JourneysPage>("journeys");
    check::<journeys::VariantsPage>("journeys-variants");
    check::<journeys::FunnelPage>("journeys-funnel");
    check::<journeys::RhythmPage>("journeys-rhythm");
    check::<journeys::StepPage>("journeys-step");
    check::<journeys::ChannelsPage>("journeys-channels");
    check::<journeys::CustomerPage>("journeys-customer");
}
