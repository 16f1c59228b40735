"""Measures beside DuckDB, Polars and chdb, on two threads.

    cargo xtask bench measures [RESPONSES]

makes the rows, the programs and what they need, and runs this. By hand:

    python measures.py PROGRAM SEGMENTS WORK [ROUNDS]

PROGRAM is the example `measure_benchmark`; WORK is a folder for the stores of the other engines. Every engine first takes
the rows into its own store, untimed, sorted by service and time where the engine makes use of that.

Each engine gets the formulation found to be its best. DuckDB and chdb: one grouped count per measure for distributions (a
single pass of filtered counts takes four times as long), one pass of sums of products for drivers (as Polars).
"""

import json
import os

import beside

ALL, QUARTER, MONTHS, SERVICE, SOUTH, REGION, JOINT = (
    "all history by service",
    "one quarter by service",
    "all history by month",
    "one service by month",
    "south by phone and in person, by service",
    "all history by region",
    "seven measures answered together",
)


def columns(files):
    import pyarrow as pa

    with pa.memory_map(files[0]) as source:
        names = pa.ipc.open_file(source).schema.names
    measures = [name for name in names if name.startswith("a11_v1.")]
    return measures, measures + [name for name in names if name.startswith("nps.")]


def quarter(last):
    start = last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
    before = start.replace(month=start.month - 3) if start.month > 3 else start.replace(year=start.year - 1, month=10)
    return before, start


class Sql:
    """What DuckDB and chdb have in common."""

    def __init__(self, files):
        self.measures, self.scales = columns(files)

    def questions(self):
        before, start = quarter(self.last())
        within = f"occurred_at >= {self.moment(before)} AND occurred_at < {self.moment(start)}"
        month = self.month
        return {
            ALL: lambda: self.distribution("service"),
            QUARTER: lambda: self.distribution("service", within),
            MONTHS: lambda: self.distribution(month),
            SERVICE: lambda: self.distribution(month, f"service = '{self.first_service()}'"),
            SOUTH: lambda: self.distribution("service", "channel IN ('phone', 'in_person') AND \"segment.region\" = 'south'"),
            REGION: lambda: self.distribution('"segment.region"'),
            JOINT: self.together,
        }

    def distribution(self, key, where="1 = 1"):
        total = 0
        for name in self.scales:
            rows = self.rows(f'SELECT {key} AS key, "{name}" AS answer, count(*) AS n FROM response WHERE "{name}" IS NOT NULL AND {where} GROUP BY key, answer')
            total += sum(int(row[-1]) for row in rows)
        return total

    def together(self):
        """Counts, sums and products of every pair: what a regression takes."""
        pairs = [(a, b) for i, a in enumerate(self.measures) for b in self.measures[i:]]
        whole = self.whole
        sums = ", ".join(f'sum({whole}("{a}") * "{b}")' for a, b in pairs)
        single = ", ".join(f'sum({whole}("{a}")), count("{a}")' for a in self.measures)
        some = " OR ".join(f'"{name}" IS NOT NULL' for name in self.measures)
        return int(self.rows(f"SELECT count(*), {single}, {sums} FROM response WHERE {some}")[0][0])


class DuckDB(Sql):
    month = "date_trunc('month', occurred_at)"
    whole = "to_bigint"

    def __init__(self, files, work):
        import duckdb

        super().__init__(files)
        path = f"{work}/measures.duckdb"
        is_new = not os.path.exists(path)
        self.connection = duckdb.connect(path)
        self.connection.execute("SET threads = 2; SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
        self.connection.execute("CREATE TEMP MACRO to_bigint(x) AS CAST(x AS BIGINT)")
        if is_new:
            self.load(files)

    def load(self, files):
        import pyarrow.dataset as ds

        data = ds.dataset(files, format="ipc")
        for name in ["service", "channel", "segment.region"]:
            values = set()
            for file in files:
                one = ds.dataset([file], format="ipc").head(1_000_000, columns=[name]).column(0)
                values.update(value for chunk in one.chunks for value in chunk.dictionary.to_pylist() if value)
            self.connection.execute(f"CREATE TYPE {name.replace('.', '_')} AS ENUM ({', '.join(repr(value) for value in sorted(values))})")
        kinds = ", ".join(
            [f'CAST("{name}" AS UTINYINT) AS "{name}"' for name in self.scales]
            + [f'CAST(CAST("{name}" AS VARCHAR) AS {name.replace(".", "_")}) AS "{name}"' for name in ["service", "channel", "segment.region"]]
        )
        self.connection.execute(f"CREATE TABLE response AS SELECT occurred_at AT TIME ZONE 'UTC' AS occurred_at, {kinds} FROM data")
        self.connection.execute("CHECKPOINT")

    def rows(self, query):
        return self.connection.execute(query).fetchall()

    def moment(self, at):
        return f"TIMESTAMP '{at.replace(tzinfo=None)}'"

    def last(self):
        return self.rows("SELECT max(occurred_at) FROM response")[0][0]

    def first_service(self):
        return self.rows("SELECT min(CAST(CAST(service AS VARCHAR) AS BIGINT)) FROM (SELECT DISTINCT service FROM response)")[0][0]


class ChDB(Sql):
    month = "toStartOfMonth(occurred_at)"
    whole = "toInt64"

    def __init__(self, files, work):
        from chdb import session

        super().__init__(files)
        path = f"{work}/chdb"
        is_new = not os.path.exists(path)
        self.session = session.Session(path)
        self.session.query("SET max_threads = 2")
        if is_new:
            answers = ", ".join(f'"{name}" Nullable(UInt8)' for name in self.scales)
            self.session.query("CREATE DATABASE IF NOT EXISTS bench")
            self.session.query(
                f'CREATE TABLE bench.response (occurred_at DateTime64(6, \'UTC\'), service LowCardinality(String), channel LowCardinality(String), '
                f'"segment.region" LowCardinality(Nullable(String)), {answers}) ENGINE = MergeTree ORDER BY (service, occurred_at)'
            )
            names = ", ".join(f'"{name}"' for name in ["occurred_at", "service", "channel", "segment.region", *self.scales])
            for file in files:
                self.session.query(f"INSERT INTO bench.response ({names}) SELECT {names} FROM file('{os.path.abspath(file)}', 'Arrow')")
            self.session.query("OPTIMIZE TABLE bench.response FINAL")

    def rows(self, query):
        query = query.replace("FROM response", "FROM bench.response")
        return [json.loads(line) for line in str(self.session.query(query, "JSONCompactEachRow")).splitlines()]

    def moment(self, at):
        return f"toDateTime64('{at.replace(tzinfo=None)}', 6, 'UTC')"

    def last(self):
        import datetime

        return datetime.datetime.fromisoformat(self.rows("SELECT max(occurred_at) FROM response")[0][0])

    def first_service(self):
        return self.rows("SELECT toString(min(toInt64(service))) FROM response")[0][0]


class Polars:
    """The segments as they are, read once into memory."""

    def __init__(self, files, _):
        import polars as pl

        self.pl = pl
        self.measures, self.scales = columns(files)
        wanted = ["occurred_at", "service", "channel", "segment.region", *self.scales]
        kinds = pl.col("service", "channel", "segment.region").cast(pl.Categorical)
        self.frame = pl.concat([pl.read_ipc(file, columns=wanted).with_columns(kinds) for file in files], rechunk=False)

    def questions(self):
        pl = self.pl
        moment = pl.col("occurred_at").dt.replace_time_zone(None)
        month = moment.dt.truncate("1mo").alias("month")
        before, start = quarter(self.frame.select(moment.max()).item())
        services = self.frame["service"].unique().cast(pl.String).to_list()
        first = min(services, key=int)
        south = pl.col("channel").is_in(["phone", "in_person"]) & (pl.col("segment.region") == "south")
        return {
            ALL: lambda: self.distribution(pl.col("service")),
            QUARTER: lambda: self.distribution(pl.col("service"), (moment >= before) & (moment < start)),
            MONTHS: lambda: self.distribution(month),
            SERVICE: lambda: self.distribution(month, pl.col("service") == first),
            SOUTH: lambda: self.distribution(pl.col("service"), south),
            REGION: lambda: self.distribution(pl.col("segment.region")),
            JOINT: self.together,
        }

    def distribution(self, key, where=None):
        """One grouped count per measure, all in one query."""
        pl = self.pl
        lazy = self.frame.lazy() if where is None else self.frame.lazy().filter(where)
        parts = [lazy.filter(pl.col(name).is_not_null()).group_by(key, pl.col(name)).len() for name in self.scales]
        return int(sum(part["len"].sum() for part in pl.collect_all(parts)))

    def together(self):
        pl = self.pl
        some = pl.any_horizontal([pl.col(name).is_not_null() for name in self.measures])
        whole = {name: pl.col(name).cast(pl.Int64) for name in self.measures}
        sums = [pl.len().alias("n")]
        for place, a in enumerate(self.measures):
            sums += [whole[a].sum().alias(f"sum {a}"), pl.col(a).count().alias(f"count {a}")]
            sums += [(whole[a] * whole[b]).sum().alias(f"{a} {b}") for b in self.measures[place:]]
        return int(self.frame.lazy().filter(some).select(sums).collect()["n"].item())


ENGINES = {"DuckDB": DuckDB, "Polars": Polars, "chdb": ChDB}

if __name__ == "__main__":
    beside.main(ENGINES, (ALL, QUARTER))
