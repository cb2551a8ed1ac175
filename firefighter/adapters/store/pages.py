"""Where pages are, and the self-hosted ones."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.drill_filter import of_kind
from firefighter.adapters.store.tables import (
    STALE_VERSION,
    AttachmentResultRow,
    FactRow,
    IncidentRow,
    LearningReportRow,
    PostmortemPageRow,
    SelfHostedPageRow,
    SelfHostedPictureRow,
)
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Milestone
from firefighter.domain.pictures import AttachmentResult
from firefighter.domain.postmortem import Similar
from firefighter.domain.postmortem_checks import PostmortemPageText
from firefighter.domain.similarity import Traits, most_similar
from firefighter.ports.pages import (
    PAGES_SERVICE,
    PageFile,
    PageId,
    PageReading,
    PageRef,
    PictureFile,
    TitleTaken,
)

_TEXT: TypeAdapter[PostmortemPageText] = TypeAdapter(PostmortemPageText)
_COMPARED = 500
"""How many of the latest incidents are compared."""


def read_postmortem_page(session: Session, incident_id: IncidentId) -> PageRef | None:
    return _ref(session.get(PostmortemPageRow, incident_id))


def write_postmortem_page(session: Session, incident_id: IncidentId, page: PageRef) -> None:
    row = session.get(PostmortemPageRow, incident_id) or PostmortemPageRow(incident_id=incident_id)
    session.add(_filled(row, page))


def read_learning_report(session: Session, game_day_id: GameDayId) -> PageRef | None:
    return _ref(session.get(LearningReportRow, game_day_id))


def write_learning_report(session: Session, game_day_id: GameDayId, page: PageRef) -> None:
    row = session.get(LearningReportRow, game_day_id) or LearningReportRow(game_day_id=game_day_id)
    session.add(_filled(row, page))


_PageRow = PostmortemPageRow | LearningReportRow


def _ref(row: _PageRow | None) -> PageRef | None:
    if row is None:
        return None
    edited = frozenset(row.edited_sections.split())
    return PageRef(PageId(row.page_id), row.url, row.parent, row.gone, edited)


def _filled(row: _PageRow, page: PageRef) -> _PageRow:
    row.page_id = page.id
    row.url = page.url
    row.parent = page.parent
    row.gone = page.gone
    row.edited_sections = " ".join(sorted(page.edited))
    return row


def read_attachment_results(
    session: Session, incident_id: IncidentId
) -> Mapping[str, AttachmentResult]:
    rows = session.scalars(
        select(AttachmentResultRow).where(AttachmentResultRow.incident_id == incident_id)
    )
    return {
        each.file: AttachmentResult(each.file, each.page_id, each.attachment, each.not_shown_reason)
        for each in rows
    }


def write_attachment_results(
    session: Session, incident_id: IncidentId, attachment_results: Iterable[AttachmentResult]
) -> None:
    for each in attachment_results:
        row = AttachmentResultRow(
            incident_id=incident_id,
            file=each.file,
            page_id=each.postmortem_page,
            attachment=each.attachment,
            not_shown_reason=each.not_shown_reason,
        )
        session.merge(row)


def reading_of(session: Session, incident_id: IncidentId) -> PageReading:
    """The page's text when it was last read."""
    row = session.get(PostmortemPageRow, incident_id)
    if row is None or row.reading is None:
        return PageReading(None)
    return PageReading(_TEXT.validate_python(row.reading), row.read_at)


def find_similar(session: Session, incident: Incident) -> tuple[Similar, ...]:
    """Similar incidents, without private ones, drills and declined ones."""
    rows = session.scalars(
        select(IncidentRow)
        .where(
            IncidentRow.id != incident.id,
            IncidentRow.private.is_(False),
            of_kind(),
            IncidentRow.decline_reason.is_(None),
        )
        .order_by(IncidentRow.id.desc())
        .limit(_COMPARED)
    )
    known = {row.id: row for row in rows}
    own = Traits(incident.title, frozenset(incident.services), incident.failure_class)
    alike = most_similar(own, ((IncidentId(row.id), _traits(row)) for row in known.values()))
    return tuple(_similar(session, known[number]) for number in alike)


def _traits(row: IncidentRow) -> Traits:
    return Traits(row.title, frozenset(each.service for each in row.services), row.failure_class)


def _similar(session: Session, row: IncidentRow) -> Similar:
    postmortem_page = session.get(PostmortemPageRow, row.id)
    declared = next(each.at for each in row.milestones if each.milestone is Milestone.DECLARED)
    url = postmortem_page.url if postmortem_page and not postmortem_page.gone else ""
    return Similar(IncidentId(row.id), row.title, row.severity, declared, url)


class StoredSelfHostedPages:
    """The PageFiles port; each page is one row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, page_id: PageId) -> PageFile | None:
        with self._database.reading() as session:
            row = session.get(SelfHostedPageRow, page_id)
            return None if row is None else PageFile(PageId(row.id), row.title, row.body)

    def titled(self, title: str) -> PageFile | None:
        with self._database.reading() as session:
            row = session.scalar(select(SelfHostedPageRow).where(SelfHostedPageRow.title == title))
            return None if row is None else PageFile(PageId(row.id), row.title, row.body)

    def add(self, page: PageFile) -> None:
        try:
            with self._database.writing() as session:
                session.add(
                    SelfHostedPageRow(
                        id=page.id,
                        title=page.title,
                        body=page.body,
                    )
                )
                session.flush()
        except IntegrityError as error:
            raise TitleTaken(PAGES_SERVICE, "create the page", "title taken") from error

    def change(self, page: PageFile) -> None:
        with self._database.writing() as session:
            row = session.get_one(SelfHostedPageRow, page.id)
            row.body = page.body

    def attach(self, page_id: PageId, picture: PictureFile) -> None:
        with self._database.writing() as session:
            if session.get(SelfHostedPictureRow, (page_id, picture.name)) is None:
                session.add(
                    SelfHostedPictureRow(
                        page_id=page_id,
                        name=picture.name,
                        media_type=picture.media_type,
                        content=picture.content,
                    )
                )

    def attached(self, page_id: PageId, name: str) -> PictureFile | None:
        with self._database.reading() as session:
            row = session.get(SelfHostedPictureRow, (page_id, name))
            return None if row is None else PictureFile(row.name, row.media_type, row.content)

    def keep_reading(self, incident_id: IncidentId, text: PostmortemPageText, at: datetime) -> None:
        with self._database.writing() as session:
            row = session.get(PostmortemPageRow, incident_id)
            if row:
                row.reading, row.read_at = _TEXT.dump_python(text, mode="json"), at
                session.execute(
                    update(FactRow)
                    .where(FactRow.incident_id == incident_id)
                    .values(version=STALE_VERSION)
                )

    def last_reading(self, incident_id: IncidentId) -> PageReading:
        with self._database.reading() as session:
            return reading_of(session, incident_id)
