"""Next needs in Polars on the columns that the example of catsup-journeys wrote (docs/benchmarks.md, `cargo xtask bench next`).

    python next_needs.py FOLDER

The counts, shares and medians of three windows, over all contacts and by channel; no intervals, tests or adjustment.
"""

import sys
import time
from pathlib import Path

import numpy
import polars as pl

DAY = 86_400_000_000
UNTIL = 730


def main():
    folder = Path(sys.argv[1])
    load = lambda name, kind: numpy.fromfile(folder / name, dtype=kind)
    frame = pl.DataFrame(
        {
            "person": load("people.i64", "<i8"),
            "time": load("times.i64", "<i8"),
            "need": load("needs.u32", "<u4"),
            "channel": load("channels.u32", "<u4"),
        }
    )
    rounds = []
    for _ in range(3):
        begin = time.perf_counter()
        pairs = mined(frame)
        rounds.append(time.perf_counter() - begin)
    print(f"Polars {pl.__version__}: {min(rounds):.3f} s, {pairs} pairs")


def mined(frame):
    # The rows are in the order of people and time; a second contact for the same need at once is left out.
    first = (
        (pl.col("person") != pl.col("person").shift(1))
        | (pl.col("need") != pl.col("need").shift(1))
        | (pl.col("time") - pl.col("time").shift(1) >= 300_000_000)
    )
    behind = (
        frame.lazy()
        .filter(first.fill_null(True))
        .with_columns(
            next=pl.when(pl.col("person") == pl.col("person").shift(-1)).then(pl.col("need").shift(-1)),
            delay=pl.when(pl.col("person") == pl.col("person").shift(-1)).then(pl.col("time").shift(-1) - pl.col("time")),
        )
        .collect()
    )
    pairs = 0
    for window in [1, 7, 30]:
        observed = behind.lazy().filter(pl.col("time") // DAY + window + 1 <= UNTIL)
        for by in [[], ["channel"]]:
            contacts = observed.group_by([*by, "need"]).agg(contacts=pl.len())
            within = observed.filter(pl.col("delay") <= window * DAY)
            found = within.group_by([*by, "need", "next"]).agg(followed=pl.len(), median=pl.col("delay").median())
            to = within.group_by([*by, "next"]).agg(to=pl.len())
            table = found.join(contacts, on=[*by, "need"]).join(to, on=[*by, "next"])
            table = table.with_columns(share=pl.col("followed") / pl.col("contacts"))
            pairs += table.filter(pl.col("followed") >= 5).collect().height
    return pairs


if __name__ == "__main__":
    main()
