"""A report as one page of HTML that needs nothing else: no script, no font, nothing to fetch."""

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from firefighter.domain.metrics.report import Report
from firefighter.reporting import words
from firefighter.reporting.chart import describe
from firefighter.reporting.tables import Table
from firefighter.texts import say, spoken


def page(report: Report, tables: Sequence[Table], svg: str) -> str:
    """Everything is escaped but the drawing, whose texts the renderer has escaped."""
    template = (files("firefighter.reporting") / "page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    service = report.question.service
    return environment.from_string(template).render(
        language=spoken(),
        title=say("Incidents of {service}", service=service) if service else say("Incidents"),
        when=words.days(report.question.period),
        description=describe(report),
        chart=Markup(svg),  # noqa: S704 - drawn by us
        tables=tables,
    )
