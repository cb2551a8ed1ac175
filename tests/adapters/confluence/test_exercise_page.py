"""The page of a drill says so in its title and above everything else; another's does not."""

from dataclasses import replace

import pytest

from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.domain.incident import Kind
from tests.adapters.confluence.sample_postmortem import ENGLISH, FRENCH, postmortem

MARKS = [(ENGLISH, "EXERCISE"), (FRENCH, "EXERCICE")]


@pytest.mark.parametrize(("renderer", "mark"), MARKS)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("writable", [False, True])
def test_only_the_page_of_a_drill_has_the_mark(
    renderer: PageRenderer, mark: str, kind: Kind, *, writable: bool
) -> None:
    plain = postmortem()
    drawn = replace(plain, incident=replace(plain.incident, kind=kind))
    is_drill = kind is Kind.DRILL
    assert (mark in renderer.title(drawn)) is is_drill
    body = renderer.body(drawn, writable=writable)
    assert (mark in body) is is_drill
    if is_drill:
        assert body.index(mark) < body.index("<h2>")
