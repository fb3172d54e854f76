"""Linked data without a library: one list of nodes, written as JSON-LD and as Turtle.

A node is a mapping as JSON-LD has it: `@id` in full, classes and properties with a prefix, each
value a text, a yes or no, or a mapping with `@id`, `@list`, or `@value` and its language or type.
There are no blank nodes, so that the same nodes always give the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

PREFIXES: Mapping[str, str] = {
    "cprmv": "https://standaarden.open-regels.nl/standards/cprmv/0.4.1#",
    "dct": "http://purl.org/dc/terms/",
    "maatwerk": "urn:maatwerk:woord:",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Where the words of others are from; those of `maatwerk` are ours."""
BASE = "urn:maatwerk:"
"""What the names of things begin with where nobody gave an address of their own."""

Node = dict[str, Any]

_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def check_base(base: str) -> str:
    """Return what all names begin with: an address that ends with a slash, or a urn with a colon.

    Raises:
        ValueError: it is neither.

    >>> check_base("https://regels.voorbeeldstad.nl/")
    'https://regels.voorbeeldstad.nl/'
    """
    parts = urlsplit(base)
    is_address = parts.scheme in ("https", "http") and bool(parts.netloc) and base.endswith("/")
    is_urn = parts.scheme == "urn" and base.endswith(":")
    is_plain = quote(base, safe=":/?#[]@!$&'()*+,;=%-._~") == base
    if not (is_plain and (is_address or is_urn)):
        raise ValueError(f"{base!r} is no address with a slash at its end")
    return base


def named(base: str, *parts: str) -> str:
    """Return the name of a thing, of which the parts may hold any character.

    >>> named("urn:maatwerk:", "9c69", "regel", "norm rij 1")
    'urn:maatwerk:9c69/regel/norm%20rij%201'
    """
    return base + "/".join(quote(part, safe="") for part in parts)


def dutch(text: str) -> dict[str, str]:
    """Return a text as a value in Dutch."""
    return {"@value": text, "@language": "nl"}


def day(when: date) -> dict[str, str]:
    """Return a date as a value."""
    return {"@value": when.isoformat(), "@type": "xsd:date"}


def moment(when: str) -> dict[str, str]:
    """Return a moment of RFC 3339 as a value; XML Schema knows no second 60.

    >>> moment("2026-03-02t10:15:00z")
    {'@value': '2026-03-02T10:15:00+00:00', '@type': 'xsd:dateTime'}
    """
    second = "59" if when[17:19] == "60" else when[17:19]
    known = datetime.fromisoformat(f"{when[:17]}{second}{when[19:]}".upper())
    return {"@value": known.isoformat(), "@type": "xsd:dateTime"}


def links(names: Iterable[str]) -> list[dict[str, str]]:
    """Return the things of these names, each once, as a value."""
    return [{"@id": name} for name in dict.fromkeys(names)]


def filled(node: Node) -> Node:
    """Return a node without what is empty: nothing is said of what is not known."""
    return {key: value for key, value in node.items() if value not in (None, [], ())}


# ---------------------------------------------------------------- written


def to_jsonld(nodes: Iterable[Node]) -> dict[str, Any]:
    """Return nodes as JSON-LD: with their context, in the order of their names, keys sorted.

    >>> to_jsonld([{"@id": "urn:a:1", "@type": ["prov:Entity"]}])["@context"]
    {'prov': 'http://www.w3.org/ns/prov#'}
    """
    listed = _in_order(nodes)
    return {"@context": _used(listed), "@graph": [_sorted(node) for node in listed]}


def to_turtle(nodes: Iterable[Node]) -> str:
    """Return the same as Turtle.

    >>> print(to_turtle([{"@id": "urn:a:1", "@type": ["prov:Entity"], "dct:title": dutch("Zo")}]))
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix prov: <http://www.w3.org/ns/prov#> .
    <BLANKLINE>
    <urn:a:1>
        a prov:Entity ;
        dct:title "Zo"@nl .
    """
    listed = _in_order(nodes)
    head = [f"@prefix {key}: <{url}> ." for key, url in _used(listed).items()]
    return "\n".join([*head, *(f"\n{_subject(node)}" for node in listed)])


def _in_order(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: str(node["@id"]))


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def _used(nodes: Iterable[Node]) -> dict[str, str]:
    """Return the prefixes that nodes use, and where they are from."""
    found = {word.partition(":")[0] for node in nodes for word in _words(node)}
    return {key: PREFIXES[key] for key in sorted(found)}


def _words(node: Node) -> Iterator[str]:
    yield from node["@type"]
    for key, value in node.items():
        if not key.startswith("@"):
            yield key
            yield from (
                each["@type"]
                for each in (value if isinstance(value, list) else [value])
                if isinstance(each, Mapping) and "@type" in each
            )


def _subject(node: Node) -> str:
    said = [f"    a {', '.join(node['@type'])}"]
    for key in sorted(key for key in node if not key.startswith("@")):
        value = node[key]
        listed = value if isinstance(value, list) else [value]
        said.append(f"    {key} {', '.join(map(_object, listed))}")
    return "\n".join((f"<{node['@id']}>", " ;\n".join(said) + " ."))


def _object(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case {"@id": str(name)}:
            return f"<{name}>"
        case {"@list": list(members)}:
            return f"( {' '.join(map(_object, members))} )"
        case {"@value": str(text), "@language": language}:
            return f"{_text(text)}@{language}"
    return f"{_text(value['@value'])}^^{value['@type']}"


def _text(text: str) -> str:
    """Return a text as Turtle has it; what nobody sees is written out."""
    escaped = text.translate(_ESCAPED)
    shown = (char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped)
    return f'"{"".join(shown)}"'
