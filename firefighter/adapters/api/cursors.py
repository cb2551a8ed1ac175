"""Where the next page of a list begins, as text that programs hand back unread."""

import base64
import re

from firefighter.adapters.api.problems import Problem, ProblemKind

_CURSOR = re.compile(r"([a-z]):(\d{1,18})", re.ASCII)
_LONGEST = 64


def make_cursor(kind: str, number: int) -> str:
    """`kind` is one letter, so that the cursor of one list is refused by another."""
    return base64.urlsafe_b64encode(f"{kind}:{number}".encode()).decode().rstrip("=")


def read_cursor(kind: str, cursor: str) -> int | None:
    """None for the first page. Raises Problem for a cursor that this list did not make."""
    if not cursor:
        return None
    try:
        padded = cursor[:_LONGEST] + "=" * (-len(cursor[:_LONGEST]) % 4)
        told = base64.b64decode(padded.encode("ascii"), b"-_", validate=True).decode("ascii")
    except ValueError:
        told = ""
    found = _CURSOR.fullmatch(told)
    if found is None or found[1] != kind:
        raise Problem(ProblemKind.MALFORMED, "cursor: Use the next_cursor of the previous page.")
    return int(found[2])
