from typing import Any

import pytest
from requests import HTTPError

from firefighter.playground.confluence import LocalConfluence, Page, Space

Untyped = Any
"""The library types neither labels nor attachments."""


@pytest.fixture
def page(wiki: LocalConfluence, space: Space) -> Page:
    return wiki.add_page(space, "A page")


def test_labels_are_added_one_by_one_or_in_a_list(
    wiki: LocalConfluence, old_api: Untyped, page: Page
) -> None:
    old_api.set_page_label(page.id, "postmortem")
    old_api.add_content_labels(page.id, [{"prefix": "global", "name": "sev1"}, {"name": "sev1"}])
    assert wiki.labels(page.id) == ["postmortem", "sev1"]
    assert [each["name"] for each in old_api.get_page_labels(page.id)["results"]] == [
        "postmortem",
        "sev1",
    ]


def test_a_label_is_removed_by_its_name(
    wiki: LocalConfluence, old_api: Untyped, page: Page
) -> None:
    old_api.set_page_label(page.id, "sev1")
    old_api.remove_page_label(page.id, "sev1")
    assert wiki.labels(page.id) == []


def test_a_label_with_a_blank_is_refused(old_api: Untyped, page: Page) -> None:
    with pytest.raises(HTTPError, match="invalid characters"):
        old_api.set_page_label(page.id, "not one word")


def test_a_file_is_attached_and_can_be_downloaded(
    wiki: LocalConfluence, old_api: Untyped, page: Page
) -> None:
    old_api.attach_content(b"\x89PNG\r\n\x1a\n", "graph.png", "image/png", page_id=page.id)
    (attached,) = wiki.attachments(page.id)
    assert (attached.name, attached.media_type) == ("graph.png", "image/png")
    assert attached.content == b"\x89PNG\r\n\x1a\n"
    found = old_api.get_attachments_from_content(page.id, filename="graph.png")
    assert [each["title"] for each in found["results"]] == ["graph.png"]


def test_a_second_file_of_one_name_is_refused(old_api: Untyped, page: Page) -> None:
    path = f"rest/api/content/{page.id}/child/attachment"
    files = {"file": ("a.png", b"1", "image/png")}
    headers = {"X-Atlassian-Token": "no-check"}
    old_api.post(path, files=files, headers=headers)
    with pytest.raises(HTTPError, match="same file name"):
        old_api.post(path, files=files, headers=headers)


def test_an_upload_without_its_guard_is_refused(old_api: Untyped, page: Page) -> None:
    files = {"file": ("a.png", b"1", "image/png")}
    with pytest.raises(HTTPError, match="XSRF"):
        old_api.post(
            f"rest/api/content/{page.id}/child/attachment", files=files, headers={"Accept": "*/*"}
        )
