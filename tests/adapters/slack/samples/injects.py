from collections.abc import Iterator
from datetime import timedelta

from firefighter.adapters.slack.blocks import injects
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.drill import InjectState
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import (
    AtTime,
    ByHand,
    DrillEvent,
    HintOffer,
    Inject,
    InjectKind,
    InjectTrigger,
    OnEvent,
    OnSilence,
    Text,
)
from firefighter.ports.chat import InjectMessage
from firefighter.ports.snapshot import Snapshot
from firefighter.use_cases.injects import PlannedInject
from tests.adapters.slack.samples.messages import MESSAGES

_TRIGGERS: tuple[InjectTrigger, ...] = (
    AtTime(timedelta(minutes=1)),
    *(OnEvent(event, "1") for event in DrillEvent),
    OnSilence(timedelta(minutes=2)),
    ByHand(),
)


def inject_message(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for message in MESSAGES[InjectMessage](snapshot):
        if isinstance(message, InjectMessage):
            for with_name in (True, False):
                yield injects.inject_message(message, with_name=with_name)[1]


def injects_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    text = snapshot.incident.summary or "1"
    planned = [
        PlannedInject(
            Inject(
                id="2",
                kind=InjectKind.FACT,
                trigger=trigger,
                text=Text({"en": text}),
                title=Text({"en": "3"}),
            ),
            state,
            at,
        )
        for trigger in _TRIGGERS
        for state in (None, *InjectState)
        for at in (None, timedelta(seconds=5))
    ]
    yield injects.injects_list(snapshot.incident, planned)


def hints_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield injects.hints_list(snapshot.incident, [])
    offers = [HintOffer(id=str(price), about=Text({"en": "1"}), price=price) for price in (1, 4)]
    yield injects.hints_list(snapshot.incident, offers)
