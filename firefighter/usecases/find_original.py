from collections.abc import Sequence

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.ports.search import Listed, Search
from firefighter.usecases.find_alike import find_alike

_LISTED = 100
"""A menu takes as many: https://docs.slack.dev/reference/block-kit/block-elements."""


def find_originals(
    house: House, user: UserId, incident_id: IncidentId, words: str = ""
) -> Sequence[Listed]:
    """What this person may call the original of an incident, for as long as they type.

    Until something is typed the open ones, those that look alike first; then all that match.
    Nothing for who may not see the incident itself.
    """
    if not house.records.may_see(user, incident_id):
        return ()
    wanted = Search(words=words, only_open=not words)
    found = house.records.search(user, wanted, _LISTED).items
    alike: Sequence[Listed] = ()
    if not words:
        incident = house.records.snapshot(incident_id).incident
        alike = find_alike(house, user, incident.title, incident.services)
    by_id = {each.id: each for each in (*alike, *found) if each.id != incident_id}
    return tuple(by_id.values())[:_LISTED]
