"""The bot beside the local Slack, on free ports, with a database of its own: nothing to install."""
