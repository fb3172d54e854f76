"""The forms of the ids by which acts, rulings and papers are known to the outside world."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.analysis.layers import LOCAL
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Status
from maatwerk_rules.model.declarations import Regeling
from maatwerk_rules.model.node import Reference
from maatwerk_rules.model.references import Kamerstuk, Uitspraak
from maatwerk_rules.references import is_bwb_id, is_cvdr_id, is_ecli, is_kst

EXAMPLE = "voorbeeld"

RULING_FORM = Kind(
    "MW214",
    "uitspraak-vorm",
    Severity.WAARSCHUWING,
    "`{nummer}` heeft niet de vorm van een ECLI.",
    "Met een ander nummer is de uitspraak niet terug te vinden.",
)
ACT_FORM = Kind(
    "MW215",
    "regelingnummer-vorm",
    Severity.FOUT,
    "`{nummer}` is geen nummer voor een {soort}.",
    "Aan het nummer is de regeling op te zoeken; zonder goed nummer is geen bron na te lezen.",
)
EXAMPLE_ENACTED = Kind(
    "MW216",
    "voorbeeld-vastgesteld",
    Severity.WAARSCHUWING,
    "`{naam}` is een voorbeeld, maar dit beleid is vastgesteld.",
    "Wat voor mensen geldt berust op een regeling die echt bestaat.",
)
PAPER_FORM = Kind(
    "MW217",
    "kamerstuk-vorm",
    Severity.WAARSCHUWING,
    "`{nummer}` heeft niet de vorm van een officiële bekendmaking.",
    "Met een ander nummer is het stuk niet terug te vinden.",
)

_GAZETTE = re.compile(r"(stb|stcrt)-[0-9]{4}-[0-9]{1,6}")


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return the ids that nobody can look up."""
    kop = beleid.kop
    status = kop.one(Status) if kop else None
    enacted = status is not None and status.status == "vastgesteld"
    return (
        *(
            found
            for regeling in beleid.all(Regeling)
            for found in _find_in_act(regeling, enacted, symbols)
        ),
        *(
            found
            for part in beleid.parts
            for node in part.once(_cited)
            for found in _find_in_citation(node)
        ),
    )


def _cited(beleid: Beleid) -> tuple[Reference, ...]:
    """Return the rulings and papers that a policy itself cites."""
    return tuple([node for each in beleid.declaraties for node in each.below(Uitspraak, Kamerstuk)])


def _find_in_act(regeling: Regeling, enacted: bool, symbols: Symbols) -> Iterator[Diagnostic]:
    if regeling.nummer == EXAMPLE:
        if enacted:
            span = symbols.place(regeling, regeling.nummer)
            yield diagnostic(EXAMPLE_ENACTED, span, naam=regeling.naam)
    elif not _is_id(regeling):
        local = regeling.soort in LOCAL
        where = "lokaleregelgeving.overheid.nl" if local else "wetten.overheid.nl"
        form = "`CVDR345917_1`" if local else "`BWBR0015703`"
        advice = f"schrijf het nummer van {where}, zoals {form}, of `{EXAMPLE}` in een voorbeeld"
        words = regeling.soort.replace("_", " ")
        span = symbols.place(regeling, regeling.nummer)
        yield diagnostic(ACT_FORM, span, nummer=regeling.nummer, soort=words, help=(advice,))


def _is_id(regeling: Regeling) -> bool:
    """Tell whether the id fits; a national beleidsregel stands with the statutes."""
    if regeling.soort in LOCAL and is_cvdr_id(regeling.nummer):
        return True
    return regeling.soort != "verordening" and is_bwb_id(regeling.nummer)


def _find_in_citation(node: Reference) -> Iterator[Diagnostic]:
    if isinstance(node, Uitspraak):
        if not is_ecli(node.ecli):
            advice = "schrijf het nummer zoals `ECLI:NL:CRVB:2018:1600`"
            yield diagnostic(RULING_FORM, node.span, nummer=node.ecli, help=(advice,))
    elif (
        isinstance(node, Kamerstuk)
        and not is_kst(node.nummer)
        and not _GAZETTE.fullmatch(node.nummer)
    ):
        advice = "schrijf het nummer zoals `kst-36582-3`, `stb-2025-12` of `stcrt-2025-1234`"
        yield diagnostic(PAPER_FORM, node.span, nummer=node.nummer, help=(advice,))
