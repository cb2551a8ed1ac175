from firefighter.demo.browser.guide import STEPS


def test_the_guide_speaks_to_who_declared_and_to_who_did_not() -> None:
    said = [step.how() for step in STEPS]
    assert [text for text in said if "you are in it" in text] == []
