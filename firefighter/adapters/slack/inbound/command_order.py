"""The order of commands in the help, in Slack's hint and in the documentation."""

from collections.abc import Mapping, Sequence

from firefighter.i18n import gettext_noop

COMMAND_GROUPS: Mapping[str, Sequence[str]] = {
    gettext_noop("Start"): ("open", "convert"),
    gettext_noop("Respond"): (
        "show",
        "join",
        "catchup",
        "update",
        "severity",
        "mitigate",
        "page",
        "assign",
        "hypothesis",
        "decision",
        "note",
        "timeline",
        "edit",
        "merge",
        "link",
        "unlink",
        "private",
        "public",
        "decline",
    ),
    gettext_noop("Learn"): (
        "close",
        "reopen",
        "postmortem",
        "classify",
        "followup",
        "followups",
        "times",
    ),
    gettext_noop("Train"): (
        "drill",
        "gameday",
        "experiment",
        "exercises",
        "team",
        "hint",
        "score",
        "injects",
        "scenario",
    ),
    gettext_noop("At any time"): ("list", "stats", "digest", "help"),
}
"""By the group's heading in the help. A command in no group comes last."""

NEVER_SUGGESTED = frozenset(
    {
        *("private", "public", "merge", "unlink", "convert", "page"),
        *("mitigate", "close", "reopen", "decline", "drill"),
    }
)
"""Commands that many see or that are hard to undo: a typing error must not lead to them."""

_ORDER = [name for names in COMMAND_GROUPS.values() for name in names]


def position(name: str) -> int:
    """Returns the sort key of a command."""
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
