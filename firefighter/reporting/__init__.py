"""Presents metrics: tables, charts, JSON and CSV.

Each figure states its formula and how many incidents it was measured on.
"""
