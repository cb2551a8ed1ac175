"""Block Kit's blocks as HTML: https://docs.slack.dev/reference/block-kit/blocks/.

A block without a function here is shown as unsupported.
"""

from collections.abc import Callable, Iterable, Mapping

from firefighter.i18n import gettext
from firefighter.playground.client.elements import Surface, cannot_draw, element, is_group
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.text import link, mrkdwn, plain, rich_text
from firefighter.playground.slack.elements import PlacedElement
from firefighter.playground.slack.records import Json

Draw = Callable[[Json, Surface], Html]


def blocks(given: Iterable[Json], surface: Surface) -> Html:
    return many(_block(each, surface) for each in given)


def text_object(given: Json, surface: Surface) -> Html:
    words = given["text"]
    return mrkdwn(words, surface.viewer) if given["type"] == "mrkdwn" else plain(words)


def _block(block: Json, surface: Surface) -> Html:
    draw = _DRAWN.get(block["type"])
    return draw(block, surface) if draw else cannot_draw(block)


def _section(block: Json, surface: Surface) -> Html:
    words = block.get("text") and h("div", text_object(block["text"], surface), class_="words")
    fields = [
        h("div", text_object(each, surface), class_="field") for each in block.get("fields", ())
    ]
    accessory = block.get("accessory")
    beside = accessory and h("div", _accessory(block, accessory, surface), class_="accessory")
    inside = h("div", words, fields and h("div", fields, class_="fields"), class_="grow")
    return h("div", inside, beside, class_="block section")


def _accessory(block: Json, accessory: Json, surface: Surface) -> Html:
    if accessory["type"] == "image":
        return picture(accessory, "thumb", surface)
    return element(PlacedElement(block, accessory), surface)


def _context(block: Json, surface: Surface) -> Html:
    items = [
        picture(each, "tiny", surface)
        if each["type"] == "image"
        else h("span", text_object(each, surface))
        for each in block["elements"]
    ]
    return h("div", items, class_="block context")


def _actions(block: Json, surface: Surface) -> Html:
    inside = [element(PlacedElement(block, each), surface) for each in block["elements"]]
    return h("div", inside, class_="block actions")


def _header(block: Json, _surface: Surface) -> Html:
    return h("h3", plain(block["text"]["text"]), class_="block header")


def _divider(_block: Json, _surface: Surface) -> Html:
    return h("hr", class_="block")


def _image(block: Json, surface: Surface) -> Html:
    title = block.get("title") and h("figcaption", plain(block["title"]["text"]))
    return h("figure", title, picture(block, "large", surface), class_="block")


def picture(given: Json, size: str, surface: Surface) -> Html:
    """Shows a file of this workspace. Files elsewhere are named, not loaded."""
    if file_id := given.get("slack_file", {}).get("id"):
        return h("img", src=f"/files/{file_id}", alt=given["alt_text"], class_=size)
    elsewhere = link(str(given.get("image_url", "")), given["alt_text"], surface.viewer)
    return h("span", "🖼️ ", elsewhere, class_="elsewhere")


def _rich_text(block: Json, surface: Surface) -> Html:
    return h("div", rich_text(block, surface.viewer), class_="block")


def _input(block: Json, surface: Surface) -> Html:
    placed = PlacedElement(block, block["element"])
    field_id = surface.field_id(placed)
    asked = many(plain(block["label"]["text"]), _optional() if block.get("optional") else None)
    label = h("legend", asked) if is_group(placed.type) else h("label", asked, for_=field_id)
    hint = block.get("hint") and h(
        "p", plain(block["hint"]["text"]), class_="hint", id=f"{field_id}-hint"
    )
    error = surface.errors.get(block["block_id"])
    wrong = error and h("p", error, class_="error", role="alert")
    around = "fieldset" if is_group(placed.type) else "div"
    inside = (label, element(placed, surface), wrong, hint)
    # With a stable id, the element and its typed value survive changes to the blocks around it.
    return h(around, inside, class_="block input", id=f"{field_id}-block")


def _optional() -> Html:
    return h("span", " ", gettext("(optional)"), class_="optional")


_DRAWN: Mapping[str, Draw] = {
    "section": _section,
    "context": _context,
    "actions": _actions,
    "header": _header,
    "divider": _divider,
    "image": _image,
    "input": _input,
    "rich_text": _rich_text,
}
