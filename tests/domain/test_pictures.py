"""What pictures are called on a page, and which are fit for one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.pictures import ENDINGS, WIDEST, Picture, media_type_of
from tests.pictures import png

CONTENT = {
    "image/png": png(),
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "image/gif": b"GIF89a\x01\x00",
    "image/webp": b"RIFF\x24\x00\x0a\x00WEBPVP8 ",
}


@pytest.mark.parametrize(("kind", "content"), CONTENT.items())
def test_a_picture_is_known_by_its_first_bytes(kind: str, content: bytes) -> None:
    assert media_type_of(content) == kind


def test_every_kind_that_is_shown_is_known() -> None:
    assert set(CONTENT) == set(ENDINGS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PN",
        b"<!DOCTYPE html>",
        b"<svg xmlns=''/>",
        b"RIFF\x00\x00\x00\x00WAVE",
        b" GIF89a",
    ],
)
def test_nothing_else_is_a_picture(content: bytes) -> None:
    assert media_type_of(content) == ""


@pytest.mark.parametrize(
    ("picture", "name"),
    [
        (Picture(file="F1", name="Error rate.png", media_type="image/png"), "F1-error-rate.png"),
        (Picture(file="F1", name="fotó.JPEG", media_type="image/jpeg"), "F1-foto.jpg"),
        (Picture(file="F1", name="../../a.gif", media_type="image/gif"), "F1-a.gif"),
        (Picture(file="F1", name="障害.webp", media_type="image/webp"), "F1.webp"),
        (Picture(file="F1"), "F1"),
    ],
)
def test_it_is_called_by_its_id_and_what_people_called_it(picture: Picture, name: str) -> None:
    assert picture.attachment == name


@given(file=st.text(), name=st.text(max_size=400), kind=st.sampled_from(["", *ENDINGS]))
def test_a_name_is_short_and_plain_whatever_people_called_the_file(
    file: str, name: str, kind: str
) -> None:
    picture = Picture(file=f"F1{file[:20]}", name=name, media_type=kind)
    assert re.fullmatch(r"F1[A-Za-z0-9-]*(\.[a-z]+)?", picture.attachment)
    assert len(picture.attachment) < 100


@given(st.text(), st.text())
def test_two_files_never_share_a_name(one: str, other: str) -> None:
    """Ids are letters and digits, so a hyphen ends them."""
    first = Picture(file="F1", name=one, media_type="image/png")
    second = Picture(file="F12", name=other, media_type="image/png")
    assert first.attachment != second.attachment


@pytest.mark.parametrize(("known", "shown"), [(0, WIDEST), (40, 40), (4_000, WIDEST)])
def test_it_is_never_wider_than_a_page_nor_than_itself(known: int, shown: int) -> None:
    assert Picture(file="F1", width=known).shown_width == shown
