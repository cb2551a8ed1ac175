"""Teams that train: their list, the card of one, and the forms that change it and sign a level."""

from collections.abc import Iterator, Sequence

from firefighter.adapters.slack.blocks.action_ids import team_state
from firefighter.adapters.slack.blocks.block_kit import (
    OPTIONS_LIMIT,
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    divider,
    modal,
    multi_select_field,
    search_field,
    section,
    text_field,
    user_field,
    users_field,
)
from firefighter.adapters.slack.wording.teams import (
    exercise_line,
    held_text,
    lapsed_lines,
    level_name,
    progress_text,
    steps_text,
    team_line,
    team_name,
    team_notice_text,
    team_people,
)
from firefighter.domain.ids import UserId
from firefighter.domain.maturity import MaturityLevel
from firefighter.domain.rules import Rules
from firefighter.domain.teams import NAME_LIMIT, Team
from firefighter.i18n import gettext, ngettext
from firefighter.ports.people import UserGroup
from firefighter.ports.teams import TeamCard, TeamNotice
from firefighter.use_cases.teams import NOTE_LIMIT

LIST = "team_list"
OPEN = "open_team"
NEW = "new_team"
GROUP = "team_group"
EDIT = "edit_team"
SIGN = "sign_level"

_LISTED = 40
_EXERCISES_SHOWN = 6


def team_list(teams: Sequence[Team]) -> Block:
    """By name. Without levels, so that teams are not compared."""
    rows = [
        section(team_line(each), button(OPEN, gettext("Open…"), str(team_state(each.name))))
        for each in teams[:_LISTED]
    ]
    if more := len(teams) - len(rows):
        text = ngettext(
            "{number} more. Type `/incident team` and its name.",
            "{number} more. Type `/incident team` and a name.",
            more,
        )
        rows.append(context(text))
    if not rows:
        text = gettext(
            "There is no team yet. A team trains together, with a coach who signs its levels."
        )
        rows.append(section(text))
    new = button(NEW, gettext("New team…"), str(team_state("")))
    return modal(LIST, gettext("Teams"), [*rows, actions([new])])


def team_card(card: TeamCard, reader: UserId, rules: Rules) -> Block:
    """What the reader can do is offered: the coach signs, and its people change it."""
    team, standing = card.team, card.standing
    buttons = list(_buttons(card, reader))
    return modal(
        OPEN,
        gettext("Team"),
        [
            section(f"*{team_name(team)}*"),
            context(team_people(team, len(card.members))),
            section(held_text(standing, rules)),
            *(context(line) for line in lapsed_lines(standing, rules)),
            *_next(card, reader),
            *_exercises(card, rules),
            *([actions(buttons)] if buttons else []),
        ],
    )


def _next(card: TeamCard, reader: UserId) -> Iterator[Block]:
    standing = card.standing
    if standing.next_level is None:
        return
    yield divider()
    yield section(progress_text(standing.next_level, standing.progress))
    if standing.can_be_signed and reader != card.team.coach:
        yield context(gettext("The coach can sign it now."))


def _exercises(card: TeamCard, rules: Rules) -> Iterator[Block]:
    shown = card.facts.exercises[-_EXERCISES_SHOWN:]
    yield divider()
    if not shown:
        yield context(
            gettext(
                "No exercise yet. Game Days and drills count in which at least half of those who "
                "play in a team are members."
            )
        )
        return
    yield section(steps_text(shown))
    yield context("\n".join(exercise_line(each, rules) for each in shown))


def _buttons(card: TeamCard, reader: UserId) -> Iterator[Element]:
    team, standing = card.team, card.standing
    if standing.next_level and standing.can_be_signed and reader == team.coach:
        state = team_state(team.name, str(int(standing.next_level)))
        yield button(SIGN, gettext("Sign…"), str(state), "primary")
    if not team.is_in_settings and reader in {*card.members, team.coach}:
        yield button(EDIT, gettext("Edit…"), str(team_state(team.name)))


def team_form(
    rules: Rules, team: Team | None = None, name: str = "", group: Option | None = None
) -> Block:
    """For a team of the chat, or for a new one. `group` is the user group of the team."""
    known = tuple(dict.fromkeys((*(team.services if team else ()), *rules.services)))
    services = [Option(each, each) for each in known[:OPTIONS_LIMIT]]
    blocks = [
        users_field(
            "members", gettext("Members"), initial=team.people if team else (), optional=True
        ),
        search_field(
            GROUP,
            gettext("User group"),
            hint=gettext(
                "Its members belong to the team, and so does everybody who joins it later."
            ),
            optional=True,
            initial=group,
        ),
        user_field(
            "coach", gettext("Coach"), initial=(team.coach or "") if team else "", optional=True
        ),
        *(
            [
                multi_select_field(
                    "services",
                    gettext("Services"),
                    services,
                    initial=team.services if team else (),
                )
            ]
            if services
            else []
        ),
        context(gettext("The coach accompanies its exercises and signs its levels.")),
    ]
    if team is None:
        field = text_field("name", gettext("Name"), max_length=NAME_LIMIT, initial=name)
        state = str(team_state(""))
        return modal(
            NEW, gettext("New team"), [field, *blocks], submit=gettext("Save"), metadata=state
        )
    state = str(team_state(team.name, str(team.version)))
    head = section(f"*{team_name(team)}*")
    return modal(
        EDIT, gettext("Edit team"), [head, *blocks], submit=gettext("Save"), metadata=state
    )


def sign_form(team: Team, level: MaturityLevel) -> Block:
    return modal(
        SIGN,
        gettext("Sign"),
        [
            section(f"*{team_name(team)}*\n{level_name(level)}"),
            text_field(
                "note",
                gettext("Note"),
                max_length=NOTE_LIMIT,
                multiline=True,
                optional=True,
                hint=gettext("Everybody who sees the team's card can read it."),
            ),
            context(gettext("The members are told in a direct message.")),
        ],
        submit=gettext("Sign"),
        metadata=str(team_state(team.name, str(int(level)))),
    )


def team_notice(notice: TeamNotice) -> tuple[str, list[Block]]:
    text = team_notice_text(notice)
    card = button(OPEN, gettext("Open…"), str(team_state(notice.team)))
    return text, [section(text), actions([card])]


def group_options(groups: Sequence[UserGroup], words: str) -> list[Option]:
    """Those whose handle or name has all words; disabled groups have no members."""
    wanted = words.casefold().lstrip("@").split()
    return [
        group_option(each.id, f"@{each.handle}", each.name)
        for each in groups
        if not each.disabled
        and all(word in f"{each.handle} {each.name}".casefold() for word in wanted)
    ][:OPTIONS_LIMIT]


def group_option(group_id: str, handle: str, name: str = "") -> Option:
    return Option(group_id, " · ".join(filter(None, (handle, name))))
