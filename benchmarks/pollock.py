"""How whole broken files come in, here and elsewhere: the Pollock benchmark, no hints given.

    python -m benchmarks.pollock [FOLDER] [--only LOADER] [--worst N]

FOLDER holds polluted_files, survey_sample and pollock_weights.json (../shared/datasets/pollock by
default). Every score is of 10: simple is the mean over the polluted files, weighted the mean by how
often each pollution was found in the wild, survey the mean over real files. The clean versions of
survey files without a header begin with names of the authors' own (col_0, col_1, ...), those of
polluted ones with the first row; a loader that says there is no header is held against either.
"""

import argparse
import csv
import json
import signal
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pollock_loaders import LOADERS, Loaded
from benchmarks.pollock_scores import Rows, score

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "datasets" / "pollock"
LONGEST_SECONDS = 30

csv.field_size_limit(1 << 27)


@dataclass(frozen=True)
class Result:
    """What one loader made of one file."""

    file: str
    score: float
    seconds: float


def scored(folder: Path, load: Callable[[Path], Loaded]) -> list[Result]:
    """A loader's score for every file of a folder with csv and clean versions."""
    return [_result(path, load) for path in sorted((folder / "csv").iterdir())]


def simple(results: list[Result]) -> float:
    """The mean over the files."""
    return sum(result.score for result in results) / len(results)


def weighted(results: list[Result], weights: dict[str, float]) -> float:
    """The mean over the files, by how often such files are met."""
    total = sum(weights[result.file] for result in results)
    return sum(result.score * weights[result.file] for result in results) / total


def main() -> None:
    """Print a line for every loader."""
    asked = _asked()
    weights = json.loads((asked.folder / "pollock_weights.json").read_text())
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _stop)
    print(f"{'':28}{'simple':>8}{'weighted':>10}{'survey':>8}{'slowest file, s':>18}")
    for name in [asked.only] if asked.only else LOADERS:
        polluted = scored(asked.folder / "polluted_files", LOADERS[name])
        survey = scored(asked.folder / "survey_sample", LOADERS[name])
        slowest = max(result.seconds for result in polluted + survey)
        print(
            f"{name:28}{simple(polluted):8.3f}{weighted(polluted, weights):10.3f}"
            f"{simple(survey):8.3f}{slowest:18.1f}",
            flush=True,
        )
        for result in sorted(polluted + survey, key=lambda r: r.score)[: asked.worst]:
            print(f"    {result.score:6.3f}  {result.file}")


def _is_named(clean: Rows) -> bool:
    """Whether the clean version gives names of its own to the columns of a file without any."""
    return bool(clean) and [name.strip() for name in clean[0]] == [
        f"col_{n}" for n in range(len(clean[0]))
    ]


def _result(path: Path, load: Callable[[Path], Loaded]) -> Result:
    clean = _clean(path.parent.parent / "clean" / path.name)
    started = time.monotonic()
    signal.alarm(LONGEST_SECONDS)
    try:
        loaded = load(path).rows(_is_named(clean))
    except Exception:  # whatever a loader raises, the file did not load
        loaded = None
    signal.alarm(0)
    return Result(path.name, score(clean, loaded), time.monotonic() - started)


def _stop(*_: object) -> None:
    raise TimeoutError


def _clean(path: Path) -> Rows:
    with path.open(newline="", encoding="utf-8-sig") as text:
        return list(csv.reader(text))


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked.add_argument("--only", choices=LOADERS)
    asked.add_argument("--worst", type=int, default=0)
    return asked.parse_args()


if __name__ == "__main__":
    main()
