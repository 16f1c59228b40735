//! What every family of figures says of a single observation and of answers that are all the same: a figure with an honest
//! interval, no figure, or a refusal by name, and never a NaN.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use catsup_statistics::{
    Confidence, EffortScore, Error, JointCounts, LikertSummary, MeanSummary, ModelError, Moments,
    NetPromoterCounts, OrdinalCounts,
    agreement::{
        KappaWeights, Level, cohens_kappa, cronbach_alpha, item_covariances, krippendorff_alpha,
        mcdonald_omega,
    },
    benjamini_hochberg, chi_square, clopper_pearson, compare_means, compare_net_promoter,
    compare_proportions,
    control::{
        Dispersion, ShareAt, Smoothing, ewma_of_individuals, ewma_of_shares, individuals_chart, share_chart,
    },
    customer_satisfaction,
    drivers::{
        DriverAnalysis, DriverBootstrap, LogisticRegression, Options, Resampling, relative_weights, shapley,
    },
    effect::{difference_in_differences, interrupted_time_series},
    equivalent_means, equivalent_net_promoter, equivalent_shares, holm, kruskal_wallis,
    league::{mean_funnel, ranks, share_funnel, shrunken_means, shrunken_shares},
    mann_whitney,
    planning::{sample_size_of_mean, sample_size_of_share},
    series::{Domain, Observation, change_points, forecast, seasonally_adjusted},
    trend_of_shares,
    weighting::{Cell, Margin, RakingLimits, WeightedScale, design_effect, non_response, rake},
    wilson,
};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

fn scale(counts: &[u64]) -> OrdinalCounts {
    OrdinalCounts::consecutive(1, counts).unwrap()
}

fn mean(counts: &[u64]) -> MeanSummary {
    scale(counts).mean_summary().unwrap()
}

/// JSON has no NaN or infinity: they would turn into `null`.
#[track_caller]
fn assert_finite(result: impl serde::Serialize) {
    let text = serde_json::to_string(&result).unwrap();
    assert!(!text.contains("null"), "{text}");
}

#[test]
fn shares() {
    for interval_of in [wilson, clopper_pearson] {
        for (successes, n) in [(0, 1), (1, 1), (0, 7), (7, 7)] {
            let interval = interval_of(successes, n, LEVEL).unwrap();
            assert!(interval.low >= 0.0 && interval.high <= 1.0 && interval.width() > 0.3, "{interval:?}");
            assert!(interval.contains(if successes == 0 { 0.0 } else { 1.0 }));
        }
        assert_eq!(interval_of(0, 0, LEVEL), Err(Error::EmptySample));
    }
    let alike = compare_proportions((1, 1), (9, 9), LEVEL).unwrap();
    assert_eq!((alike.difference, alike.test.statistic, alike.test.p_value), (0.0, 0.0, 1.0));
    assert_finite(alike);
    let opposite = compare_proportions((1, 1), (0, 1), LEVEL).unwrap();
    assert!(opposite.difference == 1.0 && opposite.interval.low < 0.3);
    assert_finite(equivalent_shares((1, 1), (1, 1), 0.1, 0.05).unwrap());
    assert!(!equivalent_shares((1, 1), (1, 1), 0.1, 0.05).unwrap().equivalent);
    let flat = trend_of_shares(&[(5, 5), (3, 3), (1, 1)], &[1.0, 2.0, 3.0]).unwrap();
    assert_eq!((flat.slope, flat.test.statistic, flat.test.p_value), (0.0, 0.0, 1.0));
}

#[test]
fn scales() {
    let one = LikertSummary::of(&scale(&[0, 0, 0, 1, 0]), LEVEL).unwrap();
    assert_eq!((one.n, one.mean, one.median, one.top2.share), (1, 4.0, 4.0, 1.0));
    assert_eq!((one.standard_deviation, one.mean_interval), (None, None));
    let alike = LikertSummary::of(&scale(&[0, 0, 0, 9, 0]), LEVEL).unwrap();
    assert_eq!((alike.standard_deviation, alike.mean_interval.unwrap().width()), (Some(0.0), 0.0));
    assert!(alike.top2.interval.width() > 0.2, "nine of nine are no proof of all");
    assert_finite(alike);

    let effort = EffortScore::of(&scale(&[0, 0, 1]), LEVEL).unwrap();
    assert_eq!((effort.easy.share, effort.hard.share, effort.mean_interval), (1.0, 0.0, None));
    assert_eq!(customer_satisfaction(&scale(&[0, 0, 0, 0, 1]), LEVEL).unwrap().share, 1.0);

    let promoter = NetPromoterCounts { promoters: 1, passives: 0, detractors: 0 };
    let score = promoter.score(LEVEL).unwrap();
    assert_eq!((score.score, score.standard_error, score.interval.width()), (100.0, 0.0, 0.0));
    let same = compare_net_promoter(&promoter, &promoter, LEVEL).unwrap();
    assert_eq!((same.difference, same.test.unwrap().p_value), (0.0, 1.0));
    let detractor = NetPromoterCounts { promoters: 0, passives: 0, detractors: 1 };
    assert_eq!(compare_net_promoter(&promoter, &detractor, LEVEL).unwrap().test, None);
    assert_finite(equivalent_net_promoter(&promoter, &promoter, 5.0, 0.05).unwrap());
}

#[test]
fn groups() {
    for groups in [[scale(&[0, 1]), scale(&[0, 1])], [scale(&[0, 8]), scale(&[0, 5])]] {
        let ranks = mann_whitney(&groups[0], &groups[1]).unwrap();
        assert_eq!((ranks.superiority, ranks.z, ranks.p_value), (0.5, 0.0, 1.0));
        let several = kruskal_wallis(&groups).unwrap();
        assert_eq!((several.h, several.p_value), (0.0, 1.0));
        let table = chi_square(&[groups[0].counts(), groups[1].counts()]).unwrap();
        assert_eq!((table.statistic, table.degrees_of_freedom, table.p_value), (0.0, 0, 1.0));
    }
    assert_finite(mann_whitney(&scale(&[1, 0]), &scale(&[0, 1])).unwrap());
    let lone = compare_means(&mean(&[0, 1]), &mean(&[3, 4]), LEVEL);
    assert_eq!((lone.interval, lone.test, lone.standard_error), (None, None, None));
    let alike = compare_means(&mean(&[0, 5]), &mean(&[0, 7]), LEVEL);
    assert_eq!((alike.difference, alike.test.unwrap().p_value), (0.0, 1.0));
    let apart = compare_means(&mean(&[5, 0]), &mean(&[0, 7]), LEVEL);
    assert_eq!((apart.difference, apart.test), (-1.0, None), "nothing to hold the difference against");
    assert!(matches!(equivalent_means(&mean(&[0, 1]), &mean(&[3, 4]), 0.2, 0.05), Err(Error::TooFew { .. })));
    assert!(equivalent_means(&mean(&[0, 5]), &mean(&[0, 7]), 0.2, 0.05).unwrap().equivalent);
    assert_eq!((benjamini_hochberg(&[0.03]), holm(&[0.03])), (Ok(vec![0.03]), Ok(vec![0.03])));
    assert_eq!((benjamini_hochberg(&[]), holm(&[])), (Ok(Vec::new()), Ok(Vec::new())));
}

#[test]
fn league_tables() {
    let tiny = share_funnel(&[(1, 1), (0, 1)], None).unwrap();
    assert_finite(&tiny);
    assert!(tiny.units.iter().all(|unit| unit.limits95.low <= 0.0 && unit.limits95.high >= 1.0));
    let alike = share_funnel(&[(4, 4), (9, 9)], None).unwrap();
    assert_finite(&alike);
    assert!(alike.units.iter().all(|unit| unit.z == 0.0 && unit.p_adjusted == 1.0));
    assert!(matches!(shrunken_shares(&[(4, 4), (9, 9)], LEVEL), Err(Error::Undefined { .. })));

    let lone = mean(&[0, 1]);
    assert!(matches!(mean_funnel(&[lone, lone], None), Err(Error::Undefined { .. })));
    assert!(matches!(shrunken_means(&[lone, lone], LEVEL), Err(Error::Undefined { .. })));
    let with_lone = mean_funnel(&[lone, mean(&[30, 40])], None).unwrap();
    assert_finite(&with_lone);
    let same = mean_funnel(&[mean(&[30, 40]), mean(&[30, 40])], None).unwrap();
    assert!(same.units.iter().all(|unit| unit.z.abs() < 1e-9));

    let units = shrunken_shares(&[(50, 100), (50, 100), (50, 100)], LEVEL).unwrap();
    let ranks = ranks(&units, LEVEL, 4_000, 1).unwrap();
    assert!(ranks.iter().all(|rank| (rank.low, rank.high) == (1, 3) && (rank.expected - 2.0).abs() < 0.1));
}

#[test]
fn weights_and_plans() {
    let one = WeightedScale::of([(4, 2.5, 1)]).unwrap();
    assert_eq!((one.mean(LEVEL).mean, one.mean(LEVEL).interval, one.median()), (4.0, None, 4.0));
    assert!((one.design_effect().effective_n - 1.0).abs() < 1e-12);
    let alike = WeightedScale::of([(4, 2.5, 3), (4, 0.5, 7)]).unwrap().mean(LEVEL);
    assert_eq!((alike.mean, alike.standard_error), (4.0, Some(0.0)));
    assert_eq!(design_effect([(3.0, 1)]).unwrap().design_effect, 1.0);
    assert!(matches!(design_effect([(0.0, 5)]), Err(Error::Undefined { .. })));

    let margin = Margin { name: "age".to_owned(), targets: vec![("all".to_owned(), 1.0)] };
    let raked = rake(&[margin], &[Cell { categories: vec![0], count: 1 }], RakingLimits::default()).unwrap();
    assert_eq!(
        (raked.weights.as_slice(), raked.converged, raked.effect.effective_n),
        (&[1.0][..], true, 1.0)
    );
    assert_finite(non_response(&[1, 0], &[0.5, 0.5]).unwrap());

    assert_eq!(sample_size_of_share(0.5, 0.03, LEVEL, Some(1)).unwrap().responses, 1);
    assert_eq!(sample_size_of_mean(1.0, 0.03, LEVEL, Some(1)).unwrap().responses, 1);
}

#[test]
fn agreement_and_reliability() {
    let same = [[9, 0], [0, 0]];
    assert!(matches!(cohens_kappa(&same, KappaWeights::None, LEVEL), Err(Error::Undefined { .. })));
    let full = cohens_kappa(&[[1, 0], [0, 1]], KappaWeights::None, LEVEL).unwrap();
    assert_eq!((full.kappa, full.standard_error), (1.0, 0.0));
    let units = [vec![2, 0], vec![3, 0]];
    assert!(matches!(krippendorff_alpha(&[1.0, 2.0], &units, Level::Ordinal), Err(Error::Undefined { .. })));
    assert!(matches!(krippendorff_alpha(&[1.0], &[[1], [1]], Level::Nominal), Err(Error::TooFew { .. })));

    assert!(matches!(item_covariances(&[[1.0, 2.0]]), Err(Error::TooFew { .. })));
    let constant = item_covariances(&[[1.0, 2.0, 3.0], [1.0, 3.0, 4.0], [1.0, 5.0, 3.0]]).unwrap();
    assert!(matches!(cronbach_alpha(&constant, Some(3), LEVEL), Err(Error::OutOfRange { .. })));
    assert!(matches!(mcdonald_omega(&constant), Err(Error::OutOfRange { .. })));
    let identical = item_covariances(&[[1.0; 3], [2.0; 3], [4.0; 3], [5.0; 3]]).unwrap();
    let alpha = cronbach_alpha(&identical, Some(4), LEVEL).unwrap();
    assert!((alpha.alpha - 1.0).abs() < 1e-12 && (alpha.standardised - 1.0).abs() < 1e-12);
}

#[test]
fn charts_and_series() {
    let flat = individuals_chart(&[4.0; 30], None).unwrap();
    assert!(!flat.chart.has_signal() && flat.range_limit == 0.0);
    assert_finite(&flat);
    assert!(matches!(individuals_chart(&[4.0], None), Err(Error::TooFew { .. })));
    let averages = ewma_of_individuals(&[4.0; 30], Smoothing::USUAL, None).unwrap();
    assert!(!averages.has_signal());
    assert_finite(&averages);
    for months in [[ShareAt { successes: 1, n: 1 }; 30], [ShareAt { successes: 0, n: 50 }; 30]] {
        for dispersion in [Dispersion::Binomial, Dispersion::Laney] {
            let chart = share_chart(&months, None, dispersion).unwrap();
            assert!(!chart.has_signal());
            assert_finite(&chart);
            assert_finite(ewma_of_shares(&months, Smoothing::USUAL, None, dispersion).unwrap());
        }
    }

    let season = seasonally_adjusted(&[7.0; 8], 4).unwrap();
    assert_eq!((season.effects.as_slice(), season.adjusted.as_slice()), (&[0.0; 4][..], &[7.0; 8][..]));
    let level = change_points(&[Observation { value: 7.0, weight: 1.0 }; 20], LEVEL, 1).unwrap();
    assert_eq!((level.changes.len(), level.segments.len()), (0, 1));
    let next = forecast(&[7.0; 12], Some(4), 4, Domain::NotNegative, LEVEL).unwrap();
    assert!(
        next.points.iter().all(|point| (point.value - 7.0).abs() < 1e-9 && point.interval.width() < 1e-6)
    );
    assert!(next.points.iter().all(|point| point.interval.contains(point.value)));
}

#[test]
fn effects() {
    let (one, alike) = (mean(&[0, 1]), mean(&[0, 9]));
    let lone = difference_in_differences((&one, &alike), (&alike, &alike), LEVEL);
    assert_eq!((lone.effect, lone.standard_error, lone.interval, lone.test), (0.0, None, None, None));
    let none = difference_in_differences((&alike, &alike), (&alike, &alike), LEVEL);
    assert_eq!((none.effect, none.standard_error, none.test.unwrap().p_value), (0.0, Some(0.0), 1.0));
    let flat = interrupted_time_series(&[4.0; 12], 6, 2, LEVEL).unwrap();
    assert_finite(&flat);
    assert!(flat.level_change.estimate.abs() < 1e-9 && flat.slope_change.estimate.abs() < 1e-9);
}

#[test]
fn drivers() {
    let names = ["ease", "speed", "trust"].map(String::from);
    let sample = |rows: &[[f64; 3]]| JointCounts::from_rows(&names, rows.iter().map(|row| &row[..])).unwrap();
    let options = Options { minimum: Some(0), ..Options::new(LEVEL) };
    let one = sample(&[[1.0, 2.0, 3.0]]);
    assert!(matches!(DriverAnalysis::of(&one, &options), Err(ModelError::TooFew { .. })));
    assert_eq!(Moments::of(&one).unwrap().standard_deviation(0), 0.0);

    let row = |place: u32| [f64::from(place % 5), 3.0, f64::from(place % 3)];
    let alike = sample(&(0..90).map(row).collect::<Vec<_>>());
    let constant = ModelError::Constant("speed".to_owned());
    assert_eq!(DriverAnalysis::of(&alike, &options), Err(constant.clone()));
    assert_eq!(
        LogisticRegression::of(
            &sample(
                &(0..90).map(|place| [f64::from(place % 5), 3.0, f64::from(place % 2)]).collect::<Vec<_>>()
            ),
            LEVEL
        )
        .unwrap_err(),
        constant
    );
    let moments = Moments::of(&alike).unwrap();
    assert_eq!(relative_weights(&moments), Err(constant.clone()));
    assert_eq!(shapley(&moments), Err(constant.clone()));
    let resampling = Resampling { resamples: 100, seed: 1 };
    assert!(DriverBootstrap::of(&alike, resampling, LEVEL).is_err());
}
