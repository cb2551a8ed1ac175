"""The pages by their addresses and forms, with a bot behind the local Slack."""

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from firefighter.playground.client.fields import ButtonPress
from firefighter.playground.slack import Channel, LocalSlack, Person
from tests.playground import block_kit
from tests.playground.client.conftest import Browser, named
from tests.playground.client.parsed_html import parse_html

NASTY = "<img src=x onerror=alert(1)>"


def test_what_somebody_types_is_shown_as_it_was_typed(
    browser: Browser, ana: Person, incidents: Channel
) -> None:
    page = browser.do("say", ana, incidents, text=NASTY)
    assert NASTY in parse_html(page).text
    assert "img" not in parse_html(page).tags


def test_names_topics_and_files_are_escaped_too(
    browser: Browser, slack: LocalSlack, incidents: Channel, ana: Person
) -> None:
    eve = slack.add_person("eve", real_name=NASTY)
    ana.invite(incidents, eve)
    ana.set_topic(incidents, NASTY)
    page = parse_html(browser.open(eve, incidents))
    assert "img" not in page.tags
    assert NASTY in page.text


def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing_of_its_own(
    browser: Browser, ana: Person, incidents: Channel
) -> None:
    page = parse_html(browser.do("say", ana, incidents, text="hello"))
    assert all(each.startswith("/static/") for each in page.values("src"))
    names = {name for _tag, name, _value in page.attributes}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    policy = browser.http.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.usefixtures("ana", "incidents")
@pytest.mark.parametrize("address", ["/?as=nobody", "/?in=C404", "/?as=ana&in=home&thread=1.2"])
def test_unknown_address_shows_a_page(browser: Browser, address: str) -> None:
    assert browser.http.get(address).status_code == 200


@pytest.mark.usefixtures("ana", "incidents")
def test_unknown_person_can_do_nothing(browser: Browser, slack: LocalSlack) -> None:
    answer = browser.http.post("/do/say?as=nobody&in=incidents", data={"text": "hello"})
    assert answer.status_code == 200
    assert slack.messages("incidents") == []
    assert browser.http.post("/do/nonsense?as=ana").status_code == 404


def test_a_private_channel_is_shown_to_its_members_only(
    browser: Browser, slack: LocalSlack, ana: Person, bob: Person
) -> None:
    secret = slack.add_channel("quiet", private=True, members=[ana])
    ana.post(secret, "It is about money.")
    assert "It is about money." in browser.open(ana, secret)
    page = browser.open(bob, secret)
    assert "quiet" not in page
    assert "money" not in page


def test_command_in_a_thread_is_refused_with_a_message(
    browser: Browser, ana: Person, incidents: Channel
) -> None:
    parent = ana.post(incidents, "Anybody?")
    page = browser.do("say", ana, incidents, text="/incident open", thread=parent.ts)
    assert "/incident is not supported in threads." in page
    assert "not supported" not in browser.do("dismiss", ana, incidents)


def test_bookmarks_open_their_link(
    browser: Browser, client: WebClient, ana: Person, incidents: Channel
) -> None:
    client.bookmarks_add(
        channel_id=incidents.id, title="The page", type="link", link="https://example.com/page"
    )
    page = parse_html(browser.open(ana, incidents))
    assert "https://example.com/page" in page.values("href")
    assert "The page" in page.text


def test_people_react_pin_and_answer(
    browser: Browser, slack: LocalSlack, ana: Person, incidents: Channel
) -> None:
    message = ana.post(incidents, "Look")
    browser.do("react", ana, incidents, message=named(message), emoji="eyes")
    browser.do("pin", ana, incidents, message=named(message))
    browser.do("say", ana, incidents, text="I do", thread=message.ts)
    now = slack.message(incidents, message.ts)
    assert [each.name for each in now.reactions] == ["eyes"]
    assert slack.pins(incidents) == [now]
    assert now.reply_count == 1
    browser.do("unreact", ana, incidents, message=named(message), emoji="eyes")
    browser.do("unpin", ana, incidents, message=named(message))
    assert slack.message(incidents, message.ts).reactions == ()
    assert slack.pins(incidents) == []


def test_impossible_action_is_reported_and_changes_nothing(
    browser: Browser, slack: LocalSlack, bob: Person, incidents: Channel
) -> None:
    page = browser.do("say", bob, incidents, text="Let me in")
    assert "bob is not in #incidents" in page
    assert slack.messages(incidents) == []


def test_a_button_in_a_message_is_pressed(
    browser: Browser, bot: App, slack: LocalSlack, ana: Person, incidents: Channel
) -> None:
    values = []

    @bot.action("go")
    def on_press(ack: Ack, action: block_kit.Json) -> None:
        values.append(action["value"])
        ack()

    block = block_kit.actions(
        block_kit.button("go", value="1"), block_kit.button("go2", value="2"), block_id="b"
    )
    block_kit.post(bot.client, channel=incidents.id, text="x", blocks=[block])
    message = slack.messages(incidents)[-1]
    browser.do(
        "press", ana, incidents, message=named(message), press=str(ButtonPress("b", "go", "1"))
    )
    assert values == ["1"]


def test_button_of_a_card_that_was_just_redrawn_can_be_pressed(
    browser: Browser, bot: App, slack: LocalSlack, ana: Person, incidents: Channel
) -> None:
    values = []

    @bot.action("go")
    def on_press(ack: Ack, action: block_kit.Json) -> None:
        values.append(action["value"])
        ack()

    block = block_kit.actions(block_kit.button("go", value="1"))
    block_kit.post(bot.client, channel=incidents.id, text="x", blocks=[block])
    message = slack.messages(incidents)[-1]
    old = message.blocks[0]["block_id"]
    bot.client.chat_update(channel=incidents.id, ts=message.ts, text="x", blocks=[block])
    browser.do(
        "press", ana, incidents, message=named(message), press=str(ButtonPress(old, "go", "1"))
    )
    assert values == ["1"]


def test_message_and_global_shortcuts_can_be_used(
    browser: Browser, bot: App, ana: Person, incidents: Channel
) -> None:
    called = []

    @bot.shortcut({"type": "shortcut", "callback_id": "anywhere"})
    def on_call(ack: Ack) -> None:
        called.append("anywhere")
        ack()

    @bot.shortcut({"type": "message_action", "callback_id": "here"})
    def on_point(ack: Ack, shortcut: block_kit.Json) -> None:
        called.append(shortcut["message"]["text"])
        ack()

    message = ana.post(incidents, "It burns")
    browser.do("message-shortcut", ana, incidents, message=named(message), shortcut="here")
    browser.do("shortcut", ana, incidents, shortcut="anywhere", text="")
    assert called == ["It burns", "anywhere"]


def test_missing_button_is_reported(browser: Browser, ana: Person, incidents: Channel) -> None:
    message = ana.post(incidents, "No buttons here")
    pressed = str(ButtonPress("b", "go"))
    page = browser.do("press", ana, incidents, message=named(message), press=pressed)
    assert "That just changed or was removed. Please try again." in page


@pytest.fixture
def form(bot: App, ana: Person, incidents: Channel) -> list[block_kit.Json]:
    """A form with two fields is open; the list gets what the bot is sent."""
    sent: list[block_kit.Json] = []

    @bot.command("/ask")
    def on_command(ack: Ack, client: WebClient, body: block_kit.Json) -> None:
        fields = (
            block_kit.field("what", block_kit.text_input()),
            block_kit.field("level", block_kit.select(), optional=True),
        )
        client.views_open(trigger_id=body["trigger_id"], view=block_kit.modal(*fields))
        ack()

    @bot.view("declare")
    def on_submission(ack: Ack, view: block_kit.Json) -> None:
        sent.append(view["state"]["values"])
        if view["state"]["values"]["what"]["text"]["value"] == "bad":
            ack(response_action="errors", errors={"what": "Not like this."})
        else:
            ack()

    ana.command(incidents, "/ask")
    assert ana.view is not None
    return sent


def filled(ana: Person, **fields: str) -> dict[str, str]:
    assert ana.view is not None
    return {"view": ana.view.id, **{f"field:{name}": value for name, value in fields.items()}}


def test_a_form_is_shown_and_sent(
    browser: Browser, ana: Person, incidents: Channel, form: list[block_kit.Json]
) -> None:
    assert "What" in parse_html(browser.open(ana, incidents)).text
    values = {"field:what:text": "It burns", "field:level:level": "2"}
    page = browser.do("submit", ana, incidents, **filled(ana), **values)
    assert form[0]["what"]["text"]["value"] == "It burns"
    assert form[0]["level"]["level"]["selected_option"]["value"] == "2"
    assert "dialog" not in parse_html(page).tags


@pytest.mark.usefixtures("form")
def test_refused_value_is_reported_beside_its_field_and_kept(
    browser: Browser, ana: Person, incidents: Channel
) -> None:
    page = browser.do("submit", ana, incidents, **filled(ana), **{"field:what:text": "bad"})
    assert "Not like this." in page
    assert 'value="bad"' in page


def test_an_empty_field_that_has_to_be_filled_is_not_sent(
    browser: Browser, ana: Person, incidents: Channel, form: list[block_kit.Json]
) -> None:
    page = browser.do("submit", ana, incidents, **filled(ana), **{"field:what:text": " "})
    assert "Please complete this required field." in page
    assert form == []


def test_a_draft_survives_a_reload(
    browser: Browser, ana: Person, incidents: Channel, form: list[block_kit.Json]
) -> None:
    browser.do("fill", ana, incidents, **filled(ana), **{"field:what:text": "half a sen"})
    assert 'value="half a sen"' in browser.open(ana, incidents)
    assert form == []


def test_closed_form_is_reported(
    browser: Browser, ana: Person, incidents: Channel, form: list[block_kit.Json]
) -> None:
    sent = filled(ana)
    ana.close_view()
    page = browser.do("submit", ana, incidents, **sent, **{"field:what:text": "late"})
    assert "That form is no longer open." in page
    assert form == []


def test_a_menu_that_the_bot_fills_is_searched_and_chosen_from(
    browser: Browser, bot: App, ana: Person, incidents: Channel
) -> None:
    chosen = []
    element = {"type": "external_select", "action_id": "which", "min_query_length": 0}

    @bot.command("/which")
    def on_command(ack: Ack, client: WebClient, body: block_kit.Json) -> None:
        view = block_kit.modal(block_kit.field("which", element))
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @bot.options("which")
    def on_search(ack: Ack, payload: block_kit.Json) -> None:
        all_of_them = [
            block_kit.option("1", "INC-1 <b>Checkout</b>"),
            block_kit.option("2", "INC-2 Search"),
        ]
        ack(options=[each for each in all_of_them if payload["value"] in each["text"]["text"]])

    @bot.view("declare")
    def on_submission(ack: Ack, view: block_kit.Json) -> None:
        chosen.append(view["state"]["values"]["which"]["which"]["selected_option"]["value"])
        ack()

    ana.command(incidents, "/which")
    location = {"as": "ana", "field": "which", "typed": "INC"}
    offered = parse_html(browser.http.get("/options", params=location).text)
    assert offered.values("value") == ["INC-1 <b>Checkout</b>", "INC-2 Search"]
    page = browser.do("submit", ana, incidents, **filled(ana), **{"field:which:which": "INC-3"})
    assert "Please complete this required field." in page
    typed = {"field:which:which": "INC-2 Search"}
    browser.do("submit", ana, incidents, **filled(ana), **typed)
    assert chosen == ["2"]


@pytest.mark.usefixtures("ana")
def test_only_its_own_forms_and_names_are_served(browser: Browser) -> None:
    elsewhere = {"origin": "https://evil.example"}
    assert browser.http.post("/do/say?as=ana", headers=elsewhere).status_code == 403
    assert browser.http.get("/", headers={"host": "evil.example"}).status_code == 403


@pytest.mark.usefixtures("incidents")
def test_pages_are_in_the_persons_language(browser: Browser, slack: LocalSlack) -> None:
    slack.add_person("chloe", locale="fr-FR")
    page = browser.http.get("/", headers={"accept-language": "fr-FR,fr;q=0.9"}).text
    assert 'lang="fr"' in page
    assert "Aller à la conversation" in page


def test_page_is_notified_of_changes(browser: Browser, ana: Person, incidents: Channel) -> None:
    with browser.http.stream("GET", "/changes") as told:
        lines = (line for line in told.iter_lines() if line.startswith("data:"))
        first = next(lines)
        ana.post(incidents, "news")
        assert next(lines) != first


def test_file_has_the_type_of_its_name_and_runs_no_script(
    browser: Browser, client: WebClient, slack: LocalSlack, ana: Person, incidents: Channel
) -> None:
    client.files_upload_v2(
        channel=incidents.id, content="<script>alert(1)</script>", filename="chart.html", title="A"
    )
    assert "📄 A" in browser.open(ana, incidents)
    answer = browser.http.get(f"/files/{slack.files[0].id}")
    assert "sandbox" in answer.headers["content-security-policy"]
