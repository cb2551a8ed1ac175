"""Slack's client as web pages, drawn from the local Slack's state; of the bot it knows nothing.

`site` has the addresses, `page` puts the parts together, `blocks` and `elements` draw Block Kit.
Everything drawn is a pure function of what was looked up before, in `screen`.
"""
