"""Times pm4py and DuckDB on the logs that `journey_benchmark` makes (docs/benchmarks.md).

    python journeys.py pm4py LOG.xes
    python journeys.py duckdb FOLDER
"""

import sys
import time


def quickest(work, rounds):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - begin)
    return min(times), result


def with_pm4py(path):
    import pm4py

    begin = time.perf_counter()
    log = pm4py.read_xes(path)
    print(f"pm4py {pm4py.__version__}: read {len(log)} events in {time.perf_counter() - begin:.2f} s")
    took, graph = quickest(lambda: pm4py.discover_dfg(log), 3)
    print(f"directly-follows counts: {took:.3f} s, {len(graph[0])} edges")
    took, graph = quickest(lambda: pm4py.discover_performance_dfg(log), 3)
    print(f"directly-follows with durations: {took:.3f} s, {len(graph[0])} edges")
    took, found = quickest(lambda: pm4py.get_variants(log), 3)
    print(f"variants: {took:.3f} s, {len(found)}")


def with_duckdb(folder):
    import duckdb
    import numpy
    import pyarrow
    import pyarrow.parquet

    columns = {
        "case_id": numpy.fromfile(f"{folder}/case.bin", "<u4"),
        "activity": numpy.fromfile(f"{folder}/activity.bin", "<u4"),
        "time": numpy.fromfile(f"{folder}/time.bin", "<i8"),
    }
    pyarrow.parquet.write_table(pyarrow.table(columns), f"{folder}/events.parquet")
    del columns
    connection = duckdb.connect()
    connection.execute("set threads to 2")
    connection.execute(f"create table events as from '{folder}/events.parquet'")
    query = """
        with steps as (
            select activity as a, lead(activity) over w as b, lead(time) over w - time as took
            from events window w as (partition by case_id order by time)
        )
        select a, b, count(*), avg(took), quantile_cont(took, 0.5), quantile_cont(took, 0.9)
        from steps where b is not null group by a, b
    """
    took, rows = quickest(lambda: connection.execute(query).fetchall(), 1)
    print(f"DuckDB {duckdb.__version__}: directly-follows with durations: {took:.2f} s, {len(rows)} edges")


if __name__ == "__main__":
    {"pm4py": with_pm4py, "duckdb": with_duckdb}[sys.argv[1]](sys.argv[2])
