"""Amazon SNS: alarms of CloudWatch, and any other message as an alert that is never resolved.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-notification-schema.html
"""

import base64
import binascii
import re
from enum import StrEnum
from typing import Annotated, Literal, Protocol
from urllib.parse import quote

from pydantic import BeforeValidator, Field, ValidationError

from firefighter.adapters.alerts.payloads import (
    Delivery,
    InvalidPayload,
    InvalidSignature,
    Payload,
    Reading,
    Time,
    clip_description,
    clip_labels,
    is_marked_as_drill,
    read_payload,
    summarized,
)
from firefighter.domain.alerts import Alert, AlertStatus

_NAME = "Amazon SNS"

_HOST = re.compile(r"sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?")
_CERTIFICATE = re.compile(rf"https://{_HOST.pattern}/SimpleNotificationService-[0-9a-f]+\.pem")
_CONFIRMATION = re.compile(rf"https://{_HOST.pattern}/\?[\x21-\x7e]+")
"""Addresses of Amazon alone: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html"""


class Kind(StrEnum):
    NOTIFICATION = "Notification"
    CONFIRMATION = "SubscriptionConfirmation"
    UNSUBSCRIBED = "UnsubscribeConfirmation"


class _Envelope(Payload):
    kind: Kind = Field(alias="Type")
    id: str = Field(alias="MessageId", min_length=1, max_length=200)
    topic: str = Field(alias="TopicArn")
    message: str = Field(alias="Message")
    timestamp: str = Field(alias="Timestamp")
    """As it was signed."""
    at: Time = Field(alias="Timestamp")
    version: Literal["1", "2"] = Field(alias="SignatureVersion")
    signature: str = Field(alias="Signature")
    certificate: str = Field(alias="SigningCertURL")
    subject: str | None = Field(default=None, alias="Subject")
    token: str | None = Field(default=None, alias="Token")
    confirmation: str | None = Field(default=None, alias="SubscribeURL")

    @property
    def topic_name(self) -> str:
        return self.topic.rpartition(":")[2]

    def signed(self) -> bytes:
        """What the signature is of."""
        is_notification = self.kind is Kind.NOTIFICATION
        fields = {
            "Message": self.message,
            "MessageId": self.id,
            "Subject": self.subject if is_notification else None,
            "SubscribeURL": None if is_notification else self.confirmation,
            "Timestamp": self.timestamp,
            "Token": None if is_notification else self.token,
            "TopicArn": self.topic,
            "Type": self.kind,
        }
        lines = (f"{name}\n{value}\n" for name, value in fields.items() if value is not None)
        return "".join(lines).encode()


class SignatureVersion(StrEnum):
    """The digest that is signed with RSA."""

    SHA1 = "1"
    SHA256 = "2"


class CheckSignature(Protocol):
    def __call__(
        self, certificate: str, version: SignatureVersion, signature: bytes, signed: bytes
    ) -> None:
        """`certificate` is its address. Raises InvalidSignature, or SourceUnavailable."""


def verify(delivery: Delivery, check: CheckSignature) -> None:
    """Raises InvalidPayload, InvalidSignature, and what `check` raises."""
    envelope = read_payload(_Envelope, delivery.body, _NAME)
    if not _CERTIFICATE.fullmatch(envelope.certificate):
        raise InvalidSignature
    try:
        signature = base64.b64decode(envelope.signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidSignature from error
    check(envelope.certificate, SignatureVersion(envelope.version), signature, envelope.signed())


def _dimensions(given: object) -> object:
    """CloudWatch writes `name` and `value`; other services `Name` and `Value`."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        return given
    named = [{str(key).lower(): value for key, value in one.items()} for one in given]
    return {str(one.get("name")): one.get("value") for one in named}


class _Trigger(Payload):
    metric: str | None = Field(default=None, alias="MetricName")
    namespace: str | None = Field(default=None, alias="Namespace")
    dimensions: Annotated[dict[str, str | None], BeforeValidator(_dimensions)] = Field(
        default={}, alias="Dimensions"
    )


class _Alarm(Payload):
    name: str = Field(alias="AlarmName", min_length=1)
    arn: str = Field(alias="AlarmArn", min_length=1)
    description: str | None = Field(default=None, alias="AlarmDescription")
    account: str | None = Field(default=None, alias="AWSAccountId")
    state: str = Field(alias="NewStateValue")
    reason: str = Field(default="", alias="NewStateReason")
    changed_at: Time = Field(alias="StateChangeTime")
    trigger: _Trigger | None = Field(default=None, alias="Trigger")
    """None of a composite alarm."""


_STATUS = {"ALARM": AlertStatus.FIRING, "OK": AlertStatus.RESOLVED}
"""By state. INSUFFICIENT_DATA says neither."""


def read(delivery: Delivery, topics: frozenset[str]) -> Reading:
    """Raises InvalidPayload."""
    envelope = read_payload(_Envelope, delivery.body, _NAME)
    if envelope.topic not in topics:
        raise InvalidPayload(
            f"The topic {envelope.topic[:300]} is not configured. Add it to the topics of the "
            "source in firefighter.toml."
        )
    match envelope.kind:
        case Kind.CONFIRMATION:
            return _confirmation(envelope)
        case Kind.UNSUBSCRIBED:
            return Reading(note=f"{envelope.topic_name} sends nothing any more.")
        case Kind.NOTIFICATION:
            return _notification(envelope)


def _confirmation(envelope: _Envelope) -> Reading:
    if not _CONFIRMATION.fullmatch(envelope.confirmation or ""):
        raise InvalidPayload("This is no webhook of Amazon SNS. SubscribeURL is none of Amazon.")
    note = f"The subscription of {envelope.topic_name} is confirmed."
    return Reading(note=note, confirmation=envelope.confirmation or "")


def _notification(envelope: _Envelope) -> Reading:
    try:
        alarm = _Alarm.model_validate_json(envelope.message)
    except ValidationError:
        return Reading((_of_message(envelope),), delivery_id=envelope.id)
    status = _STATUS.get(alarm.state)
    if status is None:
        return Reading(delivery_id=envelope.id, note=f"{alarm.state[:40]} changes nothing here.")
    return Reading((_of_alarm(alarm, status),), delivery_id=envelope.id)


def _of_alarm(alarm: _Alarm, status: AlertStatus) -> Alert:
    region = _region(alarm.arn)
    labels = clip_labels(_labels(alarm) | {"region": region, "account": alarm.account})
    told = (alarm.description or "", alarm.reason)
    return Alert(
        key=alarm.arn,
        fingerprint=alarm.arn,
        status=status,
        title=summarized(alarm.name, alarm.arn),
        started_at=alarm.changed_at,
        ended_at=alarm.changed_at if status is AlertStatus.RESOLVED else None,
        description=clip_description("\n".join(filter(None, told))),
        labels=labels,
        link=_console(region, alarm.name) if alarm.arn.startswith("arn:aws:") else "",
        drill=is_marked_as_drill(labels),
    )


def _labels(alarm: _Alarm) -> dict[str, str | None]:
    trigger = alarm.trigger or _Trigger()
    return {**trigger.dimensions, "namespace": trigger.namespace, "metric": trigger.metric}


def _region(arn: str) -> str:
    """See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html."""
    return "".join(arn.split(":")[3:4])


def _console(region: str, name: str) -> str:
    page = f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}"
    return f"{page}#alarmsV2:alarm/{quote(name, safe='')}"


def _of_message(envelope: _Envelope) -> Alert:
    """Of no alarm. Messages of the same subject have one key; nothing says when they are over."""
    subject = envelope.subject or envelope.message.strip().partition("\n")[0]
    return Alert(
        key=f"{envelope.topic} {subject}",
        fingerprint=envelope.id,
        status=AlertStatus.FIRING,
        title=summarized(subject, envelope.topic_name),
        started_at=envelope.at,
        description=clip_description(envelope.message),
        labels=clip_labels({"topic": envelope.topic_name}),
    )
