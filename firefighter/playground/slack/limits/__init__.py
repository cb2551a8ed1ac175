"""Block Kit's limits as tables.

`elements`, `blocks`, `views`. The one place where they are written.

A new element is one line in `elements`, a new block one line in `blocks`.
"""
