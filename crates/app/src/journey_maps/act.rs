//! Acts of an author on a journey map: each takes a design and gives the next one. Nothing is stored here.

use std::collections::BTreeSet;

use catsup_model::journey_map::{JourneyDesign, MapState, Stage, Step};

use crate::{Error, Refusal};

/// The most stages of a map.
pub const MOST_STAGES: usize = 20;
/// The most steps of a map.
pub const MOST_STEPS: usize = 60;

/// Which way something moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// To the beginning.
    Start,
    /// To the end.
    End,
}

/// What an author does. Keys name stages and steps as they are before the act.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named by what they hold, and the acts say the rest")]
pub enum Act {
    /// Sets what stands above the map.
    Describe { title: String, description: String, persona: String, state: MapState },
    /// Adds a stage at the end.
    AddStage { name: String },
    /// Renames a stage.
    RenameStage { stage: String, name: String },
    /// Moves a stage by one.
    MoveStage { stage: String, towards: Towards },
    /// Removes a stage with its steps.
    RemoveStage { stage: String },
    /// Adds a step at the end of a stage.
    AddStep { stage: String, step: Box<Step> },
    /// Changes a step in its place, or moves it to the end of another stage as well.
    ChangeStep { key: String, step: Box<Step>, stage: String },
    /// Moves a step by one, over the edge of its stage into the next.
    MoveStep { key: String, towards: Towards },
    /// Puts a step at a place of a stage, counted without it.
    PlaceStep { key: String, stage: String, index: usize },
    /// Adds a copy of a step behind it, without its activities: each names one step only.
    DuplicateStep { key: String },
    /// Removes a step.
    RemoveStep { key: String },
}

/// A design after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) design: JourneyDesign,
    /// What it is about, as its author knows it.
    pub(super) name: String,
    /// Key of the stage or step that the author looks at next.
    pub(super) target: Option<String>,
}

/// The name of what was acted on, and where the author looks next.
type Outcome = Result<(String, Option<String>), Error>;

impl Act {
    /// The code under which it is kept and named.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Describe { .. } => "describe",
            Self::AddStage { .. } => "add_stage",
            Self::RenameStage { .. } => "rename_stage",
            Self::MoveStage { .. } => "move_stage",
            Self::RemoveStage { .. } => "remove_stage",
            Self::AddStep { .. } => "add_step",
            Self::ChangeStep { .. } => "change_step",
            Self::MoveStep { .. } | Self::PlaceStep { .. } => "move_step",
            Self::DuplicateStep { .. } => "duplicate_step",
            Self::RemoveStep { .. } => "remove_step",
        }
    }

    /// The design after the act.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a stage or step that is gone; [`Refusal::MapFull`].
    pub(super) fn apply(self, design: &JourneyDesign) -> Result<Done, Error> {
        let mut drawing = Drawing { design: design.clone() };
        let (name, target) = drawing.act(self)?;
        Ok(Done { design: drawing.design, name, target })
    }
}

/// A design that is being changed.
struct Drawing {
    design: JourneyDesign,
}

impl Drawing {
    fn act(&mut self, act: Act) -> Outcome {
        match act {
            Act::Describe { title, description, persona, state } => {
                let stages = std::mem::take(&mut self.design.stages);
                self.design = JourneyDesign { title, description, persona, state, stages };
                Ok((self.design.title.clone(), None))
            }
            Act::AddStage { name } => self.add_stage(name),
            Act::RenameStage { stage, name } => {
                let index = self.stage(&stage)?;
                self.design.stages[index].name.clone_from(&name);
                Ok((name, Some(stage)))
            }
            Act::MoveStage { stage, towards } => {
                let index = self.stage(&stage)?;
                let to = moved(index, towards, self.design.stages.len());
                self.design.stages.swap(index, to);
                Ok((self.design.stages[to].name.clone(), Some(stage)))
            }
            Act::RemoveStage { stage } => {
                let index = self.stage(&stage)?;
                Ok((self.design.stages.remove(index).name, None))
            }
            Act::AddStep { stage, step } => {
                let index = self.stage(&stage)?;
                let place = self.design.stages[index].steps.len();
                self.insert(index, place, *step)
            }
            Act::ChangeStep { key, step, stage } => self.change_step(key, *step, &stage),
            Act::MoveStep { key, towards } => self.move_step(key, towards),
            Act::PlaceStep { key, stage, index } => {
                let to = self.stage(&stage)?;
                let step = self.take(&key)?;
                let steps = &mut self.design.stages[to].steps;
                let name = step.name.clone();
                steps.insert(index.min(steps.len()), step);
                Ok((name, Some(key)))
            }
            Act::DuplicateStep { key } => {
                let (stage, place) = self.step(&key)?;
                let step = Step { activities: Vec::new(), ..self.design.stages[stage].steps[place].clone() };
                self.insert(stage, place + 1, step)
            }
            Act::RemoveStep { key } => Ok((self.take(&key)?.name, None)),
        }
    }

    fn add_stage(&mut self, name: String) -> Outcome {
        if self.design.stages.len() >= MOST_STAGES {
            return Err(Refusal::MapFull { what: "stages", most: MOST_STAGES }.into());
        }
        let key = numbered("stage", self.design.stages.iter().map(|stage| stage.key.as_str()));
        self.design.stages.push(Stage { key: key.clone(), name: name.clone(), steps: Vec::new() });
        Ok((name, Some(key)))
    }

    fn insert(&mut self, stage: usize, place: usize, mut step: Step) -> Outcome {
        if self.design.steps().count() >= MOST_STEPS {
            return Err(Refusal::MapFull { what: "steps", most: MOST_STEPS }.into());
        }
        step.key = numbered("step", self.design.steps().map(|step| step.key.as_str()));
        let (name, key) = (step.name.clone(), step.key.clone());
        self.design.stages[stage].steps.insert(place, step);
        Ok((name, Some(key)))
    }

    fn change_step(&mut self, key: String, mut step: Step, stage: &str) -> Outcome {
        let (from, place) = self.step(&key)?;
        let to = self.stage(stage)?;
        step.key.clone_from(&key);
        let name = step.name.clone();
        if from == to {
            self.design.stages[from].steps[place] = step;
        } else {
            self.design.stages[from].steps.remove(place);
            self.design.stages[to].steps.push(step);
        }
        Ok((name, Some(key)))
    }

    fn move_step(&mut self, key: String, towards: Towards) -> Outcome {
        let (stage, place) = self.step(&key)?;
        let last = self.design.stages[stage].steps.len() - 1;
        let over_the_edge = match towards {
            Towards::Start => place == 0 && stage > 0,
            Towards::End => place == last && stage + 1 < self.design.stages.len(),
        };
        if over_the_edge {
            let step = self.design.stages[stage].steps.remove(place);
            let name = step.name.clone();
            match towards {
                Towards::Start => self.design.stages[stage - 1].steps.push(step),
                Towards::End => self.design.stages[stage + 1].steps.insert(0, step),
            }
            return Ok((name, Some(key)));
        }
        let to = moved(place, towards, last + 1);
        let steps = &mut self.design.stages[stage].steps;
        steps.swap(place, to);
        Ok((steps[to].name.clone(), Some(key)))
    }

    fn take(&mut self, key: &str) -> Result<Step, Error> {
        let (stage, place) = self.step(key)?;
        Ok(self.design.stages[stage].steps.remove(place))
    }

    fn step(&self, key: &str) -> Result<(usize, usize), Error> {
        self.design.step_at(key).ok_or(Error::NotFound("step"))
    }

    fn stage(&self, key: &str) -> Result<usize, Error> {
        self.design.stages.iter().position(|stage| stage.key == key).ok_or(Error::NotFound("stage"))
    }
}

/// The place next to `index`, or itself at the end.
fn moved(index: usize, towards: Towards, length: usize) -> usize {
    match towards {
        Towards::Start => index.saturating_sub(1),
        Towards::End => (index + 1).min(length - 1),
    }
}

/// `stem_1`, `stem_2` …: the first that is not in use.
fn numbered<'a>(stem: &str, in_use: impl Iterator<Item = &'a str>) -> String {
    let in_use: BTreeSet<&str> = in_use.collect();
    let mut keys = (1_usize..).map(|number| format!("{stem}_{number}"));
    keys.find(|key| !in_use.contains(key.as_str())).expect("few keys are in use")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design() -> JourneyDesign {
        let step = |number: usize| Step {
            key: format!("step_{number}"),
            name: format!("Step {number}"),
            activities: vec![format!("Activity {number}")],
            ..Step::default()
        };
        let stage = |number: usize, steps| Stage {
            key: format!("stage_{number}"),
            name: format!("Stage {number}"),
            steps,
        };
        let stages = vec![stage(1, vec![step(1), step(2)]), stage(2, Vec::new()), stage(3, vec![step(3)])];
        JourneyDesign { title: "Map".to_owned(), stages, ..JourneyDesign::default() }
    }

    fn after(design: &JourneyDesign, act: Act) -> Done {
        act.apply(design).unwrap()
    }

    fn order(design: &JourneyDesign) -> Vec<Vec<&str>> {
        design.stages.iter().map(|stage| stage.steps.iter().map(|step| step.key.as_str()).collect()).collect()
    }

    #[test]
    fn a_step_moves_over_the_edge_of_its_stage_and_back() {
        let key = || "step_2".to_owned();
        let one = after(&design(), Act::MoveStep { key: key(), towards: Towards::End }).design;
        assert_eq!(order(&one), [vec!["step_1"], vec!["step_2"], vec!["step_3"]]);
        let two = after(&one, Act::MoveStep { key: key(), towards: Towards::End }).design;
        assert_eq!(order(&two), [vec!["step_1"], vec![], vec!["step_2", "step_3"]]);
        let back = after(&two, Act::MoveStep { key: key(), towards: Towards::Start }).design;
        assert_eq!(back, one);
        let first =
            after(&design(), Act::MoveStep { key: "step_1".to_owned(), towards: Towards::Start }).design;
        assert_eq!(first, design(), "there is nothing before the first");
    }

    #[test]
    fn a_step_is_placed_counted_without_itself() {
        let place =
            |stage: &str, index| Act::PlaceStep { key: "step_1".to_owned(), stage: stage.to_owned(), index };
        assert_eq!(order(&after(&design(), place("stage_1", 1)).design)[0], ["step_2", "step_1"]);
        assert_eq!(order(&after(&design(), place("stage_3", 9)).design)[2], ["step_3", "step_1"]);
        assert!(matches!(place("gone", 0).apply(&design()), Err(Error::NotFound("stage"))));
    }

    #[test]
    fn a_copy_has_a_key_of_its_own_and_no_activities() {
        let done = after(&design(), Act::DuplicateStep { key: "step_1".to_owned() });
        assert_eq!(done.target.as_deref(), Some("step_4"));
        let copy = &done.design.stages[0].steps[1];
        assert_eq!((copy.key.as_str(), copy.activities.len()), ("step_4", 0));
    }

    #[test]
    fn a_map_holds_only_so_much() {
        let mut design = design();
        design.stages[0].steps = (1..=MOST_STEPS)
            .map(|number| Step { key: format!("step_{number}"), ..Step::default() })
            .collect();
        let full = Act::AddStep { stage: "stage_1".to_owned(), step: Box::default() };
        assert!(matches!(full.apply(&design), Err(Error::Refused(Refusal::MapFull { .. }))));
    }
}
