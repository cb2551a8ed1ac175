"""Incidents in lists: search results, the menu that picks one, and the Home tab."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    METADATA_LIMIT,
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    divider,
    home,
    modal,
    search_field,
    section,
)
from firefighter.adapters.slack.blocks.follow_ups import LIST
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.event_lines import due_text, kind_text
from firefighter.adapters.slack.wording.labels import role_in_sentence
from firefighter.adapters.slack.wording.mrkdwn import (
    channel_mention,
    clipped,
    escaped,
    link,
    local_time,
    quoted,
)
from firefighter.domain.ids import reference
from firefighter.domain.rules import Rules
from firefighter.domain.spelling import split_word
from firefighter.domain.title import utf16_length
from firefighter.i18n import gettext, ngettext
from firefighter.ports.chat import DueFollowUp, HomeView
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.search import IncidentSummary, SearchResult
from firefighter.ports.snapshot import Address, Place, PlaceRef, no_address

INCIDENT_LIST = "list"

_WORDS_SHOWN = 100

DRILL_WORDS = {"drills", "drill"}
"""First words after `/incident list` that ask for drills only."""

CHANGE_PAGE = "turn_list"

PAGE_SIZE = 10
"""Rows on a page; about one screen."""


def incident_list(
    words: str,
    found: SearchResult,
    start: int,
    address: Address = no_address,
    near_service: str = "",
) -> Block:
    """One page of search results; the view carries the query.

    If nothing was found, `near_service` is the service that was probably meant.
    """
    rows = [incident_row(listed, address) for listed in found.items] or [
        section(_nothing_found(words, near_service))
    ]
    return modal(
        INCIDENT_LIST,
        gettext("Incidents"),
        [*rows, *_pagination(found, start)],
        metadata=clipped(words, METADATA_LIMIT),
    )


def incident_row(listed: IncidentSummary, address: Address = no_address) -> Block:
    closed = listed.status.has_ended
    sign = labels.CLOSED_SIGN if closed else labels.SEVERITY_SIGN[listed.severity]
    name = f"{listed.reference} · {listed.severity} · {escaped(listed.title)}"
    title = f"{sign} *{with_exercise_mark(listed.kind, name)}*"
    show = button(action_ids.SHOW, gettext("Show"), str(ButtonState(listed.id)))
    return section(f"{title}\n{_row_facts(listed, address)}", show)


def _nothing_found(words: str, near_service: str) -> str:
    if not words:
        return gettext("No open incidents. `/incident list all` also shows closed ones.")
    kind, rest = split_word(words)
    if kind.casefold() in DRILL_WORDS:
        return _no_drills(rest)
    text = gettext(
        "No incidents match {words}. `/incident list all` shows all of them.",
        words=f"“{escaped(clipped(words, _WORDS_SHOWN))}”",
    )
    if not near_service:
        return text
    return f"{text} {gettext('Did you mean “{name}”?', name=escaped(near_service))}"


def _no_drills(words: str) -> str:
    if not words:
        return gettext("There is no drill yet. `/incident drill` starts one.")
    return gettext(
        "No drills match {words}. `/incident list drills` shows all of them.",
        words=f"“{escaped(clipped(words, _WORDS_SHOWN))}”",
    )


def _pagination(found: SearchResult, start: int) -> list[Block]:
    """The position in the list and the buttons to turn pages; nothing if one page has it all."""
    end = start + len(found.items)
    if start == 0 and end >= found.total and not found.is_least:
        return []
    position = (
        gettext(
            "{first} to {last} of more than {total}", first=start + 1, last=end, total=found.total
        )
        if found.is_least
        else gettext("{first} to {last} of {total}", first=start + 1, last=end, total=found.total)
    )
    turns = [
        *([(gettext("Back"), max(start - PAGE_SIZE, 0))] if start else []),
        *([(gettext("More"), end)] if end < found.total or found.is_least else []),
    ]
    return [
        context(position),
        *([actions([_page_button(label, to, start) for label, to in turns])] if turns else []),
    ]


def _page_button(label: str, to: int, start: int) -> Element:
    way = "back" if to < start else "on"
    return button(action_ids.action(CHANGE_PAGE, way), label, str(to))


def _row_facts(listed: IncidentSummary, address: Address) -> str:
    facts = [
        labels.status_label(listed.status),
        gettext("declared {when}", when=local_time(listed.declared_at)),
        *_place(listed.home, address),
        *([gettext("private")] if listed.private else []),
        *([escaped(", ".join(listed.services))] if listed.services else []),
    ]
    return " · ".join(facts)


def _place(home: PlaceRef | None, address: Address) -> Sequence[str]:
    """The channel, or a link to the thread; nothing if there is neither or it is not known."""
    if home is None:
        return ()
    if home.place is Place.CHANNEL:
        return (channel_mention(home.channel),)
    found = address(home)
    return (link(found, gettext("thread")),) if found else ()


INCIDENT = "incident"
"""The action id of menus that search incidents, or its first part, as in `incident.other`."""


PICK = "pick_incident"


_QUOTE_SHOWN = 300

_LONGEST_ESCAPE = len("\\u0000")


@dataclass(frozen=True)
class Pending:
    """What continues once an incident is chosen: a command, or a message shortcut."""

    command: str = ""
    shortcut: str = ""
    words: str = ""
    """What was typed after the command, or the message's text."""
    channel: str = ""
    ts: str = ""
    thread: str = ""
    author: str = ""

    def __str__(self) -> str:
        """JSON that fits into a form's metadata; words that do not fit are cut."""
        pending = self
        while (length := utf16_length(text := _pending_json(pending))) > METADATA_LIMIT:
            kept = _shortened_length(utf16_length(pending.words), length - METADATA_LIMIT)
            pending = replace(pending, words=clipped(pending.words, kept))
        return text


def read_pending(metadata: str) -> Pending:
    """Raises UnknownButton for what another version wrote."""
    try:
        return Pending(**json.loads(metadata))
    except (ValueError, TypeError) as error:
        raise UnknownButton from error


def pick_form(pending: Pending) -> Block:
    said = clipped(pending.words, _QUOTE_SHOWN)
    return modal(
        PICK,
        gettext("Which incident?"),
        [
            *([section(quoted(said))] if said else []),
            incident_field(INCIDENT, gettext("Incident")),
        ],
        submit=gettext("Continue"),
        metadata=str(pending),
    )


def incident_field(name: str, label: str, *, optional: bool = False) -> Block:
    """`name` is `incident` or begins with `incident.`, which routes the search."""
    hint = gettext("Open incidents first. Type a word or a number to search.")
    return search_field(name, label, hint=hint, optional=optional)


def incident_options(found: Sequence[IncidentSummary]) -> list[Option]:
    return [Option(str(each.id), _option_label(each)) for each in found]


def _option_label(listed: IncidentSummary) -> str:
    label = f"{listed.reference} · {listed.severity} · {listed.title}"
    return with_exercise_mark(listed.kind, label)


def _pending_json(pending: Pending) -> str:
    given = {name: value for name, value in asdict(pending).items() if value}
    return json.dumps(given, ensure_ascii=False)


def _shortened_length(length: int, too_much: int) -> int:
    """A character takes up to `_LONGEST_ESCAPE` characters of JSON; cuts no more than needed."""
    return max(length - max(too_much // _LONGEST_ESCAPE, 1), 1)


_OVERDUE_SHOWN = 10

_TEXT_SHOWN = 300


def home_tab(shown: HomeView, rules: Rules, address: Address = no_address) -> Block:
    declare = button(action_ids.DECLARE, gettext("Declare an incident"), "new", "danger")
    train = button(action_ids.START_DRILL, gettext("Start a drill"), "new")
    game_days = button(action_ids.GAME_DAYS, gettext("Game Days…"), "list")
    return home(
        [
            actions([declare, train, game_days]),
            *_overdue(shown, rules, address),
            *_my_roles(shown, rules, address),
            *_open_incidents(shown.open, address),
            *_open_drills(shown.drills, address),
        ]
    )


def _overdue(shown: HomeView, rules: Rules, address: Address) -> list[Block]:
    today = rules.day_of(shown.at)
    overdue = [each for each in shown.due_follow_ups if each.follow_up.is_overdue(today)]
    if not overdue:
        return []
    more = len(overdue) - _OVERDUE_SHOWN
    left_out = (
        [context(ngettext("…and {number} more", "…and {number} more", more))] if more > 0 else []
    )
    rows = [_overdue_row(each, address) for each in overdue[:_OVERDUE_SHOWN]]
    return [divider(), section(f"*{gettext('Your overdue follow-ups')}*"), *rows, *left_out]


def _overdue_row(due_follow_ups: DueFollowUp, address: Address) -> Block:
    what = clipped(escaped(due_follow_ups.follow_up.text), _TEXT_SHOWN)
    name = with_exercise_mark(due_follow_ups.kind, reference(due_follow_ups.incident_id))
    list_all = button(LIST, gettext("Follow-ups"), str(ButtonState(due_follow_ups.incident_id)))
    follow_up, place = due_follow_ups.follow_up, _place(due_follow_ups.home, address)
    facts = filter(None, (kind_text(follow_up), due_text(follow_up), *place))
    return section(f"{name} · {what}\n{' · '.join(facts)}", list_all)


def _my_roles(shown: HomeView, rules: Rules, address: Address) -> list[Block]:
    if not shown.held.items:
        return []
    rows = [
        block
        for listed in shown.held.items
        for block in (incident_row(listed, address), context(_roles(listed, shown, rules)))
    ]
    return [divider(), section(f"*{gettext('Your roles')}*"), *rows, *_more_hint(shown.held)]


def _roles(listed: IncidentSummary, shown: HomeView, rules: Rules) -> str:
    mine = [role_in_sentence(role, rules) for role, user in listed.holders if user == shown.user]
    return gettext("You are {roles}.", roles=", ".join(mine))


def _open_incidents(found: SearchResult, address: Address) -> list[Block]:
    if not found.total:
        return [divider(), section(gettext("No open incidents."))]
    title = (
        gettext("More than {number} open incidents", number=found.total)
        if found.is_least
        else ngettext("{number} open incident", "{number} open incidents", found.total)
    )
    return [
        divider(),
        section(f"*{title}*"),
        *(incident_row(each, address) for each in found.items),
        *_more_hint(found),
    ]


def _open_drills(found: SearchResult, address: Address) -> list[Block]:
    """A section of its own, so that no drill stands among real incidents."""
    if not found.total:
        return []
    title = (
        gettext("More than {number} open drills", number=found.total)
        if found.is_least
        else ngettext("{number} open drill", "{number} open drills", found.total)
    )
    more = (
        [context(gettext("`/incident list drills` shows all of them."))]
        if found.total > len(found.items)
        else []
    )
    rows = [incident_row(each, address) for each in found.items]
    return [divider(), section(f"*{title}*"), *rows, *more]


def _more_hint(found: SearchResult) -> Sequence[Block]:
    more = found.total - len(found.items)
    if more <= 0:
        return ()
    if found.is_least:
        return [context(gettext("`/incident list` shows the others."))]
    return [
        context(
            ngettext(
                "{number} more: `/incident list` shows it.",
                "{number} more: `/incident list` shows them.",
                more,
            )
        )
    ]
