"""The review of a post-mortem: the form, the request to a reviewer, and how it stands."""

from datetime import date

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    actions,
    button,
    context,
    date_field,
    link_button,
    modal,
    section,
    users_field,
)
from firefighter.adapters.slack.wording.channels import with_place
from firefighter.adapters.slack.wording.postmortem import postmortem_page_link
from firefighter.adapters.slack.wording.review import (
    review_request_text,
    review_state_text,
    reviewers_text,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.review import may_approve
from firefighter.i18n import gettext
from firefighter.ports.postmortem_messages import ReviewRequest
from firefighter.ports.snapshot import Address, Snapshot, no_address

FORM = "review_form"


def review_form(incident: Incident, due: date | None, previous_callback_id: str = "") -> Block:
    """`due` is the date by the severity's policy, until somebody chooses another one."""
    review = incident.review
    return modal(
        FORM,
        gettext("Review: {incident}", incident=incident.reference),
        [
            users_field(
                "reviewers", gettext("Reviewers"), initial=review.reviewers if review else ()
            ),
            date_field("due", gettext("Review by"), initial=review.due if review else due),
            *([context(reviewers_text(review))] if review else []),
        ],
        submit=gettext("Ask for review"),
        metadata=str(ButtonState(incident.id, previous_callback_id=previous_callback_id)),
    )


def page_summary(snapshot: Snapshot) -> list[Block]:
    """The link to the post-mortem page, and how its review stands; nothing without a page."""
    page, review = postmortem_page_link(snapshot), snapshot.incident.review
    if not page:
        return []
    told = " · ".join(filter(None, (f":memo: {page}", review_state_text(review))))
    lines = (told, *([reviewers_text(review)] if review else []))
    ask = None if snapshot.incident.declined else ask_button(snapshot.incident)
    return [section("\n".join(lines), ask)]


def review_summary(incident: Incident, viewer: UserId) -> list[Block]:
    """How the review stands, with the buttons for whoever looks at it."""
    review = incident.review
    told = review_state_text(review) or gettext("Nobody was asked for a review.")
    lines = (told, *([reviewers_text(review)] if review else []))
    approve = [_approve_button(incident.id)] if may_approve(incident, viewer) else []
    ask = [] if incident.declined else [ask_button(incident)]
    buttons = [*approve, *ask]
    return [section("\n".join(lines)), *([actions(buttons)] if buttons else [])]


def ask_button(incident: Incident) -> Element:
    label = gettext("Reviewers…") if incident.review else gettext("Ask for review…")
    return button(action_ids.ASK_REVIEW, label, str(ButtonState(incident.id)))


def review_request(of: ReviewRequest, address: Address = no_address) -> tuple[str, list[Block]]:
    """Returns the text, and blocks with buttons while the reviewer can approve."""
    snapshot = of.snapshot
    text = with_place(review_request_text(of), snapshot, address)
    if not may_approve(snapshot.incident, of.reviewer):
        return text, [section(text)]
    page = snapshot.postmortem_page
    opening = (
        [link_button(action_ids.OPEN_PAGE, gettext("Open page"), page.url)]
        if page and not page.gone
        else []
    )
    return text, [section(text), actions([_approve_button(snapshot.incident.id), *opening])]


def _approve_button(incident_id: IncidentId) -> Element:
    state = str(ButtonState(incident_id))
    return button(action_ids.APPROVE, gettext("Approve"), state, "primary")
