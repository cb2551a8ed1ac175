"""What somebody filled in about a follow-up."""

from datetime import date

from firefighter.adapters.slack.inbound.interactions import ViewSubmission
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.follow_ups import FollowUpKind, Priority
from firefighter.domain.ids import UserId
from firefighter.use_cases.follow_ups import FollowUpDraft


def read_draft(interaction: ViewSubmission) -> FollowUpDraft:
    """Raises InvalidField."""
    owner, due = interaction.text("owner"), interaction.text("due")
    return FollowUpDraft(
        interaction.text("text"),
        owner=UserId(owner) if owner else None,
        due=_day(due) if due else None,
        ticket=interaction.text("ticket"),
        kind=interaction.choice("kind", FollowUpKind),
        priority=interaction.choice("priority", Priority),
    )


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise InvalidField("due", FieldProblem.NO_DAY, given) from error
