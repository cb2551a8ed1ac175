"""One interaction per file: its command, modal and buttons, without business logic.

To add one, add a file with a `feature`: routing, help and manifest follow.
"""
