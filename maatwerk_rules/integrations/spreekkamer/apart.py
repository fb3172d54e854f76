"""Two people who judge the same case apart: neither sees what the other wrote before both are done.

What they wrote stands in memory until they judge together; only that judgement is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping

from maatwerk_rules.besluit.form import Form
from maatwerk_rules.besluit.page.beside import TITLE, beside_pieces
from maatwerk_rules.besluit.weighing import check_answers
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.html import html_of
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.integrations.spreekkamer import fields, weighing_pages
from maatwerk_rules.integrations.spreekkamer.addresses import (
    apart_address,
    place_in,
    weighing_address,
)
from maatwerk_rules.integrations.spreekkamer.changes import Place
from maatwerk_rules.integrations.spreekkamer.frame import in_case
from maatwerk_rules.integrations.spreekkamer.judging import by_field
from maatwerk_rules.integrations.spreekkamer.visits import Response, Visit, unreadable
from maatwerk_rules.integrations.spreekkamer.weighing_pages import Filled
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.written_text import written

FIRST = (
    "U oordeelt met zijn tweeën, apart. De ander ziet niet wat u schrijft voordat u beiden klaar"
    " bent. Uw naam hoort er niet bij. Er wordt niets van vastgelegd."
)
SECOND = (
    "Het eerste oordeel is bewaard en staat hier niet. Geef het scherm aan de ander. Die oordeelt"
    " nu zonder het eerste te zien."
)
EMPTY = "Schrijf minstens één antwoord op."
TOGETHER = "Weeg nu samen"
AFRESH = "Gooi beide oordelen weg en begin opnieuw"
NOTHING_KEPT = "Alleen wat u samen weegt, wordt vastgelegd. Wat hier staat, is daarna weg."


def apart(visit: Visit, decision: Decision) -> Response:
    """Show the form to the one and then to the other, and then both beside each other."""
    del decision
    walk = visit.walk
    place = place_in(visit.request.args, walk.records)
    form = None if walk.practice else walk.form_at(place, walk.before(place))
    if form is None:
        return visit.to("uitkomst")
    made = walk.apart_answers.get(place, ())
    if visit.is_sent:
        return _keep(visit, place, form, made)
    if len(made) < 2:
        return visit.page(_asked(visit, place, form, Filled({}, seen=_turn(made))))
    return visit.page(_beside(visit, place, form, made))


def _turn(made: tuple[Mapping[str, str], ...]) -> str:
    """Return whose turn it is, so that a form that was sent twice counts once."""
    return str(len(made))


def _keep(visit: Visit, place: Place, form: Form, made: tuple[Mapping[str, str], ...]) -> Response:
    walk, typed = visit.walk, visit.typed
    address = apart_address(visit.name, place)
    if typed.get("opnieuw"):
        walk.apart_answers.pop(place, None)
    elif len(made) < 2 and visit.seen == _turn(made):
        wrong = _wrong(form, typed)
        if wrong:
            filled = Filled(typed, wrong, _turn(made))
            return visit.page(_asked(visit, place, form, filled), 422)
        walk.apart_answers[place] = (*made, typed)
    return visit.to(address.rpartition("/")[2])


def _wrong(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what cannot be kept of answers that need not be complete."""
    try:
        check_answers(form, weighing_pages.nested(typed, form.judged))
    except FactError as error:
        return by_field(error, form.judged)
    wrong = unreadable(typed)
    if not wrong and not any(map(written, typed.values())):
        first = next((one.key for one in form.questions if one.needed), "oordeel-0")
        wrong[first] = EMPTY
    return wrong


def _asked(visit: Visit, place: Place, form: Form, filled: Filled) -> str:
    note = SECOND if filled.seen == "1" else FIRST
    shown = Filled(filled.typed, filled.wrong, filled.seen, note, apart=True)
    address = apart_address(visit.name, place)
    return weighing_pages.weighing(visit.name, visit.walk, form, address, shown)


def _beside(visit: Visit, place: Place, form: Form, made: tuple[Mapping[str, str], ...]) -> str:
    first, second = (weighing_pages.nested(one, form.judged) for one in made)
    told: list[Child] = [
        one if isinstance(one, Markup) else html_of(one)
        for one in beside_pieces(form, first, second)
    ]
    joint = tag("a", TOGETHER, href=weighing_address(visit.name, place), class_="knop")
    again = fields.form(
        apart_address(visit.name, place),
        visit.walk.token,
        fields.button(AFRESH, "opnieuw", "ja"),
    )
    body = (*told, tag("p", NOTHING_KEPT), tag("p", joint), again)
    return in_case(visit.name, visit.walk, "uitkomst", TITLE, body)
