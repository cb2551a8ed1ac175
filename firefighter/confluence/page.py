"""A post-mortem as a page in storage format: pure, from the templates and what is known.

Every value is escaped by the templates' environment; only what this file or a template writes as
markup is markup.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import groupby
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound
from markupsafe import Markup, escape

from firefighter.confluence import owned, words
from firefighter.confluence.storage import fit_for_xml
from firefighter.domain.ids import reference
from firefighter.domain.milestones import Milestone
from firefighter.domain.page_text import Heading
from firefighter.domain.pictures import Shown
from firefighter.domain.postmortem import SPANS, Postmortem, Span, Told, ratings, spans, tenures
from firefighter.domain.rules import Rules
from firefighter.ports.pages import PagesRefused
from firefighter.texts import Language, mark, say, speaking

PROMPT_SIGN = "✎"
"""Begins each question that people are asked, so that it is recognised while it is open."""

TITLE_LIMIT = 255
"""Characters; the local Confluence refuses more, as the real one does."""


@dataclass(frozen=True)
class Drawing:
    """Draws pages for one company: in its language, its time zone, and with its templates."""

    language: Language
    zone: tzinfo
    rules: Rules = field(default_factory=Rules)
    templates: Path | None = None
    """A folder whose files replace those of the same name that come with the program."""

    def title(self, postmortem: Postmortem) -> str:
        incident = postmortem.incident
        date = incident.milestones[Milestone.DECLARED].astimezone(self.zone)
        begin, end = f"{incident.reference}: ", f" ({date:%Y-%m-%d})"
        title = " ".join(fit_for_xml(incident.title).split())
        return begin + title[: TITLE_LIMIT - len(begin) - len(end)] + end

    def body(self, postmortem: Postmortem) -> str:
        """The whole page, as it is made once."""
        with speaking(self.language):
            return self._render("page.xml", postmortem)

    def section(self, postmortem: Postmortem) -> Callable[[str], str | None]:
        """Renders one of the bot's sections; None for one that there is no template for."""

        def render(name: str) -> str | None:
            with speaking(self.language):
                try:
                    return self._render(f"owned/{name}.xml", postmortem)
                except TemplateNotFound:
                    return None

        return render

    def _render(self, template: str, postmortem: Postmortem) -> str:
        try:
            return self._filled(template, postmortem)
        except TemplateNotFound:
            raise
        except TemplateError as error:
            raise PagesRefused(mark("draw the page"), f"{template}: {error}") from error

    def _filled(self, template: str, postmortem: Postmortem) -> str:
        values = _Values(postmortem, self.zone, self.rules)
        # Macros of the environment's own cannot know of which post-mortem they speak.
        around = {"owned": lambda name: Markup(owned.section(name, self._part(name, postmortem)))}  # noqa: S704
        return self._environment.get_template(template).render(values.named() | around)

    def _part(self, name: str, postmortem: Postmortem) -> str:
        return self._render(f"owned/{name}.xml", postmortem)

    @cached_property
    def _environment(self) -> Environment:
        built_in = PackageLoader("firefighter.confluence")
        own = [FileSystemLoader(self.templates)] if self.templates else []
        return Environment(
            loader=ChoiceLoader([*own, built_in]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_fit,
            trim_blocks=True,
            keep_trailing_newline=False,
        )


@dataclass(frozen=True)
class _Values:
    """What the templates may name."""

    postmortem: Postmortem
    zone: tzinfo
    rules: Rules

    def named(self) -> dict[str, object]:
        postmortem, incident = self.postmortem, self.postmortem.incident
        known = spans(incident.milestones)
        status, colour = words.STATUS[incident.status]
        return {
            "incident": incident,
            "milestones": {each: incident.milestones.get(each) for each in Milestone},
            "owner": postmortem.owner,
            "status_name": say(status),
            "status_colour": colour,
            "severity_colour": words.SEVERITY_COLOUR[incident.severity],
            "latest_update": postmortem.latest_update,
            "impact": postmortem.impact,
            "spans": {each: known.get(each) for each in Span},
            "span_rows": [
                (_Named(key, say(words.SPAN[key])), start, end)
                for key, (start, end) in SPANS.items()
            ],
            "ratings": ratings(postmortem.timeline),
            "tenures": tenures(postmortem.timeline),
            "others": self._others(),
            "days": list(self._days()),
            "follow_ups": postmortem.follow_ups,
            "similar": postmortem.similar,
            "relatives": postmortem.relatives,
            "relation": lambda key: say(words.RELATION[key]),
            "room_url": postmortem.room_url,
            "announcement_url": postmortem.announcement_url,
            "zone": str(self.zone),
            "say": say,
            "reference": reference,
            "title": lambda key: say(words.HEADING[Heading(key)]),
            "person": postmortem.name,
            "role": lambda key: _word(self.rules.role_name(key)),
            "word": _word,
            "moment": lambda at: f"{self._local(at):%Y-%m-%d %H:%M}",
            "moment_name": lambda milestone: say(words.MILESTONE[milestone]),
            "clock": self._clock,
            "time_of": lambda at: f"{self._local(at):%H:%M}",
            "day": lambda at: f"{self._local(at):%Y-%m-%d}",
            "span": words.duration,
            "badge": _badge,
            "link": _link,
            "paragraphs": _paragraphs,
            "picture": _picture,
            "prompt": _prompt,
        }

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _clock(self, at: datetime, start: datetime) -> str:
        """The time of day, with its date where that is another than the start's."""
        local = self._local(at)
        same_day = local.date() == self._local(start).date()
        return f"{local:%H:%M}" if same_day else f"{local:%Y-%m-%d %H:%M}"

    def _others(self) -> list[str]:
        """Those who did something without holding a role."""
        held = {tenure.user for tenure in tenures(self.postmortem.timeline)}
        there = dict.fromkeys(entry.event.actor for entry in self.postmortem.timeline)
        return [self.postmortem.name(user) for user in there if user not in held]

    def _days(self) -> Iterator[tuple[str, list[Told]]]:
        by_day = groupby(self.postmortem.told, lambda told: f"{self._local(told.at):%Y-%m-%d}")
        return ((day, list(told)) for day, told in by_day)


@dataclass(frozen=True)
class _Named:
    key: str
    title: str


def _fit(value: object) -> object:
    """What is put out: markup as it is, everything else without what XML cannot say."""
    return value if isinstance(value, Markup) else fit_for_xml(str(value))


def _word(word: str) -> str:
    """A name that a company may have chosen; the built-in ones are translated."""
    return say(word.replace("{", "{{").replace("}", "}}")) if word else say("not said yet")


def _badge(text: str, colour: str) -> Markup:
    return Markup(
        '<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">{}</ac:parameter>'
        '<ac:parameter ac:name="colour">{}</ac:parameter></ac:structured-macro>'
    ).format(fit_for_xml(text), colour)


def _link(text: str, url: str) -> Markup:
    """Only to the web: an address may be something that somebody typed."""
    shown = fit_for_xml(text)
    if not url.startswith(("https://", "http://")):
        return escape(shown)
    return Markup('<a href="{}">{}</a>').format(fit_for_xml(url), shown)


def _paragraphs(text: str) -> Markup:
    """Text of several lines: an empty line begins a paragraph, another only a line."""
    found = [part.strip("\n") for part in fit_for_xml(text).replace("\r", "\n").split("\n\n")]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br/>").join(part.split("\n"))) for part in found if part
    )


def _picture(shown: Shown, url: str) -> Markup:
    """Only once it is attached: a page shows a broken picture in place of one that is not there."""
    picture = shown.picture
    if not shown.attachment:
        return Markup("<p><em>{}</em></p>").format(_link(words.missing_picture(shown), url))
    return Markup(
        '<p><ac:image ac:alt="{}" ac:width="{}"><ri:attachment ri:filename="{}"/></ac:image></p>'
    ).format(
        fit_for_xml(picture.alt or picture.name), picture.shown_width, fit_for_xml(shown.attachment)
    )


def _prompt(text: str) -> Markup:
    return Markup("<p><em>{} {}</em></p>").format(PROMPT_SIGN, escape(fit_for_xml(text)))
