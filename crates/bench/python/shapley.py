"""Shapley values (LMG) of twelve predictors in numpy: every subset solved once, beside the criterion benchmark.

Needs numpy:

    python3 crates/bench/python/shapley.py
    cargo bench -p catsup-statistics --bench models -- Shapley
"""

import itertools
import math
import time

import numpy

PREDICTORS = 12


def correlations():
    """As in crates/statistics/benches/models.rs: predictors 0.5 apart from each other, less and less with the outcome."""
    matrix = numpy.full((PREDICTORS + 1, PREDICTORS + 1), 0.5)
    numpy.fill_diagonal(matrix, 1.0)
    with_outcome = [0.7 - 0.02 * place for place in range(PREDICTORS)]
    matrix[:-1, -1] = matrix[-1, :-1] = with_outcome
    return matrix


def explained(matrix, members):
    if not members:
        return 0.0
    with_outcome = matrix[list(members), -1]
    return with_outcome @ numpy.linalg.solve(matrix[numpy.ix_(members, members)], with_outcome)


def main():
    matrix = correlations()
    begun = time.perf_counter()
    shares = numpy.zeros(PREDICTORS)
    for size in range(PREDICTORS + 1):
        for members in itertools.combinations(range(PREDICTORS), size):
            r_squared = explained(matrix, members)
            for place in range(PREDICTORS):
                if place in members:
                    shares[place] += r_squared / (PREDICTORS * math.comb(PREDICTORS - 1, size - 1))
                else:
                    shares[place] -= r_squared / (PREDICTORS * math.comb(PREDICTORS - 1, size))
    print(f"{PREDICTORS} predictors: {(time.perf_counter() - begun) * 1000:.0f} ms")
    print(f"first {shares[0]:.10f}, last {shares[-1]:.10f}, sum {shares.sum():.10f}")


if __name__ == "__main__":
    main()
