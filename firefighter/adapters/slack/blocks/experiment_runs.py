"""Messages about runs of chaos experiments, and the form that links one to the catalog."""

from collections.abc import Iterable

from firefighter.adapters.slack.blocks.action_ids import ButtonState, run_state
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Option,
    actions,
    button,
    modal,
    search_field,
    section,
)
from firefighter.adapters.slack.blocks.follow_ups import ADD
from firefighter.adapters.slack.wording.experiment_runs import run_line
from firefighter.domain.experiment_catalog import CatalogExperiment
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext

LINK = "link_experiment_run"
EXPERIMENT_FIELD = "catalog_experiment"


def reported_run(text: str, run: RunSummary, incident: Incident) -> tuple[str, list[Block]]:
    """Offers a follow-up where a hypothesis was refuted."""
    if not run.is_refuted:
        return text, [section(text)]
    add = button(ADD, gettext("Add a follow-up…"), str(ButtonState(incident.id)))
    return text, [section(text), actions([add])]


def run_message(run: RunSummary) -> tuple[str, list[Block]]:
    """Of a run that belongs to no incident. Offers to link it if the catalog does not know it."""
    text = run_line(run)
    if run.is_linked:
        return text, [section(text)]
    link = button(LINK, gettext("Link to the catalog…"), str(run_state(run.number)))
    return text, [section(text), actions([link])]


def link_form(number: ExperimentRunNumber) -> Block:
    told = gettext("All runs of that name, past and to come, belong to the experiment then.")
    hint = gettext("Type a word of its key or title.")
    return modal(
        LINK,
        gettext("Link runs"),
        [section(told), search_field(EXPERIMENT_FIELD, gettext("Experiment"), hint=hint)],
        submit=gettext("Link"),
        metadata=str(run_state(number)),
    )


def experiment_options(experiments: Iterable[CatalogExperiment]) -> list[Option]:
    return [Option(each.key, f"{each.key} · {each.design.title}") for each in experiments]
