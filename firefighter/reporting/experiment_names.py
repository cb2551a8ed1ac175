"""Names in the catalog of experiments, in the current language: of states, steps and texts."""

from firefighter.domain.experiment_catalog import (
    DesignField,
    ExperimentState,
    ExperimentStepKind,
    PreparationStep,
)
from firefighter.i18n import gettext, gettext_noop

_STATES = {
    ExperimentState.DRAFT: gettext_noop("Draft"),
    ExperimentState.READY: gettext_noop("Ready"),
    ExperimentState.RETIRED: gettext_noop("Retired"),
}

_STEP_LABELS = {
    ExperimentStepKind.MARK_READY: gettext_noop("Mark ready"),
    ExperimentStepKind.REWORK: gettext_noop("Back to draft"),
    ExperimentStepKind.RETIRE: gettext_noop("Retire"),
    ExperimentStepKind.REINSTATE: gettext_noop("Reinstate"),
}

_PREPARATION_STEPS = {
    PreparationStep.ELIGIBILITY: gettext_noop("Eligibility"),
    PreparationStep.SYSTEM: gettext_noop("How the service works"),
    PreparationStep.OBJECTIVE: gettext_noop("Objective"),
    PreparationStep.HYPOTHESIS: gettext_noop("Hypothesis"),
    PreparationStep.OBSERVABILITY: gettext_noop("Observability"),
    PreparationStep.RUN: gettext_noop("Run"),
    PreparationStep.ACTION_PLAN: gettext_noop("Action plan"),
}

_FIELDS = {
    DesignField.TITLE: gettext_noop("Title"),
    DesignField.SERVICE: gettext_noop("Service"),
    DesignField.TEAM: gettext_noop("Team"),
    DesignField.ELIGIBILITY: gettext_noop("Eligibility"),
    DesignField.SYSTEM: gettext_noop("How the service works"),
    DesignField.OBJECTIVE: gettext_noop("Objective"),
    DesignField.HYPOTHESIS: gettext_noop("Hypothesis"),
    DesignField.STEADY_STATE: gettext_noop("Steady state"),
    DesignField.SIGNAL: gettext_noop("Signal"),
    DesignField.OBSERVABILITY: gettext_noop("Observability"),
    DesignField.PROCEDURE: gettext_noop("Procedure"),
    DesignField.BLAST_RADIUS: gettext_noop("Blast radius"),
    DesignField.ABORT_CONDITIONS: gettext_noop("Abort conditions"),
    DesignField.ROLLBACK: gettext_noop("Rollback"),
    DesignField.ACTION_PLAN: gettext_noop("Action plan"),
}


def experiment_state_name(state: ExperimentState) -> str:
    return gettext(_STATES[state])


def experiment_step_label(kind: ExperimentStepKind) -> str:
    return gettext(_STEP_LABELS[kind])


def preparation_step_name(step: PreparationStep) -> str:
    return gettext(_PREPARATION_STEPS[step])


def design_field_name(field: DesignField) -> str:
    return gettext(_FIELDS[field])
