"""Types and legal sources as text, in the order of the grammar."""

from maatwerk_rules.model import references as r
from maatwerk_rules.model import typenodes as t
from maatwerk_rules.syntax.write import NOTHING, Follow, join, write, write_number

_UNIT_OF_TYPE = {
    "jaar": "jaren",
    "maand": "maanden",
    "week": "weken",
    "dag": "dagen",
    "uur": "uren",
}

# ---------------------------------------------------------------- types


@write.register
def _(node: t.Bereik, follow: Follow = NOTHING) -> str:
    return f"tussen {write(node.van)} en {write(node.tot)}"


@write.register
def _(node: t.Janeetype, follow: Follow = NOTHING) -> str:
    return "ja/nee"


@write.register
def _(node: t.Bedragtype, follow: Follow = NOTHING) -> str:
    return _with_range(f"bedrag per {node.periode}" if node.periode else "bedrag", node.bereik)


@write.register
def _(node: t.Percentagetype, follow: Follow = NOTHING) -> str:
    return _with_range("percentage", node.bereik)


@write.register
def _(node: t.Aantaltype, follow: Follow = NOTHING) -> str:
    unit = f" {_UNIT_OF_TYPE[node.eenheid]}" if node.eenheid else ""
    return _with_range(f"aantal{unit}", node.bereik)


@write.register
def _(node: t.Datumtype, follow: Follow = NOTHING) -> str:
    return _with_range("datum", node.bereik)


def _with_range(text: str, bereik: t.Bereik | None) -> str:
    return f"{text} {write(bereik)}" if bereik else text


@write.register
def _(node: t.Keuzetype, follow: Follow = NOTHING) -> str:
    return f"keuze uit {join(node.opties)}"


@write.register
def _(node: t.Lijsttype, follow: Follow = NOTHING) -> str:
    return f"lijst van hoogstens {write_number(node.maximum)} {node.soort}"


@write.register
def _(node: t.Eentype, follow: Follow = NOTHING) -> str:
    return f"een {node.soort}"


@write.register
def _(node: t.HoogstensEentype, follow: Follow = NOTHING) -> str:
    return f"hoogstens een {node.soort}"


@write.register
def _(node: t.Naamtype, follow: Follow = NOTHING) -> str:
    return node.naam


# ---------------------------------------------------------------- sources


@write.register
def _(node: r.Artikelverwijzing, follow: Follow = NOTHING) -> str:
    parts = [f"{node.regeling} artikel {node.artikel}"]
    for word, value in (("lid", node.lid), ("onderdeel", node.onderdeel), ("onder", node.onder)):
        if value is not None:
            parts.append(f"{word} {value}")
    return " ".join(parts)


@write.register
def _(node: r.Uitspraak, follow: Follow = NOTHING) -> str:
    return node.ecli


@write.register
def _(node: r.Kamerstuk, follow: Follow = NOTHING) -> str:
    return node.nummer
