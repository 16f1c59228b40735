//! Whether suggestions help: the two sides of the experiment, what it comes to, and how it is set up.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    anticipation::{self, ArmFigure, Effect, Verdict},
};
use catsup_model::{
    Language, Viewer,
    anticipation::{Draw, Experiment},
    id::ServiceId,
};
use jiff::civil::Date;

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        journeys::figures::{share, span},
        refused,
    },
};

/// What the experiment shows.
#[derive(Debug, Template)]
#[template(path = "pages/desk/anticipation/proof.html")]
pub(crate) struct ProofPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    kind: AlertKind,
    verdict: String,
    sentence: String,
    caution: String,
    window_days: u64,
    arms: Vec<ArmRow>,
    difference: String,
    handle: String,
    state: String,
    draws: Vec<Choice>,
    services: Vec<Choice>,
    may_change: bool,
}

/// One side.
#[derive(Debug)]
struct ArmRow {
    name: String,
    n: String,
    came_back: String,
    share: String,
    opened: String,
    waiting: String,
}

/// `GET /desk/answers/proof`
pub(crate) async fn proof(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<ProofPage>, PageError> {
    let effect = anticipation::effect(&app, &identity.viewer).await?;
    let form = form_of(&effect.experiment);
    Ok(Page::new(ProofPage::read(&app, &identity.viewer, layout, form, &effect).await?))
}

/// `POST /desk/answers/proof`
pub(crate) async fn change_proof(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let runs = form.filled("runs").is_some();
    let draw = draw(&mut form);
    let window_days = whole(&mut form, "window_days");
    if let (Some(draw), Some(window_days)) = (draw, window_days) {
        match anticipation::change_experiment(&app, &identity.viewer, runs, draw, window_days).await {
            Ok(_) => {
                let on = SeeOther::to(links::SUGGESTIONS_PROOF);
                return Ok(on.saying(AlertKind::Success, "proof-changed").into_response());
            }
            Err(error) => refused::mark_as(&mut form, error, &[("services", "by")])?,
        }
    }
    let effect = anticipation::effect(&app, &identity.viewer).await?;
    let page = ProofPage::read(&app, &identity.viewer, layout, form, &effect).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The field with the first day of a service.
fn service_field(id: ServiceId) -> String {
    format!("from-{id}")
}

fn form_of(experiment: &Experiment) -> Form {
    let mut entries = vec![
        ("runs".to_owned(), if experiment.runs { "1" } else { "" }.to_owned()),
        ("window_days".to_owned(), experiment.window_days.to_string()),
    ];
    match &experiment.draw {
        Draw::Visits { held } => {
            entries.push(("by".to_owned(), "visits".to_owned()));
            entries.push(("held".to_owned(), held.to_string()));
        }
        Draw::Services { from } => {
            entries.push(("by".to_owned(), "services".to_owned()));
            entries.extend(from.iter().map(|(id, day)| (service_field(*id), day.to_string())));
        }
    }
    Form::with(entries)
}

fn whole<T: std::str::FromStr>(form: &mut Form, field: &'static str) -> Option<T> {
    let entered = form.value(field).trim().parse().ok();
    if entered.is_none() {
        form.refuse(field, FieldError::new("error-number"));
    }
    entered
}

fn draw(form: &mut Form) -> Option<Draw> {
    if form.value("by") != "services" {
        return Some(Draw::Visits { held: whole(form, "held")? });
    }
    let named: Vec<(String, String)> =
        form.entries().iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect();
    let mut from = Vec::new();
    for (field, value) in named {
        let Some(id) = field.strip_prefix("from-").and_then(|id| id.parse().ok()) else { continue };
        match value.trim().parse::<Date>() {
            Ok(day) => from.push((id, day)),
            Err(_) => form.refuse(&field, FieldError::new("error-date")),
        }
    }
    form.is_valid().then_some(Draw::Services { from })
}

impl ProofPage {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        effect: &Effect,
    ) -> Result<Self, PageError> {
        let services = anticipation::services(app, viewer).await?;
        Ok(Self::new(layout, form, effect, &services, app.settings().smallest_cell))
    }

    fn new(
        layout: Layout,
        form: Form,
        effect: &Effect,
        services: &[(ServiceId, String)],
        smallest: u64,
    ) -> Self {
        let t = layout.t;
        let draw = |code: &str| Choice::new(code, t.name("proof-draw", code));
        Self {
            form,
            crumbs: vec![Crumb::new(links::NEXT_NEEDS, t.say("next-needs-title"))],
            kind: match effect.verdict {
                Verdict::Shown => AlertKind::Success,
                Verdict::NotShown | Verdict::TooFew => AlertKind::Info,
                Verdict::Worse => AlertKind::Warning,
            },
            verdict: t.name("proof-verdict", effect.verdict.code()).to_string(),
            sentence: sentence(t, effect),
            caution: if effect.by_service { t.say("proof-by-service").to_string() } else { String::new() },
            window_days: u64::from(effect.experiment.window_days),
            arms: vec![
                ArmRow::of(t, "shown", &effect.shown, smallest),
                ArmRow::of(t, "held", &effect.held, smallest),
            ],
            difference: difference(t, effect),
            handle: effect.handle.map_or_else(String::new, |handle| {
                let words = t.say("proof-handle-time").arg("time", span(t, handle.mean_seconds));
                words.arg("n", handle.n).to_string()
            }),
            state: state(t, &effect.experiment),
            draws: vec![draw("visits"), draw("services")],
            services: services.iter().map(|(id, name)| Choice::new(service_field(*id), name)).collect(),
            may_change: effect.may_change,
            layout,
        }
    }
}

impl ArmRow {
    fn of(t: Translator, code: &str, arm: &ArmFigure, smallest: u64) -> Self {
        let counts = arm.counts;
        let few = counts.n > 0 && counts.n < smallest;
        Self {
            name: t.name("arm", code).to_string(),
            n: t.number(counts.n),
            came_back: if few { "–".to_owned() } else { t.number(counts.came_back) },
            share: match &arm.share {
                Some(_) if few => t.say("figure-too-few").arg("smallest", smallest).to_string(),
                Some(one) => share(t, one.share, (one.interval.low, one.interval.high), one.n),
                None => "–".to_owned(),
            },
            opened: if few { "–".to_owned() } else { t.number(counts.opened) },
            waiting: t.number(counts.waiting),
        }
    }
}

/// What the experiment says: contacts avoided and hours saved with their uncertainty, or that no effect is shown.
fn sentence(t: Translator, effect: &Effect) -> String {
    let Some(avoided) = effect.avoided else { return t.say("proof-sentence-too-few").to_string() };
    let rounded = |value: f64| t.decimal(value, 0);
    let contacts = |key: &str| {
        t.say(key)
            .arg("contacts", rounded(avoided.contacts.abs()))
            .arg("low", rounded(avoided.interval.low))
            .arg("high", rounded(avoided.interval.high))
            .arg("n", effect.shown.counts.n)
    };
    let said = match effect.verdict {
        Verdict::Shown => contacts("proof-sentence-shown"),
        Verdict::Worse => contacts("proof-sentence-worse"),
        Verdict::NotShown | Verdict::TooFew => contacts("proof-sentence-not-shown"),
    };
    match (effect.verdict, avoided.hours, avoided.hours_interval) {
        (Verdict::Shown, Some(hours), Some(interval)) => {
            let hours = t
                .say("proof-sentence-hours")
                .arg("hours", rounded(hours))
                .arg("low", rounded(interval.low))
                .arg("high", rounded(interval.high));
            format!("{said} {hours}")
        }
        _ => said.to_string(),
    }
}

fn difference(t: Translator, effect: &Effect) -> String {
    if effect.verdict == Verdict::TooFew {
        return String::new();
    }
    effect.difference.as_ref().map_or_else(String::new, |one| {
        let points = |share: f64| t.signed(share * 100.0, 1);
        let p_value = match one.test.p_value {
            p if p < 0.001 => t.say("journeys-p-tiny").to_string(),
            p => t.decimal(p, 3),
        };
        t.say("proof-difference-points")
            .arg("points", points(one.difference))
            .arg("low", points(one.interval.low))
            .arg("high", points(one.interval.high))
            .arg("p", p_value)
            .to_string()
    })
}

fn state(t: Translator, experiment: &Experiment) -> String {
    if !experiment.runs {
        return t.say("proof-state-off").to_string();
    }
    let began = experiment.began_at.and_then(|at| jiff::Timestamp::from_second(at).ok());
    let began = began.map(|at| t.date(at).to_string()).unwrap_or_default();
    match &experiment.draw {
        Draw::Visits { held } => {
            t.say("proof-state-visits").arg("held", u64::from(*held)).arg("day", began).to_string()
        }
        Draw::Services { from } => {
            t.say("proof-state-services").arg("n", from.len()).arg("day", began).to_string()
        }
    }
}

impl Samples for ProofPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::SUGGESTIONS_PROOF.to_owned(), ..Layout::sample(language) };
        let services =
            [(ServiceId(3), "Passport <renewal>".to_owned()), (ServiceId(4), "Permits".to_owned())];
        let page = |effect: &Effect| Self::new(layout(), form_of(&effect.experiment), effect, &services, 10);
        let runs =
            Experiment { number: 1, runs: true, began_at: Some(1_760_000_000), ..Experiment::default() };
        let staggered = Experiment {
            draw: Draw::Services { from: vec![(ServiceId(3), jiff::civil::date(2026, 1, 5))] },
            ..runs.clone()
        };
        let sample = |experiment: &Experiment, shown, held| {
            let mut effect = Effect::sample(shown, held);
            effect.by_service = matches!(experiment.draw, Draw::Services { .. });
            effect.experiment = experiment.clone();
            effect
        };
        let mut wrong = page(&sample(&runs, (5_000, 400), (500, 75)));
        wrong.form.refuse("held", FieldError::new("error-held-share"));
        let mut reader = sample(&runs, (6, 1), (0, 0));
        reader.may_change = false;
        vec![
            page(&sample(&runs, (5_000, 400), (500, 75))),
            page(&sample(&runs, (5_000, 400), (500, 41))),
            page(&sample(&staggered, (5_000, 750), (500, 40))),
            page(&sample(&Experiment::default(), (0, 0), (0, 0))),
            page(&reader),
            wrong,
        ]
    }
}
