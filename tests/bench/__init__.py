"""`make bench`: measures performance on SQLite and PostgreSQL, each figure with its limit.

Times are compared within one run, or with what the local Slack was told to take for a call. They
are no part of `make test`, since a busy machine would fail them for no fault of the code.
`python -m tests.bench many_teams` runs one of them.
"""
