"""Reads segments and exports with pyarrow, polars and DuckDB, and says where they differ.

    python open_data.py SEGMENTS RESPONSES.parquet RESPONSES.arrow RESPONSES.csv ROWS
"""

import glob
import sys

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset
import pyarrow.ipc
import pyarrow.parquet

segments, parquet, arrow, csv, rows = sys.argv[1:]
files = sorted(glob.glob(f"{segments}/*.arrow"))


def plain(table):
    """Codes as text, in the order of ids, so that tables can be compared."""
    columns = {}
    for name in sorted(table.column_names):
        column = table[name].combine_chunks()
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        columns[name] = column
    return pa.table(columns).sort_by("response")


whole = plain(pyarrow.dataset.dataset(files, format="ipc").to_table())
assert whole.num_rows == int(rows), whole.num_rows
answers = [name for name in whole.column_names if name.startswith(("a11_v1.", "nps."))]
assert len(answers) == 8, answers

kinds = pyarrow.csv.ConvertOptions(
    column_types={field.name: field.type for field in whole.schema}, strings_can_be_null=True
)
exports = {
    "parquet": pyarrow.parquet.read_table(parquet),
    "arrow": pyarrow.ipc.open_file(arrow).read_all(),
    "csv": pyarrow.csv.read_csv(csv, convert_options=kinds),
}
for name, table in exports.items():
    assert plain(table).equals(whole), f"the {name} export differs from the segments"

frame = pl.concat([pl.read_ipc(file) for file in files])
responses = duckdb.read_parquet(parquet)
for name in answers:
    ours = sorted((one["values"], one["counts"]) for one in whole[name].drop_null().value_counts().to_pylist())
    seen = frame.get_column(name).drop_nulls().value_counts(name="count").rows()
    assert sorted(seen) == ours, f"polars counts {name} differently"
    found = duckdb.sql(f'SELECT "{name}", count(*) FROM responses WHERE "{name}" IS NOT NULL GROUP BY ALL').fetchall()
    assert sorted(found) == ours, f"DuckDB counts {name} differently"
print(f"{whole.num_rows} rows in {len(files)} segments and three exports are the same to pyarrow, polars and DuckDB")
