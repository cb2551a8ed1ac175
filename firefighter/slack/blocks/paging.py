"""The form that asks who is needed and why, and the menu in it that finds them."""

from collections.abc import Iterator, Sequence

from firefighter.domain.incident import Incident
from firefighter.domain.paging import PAGING_REASON_LIMIT, URGENCIES, OnCall, Urgency, Whom
from firefighter.domain.rules import Rules
from firefighter.ports.groups import UserGroup
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Option,
    context,
    modal,
    search_field,
    text_field,
)
from firefighter.slack.errors import UnknownButton
from firefighter.texts import count, mark, say

PAGE = "page"
WHOM = "whom"

_GROUP, _SERVICE = "group", "service"

_URGENCIES = {
    Urgency.CRITICAL: mark("critical"),
    Urgency.ERROR: mark("error"),
    Urgency.WARNING: mark("warning"),
    Urgency.INFO: mark("info"),
}


def paging_form(incident: Incident, rules: Rules, reason: str = "") -> Block:
    """With the reason that somebody typed already, if they did."""
    return modal(
        PAGE,
        say("Page for {incident}", incident=incident.reference),
        [
            search_field(WHOM, say("Who is needed?"), hint=_hint(rules)),
            text_field(
                "reason",
                say("Why?"),
                max_length=PAGING_REASON_LIMIT,
                initial=reason,
                hint=say("One line: it is what they read first."),
            ),
            *map(context, _consequences(incident, rules)),
        ],
        submit=say("Page"),
        metadata=str(Carried(incident.id)),
    )


def whom_options(
    words: str, services: Sequence[OnCall], groups: Sequence[UserGroup]
) -> list[Option]:
    """Those whose name has what was typed; whoever is on call first."""
    known = [*map(_on_call, services), *(_group(each) for each in groups if not each.disabled)]
    sought = words.removeprefix("@").casefold()
    return [option for option in known if sought in option.label.casefold()]


def read_whom(value: str) -> Whom:
    """Nobody, for an empty field. Raises UnknownButton for what another version of us wrote."""
    if not value:
        return Whom()
    sort, _colon, name = value.partition(":")
    if sort == _GROUP:
        return Whom(group=name)
    if sort == _SERVICE:
        return Whom(service=name)
    raise UnknownButton


def _hint(rules: Rules) -> str:
    if rules.on_call:
        return say("Who is on call, or a user group. Type a part of its name to find it.")
    return say("A user group. Type a part of its name to find it.")


def _consequences(incident: Incident, rules: Rules) -> Iterator[str]:
    if rules.on_call:
        urgency = say(_URGENCIES[URGENCIES[incident.severity]])
        yield say(
            "Since it is {severity}, who is on call is paged as {urgency}.",
            severity=incident.severity,
            urgency=urgency,
        )
    if incident.private:
        yield say(
            "It is private. A user group that you page is let in. Who is on call is told its "
            "number and what you write here, and nothing else."
        )


def _on_call(service: OnCall) -> Option:
    return Option(f"{_SERVICE}:{service.name}", f"{service.name} ({service.through})")


def _group(group: UserGroup) -> Option:
    people = count("{number} person", "{number} people", group.size)
    return Option(f"{_GROUP}:{group.id}", f"@{group.handle} · {people}")
