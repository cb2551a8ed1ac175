"""Does the audit notice when a rule of the outbox is broken? `python -m tests.chaos.mutations`.

Each mutation breaks one rule in a copy of the code, by replacing text. A scenario then brings about
the one moment at which that rule matters, and the audit has to find what went wrong; with the code
as it is, the same scenario has to leave nothing to find.
"""
