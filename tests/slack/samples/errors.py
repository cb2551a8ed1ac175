"""Ways to say no, each with all that may be wrong."""

from firefighter.domain import errors
from firefighter.domain.errors import FirefighterError, Flaw, InvalidField, Missing
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.rights import Right
from firefighter.domain.roles import DEFAULT_ROLES
from firefighter.ports import chat
from firefighter.slack.errors import UnknownButton
from tests.domain.incidents import ANA, BOB

_ABOUT_ROLES: list[FirefighterError] = [
    error
    for role in DEFAULT_ROLES
    for error in (
        errors.AlreadySo(role.key, ANA),
        errors.Overtaken(role.key, BOB),
        errors.Overtaken(role.key, ""),
        errors.NotTheHolder(role.key, BOB),
        errors.NotTheHolder(role.key, None),
    )
]
_WISHES = (
    "change_severity",
    "change_roles",
    "post_update",
    "page",
    "adopt_room",
    "archive_room",
    "1",
)
ERRORS: list[FirefighterError] = [
    FirefighterError(),
    errors.UnknownIncident(IncidentId(7)),
    *(errors.NotAllowed(trigger, status) for trigger in Trigger for status in Status),
    *(errors.NotAllowed(wish, Status.CLOSED) for wish in _WISHES),
    *(
        errors.AlreadySo(what, "SEV2")
        for what in ("severity", "summary", "room", "archiving", "private", "public")
    ),
    *(errors.Overtaken(what, "SEV2") for what in ("severity", "incident")),
    *_ABOUT_ROLES,
    errors.UnknownRole("1"),
    *(errors.NotEntitled(right, who) for right in Right for who in ((), ("S1",), ("S1", "U1"))),
    errors.PageInTheWay(),
    *map(errors.UnfitChannel, errors.Unfit),
    errors.UnknownFollowUp(1),
    errors.UnknownEntry(1),
    errors.NotWords(1),
    *(InvalidField("1", flaw, "2") for flaw in Flaw),
    errors.Incomplete(Trigger.CLOSE, tuple(Missing)),
    errors.AlreadyHandled(),
    errors.StoreUnavailable(),
    errors.StoreUncertain(),
    UnknownButton(),
    chat.ChatError(),
    chat.ChatRateLimited("1", 30),
    chat.ChatUnavailable("1", "2"),
    chat.ChatRefused("1", "2"),
    chat.MayNotArchive("1", "2"),
    chat.NameTaken(),
]
