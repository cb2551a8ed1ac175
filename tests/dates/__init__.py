"""Runs tests at dates that are easily got wrong."""
