"""A weighing that is complete: what people answered, and the judgement they came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.besluit.form import GROUPS, SIGNED, Form, View, answer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.errors import FactError
from maatwerk_rules.runtime.complaints import Complaints, join
from maatwerk_rules.runtime.facts import Facts, Judgement, read_facts, write_case
from maatwerk_rules.runtime.scalars import write_scalar
from maatwerk_rules.runtime.shapes import read_known, read_text
from maatwerk_rules.values import frozen

INCOMPLETE = Kind(
    "MW993",
    "weging-onvolledig",
    Severity.FOUT,
    "Deze weging is nog niet af. {wat}",
    "Een afwijking zonder grond, reden of gewenst effect kan niemand later verantwoorden.",
)


@frozen
class Weighing:
    """A complete weighing of one piece of the room; it never changes.

    Args:
        answers: The answers, by the key of the question.
        judgements: The judgements it ends in. Whether the ground applies follows from them.
    """

    form: Form
    answers: Mapping[str, str]
    judgements: tuple[Judgement, ...]
    door: str
    op: date
    omdat: str
    mandaat: str | None = None


def complete(form: Form, facts: Facts, given: Mapping[str, object]) -> Weighing:
    """Return a weighing of which all is answered; who weighs must have the mandate.

    Args:
        facts: The facts the decision was made with.
        given: The answers by key, `oordelen` by the name of the judgement, `door`, `op`, `omdat`.

    Raises:
        FactError: something is missing or does not read. All of it is told, with its place.
    """
    complaints = Complaints()
    known = _known(form, given, complaints)
    for path, wat in form.gaps(given) if known is not None else ():
        complaints.add(INCOMPLETE, path, wat=wat)
    complaints.check()
    read = _read(form, facts, given)
    leaves = {one.leaf for one in form.judged}
    judgements = tuple(one for one in read.judgements if one.leaf in leaves)[-len(leaves) :]
    answered = ((one, answer_of(given, one.key)) for one in form.questions)
    texts = {one.key: text for one, text in answered if text or one.needed}
    first = judgements[0]
    assert first.op is not None and first.omdat is not None, "both are asked above"
    return Weighing(form, texts, judgements, first.door, first.op, first.omdat, first.mandaat)


def with_weighing(facts: Facts, weighing: Weighing) -> Facts:
    """Return the facts with the judgements of a weighing, to decide on again.

    What the resident wants to reach is taken over where the case did not say so yet.

    Raises:
        FactError: the facts hold another judgement of that day on the same question.
    """
    case = write_case(facts)
    case.setdefault("gewenst_effect", weighing.answers["gewenst_effect"])
    written = [_write(each, weighing) for each in weighing.judgements]
    case["oordelen"] = [*case.get("oordelen", ()), *written]
    return read_facts(facts.policy, case)


def write_weighing(weighing: Weighing, facts: Facts) -> dict[str, Any]:
    """Return a weighing as JSON: the place in the law, the answers, the judgements."""
    form = weighing.form
    source = form.possibility.source
    return {
        "uitkomst": form.outcome,
        "grond": form.ground,
        "voor": form.record.key if form.record else None,
        "is_afwijking": form.possibility.is_deviation,
        "bron": source.text if source else None,
        "antwoorden": dict(weighing.answers),
        "oordelen": [_write(each, weighing) for each in weighing.judgements],
        "niet_nagerekend": list(form.not_checked),
    }


def _write(one: Judgement, weighing: Weighing) -> dict[str, Any]:
    policy_type = weighing.form.types[one.oordeel]
    return {
        "oordeel": one.oordeel,
        **({"voor": one.voor.key} if one.voor else {}),
        "waarde": write_scalar(one.waarde, policy_type),
        "door": one.door,
        "op": weighing.op.isoformat(),
        "omdat": one.omdat,
        "gewogen": dict(one.gewogen),
        **({"mandaat": one.mandaat} if one.mandaat else {}),
    }


def _read(form: Form, facts: Facts, given: Mapping[str, object]) -> Facts:
    """Return the facts with the judgements given; what is wrong is told at its own place."""
    case = write_case(facts)
    places = {
        f"oordelen[{len(case.get('oordelen', ())) + index}]": f"oordelen.{one.leaf}"
        for index, one in enumerate(form.judged)
    }
    try:
        return read_facts(facts.policy, _with_judgements(form, case, given))
    except FactError as error:
        found = (_moved(one, places) for one in error.diagnostics)
        raise FactError(tuple(dict.fromkeys(found))) from None


def _moved(one: Diagnostic, places: Mapping[str, str]) -> Diagnostic:
    """Return a complaint at the place among the answers; who signs stands above the judgements."""
    whole, _, key = (one.path or "").partition(".")
    place = places.get(whole, whole)
    signed = {name for name, _ in SIGNED} | {"mandaat"}
    return attrs.evolve(one, path=key if key in signed else join(place, key) if key else place)


def _with_judgements(
    form: Form, case: dict[str, Any], given: Mapping[str, object]
) -> dict[str, Any]:
    judged = given["oordelen"]
    assert isinstance(judged, Mapping), "its gaps were told"
    signed = {key: given[key] for key in ("door", "op", "omdat", "mandaat") if key in given}
    new = [
        {
            "oordeel": one.leaf.name,
            **({"voor": one.leaf.record.key} if one.leaf.record else {}),
            **judged[str(one.leaf)],
            **signed,
        }
        for one in form.judged
    ]
    return {**case, "oordelen": [*case.get("oordelen", ()), *new]}


def check_answers(form: Form, given: Mapping[str, object]) -> None:
    """Look whether answers can be read, complete or not.

    Raises:
        FactError: a key means nothing in this form, or a text is none; with its place.
    """
    complaints = Complaints()
    _known(form, given, complaints)
    complaints.check()


def _known(
    form: Form, given: Mapping[str, object], complaints: Complaints
) -> Mapping[str, object] | None:
    """Return what was given under keys that mean something, or None where it is no group.

    Complain about the other keys, and about texts that are none: they would be lost.
    """
    known = [one.key for one in form.questions]
    plain = [key for key in known if "." not in key]
    signed = [key for key, _ in SIGNED]
    found = read_known(given, "", [*plain, *GROUPS, "oordelen", *signed, "mandaat"], complaints)
    for key, value in (found or {}).items():
        if key in GROUPS:
            inner = [each.partition(".")[2] for each in known if each.startswith(f"{key}.")]
            group = read_known(value, key, inner, complaints)
            for name, each in (group or {}).items():
                read_text(each, join(key, name), complaints)
        elif key == "oordelen":
            names = [str(one.leaf) for one in form.judged]
            for name, each in (read_known(value, key, names, complaints) or {}).items():
                read_known(each, join(key, name), ("waarde", "gewogen"), complaints)
        elif key != "op":
            read_text(value, key, complaints)
    return found


# ---------------------------------------------------------------- two people, apart


@frozen
class Beside:
    """What two people answered to the same question; it measures nobody."""

    text: str
    views: tuple[View, ...]
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Tell whether the answers are not the same words."""
        return " ".join(self.first.split()) != " ".join(self.second.split())

    @property
    def unanswered(self) -> bool:
        """Tell whether neither of them answered: two blanks agree on nothing."""
        return not self.first.split() and not self.second.split()


def side_by_side(
    form: Form, first: Mapping[str, object], second: Mapping[str, object]
) -> tuple[Beside, ...]:
    """Return what two people answered apart, question by question, also where one is not ready.

    It serves their talk and is kept nowhere: only the joint weighing is recorded.
    """
    return tuple(_beside(form, first, second))


def _beside(
    form: Form, first: Mapping[str, object], second: Mapping[str, object]
) -> Iterator[Beside]:
    for vraag in form.questions:
        here, there = (answer_of(each, vraag.key) for each in (first, second))
        yield Beside(vraag.text, vraag.views, here, there)
    for one in form.judged:
        here, there = (_value(each, str(one.leaf)) for each in (first, second))
        yield Beside(one.question, ("legitimiteit",), here, there)
        for name, text in one.factors:
            here, there = (_factor(each, str(one.leaf), name) for each in (first, second))
            yield Beside(text, ("legitimiteit",), here, there)


def _judged(given: Mapping[str, object], leaf: str) -> Mapping[str, object]:
    every = given.get("oordelen")
    found = every.get(leaf) if isinstance(every, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _value(given: Mapping[str, object], leaf: str) -> str:
    found: object = _judged(given, leaf).get("waarde")
    if isinstance(found, bool):
        return "ja" if found else "nee"
    return "" if found is None else str(found)


def _factor(given: Mapping[str, object], leaf: str, name: str) -> str:
    weighed = _judged(given, leaf).get("gewogen")
    return answer_of(weighed, name) if isinstance(weighed, Mapping) else ""
