//! A map as readers see it: as it was designed, as it is gone through, or both.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    journey_maps::{Count, Overlay, Seen},
};
use catsup_model::{id::JourneyMapId, journey_map::MapState};

use super::{
    comments::Remarks,
    file::file_name,
    grid::Grid,
    observed::{self, StepRow, UnexpectedRow},
    viewing::{Show, ViewQuery, Viewing, pauses, periods},
};
use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    forms::Form,
    i18n::{Message, Translator},
    layout::{Layout, Page},
    links,
};

/// A map.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/show.html")]
pub(crate) struct MapPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    id: JourneyMapId,
    title: String,
    about: String,
    description: String,
    persona: String,
    state: MapState,
    archived: bool,
    copied_from: Option<JourneyMapId>,
    may_edit: bool,
    grid: Grid,
    remarks: Remarks,
    remark_form: Form,
    /// The switch: every way to look at it, its name, and whether it is the one shown.
    switch: Vec<(String, Message, bool)>,
    form: Form,
    periods: Vec<Choice>,
    pauses: Vec<Choice>,
    over: Option<Over>,
    print: String,
    drawing: String,
    /// What the map is called among files.
    file_name: String,
    editing: bool,
}

/// What people did, in sentences and tables.
#[derive(Debug)]
struct Over {
    /// How many journeys there are, and how many of them fit; or why nothing is shown.
    summary: Vec<String>,
    /// Whether there is anything to show.
    shown: bool,
    /// What people did before the first step that the map knows.
    before: Vec<String>,
    rows: Vec<StepRow>,
    unexpected: Vec<UnexpectedRow>,
    smallest: u64,
    /// The same journeys as a graph.
    graph: String,
}

/// `GET /desk/maps/{map}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    PageQuery(query): PageQuery<ViewQuery>,
) -> Result<Page<MapPage>, PageError> {
    let viewing = Viewing::read(&app, &identity.viewer, id, query).await?;
    let remarks = Remarks::read(&app, &identity.viewer, layout.t, &viewing.opened).await?;
    Ok(Page::new(MapPage::of(layout, &viewing, remarks)))
}

impl MapPage {
    fn of(layout: Layout, viewing: &Viewing, remarks: Remarks) -> Self {
        let t = layout.t;
        let Viewing { opened, query, .. } = viewing;
        let (map, design) = (&opened.map, &opened.map.design);
        let address = |path: String| query.address(&path, viewing.show);
        let way = |show: Show| {
            let href = query.address(&links::journey_map(map.id), show);
            (href, t.name("map-show", show.code()), show == viewing.show)
        };
        let ways = if viewing.may_observe { Show::ALL.map(way).into() } else { Vec::new() };
        let mut form = query.form();
        form.set("show", viewing.show.code());
        Self {
            crumbs: vec![Crumb::new(links::MAPS, t.say("maps-title"))],
            id: map.id,
            title: design.title.clone(),
            about: opened.places.scope_name.clone(),
            description: design.description.clone(),
            persona: design.persona.clone(),
            state: design.state,
            archived: map.archived,
            copied_from: map.copied_from,
            may_edit: opened.may_edit,
            grid: viewing.grid(t, Some(&remarks)),
            remarks,
            remark_form: Form::empty(),
            switch: ways,
            form,
            periods: periods(t),
            pauses: pauses(t),
            over: viewing.overlay.as_ref().map(|overlay| Over::of(t, viewing, overlay)),
            print: address(links::map_print(map.id)),
            drawing: address(links::map_drawing(map.id)),
            file_name: file_name(&design.title),
            editing: false,
            layout,
        }
    }
}

impl Over {
    fn of(t: Translator, viewing: &Viewing, overlay: &Overlay) -> Self {
        let names: Vec<String> = viewing.opened.map.design.steps().map(|step| step.name.clone()).collect();
        Self {
            summary: summary(t, overlay),
            shown: matches!(overlay.journeys, Seen::Shown(_)),
            before: observed::before_the_first(t, overlay),
            rows: observed::rows(t, overlay, &names),
            unexpected: observed::unexpected_rows(t, overlay, &names),
            smallest: overlay.smallest_cell,
            graph: viewing.query.graph(viewing.opened.map.scope),
        }
    }
}

fn summary(t: Translator, overlay: &Overlay) -> Vec<String> {
    let mut sentences = match overlay.journeys {
        Seen::Shown(Count { journeys, people, .. }) => {
            vec![t.say("map-overlay-journeys").arg("journeys", journeys).arg("people", people).to_string()]
        }
        Seen::TooFew => vec![t.say("map-overlay-too-few").arg("n", overlay.smallest_cell).to_string()],
        Seen::Nothing => vec![t.say("map-overlay-nobody").to_string()],
    };
    if let Some((share, _)) = overlay.fitting {
        let percent = |share: f64| t.percent(share, 1);
        let fitting = t
            .say("map-overlay-fitting")
            .arg("share", percent(share.share))
            .arg("low", percent(share.low))
            .arg("high", percent(share.high));
        sentences.push(fitting.to_string());
    }
    if let Some(fitness) = overlay.fitness {
        sentences.push(t.say("map-overlay-fitness").arg("fitness", t.decimal(fitness, 2)).to_string());
    }
    let left = overlay.left_out;
    if left.beyond_reach {
        sentences.push(t.say("map-overlay-beyond").to_string());
    }
    for (key, n) in [
        ("map-overlay-without-customer", left.without_customer),
        ("map-overlay-without-case", left.without_case),
    ] {
        if n > 0 {
            sentences.push(t.say(key).arg("n", n).to_string());
        }
    }
    sentences
}

#[cfg(test)]
impl crate::layout::Samples for MapPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let layout = || Layout::sample(language);
        let mut empty = super::sample::designed();
        empty.opened.map.design.stages.clear();
        empty.opened.map.archived = true;
        empty.opened.map.copied_from = Some(JourneyMapId(3));
        empty.may_observe = false;
        let (mut observed, mut nobody) = (super::sample::observed(), super::sample::observed());
        observed.show = Show::Observed;
        observed.opened.may_edit = false;
        if let Some(overlay) = &mut nobody.overlay {
            overlay.journeys = Seen::Nothing;
            (overlay.fitting, overlay.fitness) = (None, None);
        }
        [super::sample::designed(), super::sample::observed(), observed, nobody, empty]
            .iter()
            .map(|viewing| {
                let remarks = super::sample::remarks(layout().t, &viewing.opened);
                Self::of(layout(), viewing, remarks)
            })
            .collect()
    }
}
