"""When each command is needed: the order of the help, of Slack's hint and of the documentation."""

from collections.abc import Mapping, Sequence

from firefighter.texts import mark

MOMENTS: Mapping[str, Sequence[str]] = {
    mark("To begin with"): ("open", "convert"),
    mark("While it burns"): (
        "show",
        "catchup",
        "update",
        "page",
        "assign",
        "note",
        "timeline",
        "edit",
        "merge",
        "link",
        "unlink",
        "private",
        "public",
    ),
    mark("Afterwards"): ("postmortem", "followup", "followups", "times"),
    mark("At any time"): ("list", "stats", "digest", "help"),
}
"""By what stands above them in the help. A command that is in none of them comes last."""

_ORDER = [name for names in MOMENTS.values() for name in names]


def place(name: str) -> int:
    """How far down a command belongs."""
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
