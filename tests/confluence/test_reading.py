"""What stands under each heading, and which questions are still open."""

from firefighter.confluence.reading import read
from firefighter.domain.page_text import Heading
from tests.confluence.samples import ENGLISH, FRENCH, postmortem

WHOLE = ENGLISH.body(postmortem())


def open_prompts(body: str) -> dict[str, int]:
    return {part.title: part.open_prompts for part in read("t", body).parts if part.open_prompts}


def test_a_new_page_is_all_questions() -> None:
    assert sum(open_prompts(WHOLE).values()) == 11
    assert read("t", WHOLE).under(Heading.FACTORS) == ""


def test_what_is_written_beneath_a_question_answers_it() -> None:
    answered = WHOLE.replace("at the time?</em></p>", "at the time?</em></p><p>No canary.</p>")
    assert "Contributing factors" not in open_prompts(answered)
    assert read("t", answered).under(Heading.FACTORS) == "No canary."


def test_a_question_that_was_deleted_is_not_open() -> None:
    begin, _question, end = WHOLE.partition("<p><em>✎ What helped, so that we keep it?</em></p>")
    assert "What went well" not in open_prompts(begin + end)


def test_what_the_bot_keeps_does_not_count_as_written() -> None:
    impact = next(part for part in read("t", WHOLE).parts if part.heading is Heading.IMPACT)
    assert impact.written == ""
    assert "4,200 orders" in impact.kept


def test_headings_are_known_in_each_language() -> None:
    known = {part.heading for part in read("t", FRENCH.body(postmortem())).parts}
    assert known == {*Heading, None}


def test_lists_tables_and_smaller_headings_are_read() -> None:
    body = (
        "<h2>Contributing factors</h2><h3>One</h3><ul><li>no <b>canary</b></li></ul>"
        "<table><tbody><tr><td><p>a cell</p></td></tr></tbody></table><h2>Mine</h2><p>own</p>"
    )
    text = read("t", body)
    assert text.under(Heading.FACTORS) == "One\nno canary\na cell"
    assert text.parts[-1].heading is None
