"""Teams that train: lists and shows them, changes them, and lets a coach sign a level."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks import teams as drawn
from firefighter.adapters.slack.blocks.block_kit import Block, Option
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    OptionsRequest,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import UserId
from firefighter.domain.maturity import MaturityLevel
from firefighter.domain.spelling import split_word, without_quotes
from firefighter.domain.teams import Team, is_group
from firefighter.effects.teams import learn_group, notices
from firefighter.i18n import gettext_noop
from firefighter.ports.teams import TeamCard
from firefighter.use_cases.teams import add_team, edit_team, sign_level

feature = Feature()


@feature.command(
    "team",
    usage=gettext_noop("[name | new]"),
    description=gettext_noop("Show how a team trains, and its level."),
    aliases=("teams",),
)
def team_by_command(interaction: SlashCommand) -> None:
    """Without a name, the only team that somebody belongs to, or the list."""
    words = without_quotes(interaction.words)
    first, rest = split_word(words)
    own = interaction.context.teams.teams_of(interaction.user) if not words else ()
    match first.casefold():
        case "new" | "create" | "add":
            interaction.open_form(drawn.team_form(interaction.context.rules, name=rest))
        case "" if len(own) == 1:
            interaction.open_form(_card(interaction, own[0].name))
        case "" | "list":
            interaction.open_form(drawn.team_list(interaction.context.teams.teams()))
        case _:
            interaction.open_form(_card(interaction, words))


@feature.press(drawn.OPEN, about_incident=False)
def open_one(interaction: BlockAction) -> None:
    interaction.open_form(_card(interaction, interaction.button_state.seen))


@feature.press(drawn.NEW, about_incident=False)
def ask_for_new(interaction: BlockAction) -> None:
    interaction.open_form(drawn.team_form(interaction.context.rules))


@feature.press(drawn.EDIT, about_incident=False)
def ask_for_changes(interaction: BlockAction) -> None:
    team = _read(interaction, interaction.button_state.seen).team
    group = _group_option(interaction, team.groups[0]) if team.groups else None
    interaction.open_form(drawn.team_form(interaction.context.rules, team, group=group))


def _group_option(interaction: Interaction, group: str) -> Option:
    """With its handle, if the bot has learnt it."""
    known = interaction.context.records.people([UserId(group)]).get(UserId(group))
    return drawn.group_option(group, known.name if known else group)


@feature.suggestion(drawn.GROUP)
def find_groups(interaction: OptionsRequest) -> Sequence[Option]:
    return drawn.group_options(interaction.context.groups(), interaction.words)


@feature.press(drawn.SIGN, about_incident=False)
def ask_for_signature(interaction: BlockAction) -> None:
    state = interaction.button_state
    team = _read(interaction, state.seen).team
    interaction.open_form(drawn.sign_form(team, _level(state.choice)))


@feature.submission(drawn.NEW, about_incident=False)
def add(interaction: ViewSubmission) -> Block:
    team = _team(interaction, interaction.text("name"))
    added = add_team(
        interaction.context, interaction.delivery, interaction.user, team, learn=learn_group
    )
    return _card(interaction, added.name)


@feature.submission(drawn.EDIT, about_incident=False)
def save(interaction: ViewSubmission) -> Block | None:
    state = interaction.button_state
    if not state.choice.isdecimal():
        raise UnknownButton
    edit_team(
        interaction.context,
        interaction.delivery,
        interaction.user,
        _team(interaction, state.seen),
        seen=int(state.choice),
        learn=learn_group,
    )
    return _shown_below(interaction, _card(interaction, state.seen))


@feature.submission(drawn.SIGN, about_incident=False)
def sign(interaction: ViewSubmission) -> Block | None:
    state = interaction.button_state
    signed = sign_level(
        interaction.context,
        interaction.delivery,
        interaction.user,
        state.seen,
        level=_level(state.choice),
        note=interaction.text("note"),
        tell=notices,
    )
    return _shown_below(interaction, _drawn(interaction, signed))


def _shown_below(interaction: ViewSubmission, view: Block) -> Block | None:
    """Shows the card in the view below, or in place of the form."""
    if not interaction.previous_view_id:
        return view
    interaction.redraw(interaction.previous_view_id, view)
    return None


def _team(interaction: ViewSubmission, name: str) -> Team:
    coach, group = interaction.text("coach"), interaction.text(drawn.GROUP)
    return Team(
        name=name,
        members=(*interaction.text_list("members"), *([group] if is_group(group) else [])),
        coach=UserId(coach) if coach else None,
        services=interaction.text_list("services"),
    )


def _level(chosen: str) -> MaturityLevel:
    """Raises UnknownButton."""
    if chosen not in {str(int(level)) for level in MaturityLevel}:
        raise UnknownButton
    return MaturityLevel(int(chosen))


def _read(interaction: Interaction, name: str) -> TeamCard:
    """Raises UnknownTeam."""
    return interaction.context.teams.team_card(name, interaction.context.clock.now())


def _card(interaction: Interaction, name: str) -> Block:
    return _drawn(interaction, _read(interaction, name))


def _drawn(interaction: Interaction, card: TeamCard) -> Block:
    return drawn.team_card(card, interaction.user, interaction.context.rules)
