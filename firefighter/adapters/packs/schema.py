"""The format of a pack's files, and what a scenario becomes in the domain."""

import re
import unicodedata
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from firefighter.domain.ids import RoleKey
from firefighter.domain.scenario import (
    DEFAULT_SCORING,
    NAME_LIMIT,
    SERVICES_LIMIT,
    AtTime,
    ByHand,
    CompleteScenario,
    DrillEvent,
    Environment,
    Expected,
    Hint,
    HintOffer,
    Inject,
    InjectKind,
    InjectTrigger,
    Level,
    Mode,
    OnEvent,
    OnSilence,
    Persona,
    Scenario,
    ScenarioId,
    ScoringItem,
    Sealed,
    Text,
)
from firefighter.domain.severity import Severity
from firefighter.domain.title import TITLE_LIMIT
from firefighter.i18n import DEFAULT, Language

_PING = re.compile(r"<\s*[!@#]|@(?:here|channel|everyone|group)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<\s*[A-Za-z/?]|&(?:[A-Za-z]+|#[xX]?[0-9A-Fa-f]+);")
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}
_ALLOWED_CONTROLS = "\n\t\u200d\u00ad"


def plain_text(text: str) -> str:
    """The text without white space around it. Raises ValueError for what it may not contain."""
    text = text.strip()
    seen = unicodedata.normalize("NFKC", text)
    if not text:
        raise ValueError("is empty")
    if _PING.search(seen):
        raise ValueError("contains a mention that notifies people; write the name without it")
    if _MARKUP.search(seen):
        raise ValueError("contains HTML or a link in angle brackets; write plain text")
    if any(
        unicodedata.category(each) in _CONTROL and each not in _ALLOWED_CONTROLS for each in text
    ):
        raise ValueError("contains an invisible control character; remove it")
    return text


_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z][a-z_]*")


def hyphenated(given: str) -> str:
    if not _ID.fullmatch(given):
        raise ValueError(f"{given!r} should be lower-case words with hyphens, such as two-prices")
    return given


def _key(given: str) -> str:
    if not _KEY.fullmatch(given):
        raise ValueError(f"{given!r} should have only the letters a to z and _")
    return given


def _language(code: str) -> str:
    if code not in set(Language):
        raise ValueError(f"{code!r} is no language of the bot; use {' or '.join(Language)}")
    return code


def _in_every_language(given: object) -> object:
    """A plain string is the text of all languages."""
    if isinstance(given, str):
        return {DEFAULT: given}
    if not isinstance(given, dict):
        raise ValueError("must be text, or texts by language")  # noqa: TRY004 - pydantic's way
    return given


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


PlainText = Annotated[str, AfterValidator(plain_text)]
_Texts = dict[Annotated[str, AfterValidator(_language)], PlainText]
"""By language."""


def on_one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("has several lines; write it on one")
    return text


def of_at_most(limit: int, *, one_line: bool = False) -> AfterValidator:
    def check(texts: _Texts) -> _Texts:
        longest = max(map(len, texts.values()))
        if longest > limit:
            raise ValueError(f"has {longest} characters; at most {limit} are allowed")
        if one_line:
            for text in texts.values():
                on_one_line(text)
        return texts

    return AfterValidator(check)


InLanguages = Annotated[_Texts, Field(min_length=1), BeforeValidator(_in_every_language)]
"""A text in one language or several."""
Line = Annotated[InLanguages, of_at_most(TITLE_LIMIT, one_line=True)]
Paragraph = Annotated[InLanguages, of_at_most(600)]
Message = Annotated[InLanguages, of_at_most(2000)]
Page = Annotated[InLanguages, of_at_most(3000)]

Id = Annotated[str, Field(max_length=40), AfterValidator(hyphenated)]
Key = Annotated[str, Field(max_length=32), AfterValidator(_key)]
Name = Annotated[
    str, Field(max_length=NAME_LIMIT), AfterValidator(plain_text), AfterValidator(on_one_line)
]
MAX_DURATION_MIN = 480
Minutes = Annotated[float, Field(strict=True, ge=0, le=MAX_DURATION_MIN)]
Version = Annotated[int, Field(strict=True, ge=1, le=100_000)]


class PackTable(Strict):
    """`pack.toml`."""

    id: Id
    title: Line
    description: Paragraph | None = None


class ExpectedTable(Strict):
    severity: Severity
    roles: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    declare_min: Minutes | None = None
    commander_min: Minutes | None = None
    acknowledge_min: Minutes | None = None
    mitigate_min: Minutes | None = None


class SealedTable(Strict):
    cause: Page
    solution: Page


class PersonaTable(Strict):
    name: Name
    job: Line


class EventTable(Strict):
    """What happened in the drill; exactly one key."""

    status: Literal["investigating", "mitigated", "postmortem"] | None = None
    role: Key | None = None
    severity: Severity | None = None
    update: Annotated[int, Field(strict=True, ge=1, le=50)] | None = None
    hypothesis: Literal["proposed", "testing", "confirmed", "refuted"] | None = None
    hint: Id | None = None


class InjectTable(Strict):
    """Exactly one of `at_min`, `on`, `silence_min` and `by_hand`."""

    id: Id
    kind: InjectKind
    at_min: Minutes | None = None
    on: EventTable | None = None
    delay_min: Minutes | None = None
    silence_min: Annotated[float, Field(strict=True, gt=0, le=MAX_DURATION_MIN)] | None = None
    by_hand: Literal[True] | None = None
    persona: Key | None = None
    role: Key | None = None
    title: Line | None = None
    service: Name | None = None
    webhook: Id | None = None
    rollback: Id | None = None
    text: Message


class HintTable(Strict):
    id: Id
    about: Line
    price: Annotated[int, Field(strict=True, ge=0, le=20)]
    text: Message


class ScenarioTable(Strict):
    """One scenario."""

    id: Id
    version: Version
    title: Line
    story: Page
    level: Level
    technical: Annotated[bool, Field(strict=True)] = True
    failure_class: Name = Field(alias="class")
    services: Annotated[tuple[Name, ...], Field(max_length=SERVICES_LIMIT)] = ()
    environment: Environment = Environment.TABLETOP
    duration_min: Annotated[float, Field(strict=True, ge=1, le=MAX_DURATION_MIN)]
    objective: Paragraph
    mode: Mode = Mode.INFORMED
    scoring: Annotated[tuple[ScoringItem, ...], Field(min_length=1, max_length=20)] = (
        DEFAULT_SCORING
    )
    expected: ExpectedTable
    sealed: SealedTable
    personas: Annotated[dict[Key, PersonaTable], Field(max_length=12)] = {}
    briefs: Annotated[dict[Key, Message], Field(max_length=20)] = {}
    injects: Annotated[tuple[InjectTable, ...], Field(max_length=60)] = ()
    hints: Annotated[tuple[HintTable, ...], Field(max_length=10)] = ()


def to_scenario(table: ScenarioTable) -> CompleteScenario:
    hints = tuple(
        Hint(id=each.id, about=Text(each.about), price=each.price, text=Text(each.text))
        for each in table.hints
    )
    scenario = Scenario(
        id=ScenarioId(table.id),
        version=table.version,
        title=Text(table.title),
        story=Text(table.story),
        level=table.level,
        technical=table.technical,
        failure_class=table.failure_class,
        services=table.services,
        environment=table.environment,
        duration=_minutes(table.duration_min),
        objective=Text(table.objective),
        mode=table.mode,
        hints=tuple(HintOffer(id=each.id, about=each.about, price=each.price) for each in hints),
        scoring=table.scoring,
    )
    sealed = Sealed(
        cause=Text(table.sealed.cause),
        solution=Text(table.sealed.solution),
        expected=_expected(table.expected),
        personas={key: Persona(each.name, Text(each.job)) for key, each in table.personas.items()},
        injects=tuple(map(_inject, table.injects)),
        hints=hints,
        briefs={RoleKey(role): Text(brief) for role, brief in table.briefs.items()},
    )
    return CompleteScenario(scenario, sealed)


def _expected(table: ExpectedTable) -> Expected:
    return Expected(
        severity=table.severity,
        roles=tuple(map(RoleKey, table.roles)),
        declare=_optional_minutes(table.declare_min),
        commander=_optional_minutes(table.commander_min),
        acknowledge=_optional_minutes(table.acknowledge_min),
        mitigate=_optional_minutes(table.mitigate_min),
    )


def _inject(table: InjectTable) -> Inject:
    return Inject(
        id=table.id,
        kind=table.kind,
        trigger=_trigger(table),
        text=Text(table.text),
        title=Text(table.title) if table.title else None,
        persona=table.persona or "",
        role=RoleKey(table.role) if table.role else None,
        service=table.service or "",
        webhook=table.webhook or "",
        rollback=table.rollback or "",
    )


def _trigger(table: InjectTable) -> InjectTrigger:
    if table.at_min is not None:
        return AtTime(_minutes(table.at_min))
    if table.silence_min is not None:
        return OnSilence(_minutes(table.silence_min))
    if table.on is not None:
        ((event, value),) = table.on.model_dump(exclude_none=True).items()
        return OnEvent(DrillEvent(event), str(value), _minutes(table.delay_min or 0))
    return ByHand()


def _minutes(number: float) -> timedelta:
    return timedelta(seconds=round(number * 60))


def _optional_minutes(number: float | None) -> timedelta | None:
    return None if number is None else _minutes(number)
