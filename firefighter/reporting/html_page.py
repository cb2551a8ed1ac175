"""A report as one self-contained HTML page, without scripts or external resources."""

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from firefighter.domain.metrics.report import Report
from firefighter.i18n import current_language, gettext
from firefighter.reporting import wording
from firefighter.reporting.chart import describe
from firefighter.reporting.tables import Table


def html_page(report: Report, tables: Sequence[Table], svg: str) -> str:
    """Escapes everything but the SVG, whose texts the renderer has escaped."""
    template = (files("firefighter.reporting") / "page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    service = report.question.service
    return environment.from_string(template).render(
        language=current_language(),
        title=gettext("Incidents of {service}", service=service)
        if service
        else gettext("Incidents"),
        period=wording.format_period(report.question.period),
        description=describe(report),
        chart=Markup(svg),  # noqa: S704 - rendered by us
        tables=tables,
    )
