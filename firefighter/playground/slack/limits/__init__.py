"""What Slack refuses in blocks and views, as tables: `objects`, `elements`, `blocks`, `views`.

A new element is one line in `elements`, a new block one line in `blocks`.
"""
