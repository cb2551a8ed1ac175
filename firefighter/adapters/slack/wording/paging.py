"""Texts about pages to people: who paged whom, and with what result."""

from firefighter.adapters.slack.wording.drills import page_acknowledged_line, simulated_page_line
from firefighter.adapters.slack.wording.mrkdwn import (
    escaped,
    group_mention,
    single_line,
    user_mention,
)
from firefighter.domain.actors import is_person
from firefighter.domain.events import PageAcknowledged, Paged, PagingEnd, PagingEnded
from firefighter.i18n import gettext
from firefighter.ports.chat import PagingDelay


def paging_line(event: Paged | PagingEnded | PageAcknowledged) -> str:
    if isinstance(event, PageAcknowledged):
        return f":pager: {page_acknowledged_line(event)}"
    if isinstance(event, Paged) and event.simulated:
        return f":pager: {simulated_page_line(event)}"
    if isinstance(event, Paged):
        whom = group_mention(event.group) if event.group else escaped(event.service)
        who, reason = user_mention(event.actor), single_line(event.reason)
        return (
            f":pager: {gettext('{who} paged {whom}: {reason}', who=who, whom=whom, reason=reason)}"
        )
    sign = ":pager:" if event.end is PagingEnd.TAKEN else ":rotating_light:"
    return f"{sign} {_ended(event)}"


def delay_line(delay: PagingDelay) -> str:
    return f":hourglass_flowing_sand: {_delay(delay)}"


def _delay(delay: PagingDelay) -> str:
    if not is_person(delay.paged.actor):
        return gettext(
            "{pager} hasn't accepted the page to {service} yet. I'm still retrying. If it's "
            "urgent, call them.",
            pager=delay.paged.provider,
            service=escaped(delay.paged.service),
        )
    return gettext(
        "{who}, {pager} hasn't accepted your page to {service} yet. I'm still retrying. If "
        "it's urgent, call them.",
        who=user_mention(delay.paged.actor),
        pager=delay.paged.provider,
        service=escaped(delay.paged.service),
    )


def _ended(event: PagingEnded) -> str:
    """Mentions who paged if nobody was reached, so that they are notified."""
    who, service = user_mention(event.actor), escaped(event.service)
    if not is_person(event.actor) and event.end is not PagingEnd.TAKEN:
        return _not_reached_for_program(event)
    match event.end:
        case PagingEnd.TAKEN:
            return gettext(
                "{who} paged {service} via {pager}: {reason}",
                pager=event.provider,
                who=who,
                service=service,
                reason=single_line(event.reason),
            )
        case PagingEnd.REFUSED:
            return gettext(
                "{who}, *nobody was paged*: {pager} refused your page to {service} ({why}). "
                "Call them, or page someone else.",
                who=who,
                pager=event.provider,
                service=service,
                why=single_line(event.why),
            )
        case PagingEnd.UNANSWERED:
            return gettext(
                "{who}, I stopped trying to page {service}: {pager} isn't responding. They may "
                "or may not have been paged. *Call them.*",
                who=who,
                pager=event.provider,
                service=service,
            )


def _not_reached_for_program(event: PagingEnded) -> str:
    """Nobody in particular paged, so nobody is mentioned."""
    service = escaped(event.service)
    if event.end is PagingEnd.REFUSED:
        return gettext(
            "*Nobody was paged*: {pager} refused the page to {service} ({why}). Call them, or page "
            "someone else.",
            pager=event.provider,
            service=service,
            why=single_line(event.why),
        )
    return gettext(
        "I stopped trying to page {service}: {pager} isn't responding. They may or may not have "
        "been paged. *Call them.*",
        service=service,
        pager=event.provider,
    )
