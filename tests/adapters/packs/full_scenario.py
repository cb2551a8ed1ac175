"""A scenario with every key of the format, and what is wrong in each."""

from dataclasses import dataclass

from pydantic import BaseModel

from firefighter.adapters.packs import schema

PACK = """\
id = "kettles"
title = "Kettles"
description = "All about tea."
"""

SCENARIO = """\
id = "cold-tea"
version = 1
title = { en = "The kettles stay cold", fr = "Les bouilloires restent froides" }
story = { en = "No tea.", fr = "Pas de thé." }
level = "beginner"
technical = false
class = "hardware"
services = ["kitchen"]
environment = "staging"
duration_min = 15
objective = "Ask before you act."
mode = "informed"
scoring = ["declare", "commander"]

[expected]
severity = "SEV3"
roles = ["commander"]
declare_min = 1
commander_min = 2
acknowledge_min = 3
mitigate_min = 9.5

[sealed]
cause = "The fuse blew."
solution = "Replace it."

[personas.cook]
name = "Ada"
job = { en = "Cook", fr = "Cuisinière" }

[briefs]
commander = "You like tea."

[[hints]]
id = "fuse"
about = "Power"
price = 2
text = "Look at the fuses."

[[injects]]
id = "thirst"
kind = "message"
at_min = 2
persona = "cook"
role = "commander"
text = "I am thirsty."

[[injects]]
id = "rings"
kind = "page"
silence_min = 4
service = "kitchen"
text = "Kettle at 20 degrees."

[[injects]]
id = "unplug"
kind = "webhook"
by_hand = true
webhook = "stop-kettle"
rollback = "start-kettle"
text = "The kettle loses power."

[[injects]]
id = "boil"
kind = "complication"
by_hand = true
text = "Water boils."

[[injects]]
id = "kettle-log"
kind = "fact"
title = "Log"
text = "20, 20, 20."
delay_min = 1
[injects.on]
status = "mitigated"

[[injects]]
id = "on-role"
kind = "complication"
text = "Rain."
[injects.on]
role = "commander"

[[injects]]
id = "on-severity"
kind = "false_lead"
text = "Rain."
[injects.on]
severity = "SEV1"

[[injects]]
id = "on-update"
kind = "complication"
text = "Rain."
[injects.on]
update = 2

[[injects]]
id = "on-hypothesis"
kind = "complication"
text = "Rain."
[injects.on]
hypothesis = "proposed"

[[injects]]
id = "on-hint"
kind = "complication"
text = "Rain."
[injects.on]
hint = "fuse"
"""

WEBHOOKS = ("stop-kettle", "start-kettle")
"""That the settings have."""

_TABLES: dict[type[BaseModel], str] = {
    schema.PackTable: "",
    schema.ScenarioTable: "",
    schema.ExpectedTable: "[expected]",
    schema.SealedTable: "[sealed]",
    schema.PersonaTable: "[personas.cook]",
    schema.HintTable: "[[hints]]",
    schema.InjectTable: "[[injects]]",
    schema.EventTable: "[injects.on]",
}
"""The header of each model's table."""

BLOCKS = {"expected", "sealed", "personas", "briefs", "hints", "injects", "on"}
"""Keys whose values are tables of their own."""


def key_of(model: type[BaseModel], field: str) -> str:
    return model.model_fields[field].alias or field


def every_field() -> list[tuple[type[BaseModel], str]]:
    models = [
        each
        for each in vars(schema).values()
        if isinstance(each, type) and issubclass(each, BaseModel) and each.model_fields
    ]
    return [(model, key_of(model, field)) for model in models for field in model.model_fields]


@dataclass(frozen=True)
class Changed:
    source: str
    line: int
    """Where the changed value is."""


def with_value(model: type[BaseModel], key: str, value: str) -> Changed:
    """The pack's or scenario's source with another value for one key."""
    lines = (PACK if model is schema.PackTable else SCENARIO).splitlines()
    if key in BLOCKS:
        return _without_tables(lines, key, value)
    header = ""
    for number, line in enumerate(lines):
        header = line if line.startswith("[") else header
        if header == _TABLES[model] and line.startswith(f"{key} = "):
            lines[number] = f"{key} = {value}"
            return Changed("\n".join(lines), number + 1)
    raise LookupError(f"{model.__name__}.{key} is not in the scenario of the tests")


def _without_tables(lines: list[str], key: str, value: str) -> Changed:
    """With a value where tables were: at the top, or in the first inject that had `on`."""
    if key == "on":
        start = lines.index("[injects.on]")
        return Changed("\n".join([*lines[:start], f"on = {value}"]), start + 1)
    kept, dropped = [f"{key} = {value}"], False
    for line in lines:
        if line.startswith("["):
            dropped = line.strip("[]").partition(".")[0] == key
        if not dropped:
            kept.append(line)
    return Changed("\n".join(kept), 1)
