"""Simulates the tests of change: how often they err, and what they find."""
