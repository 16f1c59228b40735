//! What a figure costs once its answers are counted: the same microseconds for a hundred responses and for a hundred
//! million. `cargo bench -p catsup-statistics --bench counts`; docs/benchmarks.md holds one run.
#![allow(missing_docs, reason = "criterion's macros write functions without documentation")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::hint::black_box;

use catsup_statistics::{
    Confidence, LikertSummary, OrdinalCounts, kruskal_wallis,
    league::{ranks, share_funnel, shrunken_shares},
    mann_whitney,
    weighting::{Cell, Margin, RakingLimits, rake},
    wilson,
};
use criterion::{Criterion, criterion_group, criterion_main};

/// Two groups of 60 and of 40 million responses.
fn groups() -> [OrdinalCounts; 2] {
    let of = |counts| OrdinalCounts::consecutive(1, counts).unwrap();
    [
        of(&[4_200_000, 5_400_000, 9_000_000, 22_800_000, 18_600_000]),
        of(&[2_900_000, 3_700_000, 6_100_000, 15_100_000, 12_200_000]),
    ]
}

fn figures(criterion: &mut Criterion) {
    let [first, second] = groups();
    criterion.bench_function("Mann–Whitney of 100 million responses", |bench| {
        bench.iter(|| mann_whitney(black_box(&first), black_box(&second)).unwrap());
    });
    criterion.bench_function("Kruskal–Wallis of 100 million responses", |bench| {
        let groups = groups();
        bench.iter(|| kruskal_wallis(black_box(&groups)).unwrap());
    });
    criterion.bench_function("Likert summary of 60 million responses", |bench| {
        bench.iter(|| LikertSummary::of(black_box(&first), Confidence::NINETY_FIVE).unwrap());
    });
    criterion.bench_function("Wilson interval", |bench| {
        bench.iter(|| wilson(black_box(812), black_box(1_000), Confidence::NINETY_FIVE).unwrap());
    });
}

fn tables(criterion: &mut Criterion) {
    let offices: Vec<(u64, u64)> =
        (0..500).map(|office| (70 + office % 25 + office, 100 + office + office % 7)).collect();
    criterion.bench_function("funnel of 500 offices", |bench| {
        bench.iter(|| share_funnel(black_box(&offices), None).unwrap());
    });
    let shrunken = shrunken_shares(&offices, Confidence::NINETY_FIVE).unwrap();
    criterion.bench_function("ranks of 500 offices, 1,000 draws", |bench| {
        bench.iter(|| ranks(black_box(&shrunken), Confidence::NINETY_FIVE, 1_000, 1).unwrap());
    });
    let margins: Vec<Margin> = ["age", "region", "channel"]
        .map(|name| Margin {
            name: name.to_owned(),
            targets: (0..5).map(|place| (place.to_string(), f64::from(place + 1) / 15.0)).collect(),
        })
        .to_vec();
    let cells: Vec<Cell> = (0..125_u64)
        .map(|place| {
            let place_of = |dimension: u32| (place / 5_u64.pow(dimension) % 5) as usize;
            Cell { categories: (0..3).map(place_of).collect(), count: 50 + place * 37 % 90 }
        })
        .collect();
    criterion.bench_function("raking of 3 margins, 125 cells", |bench| {
        bench.iter(|| rake(black_box(&margins), black_box(&cells), RakingLimits::default()).unwrap());
    });
}

criterion_group!(benches, figures, tables);
criterion_main!(benches);
