"""Where the post-mortem pages are, and the pages that are kept here."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.milestones import Milestone
from firefighter.domain.page_text import PageText
from firefighter.domain.pictures import Fate
from firefighter.domain.postmortem import Similar
from firefighter.domain.similarity import Traits, most_alike
from firefighter.ports.pages import PageFile, PageId, PageRef, PictureFile, Reading, TitleTaken
from firefighter.store.database import Database
from firefighter.store.tables import (
    DERIVE_AGAIN,
    FactRow,
    IncidentRow,
    PageFilePictureRow,
    PageFileRow,
    PageRow,
    PictureRow,
)

_TEXT: TypeAdapter[PageText] = TypeAdapter(PageText)
_LOOKED_AT = 500
"""How many incidents of the past are compared with a new one."""


def read_page(session: Session, incident_id: IncidentId) -> PageRef | None:
    row = session.get(PageRow, incident_id)
    return None if row is None else PageRef(PageId(row.page_id), row.url, row.parent, row.gone)


def write_page(session: Session, incident_id: IncidentId, page: PageRef) -> None:
    row = session.get(PageRow, incident_id) or PageRow(incident_id=incident_id)
    row.page_id, row.url, row.parent, row.gone = page.id, page.url, page.parent, page.gone
    session.add(row)


def read_fates(session: Session, incident_id: IncidentId) -> Mapping[str, Fate]:
    rows = session.scalars(select(PictureRow).where(PictureRow.incident_id == incident_id))
    return {
        each.file: Fate(each.file, each.page_id, each.attachment, each.why_not) for each in rows
    }


def write_fates(session: Session, incident_id: IncidentId, fates: Iterable[Fate]) -> None:
    for each in fates:
        row = PictureRow(
            incident_id=incident_id,
            file=each.file,
            page_id=each.page,
            attachment=each.attachment,
            why_not=each.why_not,
        )
        session.merge(row)


def reading_of(session: Session, incident_id: IncidentId) -> Reading:
    """What the page said when it was read last."""
    row = session.get(PageRow, incident_id)
    if row is None or row.reading is None:
        return Reading(None)
    return Reading(_TEXT.validate_python(row.reading), row.read_at)


def find_similar(session: Session, incident: Incident) -> tuple[Similar, ...]:
    """Neither private ones, nor drills, nor what turned out to be no incident."""
    rows = session.scalars(
        select(IncidentRow)
        .where(
            IncidentRow.id != incident.id,
            IncidentRow.private.is_(False),
            IncidentRow.kind != Kind.DRILL,
            IncidentRow.cancel_reason.is_(None),
        )
        .order_by(IncidentRow.id.desc())
        .limit(_LOOKED_AT)
    )
    known = {row.id: row for row in rows}
    own = Traits(incident.title, frozenset(incident.services), incident.failure_class)
    alike = most_alike(own, ((number, _traits(row)) for number, row in known.items()))
    return tuple(_similar(session, known[number]) for number in alike)


def _traits(row: IncidentRow) -> Traits:
    return Traits(row.title, frozenset(each.service for each in row.services), row.failure_class)


def _similar(session: Session, row: IncidentRow) -> Similar:
    page = session.get(PageRow, row.id)
    declared = next(each.at for each in row.milestones if each.milestone is Milestone.DECLARED)
    url = page.url if page and not page.gone else ""
    return Similar(IncidentId(row.id), row.title, row.severity, declared, url)


class StoredPageFiles:
    """The PageFiles port: one page a row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, page_id: PageId) -> PageFile | None:
        with self._database.reading() as session:
            row = session.get(PageFileRow, page_id)
            return None if row is None else PageFile(PageId(row.id), row.title, row.body)

    def titled(self, title: str) -> PageFile | None:
        with self._database.reading() as session:
            row = session.scalar(select(PageFileRow).where(PageFileRow.title == title))
            return None if row is None else PageFile(PageId(row.id), row.title, row.body)

    def add(self, page: PageFile) -> None:
        try:
            with self._database.writing() as session:
                session.add(PageFileRow(id=page.id, title=page.title, body=page.body))
                session.flush()
        except IntegrityError as error:
            raise TitleTaken("keep the page", "there is one of that title") from error

    def change(self, page: PageFile) -> None:
        with self._database.writing() as session:
            row = session.get_one(PageFileRow, page.id)
            row.body = page.body

    def attach(self, page_id: PageId, picture: PictureFile) -> None:
        with self._database.writing() as session:
            if session.get(PageFilePictureRow, (page_id, picture.name)) is None:
                session.add(
                    PageFilePictureRow(
                        page_id=page_id,
                        name=picture.name,
                        media_type=picture.media_type,
                        content=picture.content,
                    )
                )

    def attached(self, page_id: PageId, name: str) -> PictureFile | None:
        with self._database.reading() as session:
            row = session.get(PageFilePictureRow, (page_id, name))
            return None if row is None else PictureFile(row.name, row.media_type, row.content)

    def keep_reading(self, incident_id: IncidentId, text: PageText, at: datetime) -> None:
        with self._database.writing() as session:
            row = session.get(PageRow, incident_id)
            if row:
                row.reading, row.read_at = _TEXT.dump_python(text, mode="json"), at
                session.execute(
                    update(FactRow)
                    .where(FactRow.incident_id == incident_id)
                    .values(version=DERIVE_AGAIN)
                )

    def last_reading(self, incident_id: IncidentId) -> Reading:
        with self._database.reading() as session:
            return reading_of(session, incident_id)
