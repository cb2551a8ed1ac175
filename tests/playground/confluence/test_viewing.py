"""What a browser gets to see."""

from typing import Any

import httpx

from firefighter.playground.confluence import LocalConfluence, Space

Untyped = Any
"""The library types no attachments."""

BODY = """
<ac:structured-macro ac:name="info"><ac:parameter ac:name="title">Note</ac:parameter>
<ac:rich-text-body><p>Seen by &amp; all</p></ac:rich-text-body></ac:structured-macro>
<p><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">SEV1</ac:parameter>
<ac:parameter ac:name="colour">Red</ac:parameter></ac:structured-macro>
<time datetime="2026-11-22"/> <a href="https://example.com/?a=1&amp;b=2">there</a></p>
<p><ac:placeholder>Think of something</ac:placeholder></p>
"""


def test_a_page_is_drawn_with_its_macros(wiki: LocalConfluence, space: Space) -> None:
    page = wiki.add_page(space, "INC-1: <b>Down</b>", BODY)
    shown = httpx.get(f"{wiki.url}/pages/viewpage.action", params={"pageId": page.id}).text
    assert "INC-1: &lt;b&gt;Down&lt;/b&gt;" in shown
    assert "<p class=title>Note</p>" in shown
    assert "Seen by &amp; all" in shown
    assert "<b class=status>SEV1</b>" in shown
    assert "Red" not in shown
    assert '<a href="https://example.com/?a=1&amp;b=2">there</a>' in shown
    assert "<em class=placeholder>Think of something</em>" in shown


def test_a_picture_is_drawn_only_when_it_is_attached(
    wiki: LocalConfluence, space: Space, old_api: Untyped
) -> None:
    image = (
        '<ac:image ac:alt="A &quot;graph&quot;" ac:width="40">'
        '<ri:attachment ri:filename="a b.png"/></ac:image>'
    )
    page = wiki.add_page(space, "Pictures", f"<p>{image}</p>")
    where = f"{wiki.url}/pages/viewpage.action?pageId={page.id}"
    assert "Preview unavailable: a b.png" in httpx.get(where).text
    old_api.attach_content(b"1", "a b.png", "image/png", page_id=page.id)
    address = f"/download/attachments/{page.id}/a%20b.png"
    shown = f'<img src="{address}" alt="A &quot;graph&quot;" width=40>'
    assert shown in httpx.get(where).text


def test_the_start_page_leads_to_every_page(wiki: LocalConfluence, space: Space) -> None:
    page = wiki.add_page(space, "A page")
    assert f"pageId={page.id}" in httpx.get(wiki.url).text
    missing = httpx.get(f"{wiki.url}/pages/viewpage.action", params={"pageId": "0"})
    assert missing.status_code == 404
