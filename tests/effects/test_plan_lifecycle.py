"""Properties of all effects of an incident, whatever happens in it."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import Refused
from firefighter.domain.events import Update
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.effects.nudges import NUDGES_LANE
from firefighter.effects.plan import plan_effects
from firefighter.ports.snapshot import Place
from firefighter.ports.store import EffectRequest
from tests.domain.incidents import ANA, BOB, COMPLETE_STEPS, LATER, declared

Change = Callable[[Incident], None]


def _step(step: Step, incident: Incident) -> None:
    incident.advance(step, actor=BOB, now=LATER)


def _severity(severity: Severity, incident: Incident) -> None:
    policy = DEFAULT_POLICIES[severity]
    incident.change_severity(
        severity, policy, seen=incident.severity, reason="It grows", actor=BOB, now=LATER
    )


def _take(role: RoleKey, actor: UserId, incident: Incident) -> None:
    incident.take_role(role, seen=incident.holders.get(role), actor=actor, now=LATER)


def _leave(role: RoleKey, incident: Incident) -> None:
    incident.step_down(role, actor=ANA, now=LATER)


def _describe(summary: str, incident: Incident) -> None:
    incident.describe(summary, actor=BOB, now=LATER)


def _update(incident: Incident) -> None:
    incident.post_update(Update(impact="Slow", changed="Nothing"), actor=BOB, now=LATER)


changes: st.SearchStrategy[Change] = st.one_of(
    st.sampled_from([partial(_step, step) for step in COMPLETE_STEPS.values()]),
    st.sampled_from([partial(_severity, severity) for severity in Severity]),
    st.sampled_from([partial(_take, COMMANDER, ANA), partial(_take, COMMANDER, BOB)]),
    st.sampled_from([partial(_leave, COMMANDER), partial(_describe, "Slow"), _update]),
)
lives = st.builds(
    lambda severity, private, happens: _lived(severity, private=private, happens=happens),
    st.sampled_from(Severity),
    st.booleans(),
    st.lists(changes, max_size=20),
)

Planned = tuple[Incident, list[EffectRequest]]


def _lived(severity: Severity, *, private: bool, happens: list[Change]) -> Planned:
    """An incident with all its effects in order."""
    incident = declared(severity=severity, policy=DEFAULT_POLICIES[severity], private=private)
    requests = [*_planned(incident)]
    for change in happens:
        try:
            change(incident)
        except Refused:
            continue
        requests += _planned(incident)
    return incident, requests


def _planned(incident: Incident) -> Iterator[EffectRequest]:
    events, incident.events = incident.events, []
    for event in events:
        yield from plan_effects(incident, event)


@given(lives)
def test_needs_of_an_effect_are_enqueued_before_it(life: Planned) -> None:
    lanes: set[str] = {Place.ARCHIVE_NOTICE, NUDGES_LANE}  # enqueued by jobs, later
    for request in life[1]:
        assert lanes.issuperset(request.needs), request
        lanes.add(request.lane)


@given(lives)
def test_place_is_made_once(life: Planned) -> None:
    made = [request.lane for request in life[1] if request.lane in set(Place)]
    assert len(made) == len(set(made))


@given(lives)
def test_private_incident_is_never_shown_outside_its_channel(life: Planned) -> None:
    incident, requests = life
    outside = {Place.ANNOUNCEMENT, Place.THREAD_PANEL}
    seen_outside = [
        request
        for request in requests
        if request.kind == "post_announcement"
        or request.payload.get("place") in outside
        or outside.intersection(request.needs)
    ]
    assert bool(seen_outside) != incident.private


@given(lives)
def test_effect_payloads_are_json(life: Planned) -> None:
    for request in life[1]:
        assert json.loads(json.dumps(request.payload)) == request.payload


@given(lives)
def test_only_refreshes_coalesce(life: Planned) -> None:
    coalescing = {request.kind for request in life[1] if request.coalesces}
    assert coalescing <= {
        "label_page",
        "refresh_card",
        "refresh_homes",
        "refresh_page",
        "set_topic",
        "update_archive_notice",
    }
