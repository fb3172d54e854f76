"""How a question, a judgement and a piece of the room are named in an address and in a form.

By what they are, never by their place in a list: another tab may have changed the list meanwhile.
What people called a thing stands in no address, since a browser keeps those: it has a mark there
that only this run of the spreekkamer can make.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from urllib.parse import quote, unquote, urlencode

from maatwerk_rules.integrations.spreekkamer.changes import Place
from maatwerk_rules.model.unknown import Leaf, RecordId

BETWEEN = ":"
SECRET = secrets.token_bytes(32)
"""Gone with the spreekkamer: no name can be guessed from a mark that a browser kept."""
MARK = re.compile("~[0-9a-f]{16}|[0-9]{1,2}")
"""What stands in an address as it is: a mark, or the place of what nobody named."""


def opaque(key: str) -> str:
    """Return the mark of the name of a thing; a mark and a place stay what they are.

    >>> opaque("auto van Jan") == opaque(opaque("auto van Jan")), len(opaque("auto van Jan"))
    (True, 17)
    """
    if MARK.fullmatch(key):
        return key
    return f"~{blake2b(key.encode(), key=SECRET, digest_size=8).hexdigest()}"


def mark_of(leaf: Leaf) -> str:
    """Return by what a question or judgement is known.

    >>> mark_of(Leaf("oordeel", "beschikt_over", RecordId("bezittingen", "de auto")))
    'beschikt_over:bezittingen:~...'
    """
    record = (leaf.record.list, opaque(leaf.record.key)) if leaf.record is not None else ()
    parts = (leaf.name, *record, *((leaf.field,) if leaf.field is not None else ()))
    return BETWEEN.join(quote(one, safe="") for one in parts)


def weighing_address(name: str, place: Place) -> str:
    """Return where a piece of the room is weighed.

    >>> weighing_address("x", ("recht", "van_een_ander", RecordId("bezittingen", "0")))
    '/zaak/x/weging?uitkomst=recht&grond=van_een_ander&over=bezittingen%3A0'
    """
    return f"/zaak/{name}/weging?{_asked(place)}"


def apart_address(name: str, place: Place) -> str:
    """Return where two people judge a piece of the room apart.

    >>> apart_address("x", ("recht", "van_een_ander", None))
    '/zaak/x/apart?uitkomst=recht&grond=van_een_ander'
    """
    return f"/zaak/{name}/apart?{_asked(place)}"


def _asked(place: Place) -> str:
    outcome, ground, about = place
    asked = {"uitkomst": outcome, "grond": ground}
    if about is not None:
        asked["over"] = BETWEEN.join((quote(about.list, safe=""), opaque(about.key)))
    return urlencode(asked)


def place_in(asked: Mapping[str, str], records: Iterable[RecordId]) -> Place:
    """Return the piece of the room that an address names, whether it is there or not.

    What it is about is one of the records; what is not there (any more) keeps its mark for a name.

    >>> auto = RecordId("bezittingen", "auto")
    >>> asked = {"uitkomst": "recht", "grond": "x", "over": f"bezittingen:{opaque('auto')}"}
    >>> place_in(asked, [auto]) == ("recht", "x", auto)
    True
    """
    listed, between, mark = asked.get("over", "").partition(BETWEEN)
    gone = RecordId(unquote(listed), mark) if between else None
    known = (one for one in records if RecordId(one.list, opaque(one.key)) == gone)
    about = next(known, gone)
    return asked.get("uitkomst", ""), asked.get("grond", ""), about


def judgement_address(name: str, leaf: Leaf) -> str:
    """Return where a judgement is given or changed.

    >>> judgement_address("x", Leaf("oordeel", "onevenredig_gevolg"))
    '/zaak/x/oordeel?over=onevenredig_gevolg'
    """
    return f"/zaak/{name}/oordeel?{urlencode({'over': mark_of(leaf)})}"


def change_address(name: str, leaf: Leaf) -> str:
    """Return where an answer is changed.

    >>> change_address("x", Leaf("gegeven", "schulden"))
    '/zaak/x/wijzig?over=schulden'
    """
    return f"/zaak/{name}/wijzig?{urlencode({'over': mark_of(leaf)})}"
