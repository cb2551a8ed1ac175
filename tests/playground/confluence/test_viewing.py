"""What a browser gets to see."""

import httpx

from firefighter.playground.confluence import LocalConfluence, Space

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


def test_the_start_page_leads_to_every_page(wiki: LocalConfluence, space: Space) -> None:
    page = wiki.add_page(space, "A page")
    assert f"pageId={page.id}" in httpx.get(wiki.url).text
    missing = httpx.get(f"{wiki.url}/pages/viewpage.action", params={"pageId": "0"})
    assert missing.status_code == 404
