//! Planning, equivalence, trends of shares and weighting against independently computed values: scipy 1.17.1 and
//! statsmodels 0.15.0 on numpy 2.4.6, where nothing else is named.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use catsup_statistics::{
    MeanSummary, NetPromoterCounts, OrdinalCounts, equivalent_means, equivalent_net_promoter,
    equivalent_shares,
    planning::{
        Comparison, power_of_comparison, sample_size_of_comparison, sample_size_of_mean,
        sample_size_of_net_promoter, sample_size_of_share,
    },
    trend_of_shares,
    weighting::{Cell, Margin, RakingLimits, WeightedScale, non_response, rake},
};
use support::{LEVEL, assert_close, assert_interval};

fn likert(counts: &[u64]) -> MeanSummary {
    OrdinalCounts::consecutive(1, counts).unwrap().mean_summary().unwrap()
}

/// The first table is the smoking example of R's `prop.trend.test`, whose chi-square is z².
#[test]
fn trends_of_shares_agree() {
    for (groups, scores, slope, z, p_value) in [
        (
            vec![(83, 86), (90, 93), (129, 136), (70, 82)],
            vec![1.0, 2.0, 3.0, 4.0],
            -0.0334156264126013,
            -2.8679125309530873,
            0.004131897477641415,
        ),
        (
            vec![(61, 100), (66, 100), (74, 100)],
            vec![0.0, 1.0, 2.0],
            0.065,
            1.9549424775314508,
            0.0505898601147186,
        ),
        (
            vec![(5, 50), (9, 60), (40, 200), (3, 10)],
            vec![0.0, 1.5, 4.0, 10.0],
            0.021346106607713092,
            1.9898892798150332,
            0.046603133536682176,
        ),
    ] {
        let found = trend_of_shares(&groups, &scores).unwrap();
        assert_close(found.slope, slope);
        assert_close(found.test.statistic, z);
        assert_close(found.test.p_value, p_value);
    }
}

/// Reference: `confint_proportions_2indep(method="newcomb")` of statsmodels, inverted by `optimize.brentq` of scipy.
#[test]
fn equivalence_of_shares_agrees() {
    for (first, second, margin, interval, p_no_worse, p_no_better) in [
        (
            (812, 1000),
            (790, 1000),
            0.05,
            (-0.007381128704500445, 0.05134478569050925),
            2.860785664690989e-05,
            0.05827094672546461,
        ),
        (
            (56, 70),
            (48, 80),
            0.1,
            (0.07656419154407207, 0.31364458358294384),
            3.200303458822585e-05,
            0.9095633369534014,
        ),
        (
            (9, 10),
            (3, 10),
            0.2,
            (0.24211240088494457, 0.7896235073721287),
            1.0854959496273629e-05,
            0.9662597559819268,
        ),
        (
            (30, 70),
            (39, 65),
            0.2,
            (-0.3035602859497405, -0.029863008164329186),
            0.36704993887435566,
            2.011094807494325e-06,
        ),
    ] {
        let found = equivalent_shares(first, second, margin, 0.05).unwrap();
        assert_interval(found.interval, interval);
        assert_close(found.p_no_worse, p_no_worse);
        assert_close(found.p_no_better, p_no_better);
    }
}

/// Reference: `ttost_ind(usevar="unequal")` of statsmodels and `ttest_ind(equal_var=False).confidence_interval(0.9)` of
/// scipy on the expanded answers; normal tails for the net promoter score.
#[test]
fn equivalence_of_means_and_net_promoter_scores_agrees() {
    let a = likert(&[30, 44, 60, 120, 90]);
    let apart = equivalent_means(&a, &likert(&[12, 20, 50, 140, 150]), 0.6, 0.05).unwrap();
    assert_close(apart.p_no_worse, 0.10939982296962797);
    assert_close(apart.p_no_better, 5.32294242220956e-34);
    assert_interval(apart.interval, (-0.6355937426769658, -0.3539036316666198));
    assert!(!apart.no_worse && !apart.equivalent);
    let alike = equivalent_means(&a, &likert(&[28, 46, 61, 118, 92]), 0.2, 0.05).unwrap();
    assert_close(alike.p_no_worse, 0.022531106246703434);
    assert_close(alike.p_no_better, 0.013447259938830853);
    assert_interval(alike.interval, (-0.1658587254840004, 0.14597331934985852));
    assert!(alike.equivalent);

    let small = NetPromoterCounts { promoters: 50, passives: 30, detractors: 20 };
    let large = NetPromoterCounts { promoters: 1250, passives: 450, detractors: 300 };
    let scores = equivalent_net_promoter(&small, &large, 20.0, 0.05).unwrap();
    assert_close(scores.p_no_worse, 0.3770948157074979);
    assert_close(scores.p_no_better, 1.3213623595340148e-06);
}

#[test]
fn sample_sizes_agree() {
    let share = sample_size_of_share(0.5, 0.03, LEVEL, Some(5_000)).unwrap();
    assert_close(share.n_infinite, 1067.071894637);
    assert_close(share.n_finite, 879.5410878499445);
    assert_eq!(share.responses, 880);
    assert_close(sample_size_of_mean(1.1, 0.1, LEVEL, None).unwrap().n_infinite, 464.8165173039894);
    let score = sample_size_of_net_promoter(0.5, 0.2, 5.0, LEVEL, None).unwrap();
    assert_close(score.n_infinite, 937.315952249367);
}

/// Reference: `power_proportions_2indep` and `NormalIndPower` of statsmodels; the unequal sizes and the net promoter
/// score from the same formulas with `norm.sf` of scipy.
#[test]
fn powers_agree() {
    let shares = Comparison::Shares { first: 0.8, second: 0.75 };
    assert_close(power_of_comparison(shares, 1_000, 1_000, 0.05).unwrap().power, 0.7638458805048887);
    assert_close(power_of_comparison(shares, 400, 900, 0.05).unwrap().power, 0.5014830117125829);
    assert_close(sample_size_of_comparison(shares, 0.8, 0.05, 1.0).unwrap().n_exact, 1093.7390457661634);
    assert_close(sample_size_of_comparison(shares, 0.9, 0.05, 2.0).unwrap().n_exact, 1103.3594087971837);
    let means = Comparison::Means { difference: 0.2, standard_deviation: 1.1 };
    assert_close(power_of_comparison(means, 400, 400, 0.05).unwrap().power, 0.7295134903337889);
    // statsmodels counts findings of the wrong sign as power too, and so comes to 474.856.
    assert_close(sample_size_of_comparison(means, 0.8, 0.05, 1.0).unwrap().n_exact, 474.85722392812);
    let scores = Comparison::NetPromoter { first: (0.5, 0.2), second: (0.42, 0.25) };
    assert_close(power_of_comparison(scores, 500, 700, 0.05).unwrap().power, 0.8031588275528366);
}

#[test]
fn raking_agrees() {
    let margin = |name: &str, targets: &[f64]| Margin {
        name: name.to_owned(),
        targets: targets.iter().enumerate().map(|(place, share)| (place.to_string(), *share)).collect(),
    };
    let counts = [[40, 25, 10], [30, 50, 45]];
    let cells: Vec<Cell> = (0..6)
        .map(|place| Cell { categories: vec![place / 3, place % 3], count: counts[place / 3][place % 3] })
        .collect();
    let margins = [margin("row", &[0.52, 0.48]), margin("column", &[0.3, 0.4, 0.3])];
    let found = rake(&margins, &cells, RakingLimits::default()).unwrap();
    for (weight, expected) in found.weights.iter().zip([
        1.1034554902013407,
        1.634062328886478,
        1.9010222169784414,
        0.528726013064879,
        0.782968835556761,
        0.9108839517825683,
    ]) {
        assert_close(*weight, expected);
    }
    assert_close(found.effect.design_effect, 1.1398644220394962);
    assert_close(found.effect.effective_n, 175.45946354054203);
    assert!(found.converged && found.empty_cells == 0 && found.trimmed == 0);
}

/// Reference: the linearised formulas in numpy on the expanded answers, `stats.t`, and
/// `proportion_confint(method="wilson")` of statsmodels at the effective n.
#[test]
fn weighted_figures_agree() {
    let cells = [(4, 1.5, 20), (5, 1.5, 10), (2, 0.5, 30), (5, 0.8, 30), (1, 2.2, 5), (3, 1.0, 12)];
    let answers = WeightedScale::of(cells).unwrap();
    assert_close(answers.design_effect().design_effect, 1.2186915887850465);
    assert_close(answers.design_effect().effective_n, 87.79907975460125);
    let mean = answers.mean(LEVEL);
    assert_close(mean.mean, 3.6635514018691584);
    assert_close(mean.standard_error.unwrap(), 0.15636166673685847);
    assert_interval(mean.interval.unwrap(), (3.353549189551573, 3.9735536141867436));
    let top = answers.share_from(4, LEVEL);
    assert_close(top.share, 0.6448598130841121);
    assert_interval(top.interval, (0.5406196139730324, 0.736955321310844));
    let net = answers.net(4, 2, LEVEL).unwrap();
    assert_close(net.mean, 0.40186915887850455);
    assert_close(net.standard_error.unwrap(), 0.09121315244660737);
}

/// Reference: `stats.chisquare` of scipy.
#[test]
fn the_check_of_non_response_agrees() {
    let found = non_response(&[120, 280, 100], &[33.0, 50.0, 17.0]).unwrap();
    assert_close(found.chi_square, 18.519786096256684);
    assert_close(found.p_value, 9.516550272911024e-05);
}
