"""Practising: one's own judgement first, and then the lines that can be defended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maatwerk_rules.besluit.conflicts import served
from maatwerk_rules.besluit.page.questions import option_in_words
from maatwerk_rules.besluit.possibilities import Possibility
from maatwerk_rules.explanation.describe import STATUS_WORDS, write_value
from maatwerk_rules.explanation.follows import Then, supposing
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.explanation.summary import heading
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.frame import in_case
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.shapes import is_blank

OWN = (
    ("waarom", "Waarom vindt u dat?"),
    ("waarde", "Wat geeft voor u de doorslag?"),
)
NOT_TYPED = "Schrijf op wat u vindt; een paar woorden is genoeg."
NOT_CHOSEN = "Geef eerst uw eigen oordeel. Er is geen goed of fout antwoord."
SAME = (
    "Het beleid zegt bij elk antwoord dezelfde bedoeling. Het maakt hier dus geen verschil tussen "
    "de lijnen; wat u van belang vindt, moet u zelf zeggen."
)
NO_INTENTION = "Bij deze lijn noemt het beleid geen bedoeling."


def own(
    name: str, walk: Walk, decision: Decision, typed: Mapping[str, str], wrong: dict[str, str]
) -> str:
    """Return the step of practising in which one's own judgement comes first."""
    words = walk.words(decision)
    parts: list[Child] = [
        tag("p", "Geef eerst uw eigen oordeel. Daarna ziet u wat de regels zeggen.")
    ]
    for number, result in enumerate(decision):
        key = f"uitkomst-{number}"
        type_ = walk.policy.types[result.name]
        said = fields.Said(typed.get(key, ""), wrong.get(key, ""))
        parts.append(fields.of_type(key, heading(result, words), type_, said))
    for key, text in OWN:
        said = fields.Said(typed.get(key, ""), wrong.get(key, ""))
        parts.append(fields.text_field(key, text, said, kind="lang"))
    sent = fields.form(f"/zaak/{name}/eigen", walk.token, *parts, fields.button("Laat zien"))
    return in_case(name, walk, "eigen", "Eerst uw eigen oordeel", (fields.errors(wrong), sent))


def lacks_own(typed: Mapping[str, str], decision: Decision) -> dict[str, str]:
    """Return what is missing of one's own judgement, by its field: without it nothing is shown."""
    chosen = {f"uitkomst-{number}": NOT_CHOSEN for number, _ in enumerate(decision)}
    asked = {**chosen, **{key: NOT_TYPED for key, _ in OWN}}
    return {key: told for key, told in asked.items() if is_blank(typed.get(key))}


def own_to_html(walk: Walk, decision: Decision, words: Vocabulary) -> Markup:
    """Return one's own judgement, to lay beside what the rules say."""
    given = walk.own or {}
    told = [
        (heading(result, words), given.get(f"uitkomst-{number}", ""))
        for number, result in enumerate(decision)
    ]
    told += [(text, given.get(key, "")) for key, text in OWN]
    items = (tag("div", tag("dt", one), tag("dd", said)) for one, said in told)
    return tag("section", tag("h2", "Uw eigen oordeel"), tag("dl", *items, class_="gegevens"))


def lines_to_html(
    walk: Walk, result: Result, found: Iterable[Possibility], words: Vocabulary
) -> Markup | None:
    """Return each line that can be defended, with what it serves, in the order of the policy.

    What a line serves is what the rules that then decide are for. Where that is the same for each
    answer the policy does not tell them apart, and that is said.
    """
    sections = [tag("section", *_of(walk, result, one, words)) for one in found if one.then]
    if not sections:
        return None
    title = tag("h3", "Welke lijnen zijn te verdedigen?")
    order = tag("p", "Dit staat in de volgorde van het beleid. Geen lijn gaat voor.")
    return tag("section", title, order, *sections)


def _of(walk: Walk, result: Result, one: Possibility, words: Vocabulary) -> Iterator[Child]:
    about = f" ({words.record(one.room.record)})" if one.room.record is not None else ""
    yield tag("h4", f"{capital(one.room.name.replace('_', ' '))}{about}")
    lines = [(then, *_serves(walk, result, then, one, words)) for then in one.then]
    differ = len({(serves, against) for _, serves, against in lines}) > 1
    items = []
    for then, serves, against in lines:
        told: list[Child] = [tag("p", _line(then, result, words))]
        if differ:
            told += _intentions("Dit dient", serves, words) or [tag("p", NO_INTENTION)]
            told += _intentions("Dit gaat in tegen", against, words)
        items.append(tag("li", *told))
    yield tag("ul", *items)
    if not differ:
        yield tag("p", SAME, class_="stil")
        yield from _intentions("Bij elk antwoord", lines[0][1], words)


def _serves(
    walk: Walk, result: Result, then: Then, one: Possibility, words: Vocabulary
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the intentions that an outcome would serve with some answers, and would violate."""
    facts = supposing(walk.facts, dict(then.answers))
    found = decide(walk.policy, facts, peildatum=walk.peildatum, uitkomsten=(result.name,))
    there = next(each for each in found if each.record == result.record)
    used = {ground.rule for ground in there.grounds if ground.role in ("beslist", "stelt terzijde")}
    own = one.room.bedoelingen if one.room.name in used else ()
    return tuple(dict.fromkeys((*served(there, words), *own))), there.geschonden


def _line(then: Then, result: Result, words: Vocabulary) -> str:
    answers = ", ".join(
        f"{words.leaf(leaf)} is {write_value(value, words.policy.types[leaf.name])}"
        for leaf, value in then.answers
    )
    type_ = words.policy.types[result.name]
    value = "open" if then.value is None else write_value(then.value, type_)
    return f"{capital(answers)}: dan is de uitkomst {value}; dit {STATUS_WORDS[then.status]}."


def _intentions(title: str, names: tuple[str, ...], words: Vocabulary) -> list[Child]:
    if not names:
        return []
    listed = (tag("li", option_in_words(one, words)) for one in names)
    return [tag("p", f"{title}:"), tag("ul", *listed)]
