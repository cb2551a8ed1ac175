"""Generates docs/using.md from the bot's own cards and forms."""
