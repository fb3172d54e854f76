"""Weighing and judging in a case: what was sent is kept whole, or comes back with what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from maatwerk_rules.besluit.form import Form
from maatwerk_rules.besluit.possibilities import Asked, factors_of
from maatwerk_rules.besluit.weighing import Weighing, complete
from maatwerk_rules.dutch import UnreadableError, read_date, write_date
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.spreekkamer import answer_pages, weighing_pages
from maatwerk_rules.integrations.spreekkamer.addresses import (
    judgement_address,
    mark_of,
    place_in,
    weighing_address,
)
from maatwerk_rules.integrations.spreekkamer.changes import Place, Settled, place_of
from maatwerk_rules.integrations.spreekkamer.visits import Response, Visit, onward, sentence
from maatwerk_rules.integrations.spreekkamer.walk import version_of
from maatwerk_rules.integrations.spreekkamer.weighing_pages import Filled, typed_of
from maatwerk_rules.model.declarations import Oordeel
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import Facts, Judgement, write_case

NO_LONGER = "Dit is niet meer aan de orde"
NO_LONGER_WHY = (
    "De zaak is intussen gewijzigd, misschien in een ander tabblad. Daardoor is hier niets meer te "
    "wegen. Wat u schreef, staat hieronder."
)
OTHER_WISH = "De inwoner wil nu: ‘{wens}’. Deze weging is van een eerdere wens. Past zij nog?"
TOO_LATE = "Deze dag komt nog. Geef de dag waarop u oordeelt, hoogstens vandaag ({vandaag})."
MADE_ELSEWHERE = (
    "Dit is intussen al vastgelegd, misschien in een ander tabblad. Hieronder staat wat u hier "
    "schreef. Legt u het vast, dan komt het in de plaats van het andere."
)


def weigh(visit: Visit, decision: Decision) -> Response:
    """Show or keep the weighing of a piece of the room, made or changed."""
    del decision
    walk = visit.walk
    place = place_in(visit.request.args, walk.records)
    before = walk.before(place)
    form = None if walk.practice else walk.form_at(place, before)
    address = weighing_address(visit.name, place)
    if form is None:
        return _no_longer(visit, walk.typed.get(address))
    version = walk.version(place, form)
    made = walk.weighing_at(place)
    if not visit.is_sent:
        offered = _offered(visit, before, made, walk.typed.get(address, {}))
        filled = Filled(offered, seen=version, note=_other_wish(before, made))
        return visit.page(weighing_pages.weighing(visit.name, walk, form, address, filled))
    typed = visit.typed
    walk.typed[address] = typed
    if visit.seen != version:
        filled = Filled(typed, seen=version, note=MADE_ELSEWHERE)
        return visit.page(weighing_pages.weighing(visit.name, walk, form, address, filled), 409)
    return _keep(visit, place, form, before)


def _keep(visit: Visit, place: Place, form: Form, before: Facts) -> Response:
    walk, typed = visit.walk, visit.typed
    address = weighing_address(visit.name, place)
    answers = weighing_pages.nested(typed, form.judged)
    wrong = _too_late(visit)
    try:
        made = complete(form, before, answers)
        if not wrong:
            walk.weighed(made)
    except FactError as error:
        wrong |= by_field(error, form.judged)
    if wrong:
        filled = Filled(typed, wrong, visit.seen)
        return visit.page(weighing_pages.weighing(visit.name, walk, form, address, filled), 422)
    walk.typed.pop(address, None)
    walk.typed["wie"] = {"door": typed.get("door", ""), "mandaat": typed.get("mandaat", "")}
    return visit.to("uitkomst")


def _other_wish(facts: Facts, made: Weighing | None) -> str:
    """Return the wish as it is now, where a weighing that stands was made of another."""
    wish = facts.gewenst_effect
    if made is None or not wish or made.answers["gewenst_effect"] == wish:
        return ""
    return OTHER_WISH.format(wens=wish)


def _offered(
    visit: Visit, facts: Facts, made: Weighing | None, typed: Mapping[str, str]
) -> dict[str, str]:
    """Return what a form is filled with: what was typed, what stands, or who and when it is now."""
    if typed:
        return {"gewenst_effect": facts.gewenst_effect or "", **typed}
    if made is not None:
        return typed_of(made)
    return {"gewenst_effect": facts.gewenst_effect or "", **_now(visit)}


def _now(visit: Visit) -> dict[str, str]:
    """Return who judged last in this case, and the day it is: they are seldom others."""
    day = visit.room.moment().date().isoformat()
    return {"op": day, **visit.walk.typed.get("wie", {})}


def _no_longer(visit: Visit, kept: Mapping[str, str] | None = None) -> Response:
    """Return that there is nothing to weigh, with what was written: sent now, or kept before."""
    written = visit.typed if visit.is_sent else kept
    if not written or visit.walk.practice:
        return visit.to("uitkomst")
    told = weighing_pages.in_words(written)
    page = answer_pages.late(visit.name, visit.walk, NO_LONGER, NO_LONGER_WHY, told)
    return visit.page(page, 409 if visit.is_sent else 200)


def keep_typed(visit: Visit, settled: Settled) -> None:
    """Keep what was written in weighings that fell away, for when they are made again."""
    for one in settled.lapsed:
        visit.walk.typed[weighing_address(visit.name, place_of(one))] = typed_of(one)


# ---------------------------------------------------------------- a judgement by itself


def judge(visit: Visit, decision: Decision) -> Response:
    """Show, keep, change or take back a judgement that belongs to no weighing."""
    walk = visit.walk
    mark = visit.request.args.get("over", "")
    made = {each.leaf: one for one in walk.weighings for each in one.judgements}
    open_ = [one for one in decision.missing if one.kind == "oordeel"]
    every = dict.fromkeys([*open_, *(one.leaf for one in walk.facts.judgements)])
    leaf = next((one for one in every if mark_of(one) == mark), None)
    if leaf is None or walk.practice:
        return _no_longer(visit)
    if leaf in made and not visit.is_sent:
        return onward(weighing_address(visit.name, place_of(made[leaf])))
    given = _given(leaf, walk.facts)
    version = version_of(given)
    asked = _asked(visit, leaf, decision)
    if not visit.is_sent:
        typed = walk.typed.get(judgement_address(visit.name, leaf)) or _judged(visit, given)
        filled = Filled(typed, seen=version)
    elif visit.seen != version:
        filled = Filled(visit.typed, seen=version, note=MADE_ELSEWHERE)
    elif visit.typed.get("terug") and given is not None:
        return _settled(visit, _without(walk.facts, given))
    else:
        return _keep_judgement(visit, asked, given)
    page = weighing_pages.judgement(visit.name, walk, asked, filled, given=given is not None)
    return visit.page(page, 409 if filled.note else 200)


def _given(leaf: Leaf, facts: Facts) -> Judgement | None:
    """Return the judgement that stands, or the last that was given."""
    given = [one for one in facts.judgements if one.leaf == leaf]
    return facts.judgement(leaf) or (given[-1] if given else None)


def _judged(visit: Visit, given: Judgement | None) -> dict[str, str]:
    if given is None:
        return _now(visit)
    return weighing_pages.judged_as_typed(given, visit.walk.policy.types[given.oordeel])


def _without(facts: Facts, given: Judgement | None) -> dict[str, Any]:
    case = write_case(facts)
    if given is None:
        return case
    place = facts.judgements.index(given)
    case["oordelen"] = [one for number, one in enumerate(case["oordelen"]) if number != place]
    return case


def _is_history(visit: Visit, given: Judgement, op: str) -> bool:
    """Tell whether a judgement came with the case, and the new one is of a later day.

    Then both stay, and the later one counts; what was given here is mended in its place.
    """
    brought = given in visit.walk.brought
    return brought and given.op is not None and op > given.op.isoformat()


def _keep_judgement(visit: Visit, asked: Asked, given: Judgement | None) -> Response:
    walk, typed, leaf = visit.walk, visit.typed, asked.leaf
    sent = weighing_pages.nested(typed, (asked,))
    judged = sent.pop("oordelen", {}).get(str(leaf), {})
    about = {"voor": leaf.record.key} if leaf.record is not None else {}
    signed = {key: sent[key] for key in ("door", "op", "omdat", "mandaat") if key in sent}
    stays = given is None or _is_history(visit, given, signed.get("op", ""))
    case = _without(walk.facts, None if stays else given)
    before = case.get("oordelen", [])
    case["oordelen"] = [*before, {"oordeel": leaf.name, **about, **judged, **signed}]
    wrong = _too_late(visit)
    try:
        walk.check(case)
        if not wrong:
            return _settled(visit, case)
    except FactError as error:
        wrong |= by_field(error, (asked,), f"oordelen[{len(before)}]")
    filled = Filled(typed, wrong, visit.seen)
    page = weighing_pages.judgement(visit.name, walk, asked, filled, given=given is not None)
    return visit.page(page, 422)


def _too_late(visit: Visit) -> dict[str, str]:
    """Return that a judgement cannot be of a day that is still to come; else it came out late."""
    with suppress(UnreadableError):
        today = visit.room.moment().date()
        if read_date(visit.typed.get("op", "")) > today:
            return {"op": TOO_LATE.format(vandaag=write_date(today))}
    return {}


def _settled(visit: Visit, case: Mapping[str, Any]) -> Response:
    keep_typed(visit, visit.walk.judged(visit.walk.check(case)))
    return visit.to("uitkomst")


def _asked(visit: Visit, leaf: Leaf, decision: Decision) -> Asked:
    policy = visit.walk.policy
    oordeel = policy.find(Oordeel, leaf.name)
    assert oordeel is not None, "what is judged was declared"
    question = visit.walk.words(decision).question(leaf) or str(leaf)
    return Asked(leaf, question, policy.mandates.get(leaf.name, ()), tuple(factors_of(oordeel)))


def by_field(error: FactError, judged: tuple[Asked, ...], place: str = "") -> dict[str, str]:
    """Return what is wrong by the field it was typed in; of two things the first."""
    wrong: dict[str, str] = {}
    for one in error.diagnostics:
        path = one.path or ""
        if place and path.startswith(place):
            rest = path[len(place) :].lstrip(".")
            signed = rest in weighing_pages.SIGNATURE
            path = rest if signed else f"oordelen.{judged[0].leaf}.{rest}".rstrip(".")
        wrong.setdefault(weighing_pages.field_of(path, judged), sentence(one))
    return wrong
