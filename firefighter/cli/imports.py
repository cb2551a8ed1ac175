"""`import`: bring the incidents of the past along, so that a team starts with its history."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from tqdm import tqdm

from firefighter.cli.databases import current_database
from firefighter.history import reading
from firefighter.history.reading import NoTable
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings
from firefighter.store.archive import StoredArchive
from firefighter.usecases.import_history import Imported, import_history

_READERS = {
    "statuspage": reading.read_statuspage,
    "csv": reading.read_csv,
    "jsonl": reading.read_jsonl,
}


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "format",
        choices=_READERS,
        help="what the file is: a status page's archive, a table, or what `export` wrote",
    )
    parser.add_argument("file", type=Path, help="the file, in UTF-8")


def run(given: argparse.Namespace) -> int:
    """1 when there were bad lines; the others are in all the same."""
    settings = read_settings()
    rules = settings.policy.rules()
    try:
        with (
            current_database(settings, quiet=True) as database,
            given.file.open("rb") as file,
            tqdm(total=given.file.stat().st_size, unit="B", unit_scale=True, disable=None) as bar,
        ):
            imported = import_history(
                StoredArchive(database, rules),
                _READERS[given.format](_read(file, bar.update), rules),
                lambda bad: tqdm.write(f"{given.file}, {bad}", file=sys.stderr),
            )
    except OSError as error:
        raise SettingsError(f"{given.file} cannot be read: {error.strerror}.") from error
    except NoTable as error:
        raise SettingsError(f"{given.file}: {error}") from error
    print(_summary(imported))
    return 1 if imported.bad else 0


def _read(file: IO[bytes], told: Callable[[int], object]) -> Iterator[bytes]:
    for line in file:
        yield line
        told(len(line))


def _summary(imported: Imported) -> str:
    said = [f"{imported.added} imported"]
    if imported.known:
        said.append(f"{imported.known} here already")
    if imported.left_out:
        said.append(f"{imported.left_out} left out as planned maintenance")
    if imported.bad:
        said.append(f"{imported.bad} with errors, which are named above")
    return f"{', '.join(said)}."
