"""Names as they come in files, kept to what the columns of a database hold."""

from typing import Annotated

from pydantic import BeforeValidator, StringConstraints


def _words(value: object) -> object:
    """Numbers are names too, in files; blanks at the ends are nobody's intention."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _name(most: int, least: int = 1) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=least, max_length=most, pattern=r"^[^\x00-\x1f\x7f]*$"
    )


Origin = Annotated[str, BeforeValidator(_words), _name(180)]
ServiceName = Annotated[str, _name(120)]
RoleName = Annotated[str, _name(64)]
PersonName = Annotated[str, _name(32, least=0)]
ClassName = Annotated[str, _name(64, least=0)]
