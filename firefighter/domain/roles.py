from dataclasses import dataclass

from firefighter.domain.ids import RoleKey

COMMANDER = RoleKey("commander")
"""The one role every configuration has: whoever holds it leads, and may override the checklist."""


NOTE_LIMIT = 1000
"""Characters of what a new holder is told along with a role."""


@dataclass(frozen=True)
class Role:
    """A part somebody plays in an incident, held by at most one person at a time."""

    key: RoleKey
    name: str
    duty: str
    """What its holder does now, in one sentence spoken to them."""


DEFAULT_ROLES = (
    Role(COMMANDER, "Incident commander", "You lead: decide, delegate, keep people in step."),
    Role(RoleKey("communications"), "Communications lead", "You tell everybody outside the room."),
    Role(RoleKey("operations"), "Operations lead", "You direct the hands that change the system."),
    Role(RoleKey("scribe"), "Scribe", "You write down what happens while it happens."),
)
