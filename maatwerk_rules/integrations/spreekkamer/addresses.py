"""How a question, a judgement and a piece of the room are named in an address and in a form.

By what they are, never by their place in a list: another tab may have changed the list meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from maatwerk_rules.integrations.spreekkamer.changes import Place
from maatwerk_rules.model.unknown import Leaf, RecordId

BETWEEN = ":"


def mark_of(leaf: Leaf) -> str:
    """Return by what a question or judgement is known.

    >>> mark_of(Leaf("oordeel", "beschikt_over", RecordId("bezittingen", "de auto")))
    'beschikt_over:bezittingen:de%20auto'
    """
    record = (leaf.record.list, leaf.record.key) if leaf.record is not None else ()
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
        asked["over"] = BETWEEN.join(quote(one, safe="") for one in (about.list, about.key))
    return urlencode(asked)


def place_in(asked: Mapping[str, str]) -> Place:
    """Return the piece of the room that an address names, whether it is there or not.

    >>> place_in({"uitkomst": "recht", "grond": "van_een_ander", "over": "bezittingen:0"})
    ('recht', 'van_een_ander', RecordId(list='bezittingen', key='0'))
    """
    listed, between, key = asked.get("over", "").partition(BETWEEN)
    about = RecordId(unquote(listed), unquote(key)) if between else None
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
