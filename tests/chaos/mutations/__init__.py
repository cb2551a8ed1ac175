"""Checks that the audit notices a broken rule. Run `python -m tests.chaos.mutations`.

Each mutation breaks one rule of the outbox in a copy of the code, by replacing text. A scenario
then creates the situation in which the rule matters, and the audit must find the failure. With
unchanged code, the same scenario must leave nothing to find.
"""
