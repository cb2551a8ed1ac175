"""A Slack bot for incident response that never loses an action it has acknowledged."""

__version__ = "0.2.0.dev0"
"""As in pyproject.toml: the bot runs from a checkout, without installed metadata."""
