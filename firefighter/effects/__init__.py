"""Effects: work outside the database, done once and in order by the worker.

`registry.py` finds every effect in this package. `plan.py` decides which effects follow an event.
"""
