"""Paging a user group or who is on call, and recording the result."""

from dataclasses import replace

from firefighter.domain.drill import Drill
from firefighter.domain.errors import DrillProblem, DrillRefused, FieldProblem, InvalidField
from firefighter.domain.events import PagingEnd
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.paging import PAGING_REASON_LIMIT, PageTarget, paging_end_event, paging_key
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.drills import lock_drill


def page_oncall(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    page_target: PageTarget,
    reason: str,
    real: bool = False,
) -> Incident:
    """Pages a user group, or who is on call for a service.

    In a drill the page is simulated, unless `real` and both configuration and drill allow it;
    `real` changes nothing for a real incident.

    Raises DrillRefused for a page that the drill does not allow.
    Raises UnknownIncident, NotAllowedInStatus once it is closed, OutgoingError when the chat cannot
    list the groups, and InvalidField for no target, an empty, disabled or deleted group, an unknown
    service, or no reason.
    """
    why = " ".join(clean_text(reason, PAGING_REASON_LIMIT, "reason").split())
    if not why:
        raise InvalidField("reason", FieldProblem.NO_PAGING_REASON)
    provider = _pager_of(context, page_target)
    handle = _handle_of(context, page_target)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if incident.is_drill:
            drill = lock_drill(unit, incident_id)[1]
            drill.refuse_unless_running()
            if real:
                refuse_real_page(context, drill, page_target)
            page_target = replace(page_target, handle=handle, simulated=not real)
        incident.page_oncall(
            page_target,
            why,
            key=paging_key(incident_id, delivery),
            provider=provider,
            actor=actor,
            now=context.clock.now(),
        )
    return incident


def refuse_real_page(context: AppContext, drill: Drill | None, page_target: PageTarget) -> None:
    """Raises unless the drill may page this target for real.

    Raises DrillRefused, and InvalidField for no target. Configuration and drill must both allow it.
    """
    if drill is None:
        raise DrillRefused(DrillProblem.NO_DRILL)
    drill.refuse_unless_running()
    if page_target.group:
        raise DrillRefused(DrillProblem.NO_GROUPS)
    if not page_target.service:
        raise InvalidField("whom", FieldProblem.NOBODY_TO_PAGE)
    if not (drill.plan.real_pages and context.rules.real_pages_in_drills):
        raise DrillRefused(DrillProblem.NO_REAL_PAGES)


def _handle_of(context: AppContext, page_target: PageTarget) -> str:
    if not page_target.group:
        return ""
    return next((each.handle for each in context.groups() if each.id == page_target.group), "")


def _pager_of(context: AppContext, page_target: PageTarget) -> str:
    """The paging provider. Empty for a user group, which the chat notifies."""
    if page_target.group:
        _refuse_empty_group(context, page_target.group)
        return ""
    if not page_target.service:
        raise InvalidField("whom", FieldProblem.NOBODY_TO_PAGE)
    for each in context.rules.on_call:
        if each.name == page_target.service:
            return each.provider
    raise InvalidField("whom", FieldProblem.NO_SUCH_ON_CALL, page_target.service)


def _refuse_empty_group(context: AppContext, group_id: str) -> None:
    group = next((each for each in context.groups() if each.id == group_id), None)
    if group is None:
        raise InvalidField("whom", FieldProblem.NO_SUCH_GROUP)
    if group.disabled:
        raise InvalidField("whom", FieldProblem.GROUP_IS_DISABLED, group.handle)
    if not group.size:
        raise InvalidField("whom", FieldProblem.GROUP_IS_EMPTY, group.handle)


def record_page_end(
    context: AppContext,
    delivery: DeliveryId,
    incident_id: IncidentId,
    *,
    key: str,
    end: PagingEnd,
    why: str = "",
) -> None:
    """Records the result of paging a service. Does nothing if one is on record."""
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        event = paging_end_event(
            unit.timeline(incident_id), key, end, why=why, now=context.clock.now()
        )
        if event:
            incident.record(event)
