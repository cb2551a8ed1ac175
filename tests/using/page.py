from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from firefighter.demo.rendering import Rendering, wrapped
from firefighter.domain.events import PagingEnd
from firefighter.domain.lifecycle import Step, Trigger, missing
from firefighter.domain.severity import Severity
from firefighter.domain.story import story
from firefighter.ports.chat import ArchiveNotice, Nudge, Reminder, Wanted
from firefighter.ports.places import AdoptedRoom
from firefighter.slack.blocks import (
    announcement,
    archiving,
    convert,
    declare,
    follow_ups,
    forms,
    linking,
    merging,
    milestones,
    more,
    nudges,
    paging,
    panel,
    quality,
    reminders,
    roles,
    severity,
    timeline,
    update,
    visibility,
)
from firefighter.slack.blocks.vocabulary import section
from firefighter.slack.drawing import draw
from firefighter.slack.registry import COMMAND, Registry, find_features
from firefighter.slack.words.lines import line
from firefighter.texts import DEFAULT, say, speaking
from tests.house.linters import ROOT
from tests.using.example import (
    ALARM,
    BEN,
    CAUSE,
    DATABASE,
    NAMES,
    NOW,
    RING,
    ROOM,
    RULES,
    after,
    burning,
    ended,
    merged_away,
    seen,
    taken_over,
    unwritten,
)

PATH = ROOT / "docs" / "using.md"

_BEFORE = """# Using it

What people do during an incident, and what it looks like. Each picture is drawn from the bot's own
cards and forms: `make using` writes this page, and a test compares it with them.
"""


@dataclass(frozen=True)
class Picture:
    title: str
    how: str
    shown: Any
    """A message's blocks, or a modal."""


def page() -> str:
    """The whole of docs/using.md."""
    with speaking(DEFAULT):
        registry = find_features()
        parts = [_BEFORE, _commands(registry), _shortcuts(registry), *map(_drawn, _pictures())]
    return "\n".join(parts)


def _commands(registry: Registry) -> str:
    rows = [
        f"| `{' '.join(filter(None, (COMMAND, command.name, _usage(command.usage))))}` "
        f"| {say(command.does)} |"
        for command in registry.commands.values()
    ]
    head = ["## Commands", "", "| command | what it does |", "|---|---|"]
    return "\n".join([*head, *rows, ""])


def _usage(text: str) -> str:
    return say(text).replace("|", "\\|") if text else ""


def _shortcuts(registry: Registry) -> str:
    rows = [
        f"| *{say(each.name)}* | {'a message' if each.on_message else 'everywhere'} "
        f"| {say(each.does)} |"
        for each in registry.shortcuts.values()
    ]
    head = ["## In Slack's menus", "", "| entry | of | what it does |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _pictures() -> Iterator[Picture]:
    incident, record = burning()
    snapshot = seen(incident)
    yield Picture(
        "Declare",
        f"`{COMMAND} open`, the shortcut, a message's menu or the Home tab.",
        declare.declare_form(RULES, incident.title),
    )
    yield Picture(
        "The announcement",
        "One message in the incidents channel, edited for the incident's whole life.",
        announcement.announcement(snapshot),
    )
    yield Picture(
        "The control panel",
        "Pinned in the room, and first in the announcement's thread.",
        panel.panel(snapshot, RULES),
    )
    yield Picture(
        "What is rarer",
        "*More…* on the panel; what is chosen takes the list's place.",
        more.more_form(incident, find_features().more),
    )
    yield Picture(
        "A channel that you have already",
        f"`{COMMAND} convert` in a channel declares an incident that is worked there; with the "
        "number of one that has no room, or none any more, it asks first.",
        convert.convert_form(replace(incident, has_room=False), AdoptedRoom(ROOM, private=False)),
    )
    yield Picture(
        "Make it private",
        f"`{COMMAND} private`, or *More…* on the panel; `{COMMAND} public` goes the other way, and "
        "its room stays private then.",
        visibility.private_form(incident),
    )
    yield Picture("An update", "*Update…* on the panel.", update.update_form(incident))
    yield Picture(
        "An update is due",
        "Said by itself when the time comes that people were told.",
        nudges.nudge(Nudge(Wanted.UPDATE, snapshot))[1],
    )
    yield Picture(
        "Another severity",
        "Its button on the panel.",
        severity.severity_form(incident, Severity.SEV2, RULES),
    )
    yield Picture(
        "A role for somebody", "*Assign a role…* on the panel.", roles.assign_form(incident, RULES)
    )
    yield Picture(
        "Page somebody",
        f"*Page…* on the panel, or `{COMMAND} page why`. A user group is let into the room and "
        "called there; who is on call is rung by PagerDuty, once for each press.",
        paging.paging_form(incident, replace(RULES, on_call=(DATABASE,)), RING.reason),
    )
    yield Picture(
        "What came of it",
        "One line; whoever paged in vain is named in it.",
        [section(line(ended(end), incident, RULES)) for end in PagingEnd],
    )
    yield Picture(
        "Nobody leads",
        "Said by itself some minutes after declaring.",
        nudges.nudge(Nudge(Wanted.COMMANDER, snapshot))[1],
    )
    yield Picture(
        "When it really happened",
        "*Correct times…* on the panel.",
        milestones.milestones_form(incident),
    )
    yield Picture(
        "The timeline",
        f"`{COMMAND} timeline` or *Timeline…*. Put a message on it by the :pushpin: reaction, by "
        "pinning it, or from its menu; take the mark away and it goes. Pictures in it are on the "
        "post-mortem page too.",
        timeline.timeline(incident, timeline.page_of(story(record)), RULES),
    )
    yield Picture(
        "A note", f"`{COMMAND} note …`, or with a time:", timeline.note_form(incident.id, NOW)
    )
    yield Picture(
        "Put an entry right",
        "*Correct…* beside it.",
        timeline.correct_form(incident.id, story(record)[-2], "0"),
    )
    yield Picture(
        "What is to be done afterwards",
        f"`{COMMAND} followup …`, a message's menu, or *Add a follow-up…*.",
        follow_ups.follow_up_form(incident.id, ALARM),
    )
    yield Picture(
        "The list of it",
        f"`{COMMAND} followups` or *Follow-ups…*.",
        follow_ups.follow_ups_list(incident, NOW.date()),
    )
    yield Picture(
        "A reminder",
        "To its owner alone, the day before and the day after.",
        reminders.reminder(Reminder(ALARM, late=False, snapshot=snapshot))[1],
    )
    yield Picture(
        "Mitigated", "*Mitigated…* on the panel.", forms.note_form(Trigger.MITIGATE, incident.id)
    )
    yield Picture(
        "No incident after all",
        "*Cancel…*. A duplicate is merged into what it is a duplicate of, as below.",
        forms.cancel_form(incident.id),
    )
    yield Picture(
        "The same as another",
        f"`{COMMAND} merge` in the duplicate's room, with its number, or *Merge…* behind *More…*. "
        "What looks alike is offered first. Nothing is merged into what is over, and private "
        "incidents are merged only where nobody hears of what they may not know.",
        merging.merge_form(incident),
    )
    merged, way = merged_away(incident)
    yield Picture(
        "Where it goes on",
        "One line in the duplicate's room, and on its announcement for good.",
        [*draw(way, RULES)[1], *announcement.announcement(merged)],
    )
    yield Picture(
        "Who came over",
        "One line where the incident that goes on is worked. Its room invites them; into a thread "
        "they are called by name. Open follow-ups go along, with owner, day and ticket.",
        draw(taken_over(snapshot), RULES)[1],
    )
    incident.advance(Step(Trigger.MITIGATE, "Rolled back"), actor=BEN, now=after(30))
    incident.advance(Step(Trigger.START_POSTMORTEM), actor=BEN, now=after(50))
    incident.summary = ""
    yield Picture(
        "What a post-mortem needs",
        f"`{COMMAND} postmortem`, here where nobody has written yet. What has a line of its own is "
        "hard: where people write on the page, in Confluence, closing waits for it, unless it is "
        "overridden with a reason. What has a 💬 is soft: it only warns. A page that the bot keeps "
        "itself, as it does for any private incident, needs its commander and its summary alone.",
        quality.quality(*unwritten(incident)),
    )
    lacks = missing(incident, Step(Trigger.CLOSE))
    yield Picture(
        "Linked with others",
        f"`{COMMAND} link INC-41` in its room does it at once; without a number, or by *Link…* "
        f"behind *More…*, it asks. `{COMMAND} unlink` takes a link away. Both timelines say so; "
        f"links show on the panel, in `{COMMAND} show` and on the post-mortem page. A link with a "
        "private incident shows only in the answer to who may see it.",
        linking.link_form(incident, [CAUSE]),
    )
    yield Picture(
        "Close",
        "When something is missing, it says what.",
        forms.checklist(incident, lacks, may_override=True),
    )

    yield Picture(
        "A room is archived",
        "Said in the room a day before; some days after closing, as `firefighter.toml` says.",
        archiving.archive_notice(ArchiveNotice(snapshot, after(14 * 24 * 60)))[1],
    )


def _drawn(picture: Picture) -> str:
    rendering = Rendering(lambda target: NAMES.get(target, target))
    shown = picture.shown
    if isinstance(shown, list):
        lines = rendering.blocks(shown)
    else:
        submit = shown.get("submit", {}).get("text")
        close = shown["close"]["text"]
        buttons = "  ".join(f"[{label}]" for label in (close, submit) if label)
        lines = [shown["title"]["text"], "", *rendering.blocks(shown["blocks"]), "", buttons]
    text = "\n".join(line.rstrip() for line in chain.from_iterable(map(wrapped, lines)))
    return f"## {picture.title}\n\n{picture.how}\n\n```text\n{text}\n```\n"
