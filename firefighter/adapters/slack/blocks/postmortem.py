"""The post-mortem checklist and its writing warnings, and the form that classifies."""

from collections.abc import Iterator, Sequence

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Option,
    OptionGroup,
    actions,
    button,
    context,
    grouped_multi_select_field,
    grouped_select_field,
    link_button,
    modal,
    section,
    select_field,
)
from firefighter.adapters.slack.blocks.forms import fix_button
from firefighter.adapters.slack.wording.channels import with_place
from firefighter.adapters.slack.wording.failures import missing_text
from firefighter.adapters.slack.wording.mrkdwn import local_time, single_line
from firefighter.adapters.slack.wording.postmortem import (
    confirmed_text,
    page_notice_text,
    suggestion_text,
    warning_text,
)
from firefighter.domain.errors import Missing
from firefighter.domain.incident import Incident
from firefighter.domain.postmortem_checks import (
    CONFIRMABLE,
    Check,
    WritingWarning,
    open_questions,
)
from firefighter.domain.suggested_classes import Suggestion, Suggestions
from firefighter.domain.taxonomy import FACTORS_LIMIT, UNKNOWN, Taxonomy
from firefighter.i18n import gettext
from firefighter.ports.pages import PageChange, PageReading, PageRef
from firefighter.ports.postmortem_messages import PostmortemDue, PostmortemPageNotice
from firefighter.ports.snapshot import Address, no_address
from firefighter.reporting.configured_names import configured_name, failure_group_name
from firefighter.reporting.wording import labeled

_WARNINGS_SHOWN = 5


def postmortem_checklist(
    incident: Incident,
    postmortem_page: PageRef,
    reading: PageReading | None,
    checks: Sequence[Check],
    warnings: Sequence[WritingWarning],
) -> list[Block]:
    done = sum(check.done for check in checks)
    head = gettext(
        "*{incident}: {done} of {all} complete.*",
        incident=incident.reference,
        done=done,
        all=len(checks),
    )
    lines = [
        block
        for check in checks
        if not check.done
        for block in _missing_item(incident, check.item, postmortem_page.url)
    ]
    confirmed = [context(confirmed_text(check)) for check in checks if check.confirmed]
    return [
        section(head, link_button(action_ids.OPEN_PAGE, gettext("Open page"), postmortem_page.url)),
        *lines,
        *_open_questions(reading),
        *confirmed,
        *(context(f":speech_balloon: {warning_text(each)}") for each in warnings[:_WARNINGS_SHOWN]),
        *_stale_note(reading),
    ]


def _missing_item(incident: Incident, item: Missing, url: str) -> Iterator[Block]:
    """What is missing, and how to complete or confirm it."""
    yield section(missing_text(item), fix_button(incident, item, url))
    if item in CONFIRMABLE:
        state = str(ButtonState(incident.id, choice=item))
        action = action_ids.action(action_ids.CONFIRM_ITEM, item)
        yield actions([button(action, gettext("Mark as done"), state)])


def _open_questions(reading: PageReading | None) -> list[Block]:
    """Each section with open questions, with the first of them."""
    text = reading.text if reading else None
    asked = [part for part in open_questions(text) if part.questions] if text else []
    lines = [
        f"• {labeled(single_line(part.title), single_line(part.questions[0]))}" for part in asked
    ]
    return [context("\n".join(lines))] if lines else []


def missing_page(incident: Incident) -> list[Block]:
    again = button(action_ids.MAKE_PAGE, gettext("Create again"), str(ButtonState(incident.id)))
    return [
        section(gettext("The post-mortem page is gone: it was deleted, or I lost access."), again)
    ]


def page_notice(
    notice: PostmortemPageNotice | PostmortemDue, address: Address = no_address
) -> tuple[str, list[Block]]:
    """The text and the blocks of a notice about the page."""
    text = page_notice_text(notice)
    if not isinstance(notice, PostmortemPageNotice):
        text = with_place(text, notice.snapshot, address)
        return text, [section(text)]
    if notice.change is not PageChange.EDITED:
        return text, [section(text)]
    resume = button(
        action_ids.RESUME_PAGE,
        gettext("Resume updates"),
        str(ButtonState(notice.snapshot.incident.id)),
    )
    return text, [section(text), actions([resume])]


def classify_form(
    incident: Incident,
    taxonomy: Taxonomy,
    suggestions: Suggestions,
    previous_callback_id: str = "",
) -> Block:
    """Suggestions stand below the menus; nothing is chosen but what people chose before."""
    groups = [
        OptionGroup(failure_group_name(group), _options(classes))
        for group, classes in taxonomy.failure_groups.items()
        if classes
    ]
    unknown = OptionGroup(configured_name(UNKNOWN), _options([UNKNOWN]))
    return modal(
        action_ids.CLASSIFY,
        gettext("Classify {incident}", incident=incident.reference),
        [
            select_field(
                "trigger",
                gettext("Trigger"),
                _options(taxonomy.triggers),
                initial=incident.trigger,
            ),
            *_suggested(suggestions.triggers),
            grouped_select_field(
                "failure_class",
                gettext("Failure class"),
                [*groups, unknown],
                initial=incident.failure_class,
            ),
            grouped_multi_select_field(
                "contributing_factors",
                gettext("Contributing factors"),
                groups,
                initial=incident.contributing_factors,
                at_most=FACTORS_LIMIT,
                hint=gettext("At most {most}: what else had a part in it.", most=FACTORS_LIMIT),
            ),
            *_suggested(suggestions.failure_classes),
        ],
        submit=gettext("Save"),
        metadata=str(ButtonState(incident.id, previous_callback_id=previous_callback_id)),
    )


def _options(words: Sequence[str]) -> list[Option]:
    return [Option(word, configured_name(word)) for word in words]


def _suggested(suggestions: Sequence[Suggestion]) -> list[Block]:
    """What was written that suggests something, for people to judge."""
    if not suggestions:
        return []
    lines = [suggestion_text(each) for each in suggestions]
    return [context("\n".join((gettext("Words in the timeline suggest:"), *lines)))]


def _stale_note(reading: PageReading | None) -> list[Block]:
    if reading is None or (reading.text and reading.as_of is None):
        return []
    if reading.as_of is None:
        return [context(gettext("Confluence isn't responding. The page couldn't be read yet."))]
    when = local_time(reading.as_of)
    return [context(gettext("Confluence isn't responding. This is as of {when}.", when=when))]
