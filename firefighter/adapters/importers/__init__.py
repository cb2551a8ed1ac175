"""Reads files with incidents of the past line by line, and writes them.

A line that cannot be imported becomes an `InvalidLine`; the others are imported.
"""
