"""Who asks for whom, and what came of it, in one line."""

from firefighter.domain.events import Paged, PagingEnd, PagingEnded
from firefighter.ports.chat import PagingDelay
from firefighter.slack.words.mrkdwn import group, in_a_line, person, typed
from firefighter.texts import say


def paging_line(event: Paged | PagingEnded) -> str:
    if isinstance(event, Paged):
        whom = group(event.group) if event.group else typed(event.service)
        who, reason = person(event.actor), in_a_line(event.reason)
        return f":pager: {say('{who} paged {whom}: {reason}', who=who, whom=whom, reason=reason)}"
    sign = ":pager:" if event.end is PagingEnd.TAKEN else ":rotating_light:"
    return f"{sign} {_ended(event)}"


def delay_line(delay: PagingDelay) -> str:
    text = say(
        "{who}, {pager} has not taken your page to {service} yet. I keep trying; if it cannot "
        "wait, call them.",
        who=person(delay.paged.actor),
        pager=delay.paged.through,
        service=typed(delay.paged.service),
    )
    return f":hourglass_flowing_sand: {text}"


def _ended(event: PagingEnded) -> str:
    """Whoever paged in vain is named, so that the chat tells them."""
    who, service = person(event.actor), typed(event.service)
    match event.end:
        case PagingEnd.TAKEN:
            return say(
                "{pager} has taken the page of {who} to {service}: {reason}",
                pager=event.through,
                who=who,
                service=service,
                reason=in_a_line(event.reason),
            )
        case PagingEnd.REFUSED:
            return say(
                "{who}, *nobody was paged*: {pager} refused your page to {service} ({why}). Call "
                "them, or page somebody else.",
                who=who,
                pager=event.through,
                service=service,
                why=in_a_line(event.why),
            )
        case PagingEnd.UNANSWERED:
            return say(
                "{who}, I stopped trying to page {service}: {pager} gives no answer. It may have "
                "got through or not. *Call them.*",
                who=who,
                pager=event.through,
                service=service,
            )
