"""Pages as a browser shows them: storage format drawn as plain HTML."""

import html
from collections.abc import Collection
from html.entities import name2codepoint
from urllib.parse import quote
from xml.parsers import expat

from firefighter.playground.confluence.records import Page

STYLE = """
body { margin: 0; background: #fff; color: #172b4d;
  font: 15px/1.6 -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.5rem 5rem; }
nav, .byline, footer { color: #6b778c; font-size: 13px; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: .4rem 0 0; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .4rem; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .2rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: 14px; }
th, td { border: 1px solid #dfe1e6; padding: .35rem .6rem; text-align: left;
  vertical-align: top; }
th { background: #f4f5f7; font-weight: 600; }
td p, th p { margin: 0; }
a { color: #0052cc; text-decoration: none; }
.box { padding: .6rem 1rem; margin: .8rem 0; border-radius: 3px; background: #f4f5f7; }
.box p { margin: .3rem 0; }
.info { background: #deebff; } .note { background: #eae6ff; } .tip { background: #e3fcef; }
.warning { background: #ffebe6; }
.details { border: 1px solid #ebecf0; border-radius: 3px; padding: .3rem .9rem; margin: .6rem 0; }
td:first-child:nth-last-child(2) { white-space: nowrap; }
.title { font-weight: 600; }
.status { background: #dfe1e6; border-radius: 3px; padding: .05rem .35rem; font-size: 11px;
  text-transform: uppercase; letter-spacing: .03em; }
.placeholder { color: #6b778c; background: #f4f5f7; }
.label { background: #f4f5f7; border-radius: 3px; padding: .1rem .4rem; margin-right: .4rem; }
footer { margin-top: 3rem; border-top: 1px solid #dfe1e6; padding-top: .8rem; }
img { max-width: 100%; display: block; margin: .4rem 0; }
.missing { color: #6b778c; background: #f4f5f7; padding: .3rem .6rem; border-radius: 3px; }
"""


_ENTITIES = "".join(f'<!ENTITY {name} "&#{code};">' for name, code in name2codepoint.items())

_VOID = {"br", "hr", "col"}

_SILENT = {"ac:parameter", "ac:task-id", "ac:task-status", "ri:attachment", "ri:user", "ri:url"}

_BOXES = {"info", "note", "tip", "warning", "panel"}


def page_html(page: Page, space: str, labels: list[str], attached: Collection[str] = ()) -> str:
    shown = "".join(f"<span class=label>{html.escape(name)}</span>" for name in labels)
    return (
        f"<!doctype html><meta charset=utf-8><title>{html.escape(page.title)}</title>"
        f"<style>{STYLE}</style><main><nav>{html.escape(space)}</nav>"
        f"<h1>{html.escape(page.title)}</h1>"
        f"<p class=byline>Version {page.version}, by {html.escape(page.author)}</p>"
        f"{drawn(page.body, page.id, attached)}<footer>{shown}</footer></main>"
    )


def list_html(pages: list[Page]) -> str:
    links = "".join(
        f'<li><a href="/pages/viewpage.action?pageId={each.id}">{html.escape(each.title)}</a>'
        for each in pages
    )
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><main><ul>{links}</ul></main>"


def drawn(body: str, page_id: str, attached: Collection[str] = ()) -> str:
    drawing = _Drawing(page_id, attached)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = drawing.start
    parser.EndElementHandler = drawing.end
    parser.CharacterDataHandler = drawing.text
    parser.Parse(f"<!DOCTYPE page [{_ENTITIES}]><page>{body}</page>".encode(), True)
    return "".join(drawing.parts)


class _Drawing:
    """Macros become boxes. Their parameters are read and not shown."""

    def __init__(self, page_id: str, attached: Collection[str]) -> None:
        self._attached = attached
        self._image: dict[str, str] = {}
        self.parts: list[str] = []
        self._page_id = page_id
        self._macros: list[str] = []
        self._parameter = ""
        self._closers: list[str] = []
        self._silent = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        opened, closer = self._drawn(tag, attributes)
        if tag in _SILENT:
            self._silent += 1
            self._parameter = attributes.get("ac:name", "")
        self.parts.append(opened)
        self._closers.append(closer)

    def end(self, tag: str) -> None:
        self.parts.append(self._closers.pop())
        if tag in _SILENT:
            self._silent -= 1
        if tag == "ac:structured-macro":
            self._macros.pop()

    def text(self, text: str) -> None:
        macro = self._macros[-1] if self._macros else ""
        if not self._silent:
            self.parts.append(html.escape(text))
        elif self._parameter == "title" and macro == "status":
            self.parts.append(f"<b class=status>{html.escape(text)}</b>")
        elif self._parameter == "title":
            self.parts.append(f"<p class=title>{html.escape(text)}</p>")

    def _drawn(self, tag: str, attributes: dict[str, str]) -> tuple[str, str]:
        match tag:
            case "ac:structured-macro":
                return self._macro(attributes["ac:name"])
            case "ac:placeholder":
                return "<em class=placeholder>", "</em>"
            case "time":
                return f"<time>{html.escape(attributes.get('datetime', ''))}", "</time>"
            case "ac:image":
                self._image = attributes
                return "", ""
            case "ri:attachment":
                return self._picture(attributes.get("ri:filename", "")), ""
            case "a":
                return f'<a href="{html.escape(attributes.get("href", ""))}">', "</a>"
            case "page":
                return "", ""
            case _:
                pass
        if ":" in tag:
            return "", ""
        span = attributes.get("colspan", "")
        opened = f"<{tag} colspan={span}>" if span.isdigit() else f"<{tag}>"
        return (opened, "") if tag in _VOID else (opened, f"</{tag}>")

    def _picture(self, name: str) -> str:
        """A missing attachment is drawn as a missing image, as Confluence does."""
        if name not in self._attached:
            return f"<span class=missing>Preview unavailable: {html.escape(name)}</span>"
        where = f"/download/attachments/{self._page_id}/{quote(name)}"
        alt, width = self._image.get("ac:alt", ""), self._image.get("ac:width", "")
        bounded = f" width={width}" if width.isdigit() else ""
        return f'<img src="{where}" alt="{html.escape(alt)}"{bounded}>'

    def _macro(self, name: str) -> tuple[str, str]:
        self._macros.append(name)
        if name in _BOXES:
            return f'<div class="box {name}">', "</div>"
        if name in {"code", "noformat"}:
            return "<pre>", "</pre>"
        if name == "expand":
            return "<details open>", "</details>"
        return ("", "") if name == "status" else (f"<div class={name}>", "</div>")
