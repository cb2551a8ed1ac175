from typing import Any

import pytest
from atlassian import ConfluenceServer
from requests import HTTPError

from firefighter.playground.confluence import LocalConfluence


def create(server: ConfluenceServer, title: str = "T") -> dict[str, Any]:
    answer = server.post(
        "rest/api/content",
        data={
            "type": "page",
            "title": title,
            "space": {"key": "OPS"},
            "body": {"storage": {"value": "<p>b</p>", "representation": "storage"}},
        },
    )
    assert answer is not None
    return answer


def test_pages_are_made_found_and_read_by_the_old_api(server: ConfluenceServer) -> None:
    page = create(server, "INC-1")
    found: Any = server.get("rest/api/content", params={"spaceKey": "OPS", "title": "INC-1"})
    assert found["results"][0]["id"] == page["id"]
    read: Any = server.get(
        f"rest/api/content/{page['id']}", params={"expand": "body.storage,version,ancestors"}
    )
    assert read["version"]["number"] == 1
    assert read["body"]["storage"]["value"] == "<p>b</p>"


def test_version_conflicts_are_refused(
    server: ConfluenceServer, data_center: LocalConfluence
) -> None:
    page = create(server)
    update = {
        "type": "page",
        "title": "T",
        "version": {"number": 2},
        "body": {"storage": {"value": "<p>c</p>", "representation": "storage"}},
    }
    server.put(f"rest/api/content/{page['id']}", data=update)
    with pytest.raises(HTTPError) as caught:
        server.put(f"rest/api/content/{page['id']}", data=update)
    assert caught.value.response is not None
    assert caught.value.response.status_code == 409
    assert data_center.page(page["id"]).version == 2


def test_a_personal_token_is_needed(server: ConfluenceServer, data_center: LocalConfluence) -> None:
    server.session.headers["Authorization"] = "Bearer wrong"
    with pytest.raises(HTTPError):
        create(server)
    assert data_center.calls[-1].status == 401


def test_cloud_api_is_missing(server: ConfluenceServer) -> None:
    with pytest.raises(HTTPError) as caught:
        server.get("api/v2/pages")
    assert caught.value.response is not None
    assert caught.value.response.status_code == 404
