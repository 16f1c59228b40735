//! Agreement and reliability against independently computed values: statsmodels 0.15.0, krippendorff 0.9.0 and scipy
//! 1.17.1 on numpy 2.4.6.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use catsup_statistics::agreement::{
    KappaWeights, Level, cohens_kappa, cronbach_alpha, krippendorff_alpha, mcdonald_omega,
};
use support::{LEVEL, assert_close, assert_interval};

/// Reference: `cohens_kappa` of statsmodels, with its non-null standard errors.
#[test]
fn kappas_agree() {
    let table = [[20, 5, 1, 0], [4, 30, 6, 1], [0, 7, 25, 5], [0, 1, 4, 15]];
    for (weights, kappa, standard_error) in [
        (KappaWeights::None, 0.6248108925869895, 0.055425653116766865),
        (KappaWeights::Linear, 0.7274563383628372, 0.04397998519463601),
        (KappaWeights::Quadratic, 0.8227393617021277, 0.03603988820574144),
    ] {
        let found = cohens_kappa(&table, weights, LEVEL).unwrap();
        assert_close(found.kappa, kappa);
        assert_close(found.standard_error, standard_error);
    }
}

/// The example of Krippendorff (2011), four observers with missing ratings; his interval alpha is 0.849.
#[test]
fn krippendorffs_alphas_agree() {
    let observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];
    let units: Vec<Vec<u64>> = (0..12)
        .map(|unit| {
            let given =
                |value: usize| observers.iter().filter(|ratings| ratings[unit] == value).count() as u64;
            (1..=5).map(given).collect()
        })
        .collect();
    for (level, alpha) in [
        (Level::Nominal, 0.743421052631579),
        (Level::Ordinal, 0.8153875037548814),
        (Level::Interval, 0.8491071428571428),
    ] {
        let found = krippendorff_alpha(&[1.0, 2.0, 3.0, 4.0, 5.0], &units, level).unwrap();
        assert_close(found.alpha, alpha);
        assert_eq!((found.units, found.ratings), (11, 40));
    }
}

/// Covariances of the image and satisfaction items of ECSI mobi (250 respondents).
fn covariances() -> [Vec<Vec<f64>>; 2] {
    let image = [
        [2.889959839357429, 1.1172690763052195, 0.9516465863453821, 1.3932530120481934, 1.1360642570281136],
        [1.1172690763052195, 2.8469879518072294, 0.4695582329317266, 0.9250602409638562, 0.7761445783132521],
        [0.9516465863453821, 0.4695582329317266, 4.544642570281115, 1.6250281124498012, 1.1190682730923696],
        [1.3932530120481934, 0.9250602409638562, 1.6250281124498012, 3.39182329317269, 1.224883534136546],
        [1.1360642570281136, 0.7761445783132521, 1.1190682730923696, 1.224883534136546, 2.425076305220885],
    ];
    let satisfaction = [
        [1.5219437751003984, 1.17423293172691, 1.0560160642570255],
        [1.17423293172691, 3.116080321285141, 1.8268594377510037],
        [1.0560160642570255, 1.8268594377510037, 3.052353413654616],
    ];
    [image.iter().map(|row| row.to_vec()).collect(), satisfaction.iter().map(|row| row.to_vec()).collect()]
}

/// Reference: numpy, and `stats.f.ppf` for Feldt's interval.
#[test]
fn cronbachs_alphas_agree() {
    let [image, satisfaction] = covariances();
    let found = cronbach_alpha(&image, Some(250), LEVEL).unwrap();
    assert_close(found.alpha, 0.7144468020430874);
    assert_close(found.standardised, 0.722834595427083);
    assert_interval(found.interval.unwrap(), (0.6543960658147461, 0.766821349815781));
    let without =
        [0.6423665099612661, 0.7057028816466034, 0.7096235833563682, 0.6228534884013377, 0.6489023549854984];
    for (found, expected) in found.without.iter().zip(without) {
        assert_close(*found, expected);
    }
    let found = cronbach_alpha(&satisfaction, Some(250), LEVEL).unwrap();
    assert_close(found.alpha, 0.7701131082822747);
    assert_interval(found.interval.unwrap(), (0.7159359882847467, 0.8154108961008588));
}

/// Reference: `optimize.least_squares` of scipy on the correlations off the diagonal, which ends within 1e-8 of the
/// minimum.
#[test]
fn omegas_agree() {
    let close = |found: f64, expected: f64| {
        assert!((found - expected).abs() < 1e-7, "found {found}, the reference has {expected}");
    };
    let [image, satisfaction] = covariances();
    for (covariance, omega, standardised, loadings) in [
        (
            image,
            0.7203672555328556,
            0.7289208904186786,
            vec![
                0.6649265985035763,
                0.4575810053722621,
                0.47644889393187456,
                0.6995733203478692,
                0.6432342345816391,
            ],
        ),
        (
            satisfaction,
            0.7888396221361499,
            0.7815380785940316,
            vec![0.6678216888906703, 0.8074025382915418, 0.7336573835139276],
        ),
    ] {
        let found = mcdonald_omega(&covariance).unwrap();
        close(found.omega, omega);
        close(found.standardised, standardised);
        found.loadings.iter().zip(loadings).for_each(|(found, expected)| close(*found, expected));
    }
}
