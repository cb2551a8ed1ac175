"""`migrate`: bring the database to this version's schema."""

import argparse

from firefighter.settings.settings import read_settings
from firefighter.store import schema
from firefighter.store.database import Database


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument("--down-to", metavar="REVISION", help="go back instead; data may be lost")


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
