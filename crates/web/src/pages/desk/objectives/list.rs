//! Every objective as a tree, with the standards that serve it and their latest results.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    objectives::{self, ObjectiveNode},
};
use catsup_model::{Language, Permission};

use super::objective_anchor;
use crate::{
    components::Crumb,
    error::PageError,
    extract::SignedIn,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::promises::{PromiseLine, ResultLine},
};

/// The tree.
#[derive(Debug, Template)]
#[template(path = "pages/desk/objectives/list.html")]
pub(crate) struct ObjectivesPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    nodes: Vec<Node>,
    may_add: bool,
}

/// One objective, and what opens and closes around it so that the tree is a list of lists.
#[derive(Debug)]
struct Node {
    anchor: String,
    id: String,
    name: String,
    /// The language the name is written in.
    language: &'static str,
    description: String,
    owner: String,
    standards: Vec<Line>,
    may_change: bool,
    /// Whether a list of parts begins with it.
    opens: bool,
    /// Lists of parts that end before it.
    closes: usize,
}

/// A standard that serves an objective.
#[derive(Debug)]
struct Line {
    href: String,
    promise: PromiseLine,
    service: String,
    latest: Option<ResultLine>,
}

impl ObjectivesPage {
    fn new(layout: Layout, nodes: &[ObjectiveNode], may_add: bool, smallest: u64) -> Self {
        let t = layout.t;
        let mut depth = 0;
        let mut shown = Vec::with_capacity(nodes.len());
        for (place, node) in nodes.iter().enumerate() {
            let mut one = Node::of(t, node, smallest);
            (one.opens, one.closes) = (place == 0 || node.depth > depth, depth.saturating_sub(node.depth));
            depth = node.depth;
            shown.push(one);
        }
        Self {
            crumbs: vec![Crumb::new(links::DESK_STANDARDS, t.say("standards-title"))],
            nodes: shown,
            may_add,
            layout,
        }
    }

    /// Lists that are open after the last objective.
    fn open_at_the_end(&self) -> usize {
        let opened = self.nodes.iter().filter(|node| node.opens).count();
        opened - self.nodes.iter().map(|node| node.closes).sum::<usize>()
    }
}

impl Node {
    fn of(t: Translator, node: &ObjectiveNode, smallest: u64) -> Self {
        let objective = &node.objective;
        let own = objective.name.exact(t.language()).is_some();
        let line = |line: &catsup_app::standards::StandardLine| Line {
            href: links::desk_standard(line.standard.id),
            promise: PromiseLine::of(t, &line.standard),
            service: line.service.to_string(),
            latest: line.latest.as_ref().map(|latest| ResultLine::of(t, latest, smallest)),
        };
        Self {
            anchor: objective_anchor(objective.id),
            id: objective.id.to_string(),
            name: t.pick(&objective.name).to_owned(),
            language: if own { t.code() } else { Language::En.code() },
            description: t.pick(&objective.description).to_owned(),
            owner: node.owner.clone(),
            standards: node.standards.iter().map(line).collect(),
            may_change: node.may_change,
            opens: false,
            closes: 0,
        }
    }
}

/// `GET /desk/objectives`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<ObjectivesPage>, PageError> {
    let nodes = objectives::list(&app, &identity.viewer).await?;
    let may_add = identity.viewer.may(Permission::ManageDirectory);
    Ok(Page::new(ObjectivesPage::new(layout, &nodes, may_add, app.settings().smallest_cell)))
}

impl Samples for ObjectivesPage {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_app::standards::StandardLine;
        use catsup_model::{
            Translated,
            id::{ObjectiveId, OrganisationId},
            objective::Objective,
            text::Name,
        };

        let lines = |n: usize| -> Vec<StandardLine> {
            let named = |one: catsup_app::standards::PublicStandard| StandardLine {
                standard: one.standard,
                service: Name::parse("Permits & licences").expect("a name of a sample is a name"),
                latest: one.results.into_iter().next(),
            };
            crate::pages::promises::samples().into_iter().take(n).map(named).collect()
        };
        let node = |id: i64, depth, name: Translated, standards| ObjectiveNode {
            objective: Objective {
                id: ObjectiveId(id),
                parent: None,
                owner: OrganisationId(1),
                name,
                description: Translated::english("People get an answer before they have to ask twice."),
            },
            depth,
            owner: "Permits Office".to_owned(),
            standards,
            may_change: id != 2,
        };
        let layout = || Layout { path: links::OBJECTIVES.to_owned(), ..Layout::sample(language) };
        let tree = [
            node(1, 0, Translated::both("Answers without waiting", "Respuestas sin esperas"), lines(2)),
            node(2, 1, Translated::english("Calls <at once>"), lines(3)),
            node(3, 2, Translated::english("Nobody is put on hold"), Vec::new()),
            node(4, 0, Translated::english("Right the first time"), Vec::new()),
        ];
        vec![
            Self::new(layout(), &tree, true, 10),
            Self::new(layout(), &[], true, 10),
            Self::new(layout(), &[], false, 10),
        ]
    }
}
