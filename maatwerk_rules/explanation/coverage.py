"""What the rules do not hold, and a person must look into: named short, and later in full."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from maatwerk_rules.dutch import write_list
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Listing,
    Words,
    line,
    paragraph,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.declarations import Dekking
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.not_assessed import in_words
from maatwerk_rules.runtime.period_decision import PeriodDecision


def write_not_assessed(decision: Decision | PeriodDecision, words: Vocabulary) -> Iterator[Block]:
    """Yield one sentence that names the places in the law that the rules do not (wholly) hold."""
    yield from words.once(("niet bekeken", decision.not_assessed), partial(_not_assessed, decision))


def _not_assessed(decision: Decision | PeriodDecision, words: Vocabulary) -> Iterator[Block]:
    places = "; ".join(_places(decision, words))
    if places:
        yield Heading(2, "Wat is niet bekeken?")
        yield paragraph(f"Niet (helemaal) in de regels: {places}. Een mens moet die nagaan.")


def write_what_is_left(decision: Decision | PeriodDecision, words: Vocabulary) -> Iterator[Block]:
    """Yield what is left to people at each of those places, in the order of the law."""
    yield from words.once(
        ("niet in de regels", decision.not_assessed), partial(_all_left, decision)
    )


def _all_left(decision: Decision | PeriodDecision, words: Vocabulary) -> Iterator[Block]:
    items = [
        Item(line(Words(f"{capital(words.source(one.verwijzing).text)}: ", "sterk"), one.tekst))
        for one in _left(decision, words)
    ]
    if items:
        yield Heading(2, "Wat staat niet (helemaal) in de regels?")
        yield Listing(tuple(items))


def _left(decision: Decision | PeriodDecision, words: Vocabulary) -> list[Dekking]:
    found = (one for one in words.policy.all(Dekking) if in_words(one) in decision.not_assessed)
    return sorted(found, key=lambda one: words.order_of(one.verwijzing))


def _places(decision: Decision | PeriodDecision, words: Vocabulary) -> Iterator[str]:
    """Yield per regeling its articles; where several parts of one are left, the article as such."""
    articles: dict[str, dict[str, list[Artikelverwijzing]]] = {}
    others: list[str] = []
    for one in _left(decision, words):
        match one.verwijzing:
            case Artikelverwijzing(regeling=regeling, artikel=artikel) as place:
                articles.setdefault(regeling, {}).setdefault(artikel, []).append(place)
            case place:
                others.append(words.source(place).text)
    for regeling, by_article in articles.items():
        numbers = write_list(_number(places) for places in by_article.values())
        yield f"artikel {numbers} van {words.regeling(regeling)}"
    yield from others


def _number(places: list[Artikelverwijzing]) -> str:
    first = places[0]
    if len(places) > 1:
        return first.artikel
    parts = (("lid", first.lid), ("onderdeel", first.onderdeel), ("onder", first.onder))
    return " ".join([first.artikel, *(f"{word} {value}" for word, value in parts if value)])
