from collections.abc import Iterator
from datetime import timedelta

from firefighter.adapters.slack.blocks import teams as blocks
from firefighter.adapters.slack.blocks.block_kit import Block, Option
from firefighter.domain.ids import UserId
from firefighter.domain.maturity import (
    DoneBy,
    ExerciseStep,
    HeldExercise,
    MaturityLevel,
    Progress,
    Requirement,
    Signature,
    Standing,
    TeamExercise,
    TeamFacts,
    Term,
)
from firefighter.domain.rules import Rules
from firefighter.domain.teams import MOST_SERVICES, Team
from firefighter.ports.snapshot import Snapshot
from firefighter.ports.teams import TeamCard
from firefighter.use_cases.teams import NOTE_LIMIT
from tests.adapters.slack.samples.messages import TEAM_MESSAGES
from tests.domain.incidents import NOW

COACH, MEMBER = UserId("U1"), UserId("U2")
GROUP = "S3"


def _teams(snapshot: Snapshot) -> Iterator[Team]:
    title = snapshot.incident.title[:75] or "1"
    yield Team(name="1", members=(MEMBER,))
    services = tuple(f"{number}{title}"[:75] for number in range(MOST_SERVICES))
    yield Team(name=title, members=(MEMBER, GROUP), coach=COACH, services=services, version=7)
    yield Team(name="4", members=(MEMBER,), coach=COACH, is_in_settings=True)


def _exercise(title: str, done_by: DoneBy | None) -> TeamExercise:
    held = HeldExercise(reference="GD-1", title=title, started_at=NOW)
    steps = dict.fromkeys(ExerciseStep, done_by) if done_by else {}
    return TeamExercise(
        exercise=held,
        steps={step: done for step, done in steps.items() if done},
        with_coach=True,
        own_game_master=False,
    )


def _cards(snapshot: Snapshot) -> Iterator[TeamCard]:
    title = snapshot.incident.title or "1"
    exercises = [_exercise(title, done_by) for done_by in (*DoneBy, None, *DoneBy)]
    full = TeamFacts(exercises=tuple(exercises))
    signature = Signature(
        level=MaturityLevel.VALIDATED, by=COACH, at=NOW, note=(title * NOTE_LIMIT)[:NOTE_LIMIT]
    )
    term = Term(signature, NOW + timedelta(days=300))
    met = tuple(Progress(each, 3, 2, of=9) for each in Requirement)
    unmet = tuple(Progress(each, 0, 2) for each in Requirement)
    standings = (
        Standing(level=None, term=None, next_level=MaturityLevel.ACCOMPANIED, progress=unmet),
        Standing(
            level=MaturityLevel.VALIDATED,
            term=term,
            next_level=MaturityLevel.INDEPENDENT,
            progress=met,
            lapsed=(term, term),
        ),
        Standing(
            level=MaturityLevel.AUTONOMOUS,
            term=Term(signature, None),
            next_level=None,
            progress=(),
        ),
    )
    for team in _teams(snapshot):
        for standing in standings:
            for facts in (TeamFacts(), full):
                yield TeamCard(
                    team=team,
                    members=frozenset({MEMBER}),
                    facts=facts,
                    signatures=(signature,),
                    standing=standing,
                )


def team_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.team_list(())
    yield blocks.team_list([*_teams(snapshot)] * 40)


def team_card(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    for card in _cards(snapshot):
        for reader in (COACH, MEMBER, UserId("U9")):
            yield blocks.team_card(card, reader, rules)


def team_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield blocks.team_form(rules)
    for team in _teams(snapshot):
        yield blocks.team_form(rules, team)
        yield blocks.team_form(rules, name=team.name)
        yield blocks.team_form(rules, team, group=Option("S1", team.name))


def sign_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for team in _teams(snapshot):
        for level in MaturityLevel:
            yield blocks.sign_form(team, level)


def team_notice(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for messages in TEAM_MESSAGES.values():
        for notice in messages(snapshot):
            yield blocks.team_notice(notice)[1]
