"""Attachment names and media types of pictures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.pictures import FILE_EXTENSIONS, LARGEST_WIDTH, Picture, media_type_of
from tests.pictures import png

CONTENT = {
    "image/png": png(),
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "image/gif": b"GIF89a\x01\x00",
    "image/webp": b"RIFF\x24\x00\x0a\x00WEBPVP8 ",
}


@pytest.mark.parametrize(("kind", "content"), CONTENT.items())
def test_media_type_is_detected_by_first_bytes(kind: str, content: bytes) -> None:
    assert media_type_of(content) == kind


def test_every_supported_type_is_detected() -> None:
    assert set(CONTENT) == set(FILE_EXTENSIONS)


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
def test_other_content_is_not_a_picture(content: bytes) -> None:
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
def test_attachment_name_contains_id_and_file_name(picture: Picture, name: str) -> None:
    assert picture.attachment == name


@given(file=st.text(), name=st.text(max_size=400), kind=st.sampled_from(["", *FILE_EXTENSIONS]))
def test_attachment_name_is_short_and_ascii(file: str, name: str, kind: str) -> None:
    picture = Picture(file=f"F1{file[:20]}", name=name, media_type=kind)
    assert re.fullmatch(r"F1[A-Za-z0-9-]*(\.[a-z]+)?", picture.attachment)
    assert len(picture.attachment) < 100


@given(st.text(), st.text())
def test_attachment_names_are_unique(one: str, other: str) -> None:
    """Ids contain only letters and digits, so a hyphen ends them."""
    first = Picture(file="F1", name=one, media_type="image/png")
    second = Picture(file="F12", name=other, media_type="image/png")
    assert first.attachment != second.attachment


@pytest.mark.parametrize(("known", "shown"), [(0, LARGEST_WIDTH), (40, 40), (4_000, LARGEST_WIDTH)])
def test_shown_width_is_at_most_the_page_and_the_picture(known: int, shown: int) -> None:
    assert Picture(file="F1", width=known).shown_width == shown
