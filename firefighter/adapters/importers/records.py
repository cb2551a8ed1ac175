"""Our own format: everything stored of an incident, as one flat record and as CSV cells."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    model_validator,
)

from firefighter.adapters.importers.times import parse_time
from firefighter.domain.events import AnyEvent, Relation
from firefighter.domain.history import IncidentHistory
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem_checks import HARD_ITEM_COUNT
from firefighter.domain.review import review_in
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.status_times import finished_status_times
from firefighter.domain.taxonomy import FACTORS_LIMIT, RENAMED_TRIGGERS
from firefighter.domain.timeline import Entry, hypotheses_in
from firefighter.domain.title import clean_text, split_title


@dataclass(frozen=True)
class TimeReading:
    """How times without an offset or of another format are read; the validation context."""

    zone: tzinfo | None = None
    format: str = ""
    """Of `strptime`; empty for ISO 8601 only."""


def _time(value: object, info: ValidationInfo) -> datetime:
    reading = info.context if isinstance(info.context, TimeReading) else TimeReading()
    if reading.format and isinstance(value, str):
        value = datetime.strptime(value.strip(), reading.format)  # noqa: DTZ007 - the zone follows
        value = value.isoformat()
    return parse_time(value, reading.zone)


Time = Annotated[datetime, BeforeValidator(_time)]


def _as_text(value: object) -> object:
    """Numbers are ids too."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_SEVERITY_NUMBER = re.compile(r"(?:sev|severity|p|priority|s)?[\s_-]*([1-4])(?:\s*-.*)?")
_SEVERITY_NAMES = {"critical": "SEV1", "major": "SEV2", "minor": "SEV3", "low": "SEV4"}


def _as_severity(value: object) -> object:
    """`sev1`, `P1`, `1` and `1 - Critical` are SEV1. ValueError with what there is."""
    if isinstance(value, Severity):
        return value
    text = str(value).strip().casefold()
    if found := _SEVERITY_NUMBER.fullmatch(text):
        return f"SEV{found[1]}"
    if text in _SEVERITY_NAMES:
        return _SEVERITY_NAMES[text]
    raise ValueError(f"{str(value)[:40]!r} is not a severity: SEV1 to SEV4, P1 to P4 or 1 to 4")


def _as_word(value: object) -> object:
    return value.strip().lower().replace(" ", "_") if isinstance(value, str) else value


def _name(most: int, least: int = 1) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=least, max_length=most, pattern=r"^[^\x00-\x1f\x7f]*$"
    )


Origin = Annotated[str, BeforeValidator(_as_text), _name(180)]

ServiceName = Annotated[str, _name(120)]

RoleName = Annotated[str, _name(64)]

PersonName = Annotated[str, _name(32, least=0)]

HolderName = Annotated[str, _name(32)]

ClassName = Annotated[str, _name(64, least=0)]

FactorName = Annotated[str, _name(64)]

OtherOrigin = Annotated[str, BeforeValidator(_as_text), Field(max_length=200)]

Link = Literal[Relation.RELATED, Relation.CAUSE, Relation.RESULT]


_RENAMED_KINDS = {
    "room_adopted": "channel_adopted",
    "room_changed": "channel_changed",
    "room_renamed": "channel_renamed",
    "room_kept": "channel_kept",
    "page_wanted": "postmortem_page_requested",
}
_RENAMED_FIELDS = {
    "declared": {"room": "incident_channel"},
    "status_changed": {
        "opens_page": "opens_postmortem_page",
        "cancel_reason": "decline_reason",
        "trigger": "step_kind",
    },
    "severity_changed": {"opens_room": "opens_channel", "opens_page": "opens_postmortem_page"},
    "merged": {"into_room": "into_channel"},
    "paged": {"through": "provider"},
    "paging_ended": {"through": "provider"},
}
_OMITTED_NULLS = {
    "role_changed": {"before": None, "after": None},
    "follow_up_changed": {"before": None},
}
"""By kind. JSONL exports of version 0.1.0 leave out what is null, and have the old names."""


def _renamed_trigger(name: object) -> object:
    return RENAMED_TRIGGERS.get(name, name) if isinstance(name, str) else name


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


_EVENT_TIMES = ("at", "until", "next_update", "happened_at")
_HYPOTHESIS_TIMES = ("proposed_at", "changed_at")


def _as_written_today(event: object) -> object:
    """An event of an export of any version as this version writes it, with strict times."""
    if not isinstance(event, dict):
        return event
    kind = str(event.get("kind"))
    fields = _RENAMED_FIELDS.get(kind, {})
    renamed: dict[str, object] = {
        fields.get(str(name), str(name)): value for name, value in event.items()
    }
    if isinstance(corrections := renamed.get("corrections"), list):
        renamed["corrections"] = [
            {"before": None} | each if isinstance(each, dict) else each for each in corrections
        ]
    if kind == "classified":
        renamed["trigger"] = _renamed_trigger(renamed.get("trigger"))
    if kind == "status_changed" and renamed.get("step_kind") == "cancel":
        renamed["step_kind"] = "decline"
    if kind == "hypothesis_changed" and isinstance(after := renamed.get("after"), dict):
        renamed["after"] = after | _strict_times(after, _HYPOTHESIS_TIMES)
    times = _strict_times(renamed, _EVENT_TIMES)
    nulls: dict[str, object] = dict(_OMITTED_NULLS.get(kind, {}))
    return nulls | renamed | times | {"kind": _RENAMED_KINDS.get(kind, event.get("kind"))}


def _strict_times(fields: Mapping[str, object], names: Sequence[str]) -> dict[str, object]:
    return {name: parse_time(fields[name], None) for name in names if fields.get(name) is not None}


class TimelineItem(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    recorded_at: Time
    event: Annotated[AnyEvent, Discriminator("kind"), BeforeValidator(_as_written_today)]


class IncidentRecord(BaseModel):
    """Fields without a default are required. Times have an offset: `2026-03-01T09:30Z`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Origin
    title: str
    severity: Annotated[Severity, BeforeValidator(_as_severity)]
    declared_at: Time
    impact_started_at: Time | None = None
    detected_at: Time | None = None
    acknowledged_at: Time | None = None
    mitigated_at: Time | None = None
    closed_at: Time | None = None
    services: tuple[ServiceName, ...] = ()
    summary: str = ""
    mitigation: str = ""
    kind: Annotated[Kind, BeforeValidator(_as_word)] = Kind.BACKFILLED
    status: Annotated[Status, BeforeValidator(_as_word)] = Status.CLOSED
    private: bool = False
    trigger: Annotated[ClassName, BeforeValidator(_renamed_trigger)] = ""
    failure_class: ClassName = ""
    contributing_factors: Annotated[
        tuple[FactorName, ...], AfterValidator(_each_once), Field(max_length=FACTORS_LIMIT)
    ] = ()
    postmortem_complete: int | None = Field(default=None, ge=0, le=HARD_ITEM_COUNT)
    """How many of the ten checklist items of the post-mortem are done."""
    declined: Annotated[DeclineReason | None, BeforeValidator(_as_word)] = None
    duplicate_of: OtherOrigin = ""
    """The id of another incident, of this file or an earlier one."""
    links: dict[OtherOrigin, Link] = {}
    """By the ids of other incidents, the relation of each to this one."""
    declared_by: PersonName = ""
    roles: dict[RoleName, HolderName] = {}
    timeline: tuple[TimelineItem, ...] = ()
    numbers: dict[int, OtherOrigin] = {}
    """Which ids the incident numbers in the timeline mean."""
    time_in_status: dict[str, int] = {}
    """Seconds in each status. For readers of an export: importing derives it from the timeline."""

    @model_validator(mode="before")
    @classmethod
    def _with_present_names(cls, found: object) -> object:
        """With the name that a column has today, for exports of version 0.1.0."""
        if not isinstance(found, dict) or "cancelled" not in found or "declined" in found:
            return found
        return {"declined" if name == "cancelled" else name: found[name] for name in found}

    def past(self, rules: Rules, source: str, *, named: bool = False) -> IncidentHistory:
        """`named` puts the source before every id. Raises InvalidField for an empty title."""
        title, summary = split_title(self.title, self.summary)
        timeline = tuple(Entry(item.event, item.recorded_at) for item in self.timeline)
        incident = Incident(
            id=IncidentId(0),
            kind=self.kind,
            title=title,
            summary=summary,
            severity=self.severity,
            policy=rules.policy(self.severity),
            private=self.private,
            declared_by=UserId(self.declared_by),
            services=tuple(dict.fromkeys(self.services)),
            status=self.status,
            holders={RoleKey(role): UserId(user) for role, user in self.roles.items()},
            milestones=dict(self._milestones()),
            mitigation=clean_text(self.mitigation),
            trigger=self.trigger,
            failure_class=self.failure_class,
            contributing_factors=self.contributing_factors,
            declined=Decline(self.declined) if self.declined else None,
            hypotheses=hypotheses_in(timeline),
            review=review_in(entry.event for entry in timeline),
        )

        def origin(name: str) -> str:
            return _origin(name, source, named=named)

        return IncidentHistory(
            origin(self.id),
            incident,
            timeline,
            origin(self.duplicate_of) if self.duplicate_of else "",
            self.postmortem_complete,
            {origin(other): relation for other, relation in self.links.items()},
            {number: origin(other) for number, other in self.numbers.items()},
        )

    def _milestones(self) -> Iterator[tuple[Milestone, datetime]]:
        for milestone in Milestone:
            reached: datetime | None = getattr(self, f"{milestone}_at")
            if reached:
                yield milestone, reached.astimezone(UTC)


def record_of(past: IncidentHistory) -> IncidentRecord:
    """Not validated: whatever is stored can be exported."""
    incident = past.incident
    declined = incident.declined
    values = {
        "id": past.origin,
        "title": incident.title,
        "severity": incident.severity,
        **{f"{milestone}_at": incident.milestones.get(milestone) for milestone in Milestone},
        "services": incident.services,
        "summary": incident.summary,
        "mitigation": incident.mitigation,
        "kind": incident.kind,
        "status": incident.status,
        "private": incident.private,
        "trigger": incident.trigger,
        "failure_class": incident.failure_class,
        "contributing_factors": incident.contributing_factors,
        "postmortem_complete": past.complete,
        "declined": declined.reason if declined else None,
        "duplicate_of": past.duplicate_of,
        "links": dict(past.links),
        "declared_by": incident.declared_by,
        "roles": dict(incident.holders),
        "timeline": tuple(map(_item, past.timeline)),
        "numbers": dict(past.numbers),
        "time_in_status": dict(finished_status_times(past.timeline)),
    }
    return IncidentRecord.model_construct(None, **values)


def _item(entry: Entry) -> TimelineItem:
    return TimelineItem.model_construct(recorded_at=entry.recorded_at, event=entry.event)


_OWN_ORIGIN = re.compile(r"firefighter:\d+:\d+")


def _origin(name: str, source: str, *, named: bool) -> str:
    """The id with its source in front, unless it has one as in our exports.

    A named source goes in front of every id except those of Firefighter itself, which are unique.
    """
    has_source = _OWN_ORIGIN.fullmatch(name) if named else ":" in name
    return name if has_source else f"{source}:{name}"


COLUMNS = tuple(IncidentRecord.model_fields)

REQUIRED_COLUMNS = tuple(
    name for name, field in IncidentRecord.model_fields.items() if field.is_required()
)


_SEPARATOR = ";"

_TIMELINE = TypeAdapter(tuple[TimelineItem, ...])

_LINKS = TypeAdapter(dict[str, Link])

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection.
An apostrophe in front makes it text; importing removes it."""


def cells_of(record: IncidentRecord) -> Sequence[str]:
    return [_cell(column, getattr(record, column)) for column in COLUMNS]


def record_in(row: Mapping[str, str], reading: TimeReading | None = None) -> IncidentRecord:
    """From the cells that are not empty. Raises ValidationError, ValueError."""
    return IncidentRecord.model_validate(
        {column: _value(column, text) for column, text in row.items() if text.strip()},
        context=reading,
    )


def _cell(column: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat()
        case dict() if column == "links":
            return _LINKS.dump_json(value).decode() if value else ""
        case dict() if column == "numbers":
            return json.dumps(value) if value else ""
        case dict():
            return _joined([f"{name}={each}" for name, each in value.items()], value)
        case tuple() if column == "timeline":
            return _TIMELINE.dump_json(value).decode() if value else ""
        case tuple():
            return _guarded(_joined(value, value))
        case _:
            return _guarded(str(value))


def _joined(names: Sequence[str], value: object) -> str:
    """As JSON where a name could be taken for several, or for JSON."""
    ambiguous = any(
        _SEPARATOR in name or name.startswith(("[", "{")) or name.count("=") > 1 for name in names
    )
    return json.dumps(value, ensure_ascii=False) if ambiguous else _SEPARATOR.join(names)


def _value(column: str, text: str) -> object:
    match column:
        case "services" | "contributing_factors":
            plain = _unguarded(text)
            names = [name for name in plain.split(_SEPARATOR) if name.strip()]
            found = _json(plain, list)
            return names if found is None else found
        case "roles":
            found = _json(text, dict)
            pairs = filter(str.strip, text.split(_SEPARATOR))
            return dict(map(_role, pairs)) if found is None else found
        case "time_in_status":
            return dict(pair.split("=", 1) for pair in text.split(_SEPARATOR))
        case "links":
            return _LINKS.validate_json(text)
        case "numbers":
            return json.loads(text)
        case "timeline":
            return _TIMELINE.validate_json(text)
        case _:
            return _unguarded(text)


def _role(pair: str) -> tuple[str, str]:
    role, _equals, user = (part.strip() for part in pair.partition("="))
    if not user:
        raise ValueError(f"roles: {role!r} has no person; write {role or 'commander'}=U0ANA")
    return role, user


def _json(text: str, kind: type) -> object:
    """A list or an object in JSON; None for plain text."""
    try:
        found = json.loads(text) if text.lstrip().startswith(("[", "{")) else None
    except ValueError:
        return None
    return found if isinstance(found, kind) else None


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
