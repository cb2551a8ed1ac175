"""`migrate`: migrates the database to this version's schema, or back."""

import argparse

from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.settings.settings import read_settings


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument("--down-to", metavar="REVISION", help="downgrade instead; may lose data")


def run(given: argparse.Namespace) -> int:
    database = Database(read_settings().environment.database_url)
    try:
        if given.down_to:
            schema.downgrade(database, given.down_to)
        else:
            schema.upgrade(database)
    finally:
        database.close()
    return 0
