"""Texts about the review of a post-mortem."""

from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, local_time, user_mention
from firefighter.adapters.slack.wording.postmortem import postmortem_page_link
from firefighter.domain.events import PostmortemApproved, ReviewRequested
from firefighter.domain.ids import UserId
from firefighter.domain.review import POSTMORTEM_STATES, Review
from firefighter.i18n import gettext, ngettext
from firefighter.ports.postmortem_messages import (
    ReviewerNotReached,
    ReviewRequest,
    ReviewStage,
)
from firefighter.reporting.wording import format_day

_TITLE_SHOWN = 150


def review_state_text(review: Review | None) -> str:
    """Empty if nobody was asked to review it."""
    return gettext(POSTMORTEM_STATES[review.state].label) if review else ""


def reviewers_text(review: Review) -> str:
    """Each reviewer, with when they approved, and the date."""
    told = [_reviewer(review, user) for user in review.reviewers]
    if review.due and not review.approved_at:
        told.append(gettext("due {day}", day=format_day(review.due)))
    return " · ".join(told)


def _reviewer(review: Review, user: UserId) -> str:
    who, at = user_mention(user), review.approvals.get(user)
    if at is None:
        return gettext("{who}: not approved yet", who=who)
    return gettext("{who}: approved {when}", who=who, when=local_time(at))


def review_line(event: ReviewRequested | PostmortemApproved) -> str:
    match event:
        case ReviewRequested():
            return f":mag: {_requested(event)}"
        case PostmortemApproved():
            return f":white_check_mark: {_approved(event)}"


def _requested(event: ReviewRequested) -> str:
    known = {
        "who": user_mention(event.actor),
        "people": ", ".join(map(user_mention, event.reviewers)),
    }
    if event.due is None:
        return gettext("{who} asked for a review of the post-mortem by {people}.", **known)
    return gettext(
        "{who} asked for a review of the post-mortem by {people}, due {day}.",
        day=format_day(event.due),
        **known,
    )


def _approved(event: PostmortemApproved) -> str:
    who = user_mention(event.actor)
    if not event.pending:
        return gettext("{who} approved the post-mortem. All reviewers have.", who=who)
    return ngettext(
        "{who} approved the post-mortem. {number} reviewer hasn't yet.",
        "{who} approved the post-mortem. {number} reviewers haven't yet.",
        event.pending,
        who=who,
    )


def review_request_text(message: ReviewRequest) -> str:
    """What is asked of the reviewer, or how it ended."""
    incident = message.snapshot.incident
    told = " ".join((_asked(message), postmortem_page_link(message.snapshot))).strip()
    title = escaped(clipped(incident.title, _TITLE_SHOWN))
    return f":mag: *{incident.reference} · {title}*\n{told}"


def _asked(message: ReviewRequest) -> str:
    review = message.snapshot.incident.review
    if review is None or message.reviewer not in review.reviewers:
        return gettext("You're no longer asked to review this post-mortem.")
    if message.snapshot.incident.declined:
        return gettext("The incident was declined, so its post-mortem needs no review.")
    if at := review.approvals.get(message.reviewer):
        return gettext("You approved the post-mortem {when}.", when=local_time(at))
    if message.stage is not ReviewStage.ASKED:
        return _reminded(message.stage, review)
    who = user_mention(review.requested_by)
    if review.due is None:
        return gettext("{who} asks you to review the post-mortem.", who=who)
    day = format_day(review.due)
    return gettext("{who} asks you to review the post-mortem by {day}.", who=who, day=day)


def _reminded(stage: ReviewStage, review: Review) -> str:
    if review.due is None:
        return gettext("Your review of this post-mortem is due.")
    day = format_day(review.due)
    if stage is ReviewStage.LATE:
        return gettext("Your review of this post-mortem is overdue since {day}.", day=day)
    return gettext("Your review of this post-mortem is due {day}.", day=day)


def reviewer_not_reached_text(message: ReviewerNotReached) -> str:
    incident = message.snapshot.incident
    text = gettext(
        ":warning: I can't message {who}, who hasn't reviewed the {incident} post-mortem. Choose "
        "another reviewer: `/incident postmortem {incident}`.",
        who=user_mention(message.reviewer),
        incident=incident.reference,
    )
    asked_by = incident.review.requested_by if incident.review else None
    return f"{text} {user_mention(asked_by)}" if asked_by else text
