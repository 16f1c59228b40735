"""Measures beside DuckDB and Polars: one run, the same rows, the quickest of several rounds.

    cargo run --release -- generate --responses 50000000 --out FOLDER
    cargo build --release -p catsup-analytics --examples
    python -m venv VENV && VENV/bin/pip install duckdb polars pyarrow
    VENV/bin/python crates/bench/python/measures.py target/release/examples/measure_benchmark FOLDER/segments

Each engine gets the formulation found to be its best: for the distribution of all measures, one grouped count per
measure.
"""

import glob
import resource
import subprocess
import sys
import time

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds

PROGRAM, SEGMENTS = sys.argv[1:3]
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 3


def timed(work):
    """First and quickest time in seconds, and what it counted."""
    times = []
    for _ in range(1 + ROUNDS):
        begin = time.perf_counter()
        counted = work()
        times.append(time.perf_counter() - begin)
    return times[0], min(times[1:]), counted


def say(engine, question, first, quickest, counted, ours=None):
    ratio = f"{quickest / ours:8.1f} times as long" if ours else ""
    print(f"{question:44} {engine:8} {first:9.4f} {quickest:9.4f} {counted:15,} {ratio}", flush=True)


ours = {}
for line in subprocess.run([PROGRAM, SEGMENTS, str(ROUNDS)], check=True, capture_output=True, text=True).stdout.splitlines():
    if ": " in line:
        name, figures = line.split(": ")
        first, quickest, counted = figures.split()
        ours[name] = (float(first), float(quickest), int(counted))

files = sorted(glob.glob(f"{SEGMENTS}/*.arrow"))
data = ds.dataset(files, format="ipc")
measures = [name for name in data.schema.names if name.startswith("a11_v1.")]
scales = measures + [name for name in data.schema.names if name.startswith("nps.")]

connection = duckdb.connect()
connection.execute("SET threads = 2; SET TimeZone = 'UTC'")
kinds = ", ".join(
    [f'CAST("{name}" AS UTINYINT) AS "{name}"' for name in scales]
    + [f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in [("service", "VARCHAR"), ("channel", "VARCHAR"), ("segment.region", "VARCHAR")]]
)
connection.execute(f"CREATE TABLE response AS SELECT occurred_at AT TIME ZONE 'UTC' AS occurred_at, {kinds} FROM data")
for name in ["service", "channel", "segment.region"]:
    values = [value for (value,) in connection.execute(f'SELECT DISTINCT "{name}" FROM response WHERE "{name}" IS NOT NULL').fetchall()]
    kind = name.replace(".", "_")
    connection.execute(f"CREATE TYPE {kind} AS ENUM ({', '.join(repr(value) for value in sorted(values))})")
    connection.execute(f'ALTER TABLE response ALTER "{name}" TYPE {kind}')
first_service = connection.execute("SELECT service FROM response WHERE service IS NOT NULL GROUP BY service ORDER BY CAST(CAST(service AS VARCHAR) AS BIGINT) LIMIT 1").fetchone()[0]
last = connection.execute("SELECT max(occurred_at) FROM response").fetchone()[0]
start = last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
before = start.replace(month=start.month - 3) if start.month > 3 else start.replace(year=start.year - 1, month=10)


def duck(keys, where="TRUE"):
    """One grouped count per measure."""
    total = 0
    for name in scales:
        rows = connection.execute(
            f'SELECT {keys}, "{name}", count(*) FROM response WHERE "{name}" IS NOT NULL AND {where} GROUP BY ALL'
        ).fetchall()
        total += sum(row[-1] for row in rows)
    return total


def duck_joint():
    names = ", ".join(f'"{name}"' for name in measures)
    some = " OR ".join(f'"{name}" IS NOT NULL' for name in measures)
    rows = connection.execute(f"SELECT {names}, count(*) FROM response WHERE {some} GROUP BY ALL").fetchnumpy()
    return int(rows["count_star()"].sum())


DUCK = {
    "all history by service": lambda: duck("service"),
    "one quarter by service": lambda: duck("service", f"occurred_at >= '{before}' AND occurred_at < '{start}'"),
    "all history by month": lambda: duck("date_trunc('month', occurred_at)"),
    "one service by month": lambda: duck("date_trunc('month', occurred_at)", f"service = '{first_service}'"),
    "south by phone and in person, by service": lambda: duck(
        "service", "channel IN ('phone', 'in_person') AND \"segment.region\" = 'south'"
    ),
    "all history by region": lambda: duck('"segment.region"'),
    "seven measures answered together": duck_joint,
}
print(f"{'':44} {'':8} {'first':>9} {'warm':>9} {'counted':>15}")
for question, work in DUCK.items():
    say("Catsup", question, *ours[question])
    first, quickest, counted = timed(work)
    assert counted == ours[question][2], (question, counted, ours[question][2])
    say("DuckDB", question, first, quickest, counted, ours[question][1])
connection.close()
print(f"peak memory with DuckDB {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)

columns = ["occurred_at", "service", "channel", "segment.region", *scales]
frame = pl.concat(
    [pl.read_ipc(file, columns=columns).with_columns(pl.col("service", "channel", "segment.region").cast(pl.Categorical)) for file in files]
).rechunk()


def polars(key, where=None):
    """One grouped count per measure, all in one query."""
    lazy = frame.lazy() if where is None else frame.lazy().filter(where)
    parts = [lazy.filter(pl.col(name).is_not_null()).group_by(key, pl.col(name)).len() for name in scales]
    return int(sum(part["len"].sum() for part in pl.collect_all(parts)))


def polars_joint():
    some = pl.any_horizontal([pl.col(name).is_not_null() for name in measures])
    return int(frame.lazy().filter(some).group_by(measures).len().collect()["len"].sum())


moment = pl.col("occurred_at").dt.replace_time_zone(None)
month = moment.dt.truncate("1mo").alias("month")
POLARS = {
    "all history by service": lambda: polars(pl.col("service")),
    "one quarter by service": lambda: polars(pl.col("service"), (moment >= before) & (moment < start)),
    "all history by month": lambda: polars(month),
    "one service by month": lambda: polars(month, pl.col("service") == first_service),
    "south by phone and in person, by service": lambda: polars(
        pl.col("service"), pl.col("channel").is_in(["phone", "in_person"]) & (pl.col("segment.region") == "south")
    ),
    "all history by region": lambda: polars(pl.col("segment.region")),
    "seven measures answered together": polars_joint,
}
for question, work in POLARS.items():
    first, quickest, counted = timed(work)
    assert counted == ours[question][2], (question, counted, ours[question][2])
    say("Polars", question, first, quickest, counted, ours[question][1])
print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
