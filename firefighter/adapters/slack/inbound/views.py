"""Modals that several features open: the declare form and a page of the timeline."""

from zoneinfo import ZoneInfo

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.declare import Draft, declare_form
from firefighter.adapters.slack.blocks.timeline import page_at, timeline
from firefighter.adapters.slack.inbound.interactions import Interaction
from firefighter.domain.errors import InvalidField, StoreUnavailable
from firefighter.domain.events import Source
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import timeline_view
from firefighter.domain.title import split_title
from firefighter.ports.app_context import AppContext
from firefighter.ports.people import zone_of
from firefighter.use_cases.alert_cards import ProposalRef
from firefighter.use_cases.declare import find_similar


def open_declare_form(
    interaction: Interaction,
    words: str = "",
    severity: Severity = Severity.SEV3,
    source: Source | None = None,
    *,
    summary: str = "",
    services: tuple[str, ...] = (),
    proposal: ProposalRef | None = None,
) -> None:
    """Opens the form, prefilled from `words`, and then adds similar incidents to it."""
    rules = interaction.context.rules
    title, summary = initial_fields(words, summary)
    draft = Draft(source, proposal=proposal)
    form = declare_form(rules, title, summary, severity, services=services, draft=draft)
    form_id = interaction.open_form(form)
    try:
        similar = (
            find_similar(interaction.context.records, interaction.user, title, services)
            if title
            else ()
        )
    except StoreUnavailable:
        return  # the form is open; similar incidents are shown when it is submitted
    if similar:
        form = declare_form(
            rules, title, summary, severity, services=services, alike=similar, draft=draft
        )
        interaction.redraw(form_id, form)


def initial_fields(words: str, summary: str = "") -> tuple[str, str]:
    """Returns title and summary; both empty if `words` has no visible text."""
    try:
        return split_title(words, summary)
    except InvalidField:
        return "", ""


def timeline_page(interaction: Interaction, incident_id: IncidentId, number: str = "") -> Block:
    """Returns a page by its number in a button's value; the newest without one."""
    context = interaction.context
    incident = context.records.snapshot(incident_id).incident
    view_items = timeline_view(context.records.timeline(incident_id))
    page = page_at(view_items, int(number) if number.isdecimal() else None)
    return timeline(incident, page, context.rules, zone_of_reader(context, interaction.user))


def zone_of_reader(context: AppContext, user: UserId) -> ZoneInfo:
    """The person's time zone as Slack has it, or the company's."""
    return zone_of(context.records.people([user]).get(user)) or context.rules.zone
