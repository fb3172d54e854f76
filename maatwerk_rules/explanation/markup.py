"""HTML and SVG as values: what is text is escaped, and only what was made here is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from maatwerk_rules.values import frozen

VOID = frozenset(("br", "col", "hr", "input", "meta"))
"""The elements that hold nothing and are not closed."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@frozen
class Markup:
    """A piece of HTML or SVG; only `tag`, `together` and `raw` make one."""

    text: str


Child = Markup | str | None
Attribute = str | int | float | bool | None


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Return an element; children that are text are escaped.

    An underscore at the end of a name falls away, one within it is a hyphen. An attribute that is
    None or False falls away, one that is True has no value.

    >>> tag("p", "1 < 2", tag("br"), class_="a b", aria_label='"')
    Markup(text='<p class="a b" aria-label="&quot;">1 &lt; 2<br></p>')
    """
    named = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{named}>")
    return Markup(f"<{name}{named}>{together(children).text}</{name}>")


def together(children: Iterable[Child]) -> Markup:
    """Return pieces after one another.

    >>> together(["a & b", None, tag("b", "c")]).text
    'a &amp; b<b>c</b>'
    """
    return Markup(
        "".join(
            child.text if isinstance(child, Markup) else safe(child)
            for child in children
            if child is not None
        )
    )


def raw(text: str) -> Markup:
    """Return a text of our own, such as a style sheet, as it is; never what came from outside.

    >>> raw("a > b").text
    'a > b'
    """
    return Markup(text)


def safe(text: str) -> str:
    """Return text as it may stand in an element or an attribute.

    >>> safe("<a href='x'>"), safe("a" + chr(0))
    ('&lt;a href=&#x27;x&#x27;&gt;', 'a\ufffd')
    """
    return escape(_CONTROL.sub("\ufffd", text))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{safe(str(value))}"'
