"""Standard names for tables, columns and stored values; rows and queued effects keep working.

Processes of the previous version cannot run on this schema: stop them, migrate, start the new ones.
docs/decisions/0025-one-upgrade-stops-everything.md says why.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

Json = dict[str, Any]
Names = Mapping[str, str]
"""From what something is called now to what it will be called."""

_TABLES = {
    "appointments": "jobs",
    "circle_members": "memberships",
    "visitors": "home_views",
    "wishes": "preferences",
    "gates": "rate_limits",
    "pages": "postmortem_pages",
    "page_files": "self_hosted_pages",
    "page_file_pictures": "self_hosted_pictures",
    "pictures": "attachment_results",
}
_COLUMNS = {
    "effects": {"mark": "idempotency_key"},
    "jobs": {"set_for": "scheduled_for"},
    "memberships": {"circle": "member_of"},
    "home_views": {"came_at": "viewed_at"},
    "rate_limits": {"gate": "scope"},
    "people": {"learnt_at": "fetched_at"},
    "attachment_results": {"why_not": "not_shown_reason"},
    "incidents": {
        "has_room": "has_channel",
        "room_state": "channel_state",
        "room_name": "channel_name",
        "room_kept_by": "channel_kept_by",
        "has_page": "has_postmortem_page",
    },
}
"""By the new name of the table."""

_INDEXES = (
    ("jobs", "ix_appointments_incident_id", "ix_jobs_incident_id", ["incident_id"]),
    (
        "jobs",
        "ix_appointments_state_due_at_id",
        "ix_jobs_state_due_at_id",
        ["state", "due_at", "id"],
    ),
    ("memberships", "ix_circle_members_user", "ix_memberships_user", ["user"]),
    ("home_views", "ix_visitors_came_at", "ix_home_views_viewed_at", ["viewed_at"]),
)
"""Table, old name, new name, columns; table and columns by their new names."""

_UNIQUE = (
    ("effects", "uq_effects_mark", "uq_effects_idempotency_key", ["idempotency_key"]),
    ("jobs", "uq_appointments_key", "uq_jobs_key", ["key"]),
    ("self_hosted_pages", "uq_page_files_title", "uq_self_hosted_pages_title", ["title"]),
)
_KEYS = (
    ("jobs", "pk_appointments", "pk_jobs"),
    ("jobs", "fk_appointments_incident_id", "fk_jobs_incident_id"),
    ("memberships", "pk_circle_members", "pk_memberships"),
    ("home_views", "pk_visitors", "pk_home_views"),
    ("preferences", "pk_wishes", "pk_preferences"),
    ("rate_limits", "pk_gates", "pk_rate_limits"),
    ("postmortem_pages", "pk_pages", "pk_postmortem_pages"),
    ("postmortem_pages", "fk_pages_incident_id", "fk_postmortem_pages_incident_id"),
    ("self_hosted_pages", "pk_page_files", "pk_self_hosted_pages"),
    ("self_hosted_pictures", "pk_page_file_pictures", "pk_self_hosted_pictures"),
    ("self_hosted_pictures", "fk_page_file_pictures_page_id", "fk_self_hosted_pictures_page_id"),
    ("attachment_results", "pk_pictures", "pk_attachment_results"),
    ("attachment_results", "fk_pictures_incident_id", "fk_attachment_results_incident_id"),
)
"""Only PostgreSQL can rename these; SQLite keeps the old names, which nothing refers to."""

_SEQUENCE = ("appointments_id_seq", "jobs_id_seq")


@dataclass(frozen=True)
class _Values:
    """What is stored in rows, in one direction."""

    places: Names
    effect_states: Names
    job_states: Names
    effect_kinds: Names
    job_kinds: Names
    event_kinds: Names
    event_fields: Mapping[str, Names]
    """By the kind of the event as it is before the renaming."""
    effect_fields: Mapping[str, Names]
    """By the kind of the effect as it is before the renaming."""
    stages: Names
    """Of the job that plans digests; its key ends with its stage."""
    lanes: Names
    lane_starts: Names
    """What comes before the first dash of a lane's name."""
    line_lanes: tuple[str, str]
    """Between the place and the number of another incident, in the lane that rewrites lines."""

    def reversed(self) -> "_Values":
        return _Values(
            places=_reversed(self.places),
            effect_states=_reversed(self.effect_states),
            job_states=_reversed(self.job_states),
            effect_kinds=_reversed(self.effect_kinds),
            job_kinds=_reversed(self.job_kinds),
            event_kinds=_reversed(self.event_kinds),
            event_fields=_reversed_fields(self.event_fields, self.event_kinds),
            effect_fields=_reversed_fields(self.effect_fields, self.effect_kinds),
            stages=_reversed(self.stages),
            lanes=_reversed(self.lanes),
            lane_starts=_reversed(self.lane_starts),
            line_lanes=self.line_lanes[::-1],
        )


def _reversed(names: Names) -> Names:
    return {new: old for old, new in names.items()}


def _reversed_fields(fields: Mapping[str, Names], kinds: Names) -> Mapping[str, Names]:
    return {kinds.get(kind, kind): _reversed(names) for kind, names in fields.items()}


_TO_STANDARD = _Values(
    places={"room": "channel", "room_panel": "channel_panel"},
    effect_states={"parked": "failed"},
    job_states={"waiting": "pending", "kept": "done", "given_up": "failed"},
    effect_kinds={
        "create_room": "create_channel",
        "join_room": "join_channel",
        "rejoin_room": "rejoin_channel",
        "archive_room": "archive_channel",
        "retire_room": "retire_channel",
        "tell_of_room": "post_channel_notice",
        "refresh_kin": "refresh_related",
        "ring_service": "page_oncall_service",
        "end_ringing": "resolve_page",
        "stand_down": "resolve_pages",
        "post_group_page": "page_group",
        "create_page": "create_postmortem_page",
        "refresh_page": "refresh_postmortem_page",
        "label_page": "label_postmortem_page",
        "bookmark_page": "bookmark_postmortem_page",
        "post_page_notice": "post_postmortem_notice",
        "tell_person": "reply_privately",
        "tell_reopened": "notify_reopened",
        "tell_source": "reply_to_source",
        "take_down": "delete_announcement",
        "retell_lines": "rewrite_lines",
        "settle_archive_notice": "update_archive_notice",
        "learn_members": "refresh_members",
        "learn_person": "refresh_profile",
    },
    job_kinds={
        "send_weekly": "send_weekly_digest",
        "digest_round": "plan_digests",
        "learn_groups": "refresh_groups",
    },
    event_kinds={
        "room_adopted": "channel_adopted",
        "room_changed": "channel_changed",
        "room_renamed": "channel_renamed",
        "room_kept": "channel_kept",
        "page_wanted": "postmortem_page_requested",
    },
    event_fields={
        "declared": {"room": "incident_channel"},
        "status_changed": {"opens_page": "opens_postmortem_page"},
        "severity_changed": {"opens_room": "opens_channel", "opens_page": "opens_postmortem_page"},
        "merged": {"into_room": "into_channel"},
        "paged": {"through": "provider"},
        "paging_ended": {"through": "provider"},
    },
    effect_fields={
        "learn_members": {"circle": "member_of"},
        "post_page_notice": {"news": "change"},
    },
    stages={"appoint": "schedule"},
    lanes={
        "kin": "related",
        "room-news": "channel-notices",
        "late-words": "announcement-deletion",
    },
    lane_starts={"room": "channel", "room_panel": "channel_panel", "told": "reopened"},
    line_lanes=("retold", "rewritten"),
)

_CHUNK = 1000
"""Rows read at a time."""

_jobs = sa.table(
    "jobs", *map(sa.column, ("id", "kind", "key", "state")), sa.column("payload", sa.JSON)
)
_effects = sa.table(
    "effects", *map(sa.column, ("id", "kind", "lane", "state")), sa.column("payload", sa.JSON)
)
_timeline = sa.table("timeline", *map(sa.column, ("id", "kind")), sa.column("details", sa.JSON))
_places = sa.table("places", sa.column("place"))


def upgrade() -> None:
    _drop_indexes(_INDEXES_BEFORE)
    for old, new in _TABLES.items():
        op.rename_table(old, new)
    for table, renamed in _COLUMNS.items():
        _rename_columns(table, renamed)
    for table, old, new, columns in _UNIQUE:
        _rename_unique(table, old, new, columns)
    for table, old, new in _KEYS:
        _rename_key(table, old, new)
    _rename_sequence(*_SEQUENCE)
    for table, _old, new, columns in _INDEXES:
        op.create_index(new, table, columns)
    _rename_values(_TO_STANDARD, ("ux_places_room", "ux_places_channel"))


def downgrade() -> None:
    _rename_values(_TO_STANDARD.reversed(), ("ux_places_channel", "ux_places_room"))
    _drop_indexes([(table, new) for table, _old, new, _columns in _INDEXES])
    _rename_sequence(*_SEQUENCE[::-1])
    for table, old, new in _KEYS:
        _rename_key(table, new, old)
    for table, old, new, columns in _UNIQUE:
        _rename_unique(table, new, old, columns)
    for table, renamed in _COLUMNS.items():
        _rename_columns(table, _reversed(renamed))
    for old, new in _TABLES.items():
        op.rename_table(new, old)
    for (table, old), (new_table, _name, _new, columns) in zip(
        _INDEXES_BEFORE, _INDEXES, strict=True
    ):
        old_columns = _reversed(_COLUMNS.get(new_table, {}))
        op.create_index(old, table, [old_columns.get(each, each) for each in columns])


_INDEXES_BEFORE = [(_reversed(_TABLES)[table], old) for table, old, _new, _columns in _INDEXES]


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _drop_indexes(indexes: Sequence[tuple[str, str]]) -> None:
    for table, name in indexes:
        op.drop_index(name, table_name=table)


def _rename_columns(table: str, columns: Names) -> None:
    for old, new in columns.items():
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")


def _rename_unique(table: str, old: str, new: str, columns: list[str]) -> None:
    if not _on_sqlite():
        _rename_key(table, old, new)
        return
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(old, type_="unique")
        batch.create_unique_constraint(new, columns)


def _rename_key(table: str, old: str, new: str) -> None:
    if not _on_sqlite():
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}")


def _rename_sequence(old: str, new: str) -> None:
    if not _on_sqlite():
        op.execute(f"ALTER SEQUENCE {old} RENAME TO {new}")


def _rename_values(values: _Values, channel_index: tuple[str, str]) -> None:
    _rename_places(values, *channel_index)
    _replace(_effects, "state", values.effect_states)
    _replace(_jobs, "state", values.job_states)
    _rewrite_events(values)
    _rewrite_effects(values)
    _rewrite_jobs(values)


def _rename_places(values: _Values, old_index: str, new_index: str) -> None:
    """A channel belongs to one incident only; the index that ensures it names the place."""
    op.drop_index(old_index, table_name="places")
    _replace(_places, "place", values.places)
    channel_place = "channel" if "channel" in values.places.values() else "room"
    where = sa.text(f"place = '{channel_place}'")
    op.create_index(
        new_index,
        "places",
        ["channel"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _replace(table: sa.TableClause, column: str, names: Names) -> None:
    for old, new in names.items():
        op.execute(table.update().where(table.c[column] == old).values({column: new}))


def _rewrite_events(values: _Values) -> None:
    def rename(row: sa.Row[Any]) -> Json:
        fields = values.event_fields[row.kind]
        return {"details": {fields.get(key, key): value for key, value in row.details.items()}}

    _rewrite(_timeline, _timeline.c.kind.in_(values.event_fields), rename)
    _replace(_timeline, "kind", values.event_kinds)


def _rewrite_effects(values: _Values) -> None:
    """All of them: lines that were posted are read again when another incident goes private."""

    def rename(row: sa.Row[Any]) -> Json:
        fields = values.effect_fields.get(row.kind, {})
        payload = {fields.get(key, key): value for key, value in row.payload.items()}
        return {"payload": _in_payload(payload, values), "lane": _lane(row.lane, values)}

    _rewrite(_effects, sa.true(), rename)
    _replace(_effects, "kind", values.effect_kinds)


def _rewrite_jobs(values: _Values) -> None:
    def rename(row: sa.Row[Any]) -> Json:
        kind = values.job_kinds[row.kind]
        key, payload = kind + row.key.removeprefix(row.kind), dict(row.payload)
        if stage := values.stages.get(payload.get("stage", "")):
            key = key.removesuffix(payload["stage"]) + stage
            payload["stage"] = stage
        return {"kind": kind, "key": key, "payload": payload}

    _rewrite(_jobs, _jobs.c.kind.in_(values.job_kinds), rename)


def _in_payload(value: Any, values: _Values) -> Any:  # noqa: ANN401 - JSON
    """Also inside of an effect: the events it carries, and the places that it names."""
    if isinstance(value, list):
        return [_in_payload(each, values) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("kind"), str) and "at" in value:
        value = _event(value, values)
    return {
        key: values.places.get(each, each)
        if key in {"place", "home"} and isinstance(each, str)
        else _in_payload(each, values)
        for key, each in value.items()
    }


def _event(event: Json, values: _Values) -> Json:
    kind = event["kind"]
    fields = values.event_fields.get(kind, {})
    renamed = {fields.get(key, key): value for key, value in event.items()}
    return renamed | {"kind": values.event_kinds.get(kind, kind)}


def _lane(lane: str, values: _Values) -> str:
    """`<incident>/<name>`, or the name alone for an effect that belongs to no incident."""
    incident, slash, name = lane.rpartition("/")
    if name in values.lanes:
        return f"{incident}{slash}{values.lanes[name]}"
    old, new = values.line_lanes
    name = re.sub(rf"-{old}-(\d+)$", rf"-{new}-\1", name)
    start, dash, rest = name.partition("-")
    return f"{incident}{slash}{values.lane_starts.get(start, start)}{dash}{rest}"


def _rewrite(
    table: sa.TableClause, which: sa.ColumnElement[bool], rename: Callable[[Any], Json]
) -> None:
    connection = op.get_bind()
    for row in _rows(connection, table, which):
        renamed = rename(row)
        if any(getattr(row, column) != value for column, value in renamed.items()):
            connection.execute(table.update().where(table.c.id == row.id).values(renamed))


def _rows(
    connection: sa.Connection, table: sa.TableClause, which: sa.ColumnElement[bool]
) -> Iterator[Any]:
    last = 0
    while rows := connection.execute(
        sa.select(table).where(which, table.c.id > last).order_by(table.c.id).limit(_CHUNK)
    ).all():
        yield from rows
        last = rows[-1].id
