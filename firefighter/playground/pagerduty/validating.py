"""What PagerDuty takes: https://developer.pagerduty.com/docs/send-alert-event."""

from collections.abc import Iterator

from firefighter.playground.pagerduty.records import Json

ACTIONS = ("trigger", "acknowledge", "resolve")
SEVERITIES = ("critical", "error", "warning", "info")
SIZE_LIMIT = 512 * 1024  # bytes: https://developer.pagerduty.com/docs/events-api-v2-overview
_KEY_LENGTH = 32
_DEDUP_KEY_LIMIT = 255
_SUMMARY_LIMIT = 1024


def faults_of(event: Json) -> Iterator[str]:
    """What is wrong with an event, each in a sentence; of the routing key in PagerDuty's own."""
    yield from _faults_of_key(event.get("routing_key"))
    action = event.get("event_action")
    if action not in ACTIONS:
        yield f"'event_action' must be one of {', '.join(ACTIONS)}"
    yield from _faults_of_dedup_key(event.get("dedup_key"), needed=action != "trigger")
    if action == "trigger":
        yield from _faults_of_payload(event.get("payload"))
        yield from _faults_of_links(event.get("links", []))


def _faults_of_key(key: object) -> Iterator[str]:
    if not isinstance(key, str) or not key:
        yield "'routing_key' is missing or blank"
        return
    if len(key) != _KEY_LENGTH:
        yield f"Length of 'routing_key' is incorrect (should be {_KEY_LENGTH} characters)"
    if not (key.isascii() and key.isalnum()):
        yield "'routing_key' cannot contain non-alphanumeric characters."


def _faults_of_dedup_key(key: object, *, needed: bool) -> Iterator[str]:
    if key is None and not needed:
        return
    if not isinstance(key, str) or not key:
        yield "'dedup_key' is missing or blank"
    elif len(key) > _DEDUP_KEY_LIMIT:
        yield f"'dedup_key' is too long (maximum is {_DEDUP_KEY_LIMIT} characters)"


def _faults_of_payload(payload: object) -> Iterator[str]:
    if not isinstance(payload, dict):
        yield "'payload' is missing or blank"
        return
    for name in ("summary", "source", "severity"):
        if not isinstance(payload.get(name), str) or not payload[name]:
            yield f"'payload.{name}' is missing or blank"
    if len(str(payload.get("summary", ""))) > _SUMMARY_LIMIT:
        yield f"'payload.summary' is too long (maximum is {_SUMMARY_LIMIT} characters)"
    if payload.get("severity") not in (None, "", *SEVERITIES):
        yield f"'payload.severity' is invalid (must be one of {', '.join(SEVERITIES)})"
    if not isinstance(payload.get("custom_details", {}), dict):
        yield "'payload.custom_details' is not an object"


def _faults_of_links(links: object) -> Iterator[str]:
    if not isinstance(links, list) or not all(
        isinstance(each, dict) and each.get("href") for each in links
    ):
        yield "'links' must be a list of objects with 'href'"
