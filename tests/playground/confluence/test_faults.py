import pytest
import requests
from atlassian import ConfluenceV2

from firefighter.playground.confluence import LocalConfluence, Space
from firefighter.playground.slack import DropAfterDoing, DropBefore, Hang, RateLimited, ServerError


def create(cloud: ConfluenceV2, space: Space) -> None:
    cloud.create_page(space.id, "T", "<p>b</p>", representation="storage")


def test_a_rate_limit_says_how_long_to_wait(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    wiki.faults.answer("pages.create", RateLimited(retry_after_s=7))
    with pytest.raises(requests.HTTPError) as caught:
        create(cloud, space)
    assert caught.value.response is not None
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert wiki.pages == []


def test_a_broken_server_answers_with_a_page_of_html(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    wiki.faults.answer("*", ServerError(503))
    with pytest.raises(requests.HTTPError, match="503"):
        create(cloud, space)


def test_dropped_connection_before_or_after_the_change(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    wiki.faults.answer("pages.create", DropBefore())
    with pytest.raises(requests.ConnectionError):
        create(cloud, space)
    assert wiki.pages == []
    wiki.faults.answer("pages.create", DropAfterDoing())
    with pytest.raises(requests.ConnectionError):
        create(cloud, space)
    assert [page.title for page in wiki.pages] == ["T"]


def test_hanging_request_ends_by_the_clients_timeout(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    cloud.timeout = 1
    wiki.faults.answer("pages.create", Hang(after_doing=True))
    with pytest.raises(requests.Timeout):
        create(cloud, space)
    assert len(wiki.pages) == 1


def test_stopped_server_keeps_its_data(
    wiki: LocalConfluence, cloud: ConfluenceV2, space: Space
) -> None:
    create(cloud, space)
    wiki.shut_down()
    with pytest.raises(requests.ConnectionError):
        cloud.get_pages(space.id, body_format="storage")
    wiki.restart()
    assert len(cloud.get_pages(space.id, "T", body_format="storage")) == 1
