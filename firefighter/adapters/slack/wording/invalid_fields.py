"""Texts about values of forms and commands that were refused."""

from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.i18n import gettext, gettext_noop

_FIELD_ERRORS = {
    FieldProblem.TOO_LONG: gettext_noop("Too long ({about} characters). Shorten it."),
    FieldProblem.NO_TITLE: gettext_noop("Enter a title: what is wrong, in a few words."),
    FieldProblem.NO_SUMMARY: gettext_noop("Enter a summary: what users see, in a sentence or two."),
    FieldProblem.NO_IMPACT: gettext_noop(
        "Enter the impact: who is affected and how, or that nobody is."
    ),
    FieldProblem.NO_NEWS: gettext_noop("Enter what changed, or that nothing did."),
    FieldProblem.IN_FUTURE: gettext_noop("This time is in the future."),
    FieldProblem.LONG_BEFORE_DECLARED: gettext_noop(
        "This time is more than a year before the declaration."
    ),
    FieldProblem.DETECTED_BEFORE_IT_STARTED: gettext_noop(
        "Detection can't be before the impact started."
    ),
    FieldProblem.DETECTED_AFTER_DECLARED: gettext_noop("Detection can't be after the declaration."),
    FieldProblem.ACKNOWLEDGED_BEFORE_DETECTED: gettext_noop(
        "Acknowledgement can't be before detection."
    ),
    FieldProblem.MITIGATED_BEFORE_IT_STARTED: gettext_noop(
        "Mitigation can't be before the impact started."
    ),
    FieldProblem.MITIGATED_AFTER_CLOSED: gettext_noop("Mitigation can't be after closing."),
    FieldProblem.NOT_MITIGATED: gettext_noop(
        "The incident is not mitigated. Press *Mitigated…* first."
    ),
    FieldProblem.NO_REFERENCE: gettext_noop("Choose an incident from the list."),
    FieldProblem.NOBODY_CHOSEN: gettext_noop("Choose a person."),
    FieldProblem.UNKNOWN_SERVICE: gettext_noop("Unknown service: {about}."),
    FieldProblem.UNKNOWN_INCIDENT: gettext_noop("Unknown incident {about}."),
    FieldProblem.UNKNOWN_SEVERITY: gettext_noop("Unknown severity {about}. Use SEV1–SEV4."),
    FieldProblem.DUPLICATE_OF_ITSELF: gettext_noop("An incident can't be a duplicate of itself."),
    FieldProblem.ORIGINAL_IS_OVER: gettext_noop(
        "{about} is closed. Reopen it first, or decline this one as its duplicate."
    ),
    FieldProblem.ORIGINAL_WAS_DECLINED: gettext_noop(
        "{about} was declined. Choose another incident."
    ),
    FieldProblem.DRILL_AND_REAL: gettext_noop(
        "One of them is a drill, the other is real. They can't be merged."
    ),
    FieldProblem.IS_DRILL: gettext_noop("{about} is a drill. Choose a real incident."),
    FieldProblem.ONE_IS_PRIVATE: gettext_noop(
        "One of them is private, and merging would reveal it. Decline this one for another reason."
    ),
    FieldProblem.SOME_MAY_NOT_SEE: gettext_noop(
        "Both are private, and some responders can't see the other one. Add them to both "
        "channels first."
    ),
    FieldProblem.LINKED_WITH_ITSELF: gettext_noop("Choose a different incident."),
    FieldProblem.NOT_LINKED: gettext_noop("It isn't linked to {about}."),
    FieldProblem.NOTHING_CHOSEN: gettext_noop("Choose one from the list."),
    FieldProblem.NO_TRIGGER: gettext_noop("Choose a trigger, or unknown."),
    FieldProblem.NO_FAILURE_CLASS: gettext_noop("Choose a failure class, or unknown."),
    FieldProblem.NO_FACTOR: gettext_noop("“{about}” is not a contributing factor here."),
    FieldProblem.TOO_MANY_FACTORS: gettext_noop("Choose at most {about} contributing factors."),
    FieldProblem.FACTOR_IS_MAIN_CLASS: gettext_noop(
        "“{about}” is the failure class already. Choose other contributing factors."
    ),
    FieldProblem.NO_PERIOD: gettext_noop("Unknown period “{about}”: try 30d, 12w, 2026-Q3."),
    FieldProblem.NO_PERIOD_OR_SERVICE: gettext_noop(
        "Unknown period or service “{about}”: try 30d, 12w, 2026-Q3, or the name of a service."
    ),
    FieldProblem.NO_DAY: gettext_noop("“{about}” is not a date. Use the form 2026-07-01."),
    FieldProblem.ENDS_BEFORE_IT_BEGINS: gettext_noop("The period ends before it starts: {about}."),
    FieldProblem.NO_NOTE: gettext_noop("Enter a note."),
    FieldProblem.NO_FOLLOW_UP: gettext_noop("Enter what needs to be done."),
    FieldProblem.NO_HYPOTHESIS: gettext_noop("Enter a hypothesis."),
    FieldProblem.NO_HYPOTHESIS_STATE: gettext_noop(
        "Unknown state {about}. Use testing, confirmed or refuted."
    ),
    FieldProblem.NO_FINDING: gettext_noop("Say what you saw."),
    FieldProblem.NO_DECISION: gettext_noop("Enter the decision."),
    FieldProblem.NO_ADDRESS: gettext_noop("Enter a ticket URL that starts with https://."),
    FieldProblem.STILL_TO_COME: gettext_noop("This time is in the future."),
    FieldProblem.NOBODY_TO_PAGE: gettext_noop("Choose a responder."),
    FieldProblem.NO_PAGING_REASON: gettext_noop("Enter a reason, in one line."),
    FieldProblem.NO_SUCH_GROUP: gettext_noop(
        "This user group no longer exists. Choose another one."
    ),
    FieldProblem.GROUP_IS_DISABLED: gettext_noop("@{about} is disabled. Choose another group."),
    FieldProblem.GROUP_IS_EMPTY: gettext_noop("@{about} has no members. Choose another group."),
    FieldProblem.NO_SUCH_ON_CALL: gettext_noop(
        "{about} can no longer be paged. Choose another responder."
    ),
    FieldProblem.HERO_WITHOUT_TEAM: gettext_noop("Choose the team of the hero."),
    FieldProblem.NO_TEAM_YET: gettext_noop(
        "There is no team yet. Press *Add a team…* first, then give the role of a hero."
    ),
    FieldProblem.NO_TEAM: gettext_noop("Choose who takes part."),
    FieldProblem.NO_EXERCISE_DAY: gettext_noop(
        "Choose a working day after today, within 60 days of the plan, and no holiday or freeze."
    ),
    FieldProblem.TOO_MANY_SERVICES: gettext_noop("Choose at most {about} services."),
    FieldProblem.NO_MEMBERS: gettext_noop("Choose the members, besides the coach: 1 to 100."),
    FieldProblem.TEAM_EXISTS: gettext_noop("Another team is called {about}. Choose a name."),
    FieldProblem.NO_TEXT: gettext_noop("Write something here."),
    FieldProblem.OWNER_REVIEWS: gettext_noop(
        "The owner of a post-mortem doesn't review it. Choose somebody else."
    ),
    FieldProblem.IS_PAST: gettext_noop("This day is over. Choose today or a later one."),
    FieldProblem.TOO_MANY_REVIEWERS: gettext_noop("Choose at most {about} reviewers."),
    FieldProblem.NO_KEY: gettext_noop(
        "Use up to 60 lower-case letters, digits and hyphens, such as checkout-db-slow."
    ),
    FieldProblem.KEY_TAKEN: gettext_noop("Another experiment is called {about}. Choose a key."),
    FieldProblem.NO_WEIGHT: gettext_noop("A weight is a whole number from 0 to 10."),
    FieldProblem.NO_SUCH_LENGTH: gettext_noop("A drill takes 20 to 60 minutes."),
    FieldProblem.SCENARIO_IN_PLAY: gettext_noop(
        "A Game Day that is under way plays this scenario. Choose another one, or wait for its end."
    ),
}
"""A new `FieldProblem` needs an entry here; `{about}` is the value or the wrong part of it."""


def field_error_text(error: InvalidField) -> str:
    text = gettext(_FIELD_ERRORS[error.problem], about=escaped(error.about))
    if not error.nearest:
        return text
    return f"{text} {gettext('Did you mean “{name}”?', name=escaped(error.nearest))}"
