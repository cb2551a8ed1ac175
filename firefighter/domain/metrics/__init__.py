"""Metrics. Each is defined here, once, as a function of facts.

There are no averages, since averages of skewed durations mislead. A duration is reported with the
number it was measured on, its median, 90th percentile and maximum, and its values when they are
few. Missing values are left out and counted, never taken for zero. `adapters/store/statistics.py`
computes the same metrics in the database, and tests compare the two.
"""
