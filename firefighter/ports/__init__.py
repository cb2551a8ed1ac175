"""Interfaces to everything outside the process, and the values that cross them."""
