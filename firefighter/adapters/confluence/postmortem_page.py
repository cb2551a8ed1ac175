"""The post-mortem page: what its templates say, and its labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from firefighter.adapters.confluence import wording
from firefighter.adapters.confluence.template_functions import (
    badge,
    date_and_time,
    link,
    paragraphs,
    picture,
    time_of_day,
)
from firefighter.domain.actors import people_among
from firefighter.domain.changes import CHANGE_KINDS
from firefighter.domain.errors import Missing
from firefighter.domain.events import UpdatePosted
from firefighter.domain.follow_ups import FOLLOW_UP_KINDS
from firefighter.domain.hypotheses import STATES, HypothesisState
from firefighter.domain.ids import reference
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem import (
    SPANS,
    Postmortem,
    Span,
    TimelineLine,
    approval,
    postmortem_state,
    review_due,
    severity_periods,
    spans,
    tenures,
    was_private,
)
from firefighter.domain.postmortem_checks import Heading, PageSection
from firefighter.domain.review import POSTMORTEM_STATES, PostmortemState
from firefighter.domain.rules import Rules
from firefighter.domain.status_times import severity_times, status_times
from firefighter.domain.taxonomy import UNKNOWN
from firefighter.i18n import gettext, ngettext
from firefighter.ports.exercise_mark import exercise_mark, with_exercise_mark
from firefighter.ports.pages import SECTION_TITLES, item_title
from firefighter.reporting.configured_names import configured_name

_OLD_NAMES = {
    "say": "gettext",
    "room_url": "channel_url",
    "relatives": "linked_incidents",
    "ratings": "severity_periods",
    "moment": "timestamp",
    "moment_name": "milestone_name",
    "status_colour": "status_color",
    "severity_colour": "severity_color",
}
"""Deprecated names that companies' own templates may still use, and what they mean now."""


_OLD_IMPACT = "hurting"
"""Deprecated key of `spans`."""


@dataclass(frozen=True)
class PostmortemTemplates:
    """The templates of a post-mortem page, and the names that they may use."""

    postmortem: Postmortem
    zone: tzinfo
    rules: Rules
    unanswered: Sequence[PageSection] = ()
    """The parts of the page with open questions, as the page is now."""

    folder: ClassVar[str] = ""
    edited_note: ClassVar[str] = wording.EDITED_NOTE

    @property
    def reference(self) -> str:
        incident = self.postmortem.incident
        return with_exercise_mark(incident.kind, incident.reference)

    @property
    def title(self) -> str:
        return self.postmortem.incident.title

    @property
    def began_at(self) -> datetime:
        return self.postmortem.incident.milestones[Milestone.DECLARED]

    def values(self) -> dict[str, object]:
        postmortem, incident = self.postmortem, self.postmortem.incident
        review = incident.review
        known = spans(incident.milestones)
        known_spans: dict[str, timedelta | None] = {each: known.get(each) for each in Span}
        values: dict[str, object] = {
            "incident": incident,
            "exercise": exercise_mark(incident.kind),
            "milestones": {each: incident.milestones.get(each) for each in Milestone},
            "owner": postmortem.owner,
            "status_name": gettext(incident.status.row.label),
            "status_color": incident.status.row.color.capitalize(),
            "severity_color": wording.SEVERITY_COLOR[incident.severity],
            "latest_update": postmortem.latest_update,
            "impact": postmortem.impact,
            "spans": known_spans | {_OLD_IMPACT: known_spans[Span.IMPACT]},
            "span_rows": [
                (_SpanName(key, gettext(wording.SPAN[key])), start, end)
                for key, (start, end) in SPANS.items()
            ],
            "severity_periods": severity_periods(postmortem.timeline),
            "approved": approval(postmortem.timeline),
            "postmortem_badge": _state_badge(postmortem_state(incident, postmortem.timeline)),
            "approved_by_reviewers": review.approved_at if review else None,
            "reviewers": [
                (postmortem.name(user), review.approvals.get(user)) for user in review.reviewers
            ]
            if review
            else [],
            "review_due": self._review_due(),
            "updates": [
                entry.event
                for entry in postmortem.timeline
                if isinstance(entry.event, UpdatePosted)
            ],
            "audience": self._audience,
            "confirmed": [
                (item_title(item), postmortem.name(each.by), each.at)
                for item, each in incident.confirmed.items()
            ],
            "unknowns": list(self._unknowns()),
            "state_times": list(self._state_times()),
            "tenures": tenures(postmortem.timeline),
            "others": self._others(),
            "days": list(self._days()),
            "follow_ups": postmortem.follow_ups,
            "follow_up_kind": lambda kind: gettext(FOLLOW_UP_KINDS[kind]) if kind else "",
            "hypotheses": postmortem.hypotheses,
            "hypothesis_state": _hypothesis_badge,
            "decisions": postmortem.decisions,
            "changes": postmortem.changes,
            "changes_before_min": int(self.rules.changes_before.total_seconds() // 60),
            "change_kind": lambda kind: gettext(CHANGE_KINDS[kind]),
            "ngettext": ngettext,
            "similar": postmortem.similar,
            "linked_incidents": postmortem.linked_incidents,
            "relation": lambda key: gettext(wording.RELATION[key]),
            "channel_url": postmortem.channel_url,
            "announcement_url": postmortem.announcement_url,
            "zone": str(self.zone),
            "gettext": gettext,
            "reference": reference,
            "title": lambda key: gettext(SECTION_TITLES[Heading(key)]),
            "person": postmortem.name,
            "role": lambda key: configured_name(self.rules.role_name(key)),
            "word": configured_name,
            "timestamp": lambda at: date_and_time(self._local(at)),
            "milestone_name": lambda milestone: gettext(wording.MILESTONE[milestone]),
            "clock": self._clock,
            "time_of": lambda at: time_of_day(self._local(at)),
            "day": lambda at: f"{self._local(at):%Y-%m-%d}",
            "span": wording.duration,
            "badge": badge,
            "link": link,
            "paragraphs": paragraphs,
            "picture": picture,
        }
        return {old: values[new] for old, new in _OLD_NAMES.items()} | values

    def _audience(self, update: UpdatePosted) -> str:
        """Who could read an update in the chat when it was posted."""
        if was_private(self.postmortem.incident, self.postmortem.timeline, update.at):
            return gettext("Participants only")
        return gettext("Everybody")

    def _review_due(self) -> date | None:
        """The date that the owner chose, else the one by the severity's policy."""
        incident = self.postmortem.incident
        if incident.review and incident.review.due:
            return incident.review.due
        due = review_due(incident)
        return self._local(due).date() if due else None

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _clock(self, at: datetime, start: datetime) -> str:
        """The time of day, with its date if that differs from the start's."""
        local = self._local(at)
        same_day = local.date() == self._local(start).date()
        return time_of_day(local) if same_day else date_and_time(local)

    def _state_times(self) -> Iterator[tuple[str, timedelta | None]]:
        """None while it lasts, so that the page does not change with every minute."""
        record = self.postmortem.timeline
        now = self.postmortem.incident.milestones[Milestone.DECLARED]
        for severity in severity_times(record, now):
            yield severity.state, None if severity.lasts else severity.lasted
        for status in status_times(record, now):
            yield gettext(status.state.row.label), None if status.lasts else status.lasted

    def _unknowns(self) -> Iterator[str]:
        """Facts that the incident lacks, open hypotheses, and where questions are unanswered."""
        incident = self.postmortem.incident
        facts = (
            (gettext("Summary"), incident.summary),
            (gettext("Impact"), self.postmortem.impact),
            (gettext("Trigger"), incident.trigger),
            (gettext("Failure class"), incident.failure_class),
        )
        yield from (name for name, value in facts if value in ("", UNKNOWN))
        for milestone in (Milestone.IMPACT_STARTED, Milestone.DETECTED):
            if milestone not in incident.milestones:
                yield gettext(wording.MILESTONE[milestone]).capitalize()
        for each in self.postmortem.hypotheses:
            if each.state.is_open:
                yield f"{each.label}: {each.text}"
        if self.unanswered and Missing.PROMPTS not in incident.confirmed:
            parts = ", ".join(map(_open_part, self.unanswered))
            yield gettext("Unanswered questions: {parts}", parts=parts)

    def _others(self) -> list[str]:
        """Names of people in the timeline who never held a role."""
        held = {tenure.user for tenure in tenures(self.postmortem.timeline)}
        there = people_among(entry.event.actor for entry in self.postmortem.timeline)
        return [self.postmortem.name(user) for user in there if user not in held]

    def _days(self) -> Iterator[tuple[str, list[TimelineLine]]]:
        by_day = groupby(
            self.postmortem.timeline_lines,
            lambda line: f"{self._local(line.at):%Y-%m-%d}",
        )
        return ((day, list(lines)) for day, lines in by_day)


@dataclass(frozen=True)
class _SpanName:
    key: str
    title: str


def _open_part(part: PageSection) -> str:
    """The heading; how many questions, if more than one; the question, if it has no heading."""
    name = part.title or part.questions[0]
    return f"{name} ({part.open_prompts})" if part.open_prompts > 1 else name


def _hypothesis_badge(state: HypothesisState) -> Markup:
    row = STATES[state]
    return badge(gettext(row.label), row.color.capitalize())


def _state_badge(state: PostmortemState) -> Markup:
    row = POSTMORTEM_STATES[state]
    return badge(gettext(row.label), row.color.capitalize())
