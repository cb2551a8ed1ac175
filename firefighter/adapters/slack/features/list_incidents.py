"""Lists and searches incidents."""

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.incident_lists import (
    CHANGE_PAGE,
    DRILL_WORDS,
    PAGE_SIZE,
    incident_list,
)
from firefighter.adapters.slack.inbound.interactions import BlockAction, Interaction, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.service_lookup import read_service
from firefighter.domain.accounts import AccessRight
from firefighter.domain.ids import parse_reference, reference
from firefighter.domain.severity import split_severity
from firefighter.domain.spelling import nearest_name, same_name, split_word
from firefighter.i18n import gettext_noop
from firefighter.ports.search import DrillFilter, IncidentQuery

feature = Feature(needs=AccessRight.READ)


@feature.command(
    "list",
    usage=gettext_noop("[open | mine | all | drills | sev1 | service checkout | words]"),
    description=gettext_noop("List open incidents, or search."),
)
def show_list(interaction: SlashCommand) -> None:
    interaction.open_form(_page(interaction, interaction.words, 0))


@feature.press(CHANGE_PAGE, about_incident=False)
def change_page(interaction: BlockAction) -> None:
    """The view carries the query, the button where its page starts."""
    start = int(interaction.value) if interaction.value.isdigit() else 0
    interaction.redraw(interaction.view_id, _page(interaction, interaction.metadata, start))


def _page(interaction: Interaction, words: str, start: int) -> Block:
    wanted = _wanted(interaction, words)
    found = interaction.context.records.search(interaction.user, wanted, PAGE_SIZE, start)
    near = "" if found.total else _near_service(interaction, words)
    return incident_list(words, found, start, interaction.context.address, near)


def _near_service(interaction: Interaction, words: str) -> str:
    """The service that was probably meant; empty if the words are one."""
    known = interaction.context.rules.services
    return "" if same_name(words, known) else nearest_name(words, known)


def _wanted(interaction: Interaction, words: str) -> IncidentQuery:
    if not words.isdecimal() and (incident_id := parse_reference(words)):
        return IncidentQuery(words=reference(incident_id), drills=DrillFilter.WITH)
    severity, others = split_severity(words)
    if severity:
        return IncidentQuery(severity=severity, words=others)
    kind, rest = split_word(words)
    if kind.casefold() in DRILL_WORDS:
        return IncidentQuery(words=rest, drills=DrillFilter.ONLY)
    match kind.casefold():
        case "" | "open":
            return IncidentQuery(only_open=True, words=rest)
        case "mine":
            return IncidentQuery(only_open=True, involving=interaction.user, words=rest)
        case "all":
            return IncidentQuery(words=rest)
        case "service" if rest:
            return IncidentQuery(service=read_service(interaction, rest))
    return IncidentQuery(words=words)
