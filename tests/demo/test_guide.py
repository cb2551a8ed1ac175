from firefighter.demo.browser.guide import STEPS


def test_guide_differs_for_the_declarer_and_others() -> None:
    said = [step.how() for step in STEPS]
    assert [text for text in said if "you are in it" in text] == []
