"""How far a policy holds the law, article by article: what is encoded, and what is left.

An article counts as soon as a rule, begrip, judgement, amount or table names it as `bron` or
`maatstaf`. What a fact may be asked for (`grondslag`) encodes nothing. A `dekking` says what of an
article is left out. Articles that nothing names are not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import Bron, Maatstaf, NogNietInWerking
from maatwerk_rules.model.declarations import (
    Bedoeling,
    Dekking,
    Gegeven,
    Regeling,
    Toets,
    Voorrang,
    Waarde,
)
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.runtime.not_assessed import NOTHING_LEFT
from maatwerk_rules.values import frozen

SCHEMA = "maatwerk/wet/1"

Grade = Literal["gecodeerd", "gedeeltelijk", "nog niet in werking", "aan mensen", "niet gecodeerd"]
GRADES: tuple[Grade, ...] = (
    *("gecodeerd", "gedeeltelijk", "nog niet in werking", "aan mensen", "niet gecodeerd"),
)

# These name an article for another reason than to say what it says.
_NOT_ENCODING = (Waarde, Bedoeling, Gegeven, Voorrang, Toets, Dekking)


@frozen
class Use:
    """A declaration that encodes an article, and which parts of it; a draft encodes nothing yet."""

    declaration: Declaration
    places: tuple[str, ...]

    @property
    def is_draft(self) -> bool:
        """The declaration is not in force yet."""
        return self.declaration.one(NogNietInWerking) is not None


@frozen
class Article:
    """One article of a regeling: what encodes it, and what of it is said to be left."""

    regeling: str
    number: str
    uses: tuple[Use, ...]
    dekkingen: tuple[Dekking, ...]

    @property
    def grade(self) -> Grade:
        """How far the article is encoded; what is left of a part makes the whole gedeeltelijk."""
        grades = {one.graad for one in self.dekkingen}
        encoded = any(not use.is_draft for use in self.uses) or not grades.isdisjoint(
            ("gecodeerd", "gedeeltelijk")
        )
        left = grades.difference(NOTHING_LEFT)
        if encoded:
            return "gedeeltelijk" if left else "gecodeerd"
        if self.uses or (grades and not left):
            return "nog niet in werking"
        return "niet gecodeerd" if "niet gecodeerd" in left else "aan mensen"


def articles_of(policy: Policy, words: Vocabulary) -> tuple[Article, ...]:
    """Return every article that a policy names, in the order of the law."""
    found: dict[tuple[str, str], tuple[dict[int, Use], list[Dekking]]] = {}

    def at(place: Artikelverwijzing) -> tuple[dict[int, Use], list[Dekking]]:
        return found.setdefault((place.regeling, place.artikel), ({}, []))

    for declaration in (*policy.beleid.everything(), *policy.drafts):
        if isinstance(declaration, Dekking):
            if isinstance(declaration.verwijzing, Artikelverwijzing):
                at(declaration.verwijzing)[1].append(declaration)
            continue
        for place in _encodes(declaration):
            uses = at(place)[0]
            before = uses.get(id(declaration), Use(declaration, ()))
            places = dict.fromkeys((*before.places, part_of(place)))
            uses[id(declaration)] = Use(declaration, tuple(places))
    made = (
        Article(
            regeling,
            number,
            tuple(uses.values()),
            tuple(sorted(dekkingen, key=lambda one: words.order_of(one.verwijzing))),
        )
        for (regeling, number), (uses, dekkingen) in found.items()
    )
    return tuple(
        sorted(made, key=lambda one: words.order_of(Artikelverwijzing(one.regeling, one.number)))
    )


def _encodes(declaration: Declaration) -> Iterator[Artikelverwijzing]:
    if isinstance(declaration, _NOT_ENCODING):
        return
    cited = [clausule.verwijzing for clausule in declaration.all(Bron)]
    cited += [clausule.verwijzing for clausule in declaration.all(Maatstaf)]
    yield from (place for place in cited if isinstance(place, Artikelverwijzing))


def part_of(place: Artikelverwijzing) -> str:
    """Return which part of its article a reference names; nothing for the whole.

    >>> part_of(Artikelverwijzing("Pw", "34", "2", "a"))
    'lid 2 onderdeel a'
    """
    parts = (("lid", place.lid), ("onderdeel", place.onderdeel), ("onder", place.onder))
    return " ".join(f"{word} {value}" for word, value in parts if value)


def count_grades(articles: tuple[Article, ...]) -> Mapping[Grade, int]:
    """Return how many articles there are of each grade, those without any too."""
    counted = Counter(one.grade for one in articles)
    return {grade: counted[grade] for grade in GRADES}


def law_page(policy: Policy, peildatum: date) -> Document:
    """Return how far a policy holds the law as a page; links lead to the text on the date."""
    words = Vocabulary(policy, peildatum)
    return Document(tuple(_blocks(policy, words)))


def _blocks(policy: Policy, words: Vocabulary) -> Iterator[Block]:
    articles = articles_of(policy, words)
    yield Heading(1, f"{policy.title}: hoe ver de wet is gecodeerd")
    yield paragraph(
        "Per artikel dat dit beleid noemt. Artikelen die het niet noemt, staan hier niet."
        f" De adressen wijzen naar de tekst op {write_date(words.peildatum)}."
    )
    for regeling in dict.fromkeys(one.regeling for one in articles):
        declared = policy.find(Regeling, regeling)
        yield Heading(2, declared.titel if declared else regeling)
        yield Listing(tuple(_item(one, words) for one in articles if one.regeling == regeling))
    yield Heading(2, "Telling")
    yield listing(f"{capital(grade)}: {number}" for grade, number in count_grades(articles).items())


def _item(article: Article, words: Vocabulary) -> Item:
    url = words.source(Artikelverwijzing(article.regeling, article.number)).url
    blocks: list[Block] = []
    if article.uses:
        blocks.append(paragraph(f"In: {write_list(map(_use, article.uses))}."))
    for one in article.dekkingen:
        where = _where(one)
        blocks.append(paragraph(f"{capital(where)} ({one.graad}): {one.tekst}"))
    number = Words(f"Artikel {article.number}", "sterk", url)
    return Item(line(number, f": {article.grade}."), tuple(blocks))


def _use(use: Use) -> str:
    places = write_list(place for place in use.places if place)
    about = ", ".join(
        filter(
            None, (_kind(use.declaration), places, "nog niet in werking" if use.is_draft else "")
        )
    )
    return f"{write_name(use.declaration.name)} ({about})"


def _kind(declaration: Declaration) -> str:
    """Return the word with which the author began; a termijn is a begrip only underneath."""
    written = declaration.word if isinstance(declaration, WrittenOut) else declaration
    return type(written).__name__.lower()


def _where(dekking: Dekking) -> str:
    assert isinstance(dekking.verwijzing, Artikelverwijzing)
    return part_of(dekking.verwijzing) or "het hele artikel"


def law_json(policy: Policy, peildatum: date) -> dict[str, Any]:
    """Return how far a policy holds the law as plain values; the keys are Dutch."""
    words = Vocabulary(policy, peildatum)
    articles = articles_of(policy, words)
    return {
        "schema": SCHEMA,
        "beleid": policy.name,
        "titel": policy.title,
        "hash": policy.hash,
        "artikelen": [_article_json(one, words) for one in articles],
        "telling": dict(count_grades(articles)),
    }


def _article_json(article: Article, words: Vocabulary) -> dict[str, Any]:
    source = words.source(Artikelverwijzing(article.regeling, article.number))
    return {
        "regeling": article.regeling,
        "artikel": article.number,
        "url": source.url,
        "graad": article.grade,
        "in": [
            {
                "soort": _kind(use.declaration),
                "naam": use.declaration.name,
                "delen": [place for place in use.places if place],
                "nog_niet_in_werking": use.is_draft,
            }
            for use in article.uses
        ],
        "dekking": [
            {"deel": _where(one), "graad": one.graad, "tekst": one.tekst}
            for one in article.dekkingen
        ],
    }
