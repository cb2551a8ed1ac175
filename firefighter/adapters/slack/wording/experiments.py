"""Texts about the catalog of experiments."""

from collections.abc import Sequence
from typing import assert_never

from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, local_time, user_mention
from firefighter.domain.experiment_catalog import (
    CatalogExperiment,
    DesignField,
    ExperimentIncomplete,
    ExperimentNotInState,
    ExperimentOfPack,
    ExperimentState,
    PreparationStep,
    SampleExperiment,
    UnknownExperiment,
)
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.i18n import current_language, gettext, gettext_noop, ngettext
from firefighter.reporting.experiment_names import (
    design_field_name,
    experiment_state_name,
    preparation_step_name,
)
from firefighter.reporting.game_day_names import environment_name

_TITLE_SHOWN = 300

_NOT_NOW = {
    ExperimentState.DRAFT: gettext_noop("The experiment is a draft now. Nothing was changed."),
    ExperimentState.READY: gettext_noop("The experiment is ready now. Nothing was changed."),
    ExperimentState.RETIRED: gettext_noop("The experiment is retired now. Nothing was changed."),
}

ExperimentRefusal = (
    UnknownExperiment
    | ExperimentIncomplete
    | ExperimentNotInState
    | ExperimentOfPack
    | SampleExperiment
)


_QUESTIONS = {
    DesignField.TITLE: gettext_noop("What could go wrong?"),
    DesignField.SERVICE: gettext_noop("What it is tried on."),
    DesignField.TEAM: gettext_noop("Who owns it."),
    DesignField.ELIGIBILITY: gettext_noop("Why this service, and why now?"),
    DesignField.SYSTEM: gettext_noop(
        "Which parts does it have? Add links to where that is written."
    ),
    DesignField.OBJECTIVE: gettext_noop("What are people to learn?"),
    DesignField.HYPOTHESIS: gettext_noop("If … then … because …"),
    DesignField.STEADY_STATE: gettext_noop(
        "How does it look while all is well? A measure with a tolerance."
    ),
    DesignField.SIGNAL: gettext_noop("Where is that seen? A dashboard, an alert."),
    DesignField.OBSERVABILITY: gettext_noop("What must be in place to observe it?"),
    DesignField.PROCEDURE: gettext_noop("How is it run? The tool and its file, or what people do."),
    DesignField.BLAST_RADIUS: gettext_noop("What can it reach at most?"),
    DesignField.ABORT_CONDITIONS: gettext_noop("When is it stopped?"),
    DesignField.ROLLBACK: gettext_noop("How is it undone?"),
    DesignField.ACTION_PLAN: gettext_noop("What is done with what is learnt?"),
}


def step_heading(step: PreparationStep) -> str:
    """`4. Hypothesis`."""
    number = list(PreparationStep).index(step) + 1
    return f"{number}. {preparation_step_name(step)}"


def question_of(field: DesignField) -> str:
    return gettext(_QUESTIONS[field])


def missing_texts(missing: Sequence[DesignField]) -> str:
    names = ", ".join(design_field_name(each).lower() for each in missing)
    return gettext("Needed before it is ready: {missing}.", missing=names)


def experiment_line(experiment: CatalogExperiment) -> str:
    """Two lines of a list."""
    title = clipped(escaped(title_of(experiment)), _TITLE_SHOWN)
    return f"*{title}*\n{experiment_facts(experiment)}"


def title_of(experiment: CatalogExperiment) -> str:
    """In the language of the reader, if it is written in that."""
    return experiment.design.in_language(current_language()).title


def experiment_facts(experiment: CatalogExperiment) -> str:
    """Key, state, service, team, environment, weight and length, on one line."""
    design = experiment.design
    minutes = design.duration_min
    length = ngettext("{number} minute", "{number} minutes", minutes) if minutes else ""
    parts = (
        f"`{experiment.key}`",
        gettext("sample") if experiment.is_sample else experiment_state_name(experiment.state),
        escaped(design.service),
        escaped(design.team),
        environment_name(design.environment),
        gettext("weight {weight}", weight=design.weight),
        length,
    )
    return " · ".join(filter(None, parts))


def experiment_option(experiment: CatalogExperiment) -> str:
    """One line of a menu."""
    return " · ".join(filter(None, (title_of(experiment), experiment.design.service)))


def kept_in_catalog_text(key: ExperimentKey) -> str:
    return gettext(
        "It is in the catalog as a draft, `{key}`. `/incident experiment {key}` shows it.", key=key
    )


def experiment_origin(experiment: CatalogExperiment) -> str:
    """Where it comes from, and who changed it last."""
    if experiment.is_sample:
        return gettext("A sample of the bot. *Copy…* makes one that you can change here.")
    if experiment.pack:
        pack = gettext(
            "From the pack {pack}, version {version}. *Copy…* makes one that you can change here.",
            pack=escaped(experiment.pack),
            version=experiment.version,
        )
        if not experiment.changed_by:
            return pack
        return f"{pack} {_changed(experiment.changed_by, experiment)}"
    return _changed(experiment.changed_by, experiment) if experiment.changed_by else ""


def _changed(by: UserId, experiment: CatalogExperiment) -> str:
    return gettext(
        "Last changed by {who}, {when}.",
        who=user_mention(by),
        when=local_time(experiment.changed_at),
    )


def experiment_refusal_text(error: ExperimentRefusal) -> str:
    match error:
        case UnknownExperiment():
            text = gettext("There is no experiment {name}.", name=escaped(error.key))
            if not error.nearest:
                return text
            return f"{text} {gettext('Did you mean “{name}”?', name=escaped(error.nearest))}"
        case ExperimentIncomplete():
            return missing_texts(error.missing)
        case ExperimentNotInState():
            return gettext(_NOT_NOW[error.state])
        case ExperimentOfPack():
            return gettext(
                "This experiment comes from the pack {pack}. Change its file there, then install "
                "the pack again.",
                pack=escaped(error.pack),
            )
        case SampleExperiment():
            return gettext(
                "`{key}` is a sample. Type `/incident experiment {key}` and choose *Copy…*.",
                key=escaped(error.key),
            )
        case other:
            assert_never(other)


def missing_key_text(word: str) -> str:
    return gettext(
        "Which experiment? Write its key, as in `/incident experiment {word} checkout-db-slow`. "
        "`/incident experiment` lists them.",
        word=word,
    )
