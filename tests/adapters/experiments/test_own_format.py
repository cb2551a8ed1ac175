"""Results in the bot's own format: what is refused, in sentences."""

import pytest

from firefighter.adapters.experiments.pruned_json import InvalidResult
from firefighter.adapters.experiments.reader import read_results
from tests.adapters.experiments.samples import NOW, encoded, own


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(InvalidResult) as refused:
        read_results(encoded(own(ended_at="2026-03-02T09:40:06Z")), NOW)
    assert str(refused.value) == "ended_at: is before started_at."


def test_a_run_may_end_when_it_started() -> None:
    (run,) = read_results(encoded(own(ended_at="2026-03-02T09:40:07Z")), NOW).runs
    assert run.ended_at == run.started_at


@pytest.mark.parametrize("url", ["javascript:alert(1)", "steadybit.example.com", "https://a b"])
def test_what_is_no_link_is_refused_in_words(url: str) -> None:
    with pytest.raises(InvalidResult) as refused:
        read_results(encoded(own(url=url)), NOW)
    assert str(refused.value) == "url: is no address that begins with http:// or https://."
