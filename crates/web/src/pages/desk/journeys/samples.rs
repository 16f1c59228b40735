//! Journeys for render tests: a busy service, satisfaction, too few people, nothing at all, filters refused.

use catsup_app::{
    journeys::{
        DurationSummary, End, Funnel, Hidden, Interval, KnownStep, LeftOut, Neighbour, Path, Picture, Place,
        Proportion, Rate, Rhythm, Stage, Step, StepStory, Trail, Trails, Volume, WaitFigures, Waits,
    },
    scorecards::{Figure, GroupFigure, Share, Summary},
};
use catsup_model::{
    Language, Measure, Scale, Viewer, id::TouchpointId, interaction::CustomerKey, period::Days,
};
use jiff::civil::date;

use super::{
    FunnelPage, JourneysPage, RhythmPage, StepPage, VariantsPage, asked::Asked, frame::Offered,
    next::NextRow, spoken::SpokenLine,
};
use crate::{
    components::Choice,
    i18n::Translator,
    layout::{Layout, Samples},
};

const NAMES: [&str; 5] = [
    "Apply online",
    "Submission failed",
    "Ask about a letter that nobody understands and that came twice",
    "Call for help",
    "Receive decision",
];

fn days() -> Days {
    Days { first: date(2025, 12, 10), last: date(2026, 3, 10) }
}

fn seconds(median: f64) -> DurationSummary {
    DurationSummary { n: 900, mean: median * 1.4, median, p90: median * 4.0 }
}

fn share(share: f64) -> Share {
    Share { share, low: share - 0.02, high: share + 0.02 }
}

fn satisfied(mean: f64) -> Figure {
    Figure::Shown(Box::new(Summary {
        n: 240,
        values: vec![1, 2, 3, 4, 5],
        counts: vec![20, 30, 40, 80, 70],
        mean,
        low: mean - 0.1,
        high: mean + 0.1,
        standard_deviation: Some(1.1),
        top2: share(0.6),
        bottom2: share(0.2),
        nps: None,
    }))
}

fn picture() -> Picture {
    let step = |(place, name): (usize, &&str)| Step {
        activity: (*name).to_owned(),
        contacts: 9_000 / (place as u64 + 1),
        people: 8_000 / (place as u64 + 1),
        fulfilled: (place != 4).then(|| Rate { share: share(0.7), n: 812 }),
        opinion: match place {
            0 => satisfied(4.4),
            1 => satisfied(1.9),
            2 => satisfied(2.6),
            3 => Figure::TooFew,
            _ => Figure::Nothing,
        },
    };
    let path = |from: Option<usize>, to: Option<usize>, count: u64, median: Option<f64>| Path {
        from,
        to,
        count,
        people: count,
        time: median.map(seconds),
        opinion: to.map_or(Figure::Nothing, |to| satisfied(4.5 - to as f64)),
    };
    Picture {
        scope: "Passport renewal".to_owned(),
        days: Some(days()),
        extent: Some(days()),
        journeys: 9_120,
        contacts: 21_480,
        people: 8_020,
        duration: Some(seconds(260_000.0)),
        steps: NAMES.iter().enumerate().map(step).collect(),
        paths: vec![
            path(None, Some(0), 8_600, None),
            path(None, Some(3), 420, None),
            path(Some(0), Some(1), 1_600, Some(42.0)),
            path(Some(1), Some(3), 1_100, Some(9_000.0)),
            path(Some(3), Some(0), 610, Some(1_200.0)),
            path(Some(0), Some(4), 6_200, Some(600_000.0)),
            path(Some(0), Some(2), 900, Some(1_400_000.0)),
            path(Some(2), Some(2), 200, Some(86_400.0 * 9.0)),
            path(Some(2), Some(4), 640, Some(400_000.0)),
            path(Some(4), None, 7_000, None),
            path(Some(1), None, 400, None),
        ],
        measure: Measure::Satisfaction,
        hidden: Hidden { steps: 3, paths: 21, rare_steps: 2, rare_paths: 9, contacts_shown: 0.97 },
        left_out: LeftOut { without_customer: 1_204, without_case: 3, beyond_reach: true },
        smallest_cell: 10,
    }
}

fn nothing() -> Picture {
    Picture {
        journeys: 0,
        contacts: 0,
        people: 0,
        duration: None,
        steps: Vec::new(),
        paths: Vec::new(),
        hidden: Hidden::default(),
        left_out: LeftOut::default(),
        ..picture()
    }
}

fn read(query: &str) -> Asked {
    Asked::read(serde_urlencoded::from_str(query).unwrap_or_default(), date(2026, 3, 10))
}

fn offered() -> Offered {
    Offered {
        services: vec![Choice::new(1, "Passport renewal")],
        life_experiences: vec![Choice::new(1, "Retiring")],
    }
}

/// An address that cannot be read.
const WRONG: &str = "service=x&channel=pigeon&from=soon";

impl Samples for JourneysPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |query: &str, picture: Option<&Picture>| {
            let layout = Layout { path: format!("/desk/journeys?{query}"), ..Layout::sample(language) };
            Self::new(layout, read(query), offered(), picture, &Viewer::operator())
        };
        let unseen = Picture { extent: None, ..nothing() };
        vec![
            page("service=1", Some(&picture())),
            page("show=duration", Some(&picture())),
            page("show=both&paths=40", Some(&picture())),
            page("show=satisfaction", Some(&picture())),
            page("period=days_30", Some(&nothing())),
            page("", Some(&unseen)),
            page(WRONG, None),
        ]
    }
}

impl Samples for VariantsPage {
    fn samples(language: Language) -> Vec<Self> {
        let trail = |path: &[usize], share: f64, coverage: f64| Trail {
            path: path.iter().map(|place| NAMES[*place].to_owned()).collect(),
            journeys: 4_100,
            people: 4_000,
            share,
            coverage,
            duration: seconds(600_000.0),
        };
        let trails = Trails {
            scope: "Passport renewal".to_owned(),
            days: Some(days()),
            extent: Some(days()),
            journeys: 9_120,
            variants: 412,
            for_most: 17,
            list: vec![trail(&[0, 4], 0.45, 0.45), trail(&[0, 1, 3, 0, 1, 3, 0, 2, 4], 0.1, 0.55)],
            rare: 301,
            rare_journeys: 402,
            smallest_cell: 10,
        };
        let few = Trails { list: Vec::new(), ..trails.clone() };
        let none = Trails { journeys: 0, variants: 0, list: Vec::new(), rare: 0, ..trails.clone() };
        let page = |query: &str, trails: Option<&Trails>| {
            Self::new(Layout::sample(language), read(query), offered(), trails)
        };
        vec![page("", Some(&trails)), page("", Some(&few)), page("", Some(&none)), page(WRONG, None)]
    }
}

impl Samples for FunnelPage {
    fn samples(language: Language) -> Vec<Self> {
        let stage = |name: &str, reached: Option<u64>| Stage {
            activity: name.to_owned(),
            reached,
            of_all: reached.map(|reached| share(reached as f64 / 9_200.0)),
            of_previous: reached.map(|_| share(0.7)),
            dropped: reached.map(|_| 700),
            time: reached.map(|_| seconds(80_000.0)),
        };
        let funnel = Funnel {
            scope: "Passport renewal".to_owned(),
            days: Some(days()),
            extent: Some(days()),
            activities: NAMES.map(str::to_owned).into(),
            journeys: 9_120,
            steps: vec![stage(NAMES[0], Some(8_900)), stage(NAMES[3], Some(2_100)), stage(NAMES[4], None)],
            ends: vec![End { activity: NAMES[4].to_owned(), journeys: 7_000, share: share(0.94) }],
            smallest_cell: 10,
        };
        let unasked = Funnel { steps: Vec::new(), ..funnel.clone() };
        let few = Funnel { activities: Vec::new(), ends: Vec::new(), ..unasked.clone() };
        let none = Funnel { journeys: 0, ..few.clone() };
        let page = |query: &str, funnel: Option<&Funnel>| {
            Self::new(Layout::sample(language), read(query), offered(), funnel)
        };
        vec![
            page("step=Apply+online", Some(&funnel)),
            page("", Some(&unasked)),
            page("", Some(&few)),
            page("", Some(&none)),
            page(WRONG, None),
        ]
    }
}

impl Samples for RhythmPage {
    fn samples(language: Language) -> Vec<Self> {
        let mut hours = [[Some(0); 24]; 7];
        for (day, counts) in hours.iter_mut().enumerate().take(5) {
            for (hour, count) in counts.iter_mut().enumerate().take(18).skip(7) {
                *count = if hour == 7 { None } else { Some(40 + ((hour * 37 + day * 91) % 900) as u64) };
            }
        }
        let volume = |channel: &str, device: Option<&str>, contacts| Volume {
            channel: channel.to_owned(),
            device: device.map(str::to_owned),
            contacts,
        };
        let within = [(1_410, 0.362), (2_800, 0.718), (3_744, 0.96)].map(|(successes, share)| {
            let interval = Interval { low: share - 0.014, high: share + 0.014 };
            Proportion { successes, n: 3_900, share, interval }
        });
        let waited = WaitFigures { median: 185, p90: 640, within: within.into() };
        let rhythm = Rhythm {
            hours,
            contacts: 21_480,
            volumes: vec![
                volume("website", Some("phone"), Some(9_000)),
                volume("phone", None, Some(4_000)),
                volume("mail", Some("kiosk"), None),
            ],
            waits: vec![
                Waits {
                    channel: "phone".to_owned(),
                    people: Some(3_120),
                    known: Some(3_900),
                    figures: Some(waited),
                },
                Waits { channel: "mail".to_owned(), people: None, known: Some(0), figures: None },
            ],
            extent: Some(days()),
            smallest_cell: 10,
        };
        let none = Rhythm { hours: [[Some(0); 24]; 7], contacts: 0, volumes: Vec::new(), ..rhythm.clone() };
        let page = |query: &str, rhythm: Option<&Rhythm>| {
            Self::new(Layout::sample(language), read(query), offered(), rhythm)
        };
        vec![page("channel=phone", Some(&rhythm)), page("", Some(&none)), page(WRONG, None)]
    }
}

impl Samples for StepPage {
    fn samples(language: Language) -> Vec<Self> {
        let neighbour = |activity: Option<&str>| Neighbour {
            activity: activity.map(str::to_owned),
            count: 420,
            people: 400,
            share: 0.34,
            time: activity.map(|_| seconds(9_000.0)),
        };
        let opinion =
            |measure, figure| GroupFigure { measure, scale: Scale::Likert5, figure, difference: None };
        let place = Place {
            touchpoint: TouchpointId(3),
            name: "Call centre".to_owned(),
            contacts: 1_100,
            opinions: vec![
                opinion(Measure::Satisfaction, satisfied(3.1)),
                opinion(Measure::Trust, Figure::TooFew),
            ],
        };
        let silent = Place { opinions: Vec::new(), name: "Office".to_owned(), ..place.clone() };
        let known = KnownStep {
            contacts: 1_240,
            people: 1_100,
            journeys: 1_150,
            all_journeys: 9_120,
            cases: 310,
            fulfilled: Some(Rate { share: share(0.41), n: 1_200 }),
            repeated: Some(Rate { share: share(0.12), n: 1_150 }),
            channels: vec![("phone".to_owned(), 1_100), ("office_by_the_river".to_owned(), 90)],
            outcomes: vec![("not_fulfilled".to_owned(), 700), ("fulfilled".to_owned(), 500)],
            wait: Some(seconds(340.0)),
            handle: Some(seconds(510.0)),
            before: vec![neighbour(Some(NAMES[1])), neighbour(None)],
            after: vec![neighbour(Some(NAMES[0])), neighbour(None)],
            opinions: place.opinions.clone(),
            responses: (1..=40).map(catsup_model::id::ResponseId).collect(),
            places: vec![place, silent],
            customers: vec![(CustomerKey(7), 1_772_000_000_000_000)],
        };
        let bare = KnownStep {
            cases: 0,
            places: Vec::new(),
            opinions: Vec::new(),
            responses: Vec::new(),
            channels: Vec::new(),
            outcomes: Vec::new(),
            customers: Vec::new(),
            wait: None,
            ..known.clone()
        };
        let page = |query: &str, known: Option<Option<KnownStep>>| {
            let story = known.map(|known| StepStory {
                scope: "Passport renewal".to_owned(),
                days: Some(days()),
                activity: NAMES[3].to_owned(),
                known,
                smallest_cell: 10,
            });
            let layout = Layout::sample(language);
            Self::new(
                layout,
                read(query),
                offered(),
                story.as_ref(),
                &Viewer::operator(),
                &jiff::tz::TimeZone::UTC,
            )
        };
        let mut pages = vec![
            page("activity=Call+for+help", Some(Some(known))),
            page("activity=Call+for+help&rule=case", Some(Some(bare))),
            page("activity=Call+for+help", Some(None)),
            page("activity=Call+for+help&service=x", None),
        ];
        pages[0].spoken = vec![
            SpokenLine::sample(true),
            SpokenLine { words: "ok".to_owned(), ..SpokenLine::sample(false) },
        ];
        pages[0].next = vec![NextRow::sample(Translator::new(language))];
        pages
    }
}
