"""The playground in a browser: the bot as a process, a local Slack, and panels about both.

`environment` starts everything. `guide` and `under_the_hood` are the panels beside Slack.
"""
