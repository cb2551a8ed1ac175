"""Texts about the catalog of experiments."""

from typing import assert_never

from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.experiment_catalog import (
    ExperimentIncomplete,
    ExperimentNotInState,
    ExperimentOfPack,
    ExperimentState,
    UnknownExperiment,
)
from firefighter.i18n import gettext, gettext_noop
from firefighter.reporting.experiment_names import design_field_name

_NOT_NOW = {
    ExperimentState.DRAFT: gettext_noop("The experiment is a draft now. Nothing was changed."),
    ExperimentState.READY: gettext_noop("The experiment is ready now. Nothing was changed."),
    ExperimentState.RETIRED: gettext_noop("The experiment is retired now. Nothing was changed."),
}

ExperimentRefusal = (
    UnknownExperiment | ExperimentIncomplete | ExperimentNotInState | ExperimentOfPack
)


def experiment_refusal_text(error: ExperimentRefusal) -> str:
    match error:
        case UnknownExperiment():
            text = gettext("There is no experiment {name}.", name=escaped(error.key))
            if not error.nearest:
                return text
            return f"{text} {gettext('Did you mean “{name}”?', name=escaped(error.nearest))}"
        case ExperimentIncomplete():
            missing = ", ".join(design_field_name(each).lower() for each in error.missing)
            return gettext("Needed before it is ready: {missing}.", missing=missing)
        case ExperimentNotInState():
            return gettext(_NOT_NOW[error.state])
        case ExperimentOfPack():
            return gettext(
                "This experiment comes from the pack {pack}. Change its file there, then install "
                "the pack again.",
                pack=escaped(error.pack),
            )
        case other:
            assert_never(other)
