"""Contacts beside DuckDB, Polars and chdb, on two threads: waits with exact quantiles, and distinct customers.

    cargo xtask bench contacts [CONTACTS]

makes the rows, the programs and what they need, and runs this. By hand:

    python contacts.py PROGRAM SEGMENTS WORK [ROUNDS]

PROGRAM is the example `contact_benchmark`, SEGMENTS the folder `segments/contacts`; WORK is a folder for the stores of the
other engines. All take quantiles by nearest rank and count customers exactly.
"""

import os
import json

import beside

WAITS, WAITS_QUARTER, CALLS, CUSTOMERS, CUSTOMERS_QUARTER, EVERYONE = (
    "waits by service, all history",
    "waits by service, one quarter",
    "waits of calls by service and outcome",
    "customers by service, all history",
    "customers by service, one quarter",
    "customers, all history",
)
QUARTER = 91 * 86_400_000_000
TEXTS = ["service", "channel", "outcome"]
WITHIN = (60, 300, 900)


class Sql:
    def questions(self):
        last = self.rows("SELECT max(occurred_at) FROM contact")[0][0]
        quarter = f"occurred_at >= {int(last) - QUARTER} AND occurred_at < {last}"
        return {
            WAITS: lambda: self.waits(["service"]),
            WAITS_QUARTER: lambda: self.waits(["service"], quarter),
            CALLS: lambda: self.waits(["service", "outcome"], "channel = 'phone'"),
            CUSTOMERS: lambda: self.customers(["service"]),
            CUSTOMERS_QUARTER: lambda: self.customers(["service"], quarter),
            EVERYONE: lambda: self.customers([]),
        }

    def waits(self, keys, where="1 = 1"):
        within = ", ".join(self.count_if(f"wait_seconds <= {most}") for most in WITHIN)
        rows = self.rows(
            f"SELECT {', '.join(keys)}, sum(wait_seconds), {within}, {self.quantiles}, count(*) FROM contact WHERE {where} "
            f"GROUP BY {', '.join(keys)}"
        )
        return sum(int(row[-1]) for row in rows)

    def customers(self, keys, where="1 = 1"):
        named = "".join(f"{key}, " for key in keys)
        group = f"GROUP BY {', '.join(keys)}" if keys else ""
        rows = self.rows(f"SELECT {named}{self.distinct}, count(*) FROM contact WHERE {where} {group}")
        return sum(int(row[-1]) for row in rows)


class DuckDB(Sql):
    quantiles = "quantile_disc(wait_seconds, [0.5, 0.9, 0.99])"
    distinct = "count(DISTINCT customer)"

    def __init__(self, files, work):
        import duckdb

        path = f"{work}/contacts.duckdb"
        is_new = not os.path.exists(path)
        self.connection = duckdb.connect(path)
        self.connection.execute("SET threads = 2; SET preserve_insertion_order = false")
        if is_new:
            import pyarrow.dataset as ds

            data = ds.dataset(files, format="ipc")
            for name in TEXTS:
                values = self.connection.execute(f"SELECT DISTINCT CAST({name} AS VARCHAR) FROM data WHERE {name} IS NOT NULL").fetchall()
                self.connection.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(repr(value) for (value,) in sorted(values))})")
            kinds = ", ".join(f"CAST(CAST({name} AS VARCHAR) AS {name}) AS {name}" for name in TEXTS)
            self.connection.execute(
                f"CREATE TABLE contact AS SELECT epoch_us(occurred_at) AS occurred_at, customer, {kinds}, wait_seconds FROM data"
            )
            self.connection.execute("CHECKPOINT")

    def rows(self, query):
        return self.connection.execute(query).fetchall()

    def count_if(self, condition):
        return f"count(*) FILTER (WHERE {condition})"


class ChDB(Sql):
    quantiles = "quantilesExactLow(0.5, 0.9, 0.99)(wait_seconds)"
    distinct = "uniqExact(customer)"

    def __init__(self, files, work):
        from chdb import session

        path = f"{work}/chdb-contacts"
        is_new = not os.path.exists(path)
        self.session = session.Session(path)
        self.session.query("SET max_threads = 2")
        if is_new:
            self.session.query("CREATE DATABASE IF NOT EXISTS bench")
            self.session.query(
                "CREATE TABLE bench.contact (occurred_at Int64, customer Nullable(Int64), service LowCardinality(String), channel "
                "LowCardinality(String), outcome LowCardinality(Nullable(String)), wait_seconds Nullable(Int32)) "
                "ENGINE = MergeTree ORDER BY (service, occurred_at)"
            )
            for file in files:
                self.session.query(
                    "INSERT INTO bench.contact SELECT toUnixTimestamp64Micro(occurred_at), customer, service, channel, outcome, "
                    f"wait_seconds FROM file('{os.path.abspath(file)}', 'Arrow')"
                )
            self.session.query("OPTIMIZE TABLE bench.contact FINAL")

    def rows(self, query):
        query = query.replace("FROM contact", "FROM bench.contact")
        return [json.loads(line) for line in str(self.session.query(query, "JSONCompactEachRow")).splitlines()]

    def count_if(self, condition):
        return f"countIf({condition})"


class Polars:
    """The segments as they are, read once into memory."""

    def __init__(self, files, _):
        import polars as pl

        self.pl = pl
        kinds = pl.col(TEXTS).cast(pl.Categorical)
        wanted = ["occurred_at", "customer", *TEXTS, "wait_seconds"]
        self.frame = pl.concat([pl.read_ipc(file, columns=wanted).with_columns(kinds) for file in files], rechunk=False)

    def questions(self):
        pl = self.pl
        moment = pl.col("occurred_at").dt.epoch("us")
        last = self.frame.select(moment.max()).item()
        quarter = (moment >= last - QUARTER) & (moment < last)
        return {
            WAITS: lambda: self.waits(["service"]),
            WAITS_QUARTER: lambda: self.waits(["service"], quarter),
            CALLS: lambda: self.waits(["service", "outcome"], pl.col("channel") == "phone"),
            CUSTOMERS: lambda: self.customers(["service"]),
            CUSTOMERS_QUARTER: lambda: self.customers(["service"], quarter),
            EVERYONE: lambda: self.customers([]),
        }

    def of(self, where):
        return self.frame.lazy() if where is None else self.frame.lazy().filter(where)

    def waits(self, keys, where=None):
        pl = self.pl
        wait = pl.col("wait_seconds")
        told = [pl.len(), wait.sum().alias("sum")]
        told += [(wait <= most).sum().alias(f"within {most}") for most in WITHIN]
        told += [wait.quantile(p, "higher").alias(f"quantile {p}") for p in (0.5, 0.9, 0.99)]
        return int(self.of(where).group_by(keys).agg(told).collect()["len"].sum())

    def customers(self, keys, where=None):
        pl = self.pl
        told = [pl.len(), pl.col("customer").drop_nulls().n_unique().alias("customers")]
        lazy = self.of(where)
        return int((lazy.group_by(keys).agg(told) if keys else lazy.select(told)).collect()["len"].sum())


ENGINES = {"DuckDB": DuckDB, "Polars": Polars, "chdb": ChDB}

if __name__ == "__main__":
    beside.main(ENGINES, (WAITS, WAITS_QUARTER))
