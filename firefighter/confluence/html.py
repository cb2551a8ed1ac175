"""A page in storage format as HTML, for those who have no Confluence."""

from html import escape
from urllib.parse import quote

from firefighter.confluence.storage import PARAMETER, Element, attachments, parse

_STYLE = """
body { margin: 0; color: #1f2933; background: #fff;
  font: 16px/1.6 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
h1 { font-size: 1.8rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; margin: .7rem 0; font-size: .94rem; }
th, td { border: 1px solid #d9dee3; padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: #f5f6f8; font-weight: 600; }
td p { margin: 0; }
aside { background: #eef4fb; padding: .5rem 1rem; border-radius: .3rem; }
mark { background: #e4e7eb; border-radius: .2rem; padding: .05rem .4rem; font-size: .8rem; }
img { display: block; max-width: 100%; height: auto; margin: .4rem 0; }
@media print { aside { display: none; } }
"""
_VOID = {"br", "hr", "col"}
_KEPT = {"colspan", "rowspan"}


def document(title: str, body: str, language: str, beside: str = "") -> str:
    """`beside` is where the page's pictures are, as an address seen from the page."""
    shown = "".join(_drawn(child, beside) for child in parse(body).children)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f"<main><h1>{escape(title)}</h1>{shown}</main></html>"
    )


def _drawn(node: Element | str, beside: str) -> str:
    if isinstance(node, str):
        return escape(node)
    inner = "".join(_drawn(child, beside) for child in node.children)
    match node.tag:
        case "ac:structured-macro":
            return _macro(node, inner)
        case "a":
            return f'<a href="{escape(node.attributes.get("href", ""))}">{inner}</a>'
        case "time":
            return escape(node.attributes.get("datetime", ""))
        case "ac:image":
            return "".join(_image(node, beside + quote(name)) for name in attachments(node))
        case tag if tag == PARAMETER:
            return ""
        case tag if ":" in tag:
            return inner
        case tag if tag in _VOID:
            return f"<{tag}>"
    given = "".join(
        f' {name}="{escape(value)}"' for name, value in node.attributes.items() if name in _KEPT
    )
    return f"<{node.tag}{given}>{inner}</{node.tag}>"


def _image(node: Element, address: str) -> str:
    alt, width = node.attributes.get("ac:alt", ""), node.attributes.get("ac:width", "")
    bounded = f' width="{width}"' if width.isdigit() else ""
    return f'<img src="{escape(address)}" alt="{escape(alt)}"{bounded}>'


def _macro(node: Element, inner: str) -> str:
    match node.attributes.get("ac:name"):
        case "status":
            return f"<mark>{escape(node.parameter('title'))}</mark>"
        case "info" | "note" | "tip" | "warning":
            return f"<aside>{inner}</aside>"
    return f"<section>{inner}</section>"
