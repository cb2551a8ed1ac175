from collections.abc import Callable
from typing import Any

import pytest
from atlassian import ConfluenceV2
from requests import HTTPError

from firefighter.playground.confluence import LocalConfluence, Space

Json = dict[str, Any]


def create(cloud: ConfluenceV2, space: Space, title: str = "T", body: str = "<p>b</p>") -> Json:
    return dict(
        cloud.create_page(space.id, title, body, representation="storage", status="current")
    )


def refused(expected: int, call: Callable[..., object], *arguments: object, **more: object) -> str:
    with pytest.raises(HTTPError) as caught:
        call(*arguments, **more)
    assert caught.value.response is not None
    assert caught.value.response.status_code == expected
    return str(caught.value.response.text)


def test_a_space_is_found_by_its_key(cloud: ConfluenceV2, space: Space) -> None:
    assert cloud.get_space_by_key("OPS")["id"] == space.id
    with pytest.raises(ValueError, match="No space"):
        cloud.get_space_by_key("NONE")


def test_a_page_is_created_found_by_title_and_read(cloud: ConfluenceV2, space: Space) -> None:
    created = create(cloud, space, "INC-1: Down", "<p>one &amp; two</p>")
    found: Any = cloud.get_pages(space.id, "inc-1: down", body_format="storage")
    assert [each["id"] for each in found] == [created["id"]]
    read = cloud.get_page_by_id(created["id"], body_format="storage")
    assert read["body"]["storage"]["value"] == "<p>one &amp; two</p>"
    assert read["version"]["number"] == 1


def test_lists_are_read_by_cursor(cloud: ConfluenceV2, space: Space) -> None:
    for number in range(5):
        create(cloud, space, f"Page {number}")
    pages: Any = cloud.get_pages(space.id, body_format="storage", limit=2)
    assert len({each["id"] for each in pages}) == 6  # with the home page


def test_a_page_without_a_parent_is_under_the_home_page(cloud: ConfluenceV2, space: Space) -> None:
    assert create(cloud, space)["parentId"] == space.homepage_id


def test_a_second_page_of_one_title_is_refused(cloud: ConfluenceV2, space: Space) -> None:
    create(cloud, space, "Twice")
    assert "already exists" in refused(400, create, cloud, space, "TWICE")


def test_a_body_has_to_say_its_representation(cloud: ConfluenceV2, space: Space) -> None:
    assert "representation" in refused(400, cloud.create_page, space.id, "T", "<p/>")


def test_the_space_is_named_by_its_number(cloud: ConfluenceV2) -> None:
    assert "spaceId" in refused(
        400, cloud.create_page, "OPS", "T", "<p/>", representation="storage"
    )


def test_the_body_format_none_is_refused(cloud: ConfluenceV2, space: Space) -> None:
    refused(400, cloud.get_pages, space.id)
    refused(400, cloud.get_page_by_id, "1", get_body=False)


def test_an_update_has_to_count_on_from_the_present_version(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    page = create(cloud, space)
    wiki.edit(page["id"], lambda body: body + "<p>by ana</p>")
    said = refused(
        409,
        cloud.update_page,
        page["id"],
        "T",
        "<p>c</p>",
        version=1,
        status="current",
        representation="storage",
    )
    assert "Current Version: [2]" in said
    cloud.update_page(
        page["id"], "T", "<p>c</p>", version=2, status="current", representation="storage"
    )
    assert wiki.page(page["id"]).version == 3


def test_what_is_in_the_trash_cannot_be_read_and_frees_its_title(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    page = create(cloud, space)
    wiki.trash(page["id"])
    refused(404, cloud.get_page_by_id, page["id"])
    create(cloud, space)


def test_a_page_can_be_moved(wiki: LocalConfluence, cloud: ConfluenceV2, space: Space) -> None:
    page, other = create(cloud, space), wiki.add_page(space, "Archive")
    wiki.move(page["id"], other.id)
    moved = cloud.get_page_by_id(page["id"], body_format="storage")
    assert (moved["parentId"], moved["version"]["number"]) == (other.id, 1)


def test_wrong_token_is_refused(wiki: LocalConfluence, cloud: ConfluenceV2, space: Space) -> None:
    cloud.session.auth = ("bot@example.com", "wrong")
    refused(401, create, cloud, space)
    assert wiki.calls[-1].status == 401


def test_an_account_without_permission_is_refused(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    wiki.deny("create")
    assert "permission" in refused(403, create, cloud, space)
    wiki.deny("view")
    refused(404, cloud.get_page_by_id, space.homepage_id)


@pytest.mark.parametrize(
    "body",
    [
        "<p>one & two</p>",
        "<p>open",
        "<p>&nosuchthing;</p>",
        "<script>alert(1)</script>",
        '<ac:structured-macro ac:name="no-such-macro"/>',
        '<p onclick="x()">p</p>',
        '<a href="javascript:alert(1)">a</a>',
        "<p>\x0b</p>",
    ],
)
def test_what_is_no_storage_format_is_refused(cloud: ConfluenceV2, space: Space, body: str) -> None:
    assert "Error parsing xhtml" in refused(400, create, cloud, space, "T", body)


def test_each_macro_gets_an_id_of_its_own(cloud: ConfluenceV2, space: Space) -> None:
    macro = '<ac:structured-macro ac:name="info"><ac:rich-text-body><p>i</p></ac:rich-text-body>'
    page = create(cloud, space, "T", macro + "</ac:structured-macro><p>&nbsp;</p>")
    kept = cloud.get_page_by_id(page["id"], body_format="storage")["body"]["storage"]["value"]
    assert "ac:macro-id=" in kept
    assert "&nbsp;" in kept


def test_permissions_in_a_space_are_listed(
    cloud: ConfluenceV2, wiki: LocalConfluence, space: Space
) -> None:
    def may() -> set[tuple[str, str]]:
        told: Any = cloud.get(f"api/v2/spaces/{space.id}/operations")
        return {(each["operation"], each["targetType"]) for each in told["operations"]}

    assert may() >= {("create", "page"), ("create", "attachment")}
    wiki.deny("attach")
    assert ("create", "attachment") not in may()
    refused(404, cloud.get, "api/v2/spaces/4711/operations")
