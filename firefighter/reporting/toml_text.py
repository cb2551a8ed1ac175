"""Texts in TOML."""

import json


def toml_pair(key: str, text: str) -> str:
    """A key with a basic string, which TOML and JSON spell alike; several lines as such."""
    lines = [json.dumps(line, ensure_ascii=False)[1:-1] for line in text.split("\n")]
    if len(lines) == 1:
        return f'{key} = "{lines[0]}"'
    return "\n".join([f'{key} = """', *lines]) + '"""'
