"""Links runs of chaos experiments to the catalog, and adds follow-ups of what they found."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks import experiment_runs as drawn
from firefighter.adapters.slack.blocks.block_kit import OPTIONS_LIMIT, Block, Option
from firefighter.adapters.slack.blocks.drills import marked_view
from firefighter.adapters.slack.blocks.experiments import experiment_view
from firefighter.adapters.slack.blocks.follow_ups import follow_up_form, follow_ups_list
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.follow_up_fields import read_draft
from firefighter.adapters.slack.inbound.incident_lookup import admitted
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    OptionsRequest,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.events import FollowUpChanged
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.ids import ExperimentKey
from firefighter.effects.experiment_runs import PostRunFollowUp
from firefighter.effects.sources import FindSource
from firefighter.ports.experiment_runs import RecordedRun
from firefighter.ports.experiments import ExperimentQuery
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import EffectRequest
from firefighter.use_cases.experiment_runs import link_run
from firefighter.use_cases.experiments import refuse_to_write
from firefighter.use_cases.run_follow_ups import add_follow_up_of_run

feature = Feature()


@feature.press(drawn.LINK, about_incident=False)
def ask(interaction: BlockAction) -> None:
    refuse_to_write(interaction.context, interaction.user)
    interaction.open_form(drawn.link_form(_number(interaction)))


@feature.suggestion(drawn.EXPERIMENT_FIELD)
def find(interaction: OptionsRequest) -> Sequence[Option]:
    wanted = ExperimentQuery(words=interaction.words)
    return drawn.experiment_options(
        interaction.context.experiments.experiments(wanted, OPTIONS_LIMIT)
    )


@feature.submission(drawn.LINK, about_incident=False)
def link(interaction: ViewSubmission) -> Block:
    """Shows the experiment that the runs belong to now."""
    key = interaction.text(drawn.EXPERIMENT_FIELD)
    if not key:
        raise InvalidField(drawn.EXPERIMENT_FIELD, FieldProblem.NOTHING_CHOSEN)
    linked = link_run(
        interaction.context,
        interaction.delivery,
        interaction.user,
        _number(interaction),
        ExperimentKey(key),
    )
    return experiment_view(linked)


@feature.press(drawn.FOLLOW_UP, about_incident=False)
def ask_for_follow_up(interaction: BlockAction) -> None:
    """Of a run that meanwhile belongs to an incident, the form is that of the incident."""
    run = _run(interaction)
    message = f"{interaction.channel}/{interaction.ts}" if interaction.channel else ""
    if run.incident_id is None:
        interaction.open_form(drawn.run_follow_up_form(run, message))
        return
    with admitted(interaction, run.incident_id, interaction.channel) as found:
        found.open_form(
            follow_up_form(
                run.incident_id,
                source=message,
                previous_callback_id=interaction.callback_id_below,
            )
        )


@feature.submission(drawn.FOLLOW_UP, about_incident=False)
def add_follow_up(interaction: ViewSubmission) -> Block:
    """Shows all follow-ups of the run."""
    channel, _slash, ts = interaction.button_state.choice.partition("/")

    def effects(added: FollowUpChanged) -> Sequence[EffectRequest]:
        if not ts:
            return ()
        place, number = ChannelId(channel), added.after.number
        return (
            FindSource(place, ts, interaction.user, number).request(),
            PostRunFollowUp(place, ts, added).request(),
        )

    def add(admitted_one: ViewSubmission) -> Block:
        context = admitted_one.context
        incident = add_follow_up_of_run(
            context,
            admitted_one.delivery,
            admitted_one.user,
            _number(admitted_one),
            read_draft(admitted_one),
            then=effects,
        )
        listed = follow_ups_list(incident, context.rules.day_of(context.clock.now()))
        return marked_view(listed) if incident.is_drill else listed

    incident_id = _run(interaction).incident_id
    if incident_id is None:
        return add(interaction)
    with admitted(interaction, incident_id) as found:
        return add(found)


def _run(interaction: BlockAction | ViewSubmission) -> RecordedRun:
    """Raises UnknownButton."""
    run = interaction.context.experiments.run(_number(interaction))
    if run is None:
        raise UnknownButton
    return run


def _number(interaction: BlockAction | ViewSubmission) -> ExperimentRunNumber:
    """Raises UnknownButton."""
    seen = interaction.button_state.seen
    if not seen.isdecimal():
        raise UnknownButton
    return ExperimentRunNumber(int(seen))
