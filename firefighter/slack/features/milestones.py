"""Correct when things really happened."""

from firefighter.domain.ids import IncidentId
from firefighter.domain.milestones import CORRECTABLE
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.milestones import milestones_form
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted, Typed, Visit
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.correct_milestones import correct_milestones

feature = Feature()


@feature.press(presses.MILESTONES)
def ask(visit: Pressed) -> None:
    _ask(visit, visit.incident_id)


@feature.incident_command(
    "times", does=mark("Correct when it started, was noticed or mitigated."), words=Words.NONE
)
def ask_by_command(visit: Typed, incident_id: IncidentId) -> None:
    _ask(visit, incident_id)


@feature.submission(presses.MILESTONES)
def correct(visit: Submitted) -> None:
    told = {each: at for each in CORRECTABLE if (at := visit.moment(each))}
    correct_milestones(visit.house, visit.delivery, visit.user, visit.incident_id, told)


def _ask(visit: Visit, incident_id: IncidentId) -> None:
    visit.open_form(milestones_form(visit.house.records.snapshot(incident_id).incident))
