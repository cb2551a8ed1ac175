from collections.abc import Callable

from firefighter.ports.places import Located

Address = Callable[[Located], str]
"""Where a browser shows a place; empty when nobody can tell."""


def nowhere(_place: Located) -> str:
    """For what is drawn where the workspace's own address is not known."""
    return ""
