"""A path model with a bootstrap in Python's plspm, beside `catsup pathmodel`.

The seven latent variables of the European customer satisfaction index, standardised items, path scheme. Needs plspm 0.5.7,
which needs pandas before 2.2 and numpy before 2:

    python3 crates/bench/python/plspm_bootstrap.py ecsi_mobi.csv [--resamples 1000] [--write-model model.toml]
    time catsup pathmodel ecsi_mobi.csv --model model.toml --bootstrap 1000 --json
"""

import argparse
import time
import warnings

import pandas
import plspm.config as config
from plspm.mode import Mode
from plspm.plspm import Plspm
from plspm.scale import Scale
from plspm.scheme import Scheme

BLOCKS = {
    "Image": "IMAG",
    "Expectation": "CUEX",
    "Quality": "PERQ",
    "Value": "PERV",
    "Satisfaction": "CUSA",
    "Complaints": "CUSCO",
    "Loyalty": "CUSL",
}
PATHS = [
    ("Image", ["Expectation", "Satisfaction", "Loyalty"]),
    ("Expectation", ["Quality", "Value", "Satisfaction"]),
    ("Quality", ["Value", "Satisfaction"]),
    ("Value", ["Satisfaction"]),
    ("Satisfaction", ["Complaints", "Loyalty"]),
    ("Complaints", ["Loyalty"]),
]


def model(data):
    structure = config.Structure()
    for cause, effects in PATHS:
        structure.add_path([cause], effects)
    described = config.Config(structure.path(), scaled=True, default_scale=Scale.NUM)
    for latent, prefix in BLOCKS.items():
        described.add_lv_with_columns_named(latent, Mode.A, data, prefix)
    return described


def model_file(data):
    """The same model as Catsup reads it."""
    lines = ['scheme = "path"']
    for latent, prefix in BLOCKS.items():
        items = ", ".join(f'"{column}"' for column in data.columns if column.startswith(prefix))
        lines += ["[[latent]]", f'name = "{latent}"', f"items = [{items}]", 'mode = "A"']
    for cause, effects in PATHS:
        for effect in effects:
            lines += ["[[path]]", f'from = "{cause}"', f'to = "{effect}"']
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write-model")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    data = pandas.read_csv(arguments.file, index_col=0)
    if arguments.write_model:
        with open(arguments.write_model, "w", encoding="utf-8") as file:
            file.write(model_file(data))
    begun = time.perf_counter()
    fit = Plspm(data, model(data), Scheme.PATH, iterations=300, tolerance=1e-12)
    print(f"fit: {time.perf_counter() - begun:.3f} s")
    print(f"Quality -> Satisfaction {fit.path_coefficients().loc['Satisfaction', 'Quality']:.8f}")
    begun = time.perf_counter()
    resampled = Plspm(
        data,
        model(data),
        Scheme.PATH,
        iterations=300,
        tolerance=1e-12,
        bootstrap=True,
        bootstrap_iterations=arguments.resamples,
        processes=arguments.processes,
    )
    print(f"{arguments.resamples} resamples on {arguments.processes} processes: {time.perf_counter() - begun:.1f} s")
    print(resampled.bootstrap().paths())


if __name__ == "__main__":
    main()
