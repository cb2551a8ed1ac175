"""Slack's client as web pages, drawn from the local Slack's state. It knows nothing of the bot.

`site` holds the addresses, `page` combines the parts, `blocks` and `elements` draw Block Kit.
Drawing is a pure function of what `screen` looked up.
"""
