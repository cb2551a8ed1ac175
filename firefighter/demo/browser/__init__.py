"""The playground in a browser: the bot as a process, a local Slack, and what lies beneath.

`showroom` starts it all, `guide` and `beneath` are the panels beside Slack, `switches` what can be
done to it.
"""
