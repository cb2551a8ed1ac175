"""The form that declares an incident, and the state it carries."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Option,
    checkbox_field,
    context,
    modal,
    multi_select_field,
    section,
    select_field,
    text_field,
)
from firefighter.adapters.slack.blocks.incident_lists import incident_row
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.channels import adoption_text, adoption_visibility_text
from firefighter.domain.events import Source
from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT
from firefighter.i18n import gettext
from firefighter.ports.search import IncidentSummary
from firefighter.ports.snapshot import AdoptedChannel
from firefighter.use_cases.alert_cards import ProposalRef

DECLARE = "declare"
TITLE = "title"
SERVICES = "services"


@dataclass(frozen=True)
class Draft:
    """The state that the form carries besides its fields."""

    source: Source | None = None
    """The message from which the incident is declared."""
    alike: tuple[IncidentId, ...] = ()
    """The possible duplicates that it shows."""
    incident_channel: AdoptedChannel | None = None
    """The channel to use as the incident channel."""
    proposal: ProposalRef | None = None
    """The card of alerts from which it is declared."""

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def read_draft(metadata: str) -> Draft:
    """Returns an empty draft for empty metadata. Raises UnknownButton for another version's."""
    try:
        given = json.loads(metadata or "{}")
        source = given.get("source")
        incident_channel = given.get("incident_channel") or given.get("room")
        alike = tuple(IncidentId(int(each)) for each in given.get("alike", ()))
        proposal = given.get("proposal")
        return Draft(
            Source(**source) if source else None,
            alike,
            AdoptedChannel(**incident_channel) if incident_channel else None,
            ProposalRef(**proposal) if proposal else None,
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise UnknownButton from error


def declare_form(
    rules: Rules,
    title: str = "",
    summary: str = "",
    severity: Severity = Severity.SEV3,
    *,
    services: Sequence[str] = (),
    alike: Sequence[IncidentSummary] = (),
    draft: Draft | None = None,
) -> Block:
    """`alike` are possible duplicates, shown while the title is typed."""
    draft = replace(draft or Draft(), alike=tuple(each.id for each in alike))
    blocks = [
        text_field(
            TITLE,
            gettext("What is wrong?"),
            max_length=TITLE_LIMIT,
            initial=title,
            hint=gettext("For example: Checkout returns 500"),
            live=True,
        ),
        *possible_duplicates(alike),
        *_more_fields(rules, summary, severity, services),
        *_visibility(draft.incident_channel),
        *(
            [context(gettext("I'll post a link in the message's thread, if I'm in that channel."))]
            if draft.source
            else []
        ),
    ]
    return modal(
        DECLARE,
        gettext("Declare an incident"),
        blocks,
        submit=gettext("Declare"),
        metadata=str(draft),
    )


def possible_duplicates(alike: Sequence[IncidentSummary]) -> list[Block]:
    if not alike:
        return []
    return [section(f":eyes: *{gettext('Possible duplicates')}*"), *map(incident_row, alike)]


def _more_fields(
    rules: Rules, summary: str, severity: Severity, chosen: Sequence[str]
) -> list[Block]:
    severities = [Option(each, labels.severity_option(each, rules)) for each in rules.severities]
    services = [Option(service, service) for service in rules.services]
    return [
        select_field("severity", gettext("Severity"), severities, initial=severity),
        *(
            [
                multi_select_field(
                    SERVICES, gettext("Affected services"), services, initial=chosen, live=True
                )
            ]
            if services
            else []
        ),
        text_field(
            "summary",
            gettext("Summary"),
            max_length=SUMMARY_LIMIT,
            initial=summary,
            multiline=True,
            optional=True,
        ),
    ]


def _visibility(incident_channel: AdoptedChannel | None) -> list[Block]:
    """A checkbox, or a statement if the channel to use decides it."""
    if incident_channel:
        return [
            section(adoption_visibility_text(private=incident_channel.private)),
            section(adoption_text()),
        ]
    private = Option("private", gettext("Private: only invited people can see it"))
    return [checkbox_field("private", gettext("Visibility"), private)]
