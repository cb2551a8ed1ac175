"""The figures in Slack: asked for, sent with their chart, in full behind a button, and stopped."""

from collections.abc import Iterator
from typing import Any

import pytest

from firefighter.playground.slack import DropAfterDoing, Message, Person
from firefighter.slack.blocks.vocabulary import Block
from tests.slack.scenarios.scene import Scene

PNG = b"\x89PNG\r\n"


def texts(blocks: Any) -> Iterator[str]:  # noqa: ANN401 - Slack's JSON
    if isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield blocks["text"]
        blocks = list(blocks.values())
    if isinstance(blocks, list | tuple):
        for each in blocks:
            yield from texts(each)


def answer(scene: Scene, person: Person, words: str) -> str:
    reply = scene.type(person, words)
    assert reply.ephemeral is not None
    return "\n".join((reply.ephemeral.text, *texts(list[Block](reply.ephemeral.blocks))))


def direct(scene: Scene, person: Person) -> list[Message]:
    """What the bot wrote to one person alone."""
    opened = [
        call.answer["channel"]["id"]
        for call in scene.slack.calls_of("conversations.open")
        if call.arguments["users"] == person.id
    ]
    return scene.slack.messages(opened[-1]) if opened else []


def digest_of(scene: Scene, person: Person) -> Message:
    scene.answer(person, "digest")
    scene.quiet()
    return next(message for message in direct(scene, person) if message.blocks)


def test_anybody_may_ask_for_the_figures(fresh_scene: Scene) -> None:
    fresh_scene.declare("sev1 Checkout returns 500")
    told = answer(fresh_scene, fresh_scene.dora, "stats")
    assert ": 1 incident" in told
    assert "SEV1 1" in told
    assert "INC-1" in told
    assert "*nobody leads it*" in told
    assert "Time to mitigate (0 of 1): not on record" in told


def test_private_incidents_are_in_no_figure(fresh_scene: Scene) -> None:
    fresh_scene.declare_by_form(private=["private"])
    for words in ("stats", "stats 2d"):
        told = answer(fresh_scene, fresh_scene.dora, words)
        assert ": 0 incidents" in told
        assert "no incident is open" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("stats 2026-Q3", "1 Jul 2026 to 30 Sep 2026: 0 incidents"),
        ("stats 2026-Q3 service checkout", "1 Jul 2026 to 30 Sep 2026: 0 incidents"),
        ("stats yesterday", "There is no time called yesterday."),
        ("stats 2026-13", "There is no time called 2026-13."),
        ("stats <!channel>", "There is no time called &lt;!channel&gt;."),
    ],
)
def test_of_a_time_or_a_service(scene: Scene, words: str, says: str) -> None:
    assert says in answer(scene, scene.ana, words)


def test_only_the_incidents_of_a_service_are_told(fresh_scene: Scene) -> None:
    fresh_scene.declare_by_form(services=["checkout"])
    fresh_scene.declare()
    assert ": 1 incident" in answer(fresh_scene, fresh_scene.ana, "stats service Checkout")
    assert ": 2 incidents" in answer(fresh_scene, fresh_scene.ana, "stats 7d")


def test_the_digest_comes_now_with_its_chart(scene: Scene) -> None:
    assert scene.answer(scene.ana, "digest") == "I am writing it to you."
    scene.quiet()
    told, shown = direct(scene, scene.ana)
    assert "0 incidents" in told.text
    (chart,) = shown.files
    assert chart.content.startswith(PNG)
    assert chart.name.startswith("incidents-")


def test_the_details_open_on_top(scene: Scene) -> None:
    message = digest_of(scene, scene.ana)
    assert scene.ana.press(message, action_id="statistics").acknowledged
    assert scene.ana.view is not None
    assert scene.ana.view.title == "Figures"
    shown = "\n".join(texts(scene.ana.view.blocks))
    assert "*How long*" in shown
    assert "Time to detect = detected − impact started." in shown


def test_who_stops_it_is_told_how_to_have_it_again(scene: Scene) -> None:
    told = scene.answer(scene.ben, "digest off")
    assert told == "You will no longer get it. `/incident digest on` brings it back."
    assert "Monday morning" in scene.answer(scene.ben, "digest on")


def test_it_speaks_the_language_of_who_reads_it(scene: Scene) -> None:
    zoe = scene.slack.add_person("zoe", locale="fr-FR", tz="Europe/Paris")
    zoe.join("general")
    scene.type(zoe, "help")
    scene.quiet()
    message = digest_of(scene, zoe)
    told = "\n".join(texts(list(message.blocks)))
    assert "*Aujourd’hui*" in told
    assert "Délai de maîtrise" in told


def test_a_chart_is_sent_once_when_slack_drops_the_answer(fresh_scene: Scene) -> None:
    fresh_scene.slack.faults.answer("files.completeUploadExternal", DropAfterDoing())
    fresh_scene.answer(fresh_scene.ana, "digest")
    fresh_scene.stage.wait_until_quiet(30)
    shown = [message for message in direct(fresh_scene, fresh_scene.ana) if message.files]
    assert len(shown) == 1
