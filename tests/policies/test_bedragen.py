"""The dated amounts of the law are those of the official tables, in every half-year.

`bedragen.csv` was taken from the text of the law of each date, and from the letters in which
the ministry publishes the amounts. An empty cell: no amount, or sources that disagree, so the
policy must not know one either. A `?`: the source was last seen before that date.
"""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from maatwerk_rules.model.clauses import BekendTot, Bron, Ingang, NietBekend
from maatwerk_rules.model.declarations import Bedrag, Percentage
from maatwerk_rules.model.expressions import Bedragliteraal, Percentageliteraal
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.pipeline import check

HALF_YEARS = tuple(date(year, month, 1) for year in range(2023, 2027) for month in (1, 7))

Series = tuple[str, ...]


def tables() -> dict[str, list[Series]]:
    """Return the rows by the provision that sets them."""
    found: dict[str, list[Series]] = {}
    with (Path(__file__).parent / "bedragen.csv").open(encoding="utf-8") as file:
        for artikel, _, *cells in list(csv.reader(file))[1:]:
            found.setdefault(artikel, []).append(tuple(cells))
    return found


TABLES = tables()


def declared() -> dict[str, Bedrag]:
    policy = check("participatiewet").policy
    assert policy is not None
    return {one.name: one for one in policy.beleid.declaraties if isinstance(one, Bedrag)}


AMOUNTS = declared()


def provision(source: Artikelverwijzing) -> str:
    """Return a provision as the table writes it."""
    where = source.artikel
    if source.artikel == "36b":
        return where
    for word in ("lid", "onderdeel", "onder"):
        part = getattr(source, word)
        where += f" {word} {part}" if part else ""
    return where


def provisions(amount: Bedrag) -> list[str]:
    """Return the provisions that set an amount."""
    return [provision(one.verwijzing) for one in amount.all(Bron)]


def value(amount: Bedrag, day: date) -> str | None:
    """Return what the policy says the amount is on a day, or that it is not known."""
    ends = amount.one(BekendTot)
    steps = [one for one in amount.clausules if isinstance(one, Ingang | NietBekend)]
    past = [one for one in steps if one.vanaf <= day]
    if not past or (ends is not None and day >= ends.datum):
        return None
    last = max(past, key=lambda one: one.vanaf)
    if isinstance(last, NietBekend):
        return None
    assert isinstance(last.waarde, Bedragliteraal)
    return f"{last.waarde.centen // 100}.{last.waarde.centen % 100:02}"


def differences(amount: Bedrag, row: Series) -> list[str]:
    """Return where an amount is not what a row of the table says."""
    found = []
    for day, cell in zip(HALF_YEARS, row, strict=True):
        if cell == "?":
            continue
        if value(amount, day) != (cell or None):
            found.append(f"{day}: {value(amount, day)}, in de tabel {cell or 'onbekend'}")
    return found


@pytest.mark.parametrize("name", AMOUNTS)
def test_an_amount_is_that_of_the_table_in_every_half_year(name: str) -> None:
    amount = AMOUNTS[name]
    for artikel in provisions(amount):
        rows = TABLES.get(artikel)
        assert rows, f"geen rij in bedragen.csv voor {artikel}"

        found = [differences(amount, row) for row in rows]

        assert [] in found, found


@pytest.mark.parametrize("artikel", TABLES)
def test_every_row_of_the_table_is_declared(artikel: str) -> None:
    rows = TABLES[artikel]
    amounts = [one for one in AMOUNTS.values() if artikel in provisions(one)]

    assert all(any(not differences(one, row) for one in amounts) for row in rows)


@pytest.mark.parametrize("name", ["norm_pensioen_beiden", "norm_pensioen_een"])
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), "1843.60"),
        (date(2024, 1, 1), None),
        (date(2024, 6, 30), None),
        (date(2024, 7, 1), "1976.64"),
        (date(2026, 12, 31), "2176.10"),
        (date(2027, 1, 1), None),
    ],
)
def test_sources_that_disagree_leave_an_amount_unknown(
    name: str, day: date, expected: str | None
) -> None:
    assert value(AMOUNTS[name], day) == expected


def test_the_share_of_an_advance_follows_its_half_years() -> None:
    policy = check("participatiewet").policy
    assert policy is not None
    (share,) = (
        one
        for one in policy.beleid.declaraties
        if isinstance(one, Percentage) and one.name == "voorschot_deel"
    )

    found = {one.vanaf: one.waarde for one in share.all(Ingang)}

    assert found == {
        date(2023, 1, 1): Percentageliteraal(Fraction(90, 100)),
        date(2026, 1, 1): Percentageliteraal(Fraction(95, 100)),
    }
