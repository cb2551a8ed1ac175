"""Messages about runs of chaos experiments, and the form that links one to the catalog."""

from collections.abc import Iterable, Sequence
from datetime import datetime

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
from firefighter.adapters.slack.blocks.follow_ups import ADD, follow_up_fields
from firefighter.adapters.slack.wording.experiment_runs import latest_run_line, run_line
from firefighter.adapters.slack.wording.experiments import title_of
from firefighter.adapters.slack.wording.mrkdwn import single_line
from firefighter.domain.experiment_catalog import CatalogExperiment
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.experiment_runs import (
    ExperimentPolicy,
    ExperimentRunNumber,
    RunVerdict,
)
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext
from firefighter.ports.experiment_runs import RecordedRun

LINK = "link_experiment_run"
FOLLOW_UP = "follow_up_of_run"
EXPERIMENT_FIELD = "catalog_experiment"


def reported_run(text: str, run: RunSummary, incident: Incident) -> tuple[str, list[Block]]:
    """Offers a follow-up where a hypothesis was refuted."""
    if not run.is_refuted:
        return text, [section(text)]
    add = button(ADD, gettext("Add a follow-up…"), str(ButtonState(incident.id)))
    return text, [section(text), actions([add])]


def run_message(run: RunSummary) -> tuple[str, list[Block]]:
    """Of a run that belongs to no incident.

    Offers a follow-up where a hypothesis was refuted, and to link a run that the catalog does not
    know.
    """
    text = run_line(run)
    buttons = []
    if run.is_refuted:
        buttons.append(_add_follow_up(run.number))
    if not run.is_linked:
        link = button(LINK, gettext("Link to the catalog…"), str(run_state(run.number)))
        buttons.append(link)
    return text, [section(text), *([actions(buttons)] if buttons else [])]


def _add_follow_up(number: ExperimentRunNumber) -> Block:
    return button(FOLLOW_UP, gettext("Add a follow-up…"), str(run_state(number)))


def latest_runs(
    runs: Sequence[RecordedRun], now: datetime, policy: ExperimentPolicy
) -> list[Block]:
    """The latest first; a refuted one offers a follow-up. Nothing if there was no run."""
    if not runs:
        return []
    heading = gettext("Latest runs")
    return [
        section(f"*{heading}*"),
        *(
            section(
                latest_run_line(each, now, policy),
                _add_follow_up(each.number) if each.run.verdict is RunVerdict.REFUTED else None,
            )
            for each in runs
        ),
    ]


def run_follow_up_form(run: RecordedRun, message: str) -> Block:
    """For what is to be done about a run that belongs to no incident yet."""
    name = single_line(run.experiment or run.run.name)
    told = gettext("What the chaos experiment {name} showed.", name=f"*{name}*")
    return modal(
        FOLLOW_UP,
        gettext("Add a follow-up"),
        [section(told), *follow_up_fields()],
        submit=gettext("Save"),
        metadata=str(run_state(run.number, message)),
    )


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
    return [Option(each.key, f"{each.key} · {title_of(each)}") for each in experiments]
