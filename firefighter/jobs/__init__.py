"""Scheduled jobs: what happens by itself at a certain time.

`registry.py` finds every job in this package. `plan.py` decides which jobs follow an event.
"""
