# https://docs.slack.dev/authentication/verifying-requests-from-slack

import hashlib
import hmac


def signature(secret: str, timestamp: int, body: bytes) -> str:
    signed = b"v0:%d:%s" % (timestamp, body)
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, timestamp, body),
    }
