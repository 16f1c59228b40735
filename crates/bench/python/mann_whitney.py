"""Mann–Whitney of a hundred million responses in scipy on the raw rows, beside the figure from counts.

Needs numpy and scipy, and about 6 GB of memory for the full size:

    python3 crates/bench/python/mann_whitney.py [--responses 100000000]
    cargo bench -p catsup-statistics --bench counts -- Mann
"""

import argparse
import time

import numpy
from scipy import stats

# The counts of crates/statistics/benches/counts.rs.
FIRST = [4_200_000, 5_400_000, 9_000_000, 22_800_000, 18_600_000]
SECOND = [2_900_000, 3_700_000, 6_100_000, 15_100_000, 12_200_000]


def rows(counts, share):
    """Raw answers, in random order, as a table of responses holds them."""
    answers = numpy.repeat(numpy.arange(1, 6, dtype=numpy.int8), [int(count * share) for count in counts])
    numpy.random.default_rng(1).shuffle(answers)
    return answers


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--responses", type=int, default=sum(FIRST) + sum(SECOND))
    responses = parser.parse_args().responses
    share = responses / (sum(FIRST) + sum(SECOND))
    first, second = rows(FIRST, share), rows(SECOND, share)
    begun = time.perf_counter()
    found = stats.mannwhitneyu(first, second, alternative="two-sided", method="asymptotic")
    seconds = time.perf_counter() - begun
    print(f"{len(first) + len(second):,} responses: {seconds:.2f} s, U {found.statistic:.1f}, p {found.pvalue:.4g}")


if __name__ == "__main__":
    main()
