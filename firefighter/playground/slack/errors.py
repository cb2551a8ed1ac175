"""Slack's error responses."""

from firefighter.playground.slack.records import Json


class RefusedError(Exception):
    """The Web API answers `{"ok": false, "error": …}`, always with HTTP status 200.

    https://docs.slack.dev/apis/web-api/#responses
    """

    def __init__(self, error: str, **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    def as_json(self) -> Json:
        return {"ok": False, "error": self.error, **self.details}


class NotPossibleError(AssertionError):
    """A person was asked to do what Slack's client does not allow."""


class NotSentError(NotPossibleError):
    """A form is incomplete. Slack's client says so at each field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(f"Slack's client does not send this: {problems}")
        self.problems = problems
        """By block."""
