"""Searches incidents in time that does not grow with how many there are.

Lists show open incidents first, by severity, and then the closed ones, newest first. Each part is
read in the order of an index, as far as the page needs. A word, a service or a person is found by
an index of its own: all matches if they are few, the newest ones otherwise.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, raiseload

from firefighter.adapters.store.access import holds_a_role
from firefighter.adapters.store.drill_filter import of_kind
from firefighter.adapters.store.related import main_places
from firefighter.adapters.store.tables import (
    HolderRow,
    IncidentRow,
    ServiceRow,
)
from firefighter.adapters.store.text_search import (
    TextQuery,
    is_match,
    matches_few,
    matching_ids,
    text_query,
)
from firefighter.domain.events import ChannelState
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.domain.similarity import Traits
from firefighter.ports.search import DrillFilter, IncidentQuery, IncidentSummary, SearchResult
from firefighter.ports.snapshot import PlaceRef

# Literals, since a partial index is not used for a value that is not known when planning.
IS_OPEN = IncidentRow.status != literal_column("'closed'")
_IS_CLOSED = IncidentRow.status == literal_column("'closed'")

_COUNTED, _COUNTED_IF_NARROWED = 1_000, 100
"""More matches than that are not counted."""

_FEW = 1_000
_CAPS: Sequence[int | None] = (300, 3_000, 100_000, None)
"""How many of the newest matches are looked at, until there are enough among them."""

_AFTER_EVERY_SEVERITY = "~"

_NOT_LISTED = (
    raiseload(IncidentRow.follow_ups),
    raiseload(IncidentRow.hypotheses),
    raiseload(IncidentRow.latest_update),
)
"""What no list shows; people wait for lists."""


@dataclass(frozen=True)
class Narrowing:
    """What finds incidents by an index of its own: a word, a service, a person."""

    ids: Callable[[int | None, int | None], Select[int]]
    """The newest matches, at least as many as the first number; older than the second one."""
    condition: Callable[[bool], ColumnElement[bool]]
    """For one row of `incidents`; told whether only open ones are looked at."""
    few: bool
    """Whether to look at all matches."""
    capped: bool = True
    """Whether the newest ones are found without finding all."""


def search(
    session: Session, visible: ColumnElement[bool], wanted: IncidentQuery, limit: int, offset: int
) -> SearchResult:
    narrowed = bool(wanted.words or wanted.service or wanted.involving or wanted.held_by)
    counted = max(_COUNTED_IF_NARROWED if narrowed else _COUNTED, offset + limit)
    ids = _found(session, visible, wanted, counted + 1)
    shown = ids[offset : offset + limit]
    rows = session.scalars(
        select(IncidentRow).options(*_NOT_LISTED).where(IncidentRow.id.in_(shown))
    )
    found = sorted(rows, key=lambda row: shown.index(row.id))
    homes = main_places(session, shown)
    return SearchResult(
        [_listed(row, homes.get(row.id)) for row in found],
        min(len(ids), counted),
        is_least=len(ids) > counted,
    )


def open_traits(
    session: Session, visible: ColumnElement[bool], limit: int
) -> Sequence[tuple[IncidentId, Traits]]:
    ids = _found(session, visible, IncidentQuery(only_open=True), limit)
    rows = session.execute(select(IncidentRow.id, IncidentRow.title).where(IncidentRow.id.in_(ids)))
    titles = {found: title for found, title in rows}  # noqa: C416 - dict() is not typed for rows
    services: dict[int, set[str]] = defaultdict(set)
    named = select(ServiceRow.incident_id, ServiceRow.service).where(
        ServiceRow.incident_id.in_(ids)
    )
    for found, service in session.execute(named):
        services[found].add(service)
    return [
        (IncidentId(found), Traits(titles[found], frozenset(services[found])))
        for found in ids
        if found in titles
    ]


def _found(
    session: Session, visible: ColumnElement[bool], wanted: IncidentQuery, needed: int
) -> list[int]:
    """The numbers of the first matches in the order of a list."""
    conditions = [visible, of_kind(wanted.drills)]
    if wanted.among is not None:
        conditions.append(IncidentRow.id.in_(wanted.among))
    narrowings = list(_narrowings(session, wanted))
    if wanted.among is not None or any(each.few for each in narrowings):
        return _all_matches(session, conditions, narrowings, wanted, needed)
    severities = [wanted.severity] if wanted.severity else list(Severity)
    where = [*conditions, *(each.condition(True) for each in narrowings)]
    ids: list[int] = []
    for severity in severities:
        if len(ids) < needed:
            of_severity = _open(severity).where(*where)
            ids += session.scalars(of_severity.limit(needed - len(ids)))
    if len(ids) < needed and not wanted.only_open:
        ids += _closed(session, conditions, narrowings, wanted, needed - len(ids))
    return ids


def _open(severity: Severity) -> Select[int]:
    return (
        select(IncidentRow.id)
        .where(IS_OPEN, IncidentRow.severity == severity)
        .order_by(IncidentRow.id.desc())
    )


def _closed(
    session: Session,
    conditions: Sequence[ColumnElement[bool]],
    narrowings: Sequence[Narrowing],
    wanted: IncidentQuery,
    needed: int,
) -> Sequence[int]:
    where = [*conditions, _IS_CLOSED]
    if wanted.severity:
        where.append(IncidentRow.severity == wanted.severity)
    if wanted.drills is DrillFilter.ONLY or not any(each.capped for each in narrowings):
        where += [each.condition(False) for each in narrowings]
        newest = select(IncidentRow.id).where(*where).order_by(IncidentRow.id.desc()).limit(needed)
        return session.scalars(newest).all()
    return newest_among(session, where, narrowings, needed)


def newest_among(
    session: Session,
    where: Sequence[ColumnElement[bool]],
    narrowings: Sequence[Narrowing],
    needed: int,
    before: int | None = None,
    *,
    all_at_once: bool = False,
) -> Sequence[int]:
    """The newest incidents that match, looking at few matches first, or at all of them."""
    driver = next(each for each in narrowings if each.capped or all_at_once)
    others = [each.condition(False) for each in narrowings if each is not driver]
    found: Sequence[int] = ()
    for cap in _CAPS[-1:] if all_at_once else _CAPS:
        matches = driver.ids(cap, before).cte("matches").prefix_with("MATERIALIZED")
        among = select(IncidentRow.id).where(IncidentRow.id.in_(select(matches.c.id)))
        newest = among.where(*where, *others).order_by((IncidentRow.id + 0).desc()).limit(needed)
        found = session.scalars(newest).all()
        if len(found) == needed or cap is None:
            break
        if (session.scalar(select(func.count()).select_from(matches)) or 0) < cap:
            break
    return found


def _all_matches(
    session: Session,
    conditions: Sequence[ColumnElement[bool]],
    narrowings: Sequence[Narrowing],
    wanted: IncidentQuery,
    needed: int,
) -> list[int]:
    where = list(conditions)
    driver = next((each for each in narrowings if each.few), None)
    where += [each.condition(False) for each in narrowings if each is not driver]
    if driver:
        matches = driver.ids(None, None).cte("matches").prefix_with("MATERIALIZED")
        where.append(IncidentRow.id.in_(select(matches.c.id)))
    if wanted.only_open:
        where.append(IncidentRow.status != "closed")
    if wanted.severity:
        where.append(IncidentRow.severity == wanted.severity)
    found = select(IncidentRow.id).where(*where)
    return list(session.scalars(found.order_by(_by_urgency(), IncidentRow.id.desc()).limit(needed)))


def _by_urgency() -> ColumnElement[str]:
    return case((_IS_CLOSED, _AFTER_EVERY_SEVERITY), else_=IncidentRow.severity)


def _narrowings(session: Session, wanted: IncidentQuery) -> Iterator[Narrowing]:
    yield from narrowings_of(session, wanted.words, wanted.service, wanted.held_by)
    if wanted.involving:
        yield _by_person(wanted.involving)


def narrowings_of(
    session: Session, words: str, service: str, holder: UserId | None
) -> Iterator[Narrowing]:
    """Of what is not empty."""
    if query := text_query(words):
        yield _by_text(session, query)
    if service:
        yield _by_service(session, service)
    if holder:
        yield _by_holder(session, holder)


def _by_text(session: Session, query: TextQuery) -> Narrowing:
    return Narrowing(
        lambda cap, before: matching_ids(session, query, cap, before),
        lambda among_open: is_match(session, query, among_open=among_open),
        matches_few(session, query),
        capped=session.get_bind().dialect.name == "sqlite",
    )


def _by_service(session: Session, service: str) -> Narrowing:
    """The service by that name, however it was spelled."""
    wanted = service.casefold()
    names = [name for name in used_services(session) if name.casefold() == wanted]
    row = aliased(ServiceRow)

    def ids(cap: int | None, before: int | None) -> Select[int]:
        return _newest(row.incident_id, row.service.in_(names), cap, before)

    def condition(_among_open: bool) -> ColumnElement[bool]:
        return (
            select(literal(1))
            .where(ServiceRow.incident_id == IncidentRow.id, ServiceRow.service.in_(names))
            .exists()
        )

    return Narrowing(ids, condition, _are_few(session, ids(_FEW + 1, None)))


def _by_holder(session: Session, user: UserId) -> Narrowing:
    def ids(cap: int | None, before: int | None) -> Select[int]:
        return _newest(HolderRow.incident_id, HolderRow.user == user, cap, before).distinct()

    return Narrowing(
        ids, lambda _among_open: holds_a_role(user), _are_few(session, ids(_FEW + 1, None))
    )


def _by_person(user: UserId) -> Narrowing:
    declared = select(IncidentRow.id.label("id")).where(IncidentRow.declared_by == user)
    holding = select(HolderRow.incident_id.label("id")).where(HolderRow.user == user)
    both = union(declared, holding)

    def ids(_cap: int | None, _before: int | None) -> Select[int]:
        found = both.subquery()
        return select(found.c.id)

    return Narrowing(
        ids,
        lambda _among_open: or_(IncidentRow.declared_by == user, holds_a_role(user)),
        few=True,
    )


def _newest(
    row: InstrumentedAttribute[int],
    where: ColumnElement[bool],
    cap: int | None,
    before: int | None,
) -> Select[int]:
    found = select(row.label("id")).where(where)
    if before is not None:
        found = found.where(row < before)
    return found.order_by(row.desc()).limit(cap) if cap else found


def _are_few(session: Session, some: Select[int]) -> bool:
    return (session.scalar(select(func.count()).select_from(some.subquery())) or 0) <= _FEW


def used_services(session: Session) -> Sequence[str]:
    """The services of all incidents, by name."""
    return session.scalars(each_service()).all()


def each_service() -> Select[str]:
    """One look at the index for each name, instead of one at each incident."""
    first = select(func.min(ServiceRow.service).label("service")).cte("used", recursive=True)
    following = (
        select(func.min(ServiceRow.service))
        .where(ServiceRow.service > first.c.service)
        .scalar_subquery()
    )
    used = first.union_all(select(following).where(first.c.service.is_not(None)))
    return select(used.c.service).where(used.c.service.is_not(None))


def _listed(row: IncidentRow, home: PlaceRef | None) -> IncidentSummary:
    reached = {each.milestone: each.at for each in row.milestones}
    return IncidentSummary(
        id=IncidentId(row.id),
        title=row.title,
        severity=row.severity,
        status=row.status,
        private=row.private,
        kind=row.kind,
        services=tuple(service.service for service in row.services),
        holders=tuple((RoleKey(each.role), UserId(each.user)) for each in row.holders),
        declared_at=reached[Milestone.DECLARED],
        home=home if row.channel_state is not ChannelState.DELETED else None,
    )
