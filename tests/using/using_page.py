from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from itertools import chain
from typing import Any

from firefighter.adapters.slack.blocks import (
    announcement,
    channels,
    declare,
    follow_ups,
    forms,
    hypotheses,
    more_actions,
    panel,
    postmortem,
    related,
    responders,
    review,
    severity,
    timeline,
    updates,
)
from firefighter.adapters.slack.blocks.block_kit import section
from firefighter.adapters.slack.inbound.registry import COMMAND, Registry, find_features
from firefighter.adapters.slack.outbound.messages import draw
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.demo.transcript import TextRenderer, wrapped
from firefighter.domain.events import PagingEnd
from firefighter.domain.hypotheses import HypothesisState, HypothesisStepKind
from firefighter.domain.lifecycle import Step, StepKind, missing
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import timeline_view
from firefighter.i18n import DEFAULT, gettext, use_language
from firefighter.ports.chat import ArchiveNotice, Nudge, NudgeKind, Reminder
from firefighter.ports.pages import PageId, PageRef
from firefighter.ports.postmortem_messages import ReviewRequest
from firefighter.ports.snapshot import AdoptedChannel, Snapshot
from tests.architecture.linters import ROOT
from tests.using.example_incident import (
    ALARM,
    BEN,
    CACHE,
    CAUSE,
    CHANNEL,
    DATABASE,
    NAMES,
    NOW,
    REVIEW,
    RING,
    RULES,
    active_incident,
    after,
    ended,
    incomplete_checklist,
    line_of_original,
    merged_duplicate,
    seen,
)

PATH = ROOT / "docs" / "using.md"

_BEFORE = """# Using the bot

The commands, messages and forms of an incident. `make using` draws this page from the bot's own
cards and forms, and a test compares them.
"""


@dataclass(frozen=True)
class Picture:
    title: str
    how: str
    shown: Any
    """A message's blocks, or a modal."""


def page() -> str:
    """The text of docs/using.md."""
    with use_language(DEFAULT):
        registry = find_features()
        parts = [_BEFORE, _commands(registry), _shortcuts(registry), *map(_drawn, _pictures())]
    return "\n".join(parts)


def _commands(registry: Registry) -> str:
    rows = [
        f"| `{' '.join(filter(None, (COMMAND, command.name, _usage(command.usage))))}` "
        f"| {gettext(command.description)}{_aliases(command.aliases)} |"
        for command in registry.commands.values()
    ]
    head = ["## Commands", "", "| command | what it does |", "|---|---|"]
    return "\n".join([*head, *rows, ""])


def _aliases(names: Sequence[str]) -> str:
    return f" Also: {', '.join(f'`{name}`' for name in names)}." if names else ""


def _usage(text: str) -> str:
    return gettext(text).replace("|", "\\|") if text else ""


def _shortcuts(registry: Registry) -> str:
    rows = [
        f"| *{gettext(each.name)}* | {'a message' if each.on_message_shortcut else 'Slack'} "
        f"| {gettext(each.description)} |"
        for each in registry.shortcuts.values()
    ]
    head = ["## Shortcuts", "", "| shortcut | in the menu of | what it does |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _pictures() -> Iterator[Picture]:
    incident, record = active_incident()
    snapshot = seen(incident)
    yield Picture(
        "Declare",
        f"`{COMMAND} open`, the shortcut, a message's menu or the Home tab.",
        declare.declare_form(RULES, incident.title),
    )
    yield Picture(
        "The announcement",
        "One message in the incidents channel, edited in place until the incident is closed.",
        announcement.announcement(snapshot),
    )
    yield Picture(
        "The control panel",
        "Pinned in the incident channel, and the first message of the announcement's thread.",
        panel.panel(snapshot, RULES),
    )
    yield Picture(
        "More actions",
        "*More…* on the panel lists every other action.",
        more_actions.more_form(incident, find_features().more, RULES),
    )
    yield Picture(
        "Use an existing channel",
        f"`{COMMAND} convert` declares an incident in this channel. With the number of an incident "
        "without a channel, it asks for confirmation.",
        channels.convert_form(
            replace(incident, has_channel=False), AdoptedChannel(CHANNEL, private=False)
        ),
    )
    yield Picture(
        "Make private",
        f"`{COMMAND} private`, or *More…* on the panel. `{COMMAND} public` reverts it; the "
        "incident channel stays private.",
        channels.private_form(incident),
    )
    yield Picture("An update", "*Update…* on the panel.", updates.update_form(incident))
    yield Picture(
        "An update is due",
        "Posted when the next update is due.",
        updates.prompt(Nudge(NudgeKind.UPDATE, snapshot))[1],
    )
    yield Picture(
        "Change the severity",
        f"*Severity…* on the panel, or `{COMMAND} severity SEV1`. Raising applies at once, and the "
        "bot asks for the reason afterwards.",
        severity.severity_choices(incident, RULES),
    )
    yield Picture(
        "Lower the severity",
        "*Lower…* in that list asks for the reason first.",
        severity.severity_form(incident, Severity.SEV2, RULES),
    )
    yield Picture(
        "Assign a role",
        "*Assign role…* under *More…*.",
        responders.assign_form(incident, RULES),
    )
    yield Picture(
        "Page",
        f"*Page…* on the panel, or `{COMMAND} page` with a reason. A user group is invited to the "
        "channel and mentioned there. An on-call responder is paged through PagerDuty, once for "
        "each press.",
        responders.paging_form(incident, replace(RULES, on_call=(DATABASE,)), RING.reason),
    )
    yield Picture(
        "The result of a page",
        "One message. If nobody was paged, it mentions the sender.",
        [section(line(ended(end), incident, RULES)) for end in PagingEnd],
    )
    yield Picture(
        "No commander",
        "Posted some minutes after declaring.",
        updates.prompt(Nudge(NudgeKind.COMMANDER, snapshot))[1],
    )
    yield Picture(
        "Correct times",
        "*Correct times…* under *More…*.",
        forms.milestones_form(incident),
    )
    yield Picture(
        "The timeline",
        f"`{COMMAND} timeline` or *Timeline…*. To add a message, react with :pushpin:, pin it, or "
        "use its menu; remove the reaction to remove it. Pictures are added to the post-mortem "
        "page.",
        timeline.timeline(incident, timeline.page_at(timeline_view(record)), RULES, UTC),
    )
    yield Picture(
        "Add a note",
        f"`{COMMAND} note …`, or without text to set a time.",
        timeline.note_form(incident.id, NOW),
    )
    yield Picture(
        "Correct an entry",
        "*Correct…* next to the entry.",
        timeline.correct_form(incident.id, timeline_view(record)[-2], "0"),
    )
    yield Picture(
        "Hypotheses",
        f"`{COMMAND} hypothesis`, or *Hypotheses…* under *More…*. With text, the command proposes "
        "one; `H1 testing`, `H1 confirmed …` and `H1 refuted …` change it. They are on the panel, "
        "in the catch-up, in the handover and on the post-mortem page, and move along when a "
        "duplicate is merged.",
        hypotheses.hypotheses_list(incident),
    )
    yield Picture(
        "Confirm or refute a hypothesis",
        "*Confirm…* or *Refute…* next to it.",
        hypotheses.finding_form(
            incident.id, CACHE, HypothesisStepKind.REFUTE, seen=HypothesisState.TESTING
        ),
    )
    yield Picture(
        "Record a decision",
        f"`{COMMAND} decision …`, or *Record a decision…* under *More…*. Decisions are in the "
        "timeline, in the catch-up and on the post-mortem page.",
        hypotheses.decision_form(incident.id),
    )
    yield Picture(
        "Add a follow-up",
        f"`{COMMAND} followup …`, a message's menu, or *Add a follow-up…*.",
        follow_ups.follow_up_form(incident.id, ALARM),
    )
    yield Picture(
        "Follow-ups",
        f"`{COMMAND} followups` or *Follow-ups…*.",
        follow_ups.follow_ups_list(incident, NOW.date()),
    )
    yield Picture(
        "A reminder",
        "Sent to the owner the day before and the day after the due date.",
        follow_ups.reminder(Reminder(ALARM, late=False, snapshot=snapshot))[1],
    )
    yield Picture(
        "Mitigated", "*Mitigated…* on the panel.", forms.note_form(StepKind.MITIGATE, incident.id)
    )
    yield Picture(
        "Decline",
        "*Decline…* under *More…*. A duplicate is merged into the original, as below.",
        forms.decline_form(incident.id),
    )
    yield Picture(
        "Merge a duplicate",
        f"`{COMMAND} merge` in the duplicate's channel or with its number, or *Merge…* under "
        "*More…*. Similar incidents are listed first. The original must not be closed, and private "
        "incidents are merged only if everybody has access to both.",
        forms.merge_form(incident),
    )
    merged, way = merged_duplicate(incident)
    yield Picture(
        "In the duplicate",
        "One message in its channel, and a line on its announcement.",
        [*draw(way, RULES)[1], *announcement.announcement(merged)],
    )
    yield Picture(
        "In the original",
        "One message. Responders are invited to the channel or mentioned in the thread. Open "
        "follow-ups move with owner, due date and ticket.",
        draw(line_of_original(snapshot), RULES)[1],
    )
    incident.advance(Step(StepKind.MITIGATE, "Rolled back"), actor=BEN, now=after(30))
    incident.advance(Step(StepKind.START_POSTMORTEM), actor=BEN, now=after(50))
    incident.summary = ""
    yield Picture(
        "Post-mortem checklist",
        f"`{COMMAND} postmortem`, here for an empty page. With a page in Confluence, the "
        "listed items are required before closing, unless somebody overrides them with a reason. "
        "Lines with 💬 are warnings. A self-hosted page, as of every private incident, "
        "requires only a commander and a summary.",
        postmortem.postmortem_checklist(*incomplete_checklist(incident)),
    )
    yield from _review(replace(snapshot, incident=incident))
    lacks = missing(incident, Step(StepKind.CLOSE))
    yield Picture(
        "Link incidents",
        f"`{COMMAND} link INC-41` in the incident channel; without a number, or with *Link…* "
        f"under *More…*, it opens a form. `{COMMAND} unlink` removes a link. Links are on both "
        f"timelines, on the panel, in `{COMMAND} show` and on the post-mortem page. A link to a "
        "private incident is shown only to people with access to it.",
        related.link_form(incident, [CAUSE]),
    )
    yield Picture(
        "Close",
        "If something is missing, a checklist shows it.",
        forms.checklist(incident, lacks, may_override=True),
    )

    yield Picture(
        "Before a channel is archived",
        "Posted in the incident channel one day before. `[channels]` in `firefighter.toml` sets "
        "the time after closing.",
        channels.archive_notice(ArchiveNotice(snapshot, after(14 * 24 * 60)))[1],
    )


def _review(snapshot: Snapshot) -> Iterator[Picture]:
    asked = replace(
        snapshot,
        incident=replace(snapshot.incident, review=REVIEW),
        postmortem_page=PageRef(PageId("1"), "https://wiki.example/1"),
    )
    yield Picture(
        "Ask for a review",
        f"*Ask for review…* beside the page's link on the panel, below `{COMMAND} postmortem`, and "
        "*Reviewers…* under *More…*; for the owner of the post-mortem, its last commander. New "
        "reviewers get one message each. Sending the form unchanged asks those again who have not "
        "approved. Reviewers of a private incident must be in its channel.",
        review.review_form(snapshot.incident, NOW.date() + timedelta(days=7)),
    )
    yield Picture(
        "A request to review",
        "A direct message to each reviewer. Whoever becomes the owner afterwards cannot approve. "
        "Approvals are on the timeline, the cards and the page, "
        "with their time, and stay when the page changes afterwards. The post-mortem is approved "
        "once all reviewers have. With `approval_required = true` in `firefighter.toml`, "
        "approval is an item of the checklist above. Without reviewers, closing it approves the "
        "post-mortem.",
        review.review_request(ReviewRequest(BEN, asked))[1],
    )


def _drawn(picture: Picture) -> str:
    rendering = TextRenderer(lambda target: NAMES.get(target, target))
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
