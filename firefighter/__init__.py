"""The incident bot for Slack that loses nothing it has acknowledged."""
