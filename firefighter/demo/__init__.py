"""Runs the bot with the local Slack on free ports and its own database, with nothing to install."""
