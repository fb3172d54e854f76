"""What was answered in a case, each with a way to change it, and the page to change it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maatwerk_rules.dutch import write_date
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.explanation.questions import in_words
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.spreekkamer import fields, frame
from maatwerk_rules.integrations.spreekkamer.addresses import (
    change_address,
    judgement_address,
    mark_of,
)
from maatwerk_rules.integrations.spreekkamer.walk import Walk, version_of
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.fact_values import NO_REQUEST
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.scalars import write_scalar
from maatwerk_rules.values import frozen

COURSE = "verandert in de tijd"
NOT_KNOWN = "niet te weten"
NOT_SHOWN = "niet aangetoond"
LEFT = "nu niet te zeggen"
CHANGED_ELSEWHERE = (
    "Deze vraag is intussen al beantwoord, misschien in een ander tabblad. Hieronder staat wat u "
    "hier koos. Met ‘Wijzig’ komt het in de plaats van het andere antwoord."
)
NO_REQUESTS = "Verzoeken die er nog niet zijn. Vraagt de inwoner dit wel, wijzig het dan."
FALLS_AWAY = "Wat bij het vorige antwoord stond (een bewijs, een herkomst, een verloop) valt weg."


def leaves_of(facts: Facts) -> tuple[Leaf, ...]:
    """Return all that was answered, what stands in a list after the list.

    That there is one of what the policy always has is no answer.
    """
    types = facts.policy.types
    lists = (
        Leaf("gegeven", name)
        for name in facts.lists
        if isinstance(type_ := types[name], Lijst) and not (type_.single and type_.minimum)
    )
    every = [*facts.values, *facts.courses, *facts.unknowable, *facts.not_shown, *lists]
    return tuple(sorted(dict.fromkeys(every), key=lambda one: one.sort_key))


def said_of(leaf: Leaf, facts: Facts, words: Vocabulary) -> str:
    """Return what was answered, in words."""
    type_ = words.type_of(leaf)
    if leaf in facts.values and type_ is not None:
        return write_value(facts.values[leaf].value, type_)
    if leaf in facts.courses:
        return COURSE
    if leaf in facts.unknowable:
        return NOT_KNOWN
    if isinstance(type_, Lijst) and leaf.record is None and leaf.name in facts.lists:
        number = len(facts.lists[leaf.name].records)
        return ("ja" if number else "nee") if type_.single else str(number)
    return NOT_SHOWN


def answered_to_html(name: str, walk: Walk, decision: Decision) -> Markup | None:
    """Return all that was answered or left, folded, each with a way to change it.

    A request that nobody made stands apart: it was not answered, but may still be made.
    """
    words = walk.words(decision)
    facts = decision.facts
    every = [(leaf, said_of(leaf, facts, words)) for leaf in leaves_of(facts)]
    told = [one for one in every if not _is_no_request(one[0], facts)]
    told += [(leaf, LEFT) for leaf in sorted(walk.skipped, key=lambda one: one.sort_key)]
    if not told:
        return None

    def listed(of: Iterable[tuple[Leaf, str]]) -> Markup:
        items = (_answered(change_address(name, one), _asked(one, words), said) for one, said in of)
        return tag("ul", *items, class_="lijst-wijzig")

    not_asked = [one for one in every if _is_no_request(one[0], facts)]
    more = (tag("p", NO_REQUESTS), listed(not_asked)) if not_asked else ()
    title = tag("summary", f"Wat u al beantwoordde ({len(told)})")
    return tag("details", title, listed(told), *more)


def _is_no_request(leaf: Leaf, facts: Facts) -> bool:
    fact = facts.values.get(leaf)
    return fact is not None and fact.herkomst == NO_REQUEST


def _asked(leaf: Leaf, words: Vocabulary) -> str:
    asked, about = in_words(leaf, words)
    return f"{asked}{about}"


def _answered(address: str, asked: str, said: str, by: str = "") -> Markup:
    hidden = tag("span", f": {asked}", class_="alleen-voor")
    link = tag("a", "Wijzig", hidden, href=address)
    return tag("li", asked, " ", tag("strong", f"{said}."), " ", by, link)


def judged_to_html(name: str, walk: Walk, decision: Decision) -> Iterator[Child]:
    """Yield the judgements that were given apart from a weighing, each with a way to change it."""
    words = walk.words(decision)
    counting = [one for one in walk.apart() if decision.facts.judgement(one.leaf) == one]
    if not counting:
        return
    items = []
    for one in counting:
        asked = words.question(one.leaf) or capital(words.leaf(one.leaf))
        said = write_value(one.waarde, walk.policy.types[one.oordeel])
        on = f", {write_date(one.op)}" if one.op is not None else ""
        by = f"{words.signed(one.door)}{on}. "
        items.append(_answered(judgement_address(name, one.leaf), asked, said, by))
    yield tag("h2", "Wat al is beoordeeld")
    yield tag("ul", *items, class_="lijst-wijzig")


def version_at(leaf: Leaf, walk: Walk) -> str:
    """Return by what a form knows that the answer it shows still stands."""
    facts = walk.facts
    listed = facts.lists.get(leaf.name) if leaf.record is None else None
    stands = facts.values.get(leaf) or facts.courses.get(leaf) or listed
    return version_of(stands or leaf in facts.unknowable or None)


@frozen
class Told:
    """What stands on the page of a change: what was typed, what is told above, what is wrong."""

    typed: str | None = None
    note: str = ""
    wrong: str = ""


NOTHING = Told()


def change(name: str, walk: Walk, decision: Decision, leaf: Leaf, told: Told = NOTHING) -> str:
    """Return the page on which an answer is changed or taken back.

    Without something typed it shows the answer that stands.
    """
    words = walk.words(decision)
    facts = decision.facts
    type_ = words.some_type(leaf)
    value = _value(leaf, facts, words) if told.typed is None else told.typed
    said = fields.Said(value, told.wrong)
    field = fields.of_type("antwoord", _asked(leaf, words), type_, said)
    shorter = isinstance(type_, Lijst) and not type_.single and leaf.record is None
    notes = [told.note] if told.note else []
    notes += ["Worden het er minder, dan vallen de laatste weg."] if shorter else []
    notes += [FALLS_AWAY] if _has_more(leaf, facts) else []
    sent = fields.form(
        f"/zaak/{name}/wijzig",
        walk.token,
        fields.hidden("over", mark_of(leaf)),
        fields.hidden("_gezien", version_at(leaf, walk)),
        field,
        tag(
            "p",
            fields.button("Wijzig"),
            " ",
            fields.button("Neem dit antwoord terug", "terug", "ja"),
        ),
        tag("p", tag("a", "Laat het zoals het is", href=f"/zaak/{name}")),
    )
    wrong = {"antwoord": told.wrong} if told.wrong else {}
    body = (fields.errors(wrong), *(tag("p", one) for one in notes), sent)
    return frame.in_case(name, walk, "vragen", "Wijzig een antwoord", body)


def _value(leaf: Leaf, facts: Facts, words: Vocabulary) -> str:
    """Return an answer as a field of a form has it."""
    type_ = words.some_type(leaf)
    if leaf in facts.values:
        found = write_scalar(facts.values[leaf].value, type_)
        return {True: "ja", False: "nee"}[found] if isinstance(found, bool) else str(found)
    if isinstance(type_, Lijst) and leaf.name in facts.lists and leaf.record is None:
        return said_of(leaf, facts, words)
    return ""


def _has_more(leaf: Leaf, facts: Facts) -> bool:
    fact = facts.values.get(leaf)
    about = (
        fact is not None
        and not _is_no_request(leaf, facts)
        and any(each is not None for each in (fact.op, fact.bewijs, fact.herkomst, fact.standing))
    )
    return about or leaf in facts.courses or leaf in facts.not_shown


def late(name: str, walk: Walk, title: str, why: str, typed: Mapping[str, str]) -> str:
    """Return the page for a form that came too late: why, and all that was written in it."""
    rows = (
        tag("div", tag("dt", key), tag("dd", text)) for key, text in typed.items() if text.strip()
    )
    body = (
        tag("p", why),
        tag("h2", "Dit schreef u"),
        tag("dl", *rows, class_="gegevens"),
        tag("p", tag("a", "Terug naar de zaak", href=f"/zaak/{name}", class_="knop")),
    )
    return frame.in_case(name, walk, "uitkomst", title, body)
