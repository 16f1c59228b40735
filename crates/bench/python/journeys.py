"""Journeys beside pm4py and DuckDB: one run, the same files, the quickest of several rounds (docs/benchmarks.md).

    cargo build --release -p catsup-exchange --examples
    python -m venv FOLDER && FOLDER/bin/pip install pm4py rustxes duckdb pyarrow
    FOLDER/bin/python crates/bench/python/journeys.py target/release/examples/journey_benchmark EMPTY_FOLDER
"""

import os
import resource
import subprocess
import sys
import time
import warnings

# The logs of 100 MB: nothing but activity and time, and with what logs of real systems hold beside.
LOGS = {"lean": (612_000, 61_200), "rich": (304_000, 30_400)}
EVENTS, CASES = 50_000_000, 5_000_000
READERS = ["chunk_regex", "line_by_line", "iterparse", "rustxes"]


def ours(*arguments):
    """The figures that the example prints, by name."""
    output = subprocess.run([sys.argv[1], *map(str, arguments)], check=True, capture_output=True, text=True)
    return {name: float(figure) for name, figure in map(str.split, output.stdout.splitlines())}


def quickest(work, rounds):
    """The quickest of several rounds in seconds, and what the last gave."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - begin)
    return min(times), result


def say(what, seconds, base=None, note=""):
    ratio = f"{seconds / base:8.1f} times as long" if base else ""
    print(f"  {what:58} {seconds:9.4f} s {ratio} {note}", flush=True)


def logs(folder):
    import pm4py
    from pm4py.algo.discovery.dfg.adapters.pandas.df_statistics import get_dfg_graph

    for kind, (events, cases) in LOGS.items():
        path = f"{folder}/{kind}.xes"
        megabytes = ours("write-xes", path, events, cases, kind)["megabytes"]
        found = ours("read-xes", path, 25)
        print(f"{kind}: {megabytes:.0f} MB, {found['events']:.0f} events, {found['cases']:.0f} cases")
        say("Catsup: read", found["read_seconds"])
        log = None
        for reader in READERS:
            try:
                seconds, log = quickest(lambda: pm4py.read_xes(path, variant=reader), 7 if reader == "rustxes" else 2)
            except ImportError as error:
                print(f"  pm4py, {reader}: {error}")
                continue
            assert len(log) == found["events"]
            say(f"pm4py {pm4py.__version__}: read, {reader}", seconds, found["read_seconds"])
        base = found["directly_follows_seconds"]
        say("Catsup: directly-follows, count, mean, median, p90", base)
        discover(log, base, found, pm4py, get_dfg_graph)
        seconds, variants = quickest(lambda: pm4py.get_variants(log), 2)
        assert len(variants) == found["variants"]
        say("Catsup: variants", found["variants_seconds"])
        say("pm4py: variants", seconds, found["variants_seconds"])


def discover(log, base, found, pm4py, get_dfg_graph):
    """pm4py has no 90th percentile; `all` is mean, median, extremes, sum and standard deviation, and no counts."""
    ways = {
        "discover_dfg (counts alone)": lambda: pm4py.discover_dfg(log),
        "discover_performance_dfg, mean": lambda: pm4py.discover_performance_dfg(log, perf_aggregation_key="mean"),
        "discover_performance_dfg, median": lambda: pm4py.discover_performance_dfg(log, perf_aggregation_key="median"),
        "discover_performance_dfg, all": lambda: pm4py.discover_performance_dfg(log),
    }
    for name, way in ways.items():
        seconds, result = quickest(way, 3)
        assert len(result[0]) == found["edges"]
        say(f"pm4py: {name}", seconds, base)
    # What it does inside, without the sorting that a log in order does not need.
    options = {"sort_caseid_required": False, "sort_timestamp_along_case_id": False}
    for measure, key in [("frequency", "mean"), ("performance", "median"), ("both", "mean"), ("both", "all")]:
        seconds, _ = quickest(lambda: get_dfg_graph(log, measure=measure, perf_aggregation_key=key, **options), 3)
        say(f"pm4py: its inner get_dfg_graph, unsorted, {measure}, {key}", seconds, base)


def write_parquet(folder):
    import numpy
    import pyarrow
    import pyarrow.parquet

    ours("write-columns", folder, EVENTS, CASES)
    columns = {
        "case_id": numpy.fromfile(f"{folder}/case.bin", "<u4"),
        "activity": numpy.fromfile(f"{folder}/activity.bin", "<u4"),
        "time": numpy.fromfile(f"{folder}/time.bin", "<i8"),
    }
    pyarrow.parquet.write_table(pyarrow.table(columns), f"{folder}/events.parquet")


def events(folder):
    import duckdb

    if not os.path.exists(f"{folder}/events.parquet"):
        write_parquet(folder)
    print(f"{EVENTS:,} events of {CASES:,} customers, in order of arrival; DuckDB {duckdb.__version__}")
    found = ours("read-columns", folder, 5)
    base = found["directly_follows_seconds"]
    say("Catsup: put in order of case and time, once", found["arrange_seconds"])
    say("Catsup: directly-follows, count, mean, median, p90", base, note=f"peak {found['peak_megabytes']:.0f} MB")
    connection = duckdb.connect()
    connection.execute("set threads to 2")
    connection.execute(f"set temp_directory='{folder}/duckdb'")
    connection.execute("set max_temp_directory_size='8GB'")
    columns = "select case_id, activity::utinyint as activity, time from"
    begin = time.perf_counter()
    connection.execute(f"create table stored as {columns} '{folder}/events.parquet' order by case_id, time")
    say("DuckDB: a table in order of case and time, once", time.perf_counter() - begin, found["arrange_seconds"])
    window = """select activity as a, lead(activity) over w as b, lead(time) over w - time as took
        from {} window w as (partition by case_id order by time)"""
    # Without a partition DuckDB streams: the next row is of the same case, or there is no step.
    streamed = """select a, b, took from (select activity as a, case_id, lead(case_id) over () as following,
        lead(activity) over () as b, lead(time) over () - time as took from stored) where following = case_id"""
    figures = """select a, b, count(*), avg(took) / 1e6, quantile_cont(took, [0.5, 0.9]) from ({})
        where b is not null group by a, b order by count(*) desc"""
    for name, steps, rounds in [
        ("window over the Parquet file, in order of arrival", window.format(f"'{folder}/events.parquet'"), 1),
        ("window over the table in order of case and time", window.format("stored"), 3),
        ("lead() in the order stored, without a partition", streamed, 3),
    ]:
        try:
            seconds, rows = quickest(lambda: connection.execute(figures.format(steps)).fetchall(), rounds)
        except duckdb.OutOfMemoryException:
            limit = connection.execute("select current_setting('memory_limit')").fetchone()[0]
            print(f"  DuckDB: {name}: beyond {limit} of memory and 8 GB of disk")
            continue
        assert len(rows) == found["edges"] and sum(row[2] for row in rows) == found["steps"]
        assert abs(rows[0][4][0] / 1e6 - found["median_of_first"]) < 1e-6
        say(f"DuckDB: {name}", seconds, base)
    print(f"  peak of Python with DuckDB: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    parts = {"logs": logs, "events": events}
    for part in sys.argv[3:] or parts:
        parts[part](sys.argv[2])
