"""Renders a post-mortem as a page in storage format, and computes its labels."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from itertools import groupby
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound
from markupsafe import Markup, escape

from firefighter.adapters.confluence import managed_sections, wording
from firefighter.adapters.confluence.managed_sections import SectionTexts
from firefighter.adapters.confluence.storage_format import without_invalid_xml
from firefighter.domain.events import UpdatePosted
from firefighter.domain.follow_ups import FOLLOW_UP_KINDS
from firefighter.domain.hypotheses import STATES, HypothesisState
from firefighter.domain.ids import reference
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Milestone
from firefighter.domain.pictures import PagePicture
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
from firefighter.domain.postmortem_checks import Heading
from firefighter.domain.repeated_hour import offset_if_repeated
from firefighter.domain.review import POSTMORTEM_STATES, PostmortemState
from firefighter.domain.rules import UNKNOWN, Rules
from firefighter.domain.severity import Severity
from firefighter.domain.status_times import severity_times, status_times
from firefighter.domain.title import slug
from firefighter.i18n import Language, gettext, gettext_noop, use_language
from firefighter.ports.exercise_mark import exercise_mark, with_exercise_mark
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.postmortem_pages import PAGES_SERVICE, SECTION_TITLES, item_title

log = logging.getLogger(__name__)

_FOLDER, _OLD_FOLDER = "managed", "owned"


def labels_of(incident: Incident) -> list[str]:
    classes = (incident.trigger, incident.failure_class)
    known = (word for word in classes if word != UNKNOWN)
    return _slugs("postmortem", incident.severity, *incident.services, *known)


def outdated_labels(incident: Incident, rules: Rules) -> set[str]:
    """Labels that the bot may have set earlier and that no longer apply."""
    words = (*Severity, *rules.taxonomy.triggers, *rules.taxonomy.failure_classes)
    return {*_slugs(*words), UNKNOWN}.difference(labels_of(incident))


def _slugs(*words: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(slug, words))))


PROMPT_SIGN = "✎"
"""Starts each question, so that open questions can be recognized."""


TITLE_LIMIT = 255
"""In characters; Confluence refuses longer titles."""

_TITLES_TRIED = 5


@dataclass(frozen=True)
class PageRenderer:
    """Renders pages for one company: in its language and time zone, with its templates."""

    language: Language
    zone: tzinfo
    rules: Rules = field(default_factory=Rules)
    templates: Path | None = None
    """A folder whose files replace the built-in ones of the same name."""

    def title(self, postmortem: Postmortem) -> str:
        incident = postmortem.incident
        date = incident.milestones[Milestone.DECLARED].astimezone(self.zone)
        with use_language(self.language):
            name = with_exercise_mark(incident.kind, incident.reference)
        prefix, suffix = f"{name}: ", f" ({date:%Y-%m-%d})"
        title = " ".join(without_invalid_xml(incident.title).split())
        return prefix + title[: TITLE_LIMIT - len(prefix) - len(suffix)] + suffix

    def titles(self, postmortem: Postmortem) -> Iterator[str]:
        """The title, and others in case pages of somebody else have it."""
        title = self.title(postmortem)
        yield title
        for number in range(2, _TITLES_TRIED + 1):
            ending = f" [{number}]"
            yield title[: TITLE_LIMIT - len(ending)] + ending

    def body(self, postmortem: Postmortem, *, writable: bool = True) -> str:
        """The whole page, as it is created; with questions only where people can write on it."""
        with use_language(self.language):
            return self._render("page.xml", postmortem, writable=writable)

    def section(self, postmortem: Postmortem) -> Callable[[str], str | None]:
        """Returns a function that renders one managed section; None if it has no template."""

        def render(name: str) -> str | None:
            with use_language(self.language):
                try:
                    return self._render(self._template_of(name), postmortem)
                except TemplateNotFound:
                    return None

        return render

    def section_texts(self) -> SectionTexts:
        with use_language(self.language):
            note, earlier = gettext(wording.EDITED_NOTE), gettext(wording.EARLIER_VERSION)
        return SectionTexts(note, earlier, wording.edited_notes())

    def _render(self, template: str, postmortem: Postmortem, *, writable: bool = True) -> str:
        try:
            return self._filled(template, postmortem, writable=writable)
        except TemplateNotFound:
            raise
        except TemplateError as error:
            reason = f"{template}: {error}"
            raise CallRefused(PAGES_SERVICE, gettext_noop("render the page"), reason) from error

    def _filled(self, template: str, postmortem: Postmortem, *, writable: bool) -> str:
        def managed(name: str) -> Markup:
            content = self._render(self._template_of(name), postmortem)
            return Markup(managed_sections.managed_section(name, content))  # noqa: S704 - escaped by their templates

        values = _TemplateValues(postmortem, self.zone, self.rules).named()
        values |= {
            "managed": managed,
            "writable": writable,
            "prompt": _prompt if writable else lambda _text: "",
        }
        aliases = {old: values[new] for old, new in _OLD_NAMES.items()}
        return self._environment.get_template(template).render(aliases | values)

    def _template_of(self, section: str) -> str:
        """A company's own template may still be in the folder's old name."""
        old = f"{_OLD_FOLDER}/{section}.xml"
        return old if old in self._templates_in_old_folder else f"{_FOLDER}/{section}.xml"

    @cached_property
    def _templates_in_old_folder(self) -> frozenset[str]:
        if self.templates is None:
            return frozenset()
        found = frozenset(
            f"{_OLD_FOLDER}/{path.name}"
            for path in (self.templates / _OLD_FOLDER).glob("*.xml")
            if not (self.templates / _FOLDER / path.name).exists()
        )
        if found:
            log.warning(
                "%s: rename the folder %s to %s; the old name is deprecated.",
                self.templates,
                _OLD_FOLDER,
                _FOLDER,
            )
        return found

    @cached_property
    def _environment(self) -> Environment:
        built_in = PackageLoader("firefighter.adapters.confluence")
        custom = [FileSystemLoader(self.templates)] if self.templates else []
        return Environment(
            loader=ChoiceLoader([*custom, built_in]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printable,
            trim_blocks=True,
            keep_trailing_newline=False,
        )


_OLD_NAMES = {
    "owned": "managed",
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
class _TemplateValues:
    """Names that templates may use."""

    postmortem: Postmortem
    zone: tzinfo
    rules: Rules

    def named(self) -> dict[str, object]:
        postmortem, incident = self.postmortem, self.postmortem.incident
        review = incident.review
        known = spans(incident.milestones)
        known_spans: dict[str, timedelta | None] = {each: known.get(each) for each in Span}
        return {
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
            "role": lambda key: _custom_or_translated(self.rules.role_name(key)),
            "word": _custom_or_translated,
            "timestamp": lambda at: _date_and_time(self._local(at)),
            "milestone_name": lambda milestone: gettext(wording.MILESTONE[milestone]),
            "clock": self._clock,
            "time_of": lambda at: _time(self._local(at)),
            "day": lambda at: f"{self._local(at):%Y-%m-%d}",
            "span": wording.duration,
            "badge": _badge,
            "link": _link,
            "paragraphs": _paragraphs,
            "picture": _picture,
        }

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
        return _time(local) if same_day else _date_and_time(local)

    def _state_times(self) -> Iterator[tuple[str, timedelta | None]]:
        """None while it lasts, so that the page does not change with every minute."""
        record = self.postmortem.timeline
        now = self.postmortem.incident.milestones[Milestone.DECLARED]
        for severity in severity_times(record, now):
            yield severity.state, None if severity.lasts else severity.lasted
        for status in status_times(record, now):
            yield gettext(status.state.row.label), None if status.lasts else status.lasted

    def _unknowns(self) -> Iterator[str]:
        """Facts that the incident lacks, and hypotheses that are not settled."""
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

    def _others(self) -> list[str]:
        """Names of people in the timeline who never held a role."""
        held = {tenure.user for tenure in tenures(self.postmortem.timeline)}
        there = dict.fromkeys(entry.event.actor for entry in self.postmortem.timeline)
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


def _printable(value: object) -> object:
    """Markup as it is; everything else without characters that XML does not allow."""
    return value if isinstance(value, Markup) else without_invalid_xml(str(value))


def _custom_or_translated(word: str) -> str:
    """Translates built-in names; a company's own names have no translation and stay."""
    return gettext(word.replace("{", "{{").replace("}", "}}")) if word else gettext("not set")


def _date_and_time(local: datetime) -> str:
    return f"{local:%Y-%m-%d} {_time(local)}"


def _time(local: datetime) -> str:
    return f"{local:%H:%M}{offset_if_repeated(local)}"


def _badge(text: str, color: str) -> Markup:
    return Markup(
        '<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">{}</ac:parameter>'
        '<ac:parameter ac:name="colour">{}</ac:parameter></ac:structured-macro>'
    ).format(without_invalid_xml(text), color)


def _hypothesis_badge(state: HypothesisState) -> Markup:
    row = STATES[state]
    return _badge(gettext(row.label), row.color.capitalize())


def _state_badge(state: PostmortemState) -> Markup:
    row = POSTMORTEM_STATES[state]
    return _badge(gettext(row.label), row.color.capitalize())


def _link(text: str, url: str) -> Markup:
    """Links only to http and https: somebody may have typed the address."""
    shown = without_invalid_xml(text)
    if not url.startswith(("https://", "http://")):
        return escape(shown)
    return Markup('<a href="{}">{}</a>').format(without_invalid_xml(url), shown)


_FENCE = "```"
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'»]")


def _paragraphs(text: str) -> Markup:
    """An empty line starts a new paragraph; any other line break stays one.

    Web addresses become links, and text between lines of three backticks keeps its indentation.
    """
    lines = without_invalid_xml(text).replace("\r", "\n")
    return Markup("").join(
        Markup("<pre>{}</pre>").format(part.strip("\n")) if is_code else _plain_paragraphs(part)
        for is_code, part in _fenced_parts(lines)
    )


def _fenced_parts(text: str) -> Iterator[tuple[bool, str]]:
    """Text outside and inside of fences; without an end there is no fence."""
    parts = text.split(_FENCE)
    if len(parts) % 2 == 0:
        parts[-2:] = [_FENCE.join(parts[-2:])]
    return ((number % 2 == 1, part) for number, part in enumerate(parts) if part.strip())


def _plain_paragraphs(text: str) -> Markup:
    found = [part.strip("\n") for part in text.split("\n\n")]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br/>").join(map(_with_links, part.split("\n"))))
        for part in found
        if part
    )


def _with_links(line: str) -> Markup:
    linked, end = Markup(""), 0
    for found in _WEB_ADDRESS.finditer(line):
        linked += escape(line[end : found.start()]) + _link(found[0], found[0])
        end = found.end()
    return linked + escape(line[end:])


def _picture(shown: PagePicture, url: str) -> Markup:
    """A sentence until the picture is attached: Confluence would show a broken image."""
    picture = shown.picture
    if not shown.attachment:
        return Markup("<p><em>{}</em></p>").format(_link(wording.missing_picture(shown), url))
    return Markup(
        '<p><ac:image ac:alt="{}" ac:width="{}"><ri:attachment ri:filename="{}"/></ac:image></p>'
    ).format(
        without_invalid_xml(picture.alt or picture.name),
        picture.shown_width,
        without_invalid_xml(shown.attachment),
    )


def _prompt(text: str) -> Markup:
    return Markup("<p><em>{} {}</em></p>").format(PROMPT_SIGN, escape(without_invalid_xml(text)))
