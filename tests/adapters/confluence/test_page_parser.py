"""Reads pages: what is written under each heading, and which questions are open."""

import pytest

from firefighter.adapters.confluence.page_parser import parse_page
from firefighter.domain.postmortem_checks import Heading
from tests.adapters.confluence.sample_postmortem import ENGLISH, FRENCH, postmortem

WHOLE = ENGLISH.body(postmortem())


def open_prompts(body: str) -> dict[str, int]:
    return {
        part.title: part.open_prompts for part in parse_page("t", body).parts if part.open_prompts
    }


def test_all_questions_of_a_new_page_are_open() -> None:
    assert sum(open_prompts(WHOLE).values()) == 11
    assert parse_page("t", WHOLE).under(Heading.FACTORS) == ""


def test_text_below_a_question_answers_it() -> None:
    answered = WHOLE.replace("at the time?</em></p>", "at the time?</em></p><p>No canary.</p>")
    assert answered != WHOLE
    assert "Contributing factors" not in open_prompts(answered)
    assert parse_page("t", answered).under(Heading.FACTORS) == "No canary."


def test_deleted_question_is_not_open() -> None:
    before, _question, after = WHOLE.partition("<p><em>✎ What helped and should stay?</em></p>")
    assert after
    assert "What went well" not in open_prompts(before + after)


def test_managed_sections_do_not_count_as_written() -> None:
    impact = next(part for part in parse_page("t", WHOLE).parts if part.heading is Heading.IMPACT)
    assert impact.written == ""
    assert "4,200 orders" in impact.managed


def test_headings_are_recognized_in_each_language() -> None:
    known = {part.heading for part in parse_page("t", FRENCH.body(postmortem())).parts}
    assert known == {*Heading, None}


def test_lists_tables_and_smaller_headings_are_read() -> None:
    body = (
        "<h2>Contributing factors</h2><h3>One</h3><ul><li>no <b>canary</b></li></ul>"
        "<table><tbody><tr><td><p>a cell</p></td></tr></tbody></table><h2>Mine</h2><p>own</p>"
    )
    text = parse_page("t", body)
    assert text.under(Heading.FACTORS) == "One\nno canary\na cell"
    assert text.parts[-1].heading is None


QUESTION = "<p><em>✎ What helped and should stay?</em></p>"
IMAGE = '<p><ac:image><ri:attachment ri:filename="graph.png"/></ac:image></p>'
JIRA = (
    '<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">OPS-7</ac:parameter>'
    "</ac:structured-macro>"
)


def panel(name: str, text: str) -> str:
    body = f"<ac:rich-text-body><p>{text}</p></ac:rich-text-body>"
    return f'<ac:structured-macro ac:name="{name}">{body}</ac:structured-macro>'


@pytest.mark.parametrize(
    "answered",
    [
        f"{QUESTION}<p>The canary.</p>",
        f"<p>The canary.</p>{QUESTION}",
        "<p><em>✎ What helped and should stay?</em> The canary.</p>",
        "<p><em>✎ What helped and should stay? The canary.</em></p>",
        "<p>✎ What helped and should stay?<br/>The canary.</p>",
        "<ul><li>✎ What helped and should stay? The canary.</li></ul>",
        QUESTION + panel("info", "The canary."),
        QUESTION + panel("note", "The canary."),
        QUESTION + panel("panel", "The canary."),
        QUESTION + panel("expand", "The canary."),
        QUESTION + IMAGE,
        QUESTION + JIRA,
        f"{QUESTION}<table><tbody><tr><td>canary</td><td>5 min</td></tr></tbody></table>",
        f"{QUESTION}<ul><li>The canary</li></ul>",
        f"{QUESTION}{QUESTION}<p>One answer to both.</p>",
        f"{QUESTION}<p>TODO</p><p>The canary.</p>",
    ],
)
def test_answer_is_found_wherever_it_is_written(answered: str) -> None:
    assert open_prompts(f"<h2>What went well</h2>{answered}") == {}


@pytest.mark.parametrize(
    "unanswered",
    [
        QUESTION,
        f"{QUESTION}<p>TODO</p>",
        f"{QUESTION}<p>.</p>",
        f"<p>…</p>{QUESTION}",
        "<p><em>✎ What helped and should stay?</em> TBD</p>",
        f"{QUESTION}<p><br/></p><p />",
        f"{QUESTION}<ul><li></li></ul>",
    ],
)
def test_placeholder_leaves_the_question_open(unanswered: str) -> None:
    body = f"<h2>What went well</h2>{unanswered}"
    assert open_prompts(body) == {"What went well": 1}
    (part,) = [part for part in parse_page("t", body).parts if part.open_prompts]
    assert part.questions == ("What helped and should stay?",)


def test_each_group_of_questions_needs_its_answer() -> None:
    body = f"<h2>Mine</h2>{QUESTION}<p>The canary.</p><p><em>✎ And ours?</em></p>"
    assert open_prompts(body) == {"Mine": 1}


def test_answer_behind_a_companys_own_question_is_found() -> None:
    assert open_prompts("<h2>Mine</h2><p><em>✎ And ours.</em> Yes, ours.</p>") == {}
