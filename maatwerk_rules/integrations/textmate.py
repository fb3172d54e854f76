"""The TextMate grammar of the language, made from the rules of `highlighting.py`.

`python -m maatwerk_rules.integrations.textmate` writes it; a test holds the file against it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from maatwerk_rules.integrations.highlighting import (
    COMMENT,
    DECLARED,
    KEYWORD,
    NAAM,
    SIGN,
    TEXT,
    VALUE,
    Rule,
    rules,
)

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        KEYWORD: "keyword.control.beleid",
        TEXT: "string.quoted.double.beleid",
        VALUE: "constant.numeric.beleid",
        COMMENT: "comment.line.number-sign.beleid",
        NAAM: "variable.other.beleid",
        DECLARED: "entity.name.beleid",
        SIGN: "punctuation.beleid",
    }
)


def grammar() -> dict[str, Any]:
    """Return the grammar, ready for `json.dumps`.

    >>> grammar()["scopeName"]
    'source.beleid'
    """
    return {
        "name": "Beleid",
        "scopeName": "source.beleid",
        "fileTypes": ["beleid"],
        "patterns": [_pattern(rule) for rule in rules()],
    }


def _pattern(rule: Rule) -> dict[str, Any]:
    # A rule with groups colours each of them; without, the whole.
    if len(rule.sorts) == 1 and not _has_group(rule.pattern):
        return {"name": SCOPES[rule.sorts[0]], "match": rule.pattern}
    captures = {str(at): {"name": SCOPES[sort]} for at, sort in enumerate(rule.sorts, 1)}
    return {"match": rule.pattern, "captures": captures}


def _has_group(pattern: str) -> bool:
    return re.compile(pattern, re.MULTILINE).groups > 0


def text() -> str:
    """Return the grammar as it stands in its file."""
    return json.dumps(grammar(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
