"""Prints the tables of docs/statistics.md: `python -m tests.simulation`."""

from tests.simulation.tables import RUNS, tables

print(f"{RUNS} simulated comparisons each, in percent of them a change was reported.\n")
for table in tables():
    print(f"{table}\n")
