"""Confluence's error responses."""

from firefighter.playground.confluence.records import Json


class RefusedError(Exception):
    def __init__(self, status: int, code: str, title: str) -> None:
        super().__init__(title)
        self.status = status
        self.code = code
        self.title = title

    def as_v2(self) -> Json:
        """https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/."""
        error = {"status": self.status, "code": self.code, "title": self.title, "detail": None}
        return {"errors": [error]}

    def as_v1(self) -> Json:
        """https://developer.atlassian.com/cloud/confluence/rest/v1/."""
        return {"statusCode": self.status, "message": self.title, "reason": self.code}


def invalid(title: str) -> RefusedError:
    return RefusedError(400, "INVALID_REQUEST_PARAMETER", title)


def not_found(what: str) -> RefusedError:
    return RefusedError(404, "NOT_FOUND", f"{what} was not found or is not visible to you")


def forbidden(action: str) -> RefusedError:
    return RefusedError(403, "FORBIDDEN", f"User does not have permission to {action}")


def conflict(current: int, given: object) -> RefusedError:
    return RefusedError(
        409,
        "CONFLICT",
        "Version must be incremented when updating a page. "
        f"Current Version: [{current}]. Provided version: [{given}]",
    )
