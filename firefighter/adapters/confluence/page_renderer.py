"""Renders pages in storage format, from templates."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Protocol

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound
from markupsafe import Markup

from firefighter.adapters.confluence import managed_sections, wording
from firefighter.adapters.confluence.learning_report_page import ReportTemplates
from firefighter.adapters.confluence.managed_sections import SectionTexts
from firefighter.adapters.confluence.postmortem_page import PostmortemTemplates
from firefighter.adapters.confluence.storage_format import without_invalid_xml
from firefighter.adapters.confluence.template_functions import printable, prompt
from firefighter.domain.learning_report import LearningReport
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.postmortem_checks import PageSection
from firefighter.domain.rules import Rules
from firefighter.i18n import Language, gettext, gettext_noop, use_language
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.pages import PAGES_SERVICE, PageContent

log = logging.getLogger(__name__)

_FOLDER, _OLD_FOLDER = "managed", "owned"

TITLE_LIMIT = 255
"""In characters; Confluence refuses longer titles."""

_TITLES_TRIED = 5


class PageTemplates(Protocol):
    """One kind of page: its templates, and what they may say."""

    @property
    def folder(self) -> str:
        """In which they are, with a slash at its end; empty for the main folder."""

    @property
    def edited_note(self) -> str:
        """A text of the catalogues: stands below a section that people edited."""

    @property
    def reference(self) -> str:
        """Of the page's owner, with the mark of an exercise."""

    @property
    def title(self) -> str: ...

    @property
    def began_at(self) -> datetime:
        """When it happened; the title has the day."""

    def values(self) -> Mapping[str, object]:
        """The names that templates may use."""


@dataclass(frozen=True)
class PageRenderer:
    """Renders pages for one company: in its language and time zone, with its templates."""

    language: Language
    zone: tzinfo
    rules: Rules = field(default_factory=Rules)
    templates: Path | None = None
    """A folder whose files replace the built-in ones of the same name."""

    def title(self, content: PageContent) -> str:
        page = self._templates_for(content)
        date = page.began_at.astimezone(self.zone)
        with use_language(self.language):
            name = page.reference
        prefix, suffix = f"{name}: ", f" ({date:%Y-%m-%d})"
        title = " ".join(without_invalid_xml(page.title).split())
        return prefix + title[: TITLE_LIMIT - len(prefix) - len(suffix)] + suffix

    def titles(self, content: PageContent) -> Iterator[str]:
        """The title, and others in case pages of somebody else have it."""
        title = self.title(content)
        yield title
        for number in range(2, _TITLES_TRIED + 1):
            ending = f" [{number}]"
            yield title[: TITLE_LIMIT - len(ending)] + ending

    def body(self, content: PageContent, *, writable: bool = True) -> str:
        """The whole page, as it is created; with questions only where people can write on it."""
        page = self._templates_for(content)
        with use_language(self.language):
            return self._render(f"{page.folder}page.xml", page, writable=writable)

    def section(
        self, content: PageContent, unanswered: Sequence[PageSection] = ()
    ) -> Callable[[str], str | None]:
        """Returns a function that renders one managed section; None if it has no template.

        `unanswered` are the parts of the page with open questions.
        """
        page = self._templates_for(content, unanswered)

        def render(name: str) -> str | None:
            with use_language(self.language):
                try:
                    return self._render(self._template_of(name, page), page)
                except TemplateNotFound:
                    return None

        return render

    def section_texts(self, content: PageContent) -> SectionTexts:
        with use_language(self.language):
            note = gettext(self._templates_for(content).edited_note)
            earlier = gettext(wording.EARLIER_VERSION)
        return SectionTexts(note, earlier, wording.edited_notes())

    def _templates_for(
        self, content: PageContent, unanswered: Sequence[PageSection] = ()
    ) -> PageTemplates:
        match content:
            case Postmortem():
                return PostmortemTemplates(content, self.zone, self.rules, unanswered)
            case LearningReport():
                return ReportTemplates(content, self.zone, self.rules)

    def _render(self, template: str, page: PageTemplates, *, writable: bool = True) -> str:
        try:
            return self._filled(template, page, writable=writable)
        except TemplateNotFound:
            raise
        except TemplateError as error:
            reason = f"{template}: {error}"
            raise CallRefused(PAGES_SERVICE, gettext_noop("render the page"), reason) from error

    def _filled(self, template: str, page: PageTemplates, *, writable: bool) -> str:
        def managed(name: str) -> Markup:
            content = self._render(self._template_of(name, page), page)
            return Markup(managed_sections.managed_section(name, content))  # noqa: S704 - escaped by their templates

        values = {
            **page.values(),
            "managed": managed,
            "owned": managed,  # its deprecated name
            "writable": writable,
            "prompt": prompt if writable else lambda _text: "",
        }
        return self._environment.get_template(template).render(values)

    def _template_of(self, section: str, page: PageTemplates) -> str:
        """A company's own template may still be in the folder's old name."""
        old = f"{page.folder}{_OLD_FOLDER}/{section}.xml"
        is_old = old in self._templates_in_old_folder
        return old if is_old else f"{page.folder}{_FOLDER}/{section}.xml"

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
            finalize=printable,
            trim_blocks=True,
            keep_trailing_newline=False,
        )
