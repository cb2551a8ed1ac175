"""The generated part of docs/api.md: every operation with a line to paste."""
