"""The OpenAPI 3.1 document, made from the operations and their types.

https://spec.openapis.org/oas/v3.1.0
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from inspect import cleandoc, getsource
from itertools import groupby, pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from firefighter import __version__
from firefighter.adapters.api.fields import RequestModel, ResponseModel
from firefighter.adapters.api.models import Problem
from firefighter.adapters.api.operation import BASE, Operation
from firefighter.adapters.api.problems import ProblemKind
from firefighter.domain.api_tokens import SCOPES, SECRET_PATTERN

Json = dict[str, Any]

_REF = "#/components/schemas/{model}"

_PATH_PARAMETERS: Mapping[str, Json] = {
    "reference": {
        "description": "The reference or the number of an incident.",
        "schema": {"type": "string", "pattern": "^(INC-)?[0-9]{1,18}$"},
        "example": "INC-42",
    },
    "game_day": {
        "description": "The reference or the number of a Game Day.",
        "schema": {"type": "string", "pattern": "^(GD-)?[0-9]{1,9}$"},
        "example": "GD-3",
    },
    "role": {
        "description": "The key of a role.",
        "schema": {"type": "string", "pattern": "^[a-z][a-z_]{0,31}$"},
        "example": "commander",
    },
}

_IDEMPOTENCY_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": (
        "Your own key for this change, such as a UUID. The same request with the same key changes "
        "nothing more and gets the same answer, for a day."
    ),
    "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
    "example": "8e03978e-40d5-43dd-bc93-6894a57f9324",
}

_IF_MATCH: Json = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the incident that you saw, or * for any.",
    "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,9}")$'},
    "example": '"3"',
}

_STATUS_TEXTS = {200: "Done.", 201: "Created."}

_ETAG: Json = {"description": "The version of the incident.", "schema": {"type": "string"}}
_LOCATION: Json = {"description": "The path of the incident.", "schema": {"type": "string"}}
_RETRY_AFTER: Json = {
    "description": "Seconds until the request may be repeated.",
    "schema": {"type": "integer"},
}


def document(operations: Sequence[Operation]) -> Json:
    schemas = _schemas(operations)
    by_path = groupby(sorted(operations, key=lambda each: each.path), lambda each: each.path)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Firefighter",
            "version": __version__,
            "description": "Read, declare and change incidents.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": BASE}],
        "security": [{"token": []}],
        "paths": {
            path: {each.method.lower(): _operation(each, schemas) for each in found}
            for path, found in by_path
        },
        "components": {
            "schemas": _without_queries(schemas, operations),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": SECRET_PATTERN,
                    "description": "An API token. Scopes: "
                    + "; ".join(f"{scope}: {allows}" for scope, allows in SCOPES.items()),
                }
            },
        },
    }


def _schemas(operations: Iterable[Operation]) -> Json:
    used: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for operation in operations:
        used[operation.answer, "serialization"] = None
        if operation.changes:
            used[operation.body, "validation"] = None
        used[operation.query, "validation"] = None
    _names, definitions = models_json_schema(list(used), ref_template=_REF)
    found: Json = definitions["$defs"]
    models = {
        each.__name__: each
        for each in ResponseModel.__subclasses__() + RequestModel.__subclasses__()
    }
    for name in found.keys() & models.keys():
        for attribute, text in described_attributes(models[name]).items():
            found[name]["properties"][attribute].setdefault("description", text)
    return dict(sorted(found.items()))


def described_attributes(model: type[BaseModel]) -> dict[str, str]:
    """The docstrings below attributes.

    Pydantic reads them too (`use_attribute_docstrings`), but whenever the module is imported,
    which would take each start of the bot 50 ms.
    """
    (described,) = ast.parse(dedent(getsource(model))).body
    body = described.body if isinstance(described, ast.ClassDef) else []
    return {
        attribute.target.id: cleandoc(text.value.value).replace("\n", " ")
        for attribute, text in pairwise(body)
        if isinstance(attribute, ast.AnnAssign)
        and isinstance(attribute.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


def _without_queries(schemas: Json, operations: Iterable[Operation]) -> Json:
    """Parameters are described where they are used."""
    queries = {each.query.__name__ for each in operations}
    return {name: schema for name, schema in schemas.items() if name not in queries}


def _operation(operation: Operation, schemas: Json) -> Json:
    described: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": " ".join(
            filter(None, (operation.description, f"Needs the scope `{operation.scope}`."))
        ),
        "parameters": list(_parameters(operation, schemas)),
        "responses": dict(_responses(operation)),
    }
    if operation.changes:
        described["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": _REF.format(model=operation.body.__name__)},
                    "example": dict(operation.example),
                }
            },
        }
    return described


def _parameters(operation: Operation, schemas: Json) -> Iterator[Json]:
    for name, parameter in _PATH_PARAMETERS.items():
        if f"{{{name}}}" in operation.path:
            yield {"name": name, "in": "path", "required": True, **parameter}
    if operation.changes:
        yield _IDEMPOTENCY_KEY
    if operation.needs_if_match:
        yield _IF_MATCH
    yield from _query_parameters(operation.query, schemas)


def _query_parameters(model: type[RequestModel], schemas: Json) -> Iterator[Json]:
    """A parameter that is left out is no parameter that is null."""
    for name, schema in schemas[model.__name__].get("properties", {}).items():
        choices = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
        plain = {**schema, **choices[0]} if len(choices) == 1 else dict(schema)
        described = {key: plain.pop(key) for key in ("description",) if key in plain}
        for key in ("anyOf", "title", "default"):
            if plain.get(key) is None or key != "default":
                plain.pop(key, None)
        yield {"name": name, "in": "query", "required": False, **described, "schema": plain}


def _responses(operation: Operation) -> Iterator[tuple[str, Json]]:
    for status in operation.statuses:
        headers: Json = {"ETag": _ETAG} if operation.has_etag else {}
        if status == HTTPStatus.CREATED:
            headers["Location"] = _LOCATION
        if operation.changes:
            headers["Idempotent-Replayed"] = {
                "description": "`true` for the answer to an earlier request with the same key.",
                "schema": {"type": "string"},
            }
        yield (
            str(status),
            {
                "description": _STATUS_TEXTS[status],
                **({"headers": headers} if headers else {}),
                "content": {
                    "application/json": {
                        "schema": {"$ref": _REF.format(model=operation.answer.__name__)}
                    }
                },
            },
        )
    kinds = sorted(operation.problems, key=lambda kind: kind.status)
    for status, found in groupby(kinds, lambda kind: kind.status):
        yield str(status), _refusal(status, list(found))


def _refusal(status: int, kinds: Sequence[ProblemKind]) -> Json:
    described: Json = {
        "description": " ".join(kind.title for kind in kinds),
        "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}},
    }
    if status in {429, 503}:
        described["headers"] = {"Retry-After": _RETRY_AFTER}
    return described
