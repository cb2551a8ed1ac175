"""One interaction a file: its command, its modal, its buttons, and nothing that decides.

To add one, write a file beside these with a `feature`: routing, help and manifest follow.
"""
