"""MW867: an amount that was not renewed when the others of its article were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_date
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import BekendTot, Bron, Ingang, NietBekend
from maatwerk_rules.model.declarations import Bedrag
from maatwerk_rules.model.references import Artikelverwijzing

KIND = Kind(
    "MW867",
    "bedrag-achtergebleven",
    Severity.WAARSCHUWING,
    "`{naam}` is niet vernieuwd op {dag}, en `{ander}` uit hetzelfde artikel wel.",
    "Bij een indexering is er licht één vergeten; er wordt dan met een oud bedrag gerekend.",
)
HELP = (
    "Zet het nieuwe bedrag erbij, ook als het gelijk bleef.",
    "Is het nog niet bekend, schrijf dan `bekend tot` die dag.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the amounts that moved with others of their article on all days but the last."""
    moving: dict[tuple[str, str], list[Bedrag]] = {}
    for bedrag in subject.nodes.of(Bedrag):
        for article in {_article(bron) for bron in bedrag.all(Bron)} - {None}:
            assert article is not None
            moving.setdefault(article, []).append(bedrag)
    told: set[str] = set()
    for listed in moving.values():
        newer = {_days(one)[:-1]: one for one in reversed(listed)}
        for bedrag in listed:
            ahead = newer.get(_days(bedrag))
            if ahead is None or bedrag.naam in told or not _is_behind(bedrag, ahead):
                continue
            told.add(bedrag.naam)
            last = bedrag.all(Ingang)[-1]
            there = Label(subject.place_of_name(ahead), "dit bedrag wel")
            dag = write_date(ahead.all(Ingang)[-1].vanaf)
            found = diagnostic(
                KIND,
                last.span,
                labels=(there,),
                help=HELP,
                naam=bedrag.naam,
                ander=ahead.naam,
                dag=dag,
            )
            yield suspected(found)


def _article(bron: Bron) -> tuple[str, str] | None:
    cited = bron.verwijzing
    return (cited.regeling, cited.artikel) if isinstance(cited, Artikelverwijzing) else None


def _is_behind(bedrag: Bedrag, ahead: Bedrag) -> bool:
    """Tell whether an amount moved twice or more with one that has a day more, and still holds."""
    known = bedrag.one(BekendTot)
    holds = known is None or known.datum > _days(ahead)[-1]
    return len(_days(bedrag)) > 1 and holds and bedrag.one(NietBekend) is None


def _days(bedrag: Bedrag) -> tuple[date, ...]:
    return tuple(entry.vanaf for entry in bedrag.all(Ingang))
