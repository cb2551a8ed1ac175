"""Whatever a tool or anybody sends is read, or refused with a sentence; memory stays bounded.

`make fuzz` reads 100,000 mutated results; other runs a few.
"""

import json
import resource
from random import Random

from hypothesis import settings

from firefighter.adapters.experiments.fields import ID_LIMIT, MOST_PROBES, NAME_LIMIT, TEXT_LIMIT
from firefighter.adapters.experiments.pruned_json import InvalidResult
from firefighter.adapters.experiments.reader import Reading, read_results
from firefighter.domain.experiment_runs import FULL, RunVerdict
from tests.adapters.experiments.mutations import mutated_bytes, mutated_content
from tests.adapters.experiments.samples import NOW, SECRET

_LONG, _SHORT = 100_000, 2_000
_MEMORY_LIMIT_KB = 100 * 1024


def _times() -> int:
    return _LONG if settings.get_current_profile_name() == "fuzz" else _SHORT


def test_mutated_results_are_read_or_refused() -> None:
    random, read, refused = Random(20260302), 0, 0
    memory_kb = _peak_memory_kb()
    for _time in range(_times()):
        outcome = read_or_refuse(mutated_bytes(random))
        if isinstance(outcome, Reading):
            read += 1
            check(outcome)
        else:
            refused += 1
            assert outcome.endswith(".")
            assert outcome.isprintable()
    assert read > _times() // 10
    assert refused > _times() // 10
    assert _peak_memory_kb() - memory_kb < _MEMORY_LIMIT_KB


def test_nothing_secret_is_kept_while_outputs_are_where_they_belong() -> None:
    random = Random(41)
    for _time in range(_times() // 4):
        content = mutated_content(random)
        if not _is_secret_exposed(content):
            assert SECRET not in str(read_or_refuse(json.dumps(content).encode()))


def read_or_refuse(source: bytes) -> Reading | str:
    try:
        return read_results(source, NOW)
    except InvalidResult as error:
        return str(error)


_NOT_READ = {
    "Authorization",
    "body",
    "description",
    "exception",
    "experimentManifest",
    "message",
    "password",
    "serviceAccount",
    "token",
}
"""Where the samples have the secret."""


def _is_secret_exposed(content: object, key: str = "") -> bool:
    """Whether a mutation moved the secret to another member, which may be one that is read."""
    match content:
        case dict():
            return any(_is_secret_exposed(value, name) for name, value in content.items())
        case list():
            return any(_is_secret_exposed(value, key) for value in content)
        case str() if key == "executionData" and SECRET in content:
            try:
                return _is_secret_exposed(json.loads(content))
            except ValueError:
                return True
        case str():
            return key not in _NOT_READ and SECRET in content
        case _:
            return False


def check(reading: Reading) -> None:
    """What the database holds."""
    for run in reading.runs:
        assert 0 < len(run.id) <= ID_LIMIT
        assert 0 < len(run.name) <= 2 * NAME_LIMIT + 1
        assert len(run.hypothesis) <= TEXT_LIMIT
        assert len(run.probes) <= MOST_PROBES
        assert run.started_at.tzinfo
        for text in (run.name, run.hypothesis, run.status, *run.names):
            text.encode()
            assert text.isprintable()
        assert run.tool_score is None or 0 <= run.tool_score <= FULL
        if run.judged:
            assert run.judged.score is None or 0 <= run.judged.score <= FULL
            measured = run.judged.verdict in {RunVerdict.HELD, RunVerdict.REFUTED}
            assert measured == (run.judged.score is not None)


def _peak_memory_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
