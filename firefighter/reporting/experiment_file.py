"""An experiment of the catalog as a file of a pack."""

from collections.abc import Iterator
from dataclasses import fields

from firefighter.domain.experiment_catalog import CatalogExperiment, ExperimentDesign
from firefighter.i18n import DEFAULT
from firefighter.reporting.toml_text import toml_pair


def experiment_file(experiment: CatalogExperiment) -> str:
    """In TOML. A pack may refuse some texts, such as one that mentions people."""
    return "\n".join(_lines(experiment)) + "\n"


def _lines(experiment: CatalogExperiment) -> Iterator[str]:
    yield toml_pair("id", experiment.key)
    yield f"version = {experiment.version}"
    yield toml_pair("state", experiment.state)
    for field in fields(ExperimentDesign):
        value = getattr(experiment.design, field.name)
        if isinstance(value, int):
            yield f"{field.name} = {value}"
        elif value and field.name != "translations":
            yield _text(experiment.design, field.name, value)


def _text(design: ExperimentDesign, name: str, text: str) -> str:
    """One text, or those of all languages. Which language a text alone has is not known."""
    others = {
        language: texts[name] for language, texts in design.translations.items() if name in texts
    }
    if not others:
        return toml_pair(name, text)
    return "\n".join(
        toml_pair(f"{name}.{language}", each)
        for language, each in ({DEFAULT: text} | others).items()
    )
