"""Next needs computed from nothing, in plain loops and exact fractions: what crates/journeys/tests/next_needs_reference.rs
compares with. Writes the contacts and the figures beside itself; nothing but Python 3 is needed.

    python3 crates/journeys/tests/reference/next_needs.py
"""

import csv
import json
import random
from fractions import Fraction
from math import ceil, comb, sqrt
from pathlib import Path
from statistics import median

SECOND, DAY = 1_000_000, 86_400_000_000
PEOPLE, NEEDS, CHANNELS = 700, 6, 3
WINDOWS, UNTIL = [1, 7, 30], 150 * DAY + 5 * 3_600 * SECOND
MINIMUM_DELAY, MINIMUM_CONTACTS, MINIMUM_SUPPORT = 300 * SECOND, 30, 5
Z = 1.959963984540054  # of 95 %


def contacts():
    """(person, need, time, channel); an empty need or channel is unknown. Behind need 1 many come for need 4."""
    chance = random.Random(20_260_101)
    rows = []
    for person in range(PEOPLE):
        time = chance.randrange(100 * DAY)
        for _ in range(chance.randrange(1, 5)):
            need = chance.randrange(NEEDS) if chance.random() > 0.03 else ""
            channel = chance.randrange(CHANNELS) if chance.random() > 0.05 else ""
            rows.append((person, need, time, channel))
            if chance.random() < 0.06:
                rows.append((person, need, time + chance.randrange(400 * SECOND), channel))
            if need == 1 and chance.random() < 0.3:
                rows.append((person, 4, time + DAY + chance.randrange(3 * DAY), chance.randrange(CHANNELS)))
            time += chance.randrange(25 * DAY)
    chance.shuffle(rows)
    return rows


def own(rows):
    """Contacts of each person in order of time, without those for the same need at once."""
    missing = 1 << 40
    people = {}
    for person, need, time, channel in rows:
        people.setdefault(person, []).append((time, missing if need == "" else need, missing if channel == "" else channel))
    for person, list_ in people.items():
        list_.sort()
        kept = []
        for at, (time, need, channel) in enumerate(list_):
            again = any(
                before_need == need and time - before < MINIMUM_DELAY for before, before_need, _ in list_[:at]
            )
            if need == missing or not again:
                kept.append((time, None if need == missing else need, None if channel == missing else channel))
        yield kept


def exact_p(a, n, b, m):
    """Twice the smaller tail of the hypergeometric distribution, by whole numbers."""
    k = a + b
    low, high = max(0, k - m), min(k, n)
    if low == high:
        return 1.0
    terms = {x: comb(n, x) * comb(m, k - x) for x in range(low, high + 1)}
    below = sum(term for x, term in terms.items() if x <= a)
    above = sum(term for x, term in terms.items() if x >= a)
    return float(min(Fraction(1), Fraction(2 * min(below, above), sum(terms.values()))))


def wilson(k, n):
    p = k / n
    centre, margin = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (centre - margin) / (1 + Z * Z / n), (centre + margin) / (1 + Z * Z / n)


def main():
    folder = Path(__file__).parent
    rows = contacts()
    with open(folder / "next_needs.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["person", "need", "time", "channel"])
        writer.writerows(rows)
    people = list(own(rows))
    observed = UNTIL // DAY
    cuts, tests = [], []
    for window in WINDOWS:
        for channel in [None, *range(CHANNELS)]:
            n = censored = followed = 0
            start, to, delays = {}, {}, {}
            for list_ in people:
                for at, (time, need, on) in enumerate(list_):
                    if need is None or (channel is not None and on != channel):
                        continue
                    if time // DAY + window + 1 > observed:
                        censored += 1
                        continue
                    n += 1
                    start[need] = start.get(need, 0) + 1
                    if at + 1 < len(list_) and list_[at + 1][0] - time <= window * DAY:
                        followed += 1
                        behind = list_[at + 1][1]
                        if behind is not None:
                            to[behind] = to.get(behind, 0) + 1
                            delays.setdefault((need, behind), []).append(list_[at + 1][0] - time)
            cut = dict(window_days=window, cut=channel, contacts=n, censored=censored, followed=followed, pairs=[])
            cuts.append(cut)
            for need in sorted(start):
                for behind in sorted(to):
                    if start[need] < MINIMUM_CONTACTS:
                        continue
                    list_ = delays.get((need, behind), [])
                    k, m = len(list_), start[need]
                    p = 1.0 if m == n else exact_p(k, m, to[behind] - k, n - m)
                    pair = None
                    if k >= MINIMUM_SUPPORT:
                        low, high = wilson(k, m)
                        pair = dict(
                            need=need, next=behind, successes=k, n=m, low=low, high=high,
                            base=to[behind] / n, lift=(k / m) / (to[behind] / n),
                            exact_median_seconds=median(list_) / SECOND,
                            median_seconds=median(ceil(Fraction(delay, SECOND)) for delay in list_), p_value=p,
                        )
                        cut["pairs"].append(pair)
                    tests.append((p, pair))
    tests.sort(key=lambda test: test[0])
    smallest = 1.0
    for rank in range(len(tests), 0, -1):
        p, pair = tests[rank - 1]
        smallest = min(smallest, p * len(tests) / rank)
        if pair is not None:
            pair["adjusted_p_value"] = smallest
    for cut in cuts:
        cut["pairs"].sort(key=lambda pair: (pair["need"], -pair["successes"], pair["next"]))
    document = dict(observed_until=UNTIL, tested_pairs=len(tests), cuts=cuts)
    text = json.dumps(document)
    text = text.replace('{"window_days"', '\n{"window_days"').replace('{"need"', '\n  {"need"')
    (folder / "next_needs.json").write_text(text + "\n")
    print(f"{len(rows)} contacts, {len(tests)} pairs tested, {sum(len(cut['pairs']) for cut in cuts)} told of")


if __name__ == "__main__":
    main()
