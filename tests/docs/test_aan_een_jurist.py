"""The list for a lawyer holds every own reading and every doubt of the shipped policies."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from maatwerk_rules.explanation.law import part_of
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.clauses import Bron, EigenLezing, LetOp, Maatstaf, Omdat
from maatwerk_rules.model.declarations import Bedoeling, Regeling, Toets, Voorrang, Waarde
from maatwerk_rules.model.node import Declaration, Node, Reference
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.pipeline import load
from maatwerk_rules.resources import shipped_policies

PAGE = Path(__file__).parents[2] / "policies" / "aan_een_jurist.md"
DAY = date(2026, 3, 1)
DOUBT = re.compile(
    r"jurist|zegt de (?:tekst|wet) niet|(?:tekst|wet|lid|zij|het) zegt[^.:]* niet|zeggen niet"
    r"|eigen lezing|omstreden|niet (?:vastgesteld|nagegaan|gevonden|gezien|bekeken)"
    r"|alleen de inhoudsindicatie|vakpublicatie|verouderd|bedoeld moet|twee leden 8|noemen nog"
    r"|niet duidelijk|kijkt een mens|geen toets|bestaat niet|zegt zij niets|voorbehoud"
    r"|komen uit andere bronnen|past dan niet",
    re.IGNORECASE,
)
HEAD = """# Aan een jurist voor te leggen

Elke eigen lezing en elke twijfel uit het meegeleverde beleid, per artikel.
De naam tussen haakjes is die van de regel, het oordeel of het feit; `maatwerk toon` laat haar zien.
Deze lijst komt uit het beleid zelf en wordt daarmee vergeleken.
Van het bedachte beleid staat hier niets.
"""
INVENTED = ("bijstand_voorbeeld", "_voorbeeldstad")


def own_policies() -> list[Policy]:
    names = (entry.removesuffix(".beleid") for entry in shipped_policies())
    real = (name for name in names if not name.endswith(INVENTED))
    return [load(name) for name in sorted(real, key=lambda name: (name != "participatiewet", name))]


def page() -> str:
    return HEAD + "".join(f"\n{section(policy)}" for policy in own_policies())


def section(policy: Policy) -> str:
    words = Vocabulary(policy, DAY)
    found: dict[tuple[str, str], list[tuple[tuple[object, ...], str]]] = {}
    for name, place, text in doubts(policy):
        key, part = ("", ""), words.source(place).text if place else ""
        if isinstance(place, Artikelverwijzing):
            key, part = (place.regeling, place.artikel), part_of(place)
        line = f"- {f'{part}: ' if part else ''}{text} (`{name}`)\n"
        rank = words.order_of(place) if place else (2,)
        if (rank, line) not in found.setdefault(key, []):
            found[key].append((rank, line))
    lines = [f"## {policy.name}\n\n{intentions(policy)}"]
    for key in sorted(found, key=lambda one: min(rank for rank, _ in found[one])):
        lines.append(f"\n### {title(policy, *key)}\n\n")
        lines += [line for _, line in sorted(found[key], key=lambda one: one[0])]
    return "".join(lines)


def title(policy: Policy, regeling: str, artikel: str) -> str:
    if not artikel:
        return "Rechtspraak en het beleid als geheel"
    declared = policy.find(Regeling, regeling)
    return f"{declared.titel if declared else regeling}, artikel {artikel}"


def doubts(policy: Policy) -> Iterator[tuple[str, Reference | None, str]]:
    """Yield each doubt: with what it stands, its place in the law, and its text."""
    for declaration in policy.beleid.declaraties:
        if not isinstance(declaration, Toets | Bedoeling | Waarde):
            yield from of_one(declaration)


def of_one(declaration: Declaration) -> Iterator[tuple[str, Reference | None, str]]:
    found = [
        (name, remark.bron or place_of(declaration), remark.tekst)
        for name, remark in remarks(declaration, name_of(declaration))
        if not remark.tekst.startswith("Deze codering is niet")
    ]
    doubted = [one for one in found if DOUBT.search(one[2])]
    if declaration.one(EigenLezing) is None or doubted:
        yield from doubted
    else:
        texts = [text for _, _, text in found] or [reason_of(declaration)]
        place = place_of(declaration)
        yield name_of(declaration), place, " ".join(["Eigen lezing.", *texts]).strip()


def name_of(declaration: Declaration) -> str:
    return declaration.hoger if isinstance(declaration, Voorrang) else declaration.name


def reason_of(declaration: Declaration) -> str:
    clausule = declaration.one(Omdat)
    return clausule.tekst if clausule else ""


def remarks(node: Node, name: str) -> Iterator[tuple[str, LetOp]]:
    """Yield the remarks of a declaration and of the fields in it."""
    for child in node.children():
        if isinstance(child, LetOp):
            yield name, child
        else:
            yield from remarks(child, getattr(child, "naam", None) or name)


def place_of(declaration: Declaration) -> Reference | None:
    clausule = declaration.one(Bron) or declaration.one(Maatstaf)
    return clausule.verwijzing if clausule else None


def intentions(policy: Policy) -> str:
    those = [one for one in policy.beleid.declaraties if isinstance(one, Bedoeling | Waarde)]
    own = sum(one.one(EigenLezing) is not None for one in those)
    return f"Van de {len(those)} bedoelingen en waarden zijn er {own} een eigen lezing.\n"


def test_page_holds_each_own_reading_and_each_doubt(request: pytest.FixtureRequest) -> None:
    made = page()

    if request.config.getoption("--golden-update"):
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == made, "renew with --golden-update and read the diff"
