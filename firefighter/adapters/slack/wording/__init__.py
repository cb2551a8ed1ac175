"""Texts in Slack's mrkdwn, without layout."""
