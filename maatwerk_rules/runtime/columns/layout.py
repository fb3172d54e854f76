"""Which columns a table may have for a policy, and which of those it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from maatwerk_rules.analysis.typefout import describe_type
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.errors import ColumnError
from maatwerk_rules.model.declarations import Gegeven, Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Type
from maatwerk_rules.nearest import nearest
from maatwerk_rules.runtime.columns.arrow_types import readable, wanted
from maatwerk_rules.runtime.complaints import ask

if TYPE_CHECKING:
    import pyarrow as pa

DAY, LOOKED, NAME = "peildatum", "bekeken", "@naam"
OF_ROW = ("klasse", "open_oordelen", "besluit", "fout")
"""The columns that a decided table has beside the outcomes."""
UNKNOWN_COLUMN = Kind(
    "MW966",
    "onbekende-kolom",
    Severity.FOUT,
    "Ik ken geen gegeven met de naam van kolom `{naam}`.{vraag}",
    "Een kolom met een tikfout zou stil worden overgeslagen: dan is dat gegeven nergens bekend.",
)
WRONG_COLUMN = Kind(
    "MW967",
    "kolom-past-niet",
    Severity.FOUT,
    "Kolom `{naam}` past niet: {wat}.",
    "Uit een kolom van een andere soort valt niet met zekerheid te lezen wat er bedoeld is.",
)


@attrs.frozen
class Place:
    """A column of values: of a fact, of a field of a list, or of a judgement on either."""

    path: str
    type: Type
    name: str
    list: str | None = None
    field: str | None = None
    judgement: bool = False


@attrs.frozen
class ListPlace:
    """A column of records, with the columns of their fields by the names those have there."""

    name: str
    type: Lijst
    fields: dict[str, Place]


@attrs.frozen
class Layout:
    """All columns of values and of records that a policy knows."""

    values: dict[str, Place]
    lists: dict[str, ListPlace]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (*self.values, *self.lists, DAY, LOOKED)


def layout_of(policy: Policy) -> Layout:
    """Return the columns that a policy knows."""
    values: dict[str, Place] = {}
    lists: dict[str, ListPlace] = {}
    for gegeven in policy.all(Gegeven):
        name, type_ = gegeven.naam, policy.types[gegeven.naam]
        if isinstance(type_, Lijst):
            lists[name] = ListPlace(name, type_, dict(_fields(policy, name, type_)))
        else:
            values[name] = Place(name, type_, name)
    for oordeel in policy.all(Oordeel):
        if oordeel.naam not in policy.records:
            path = f"oordeel.{oordeel.naam}"
            values[path] = Place(path, policy.types[oordeel.naam], oordeel.naam, judgement=True)
    return Layout(values, lists)


def _fields(policy: Policy, name: str, type_: Lijst) -> Iterator[tuple[str, Place]]:
    for veld in type_.soort.velden:
        yield veld.naam, Place(f"{name}.{veld.naam}", veld.type, name, name, veld.naam)
    for oordeel, soort in policy.records.items():
        if soort == type_.soort.naam and policy.find(Oordeel, oordeel) is not None:
            key = f"oordeel.{oordeel}"
            yield key, Place(f"{name}.{key}", policy.types[oordeel], oordeel, name, judgement=True)


def refuse_names_of_rows(outcomes: Iterable[str]) -> None:
    """Refuse outcomes whose column would take the place of one that every row has.

    Raises:
        ColumnError: with a complaint for each.
    """
    wat = "zo heet een kolom die elke rij al heeft; vraag andere uitkomsten, of hernoem deze"
    found = tuple(_wrong(name, wat) for name in outcomes if name in OF_ROW)
    if found:
        raise ColumnError(found)


@attrs.frozen
class Table:
    """The columns of one table: what is read, and what is passed through."""

    schema: pa.Schema
    layout: Layout
    read: tuple[str, ...]
    passed: tuple[str, ...]


def table_of(
    layout: Layout, schema: pa.Schema, outcomes: Iterable[str], passed: Iterable[str]
) -> Table:
    """Return which columns of a table are read and passed through, or all that is wrong.

    Args:
        outcomes: The names that the outcomes need in the result.
        passed: Columns to pass through whatever their names are.

    Raises:
        ColumnError: a column looks like a typo, is of another sort, or bears a needed name.
    """
    through = frozenset(passed)
    taken = {*outcomes, *OF_ROW}
    found: list[Diagnostic] = []
    read: list[str] = []
    rest: list[str] = []
    for field in schema:
        name = field.name
        if name in layout.values or name in layout.lists or name in (DAY, LOOKED):
            found += _misfits(layout, field)
            read.append(name)
            continue
        rest.append(name)
        if schema.names.count(name) > 1:
            found.append(_wrong(name, "er zijn twee kolommen met deze naam"))
        if name in taken:
            found.append(_wrong(name, "zo heet ook een kolom van de uitkomst; hernoem haar"))
        elif name not in through:
            near = nearest(name, layout.names)
            if near or name.startswith("oordeel."):
                found.append(_unknown(name, near))
    if found:
        raise ColumnError(tuple(found))
    return Table(schema, layout, tuple(read), tuple(rest))


def _unknown(name: str, near: Iterable[str]) -> Diagnostic:
    help_ = "Hoort de kolom niet bij het beleid, geef haar dan een andere naam."
    vraag = ask(f"`{one}`" for one in near)
    return diagnostic(UNKNOWN_COLUMN, name, help=(help_,), naam=name, vraag=vraag)


def _wrong(name: str, wat: str, *help_: str) -> Diagnostic:
    return diagnostic(WRONG_COLUMN, name, help=help_, naam=name, wat=wat)


def _misfits(layout: Layout, field: pa.Field) -> Iterator[Diagnostic]:
    """Yield what is wrong with a column that the policy knows."""
    import pyarrow as pa

    name = field.name
    if name in layout.lists:
        yield from _list_misfits(layout.lists[name], field)
    elif name == DAY and not pa.types.is_date32(field.type) and not pa.types.is_null(field.type):
        yield _wrong(name, f"een datum (date32) wordt verwacht, en hier staat {field.type}")
    elif name == LOOKED and not pa.types.is_boolean(field.type):
        yield _wrong(name, f"ja of nee (bool) wordt verwacht, en hier staat {field.type}")
    elif name in layout.values:
        yield from _value_misfits(layout.values[name], field)


def _value_misfits(place: Place, field: pa.Field) -> Iterator[Diagnostic]:
    if not readable(field, place.type):
        what = f"{describe_type(place.type)} wordt verwacht, en hier staat {field.type}"
        yield _wrong(place.path, what, wanted(place.type))


def _list_misfits(place: ListPlace, field: pa.Field) -> Iterator[Diagnostic]:
    import pyarrow as pa

    type_ = field.type
    if pa.types.is_null(type_):
        return
    if pa.types.is_list(type_) or pa.types.is_large_list(type_):
        type_ = type_.value_type
    elif not place.type.single:
        yield _wrong(place.name, f"een lijst van records wordt verwacht, en hier staat {type_}")
        return
    if not pa.types.is_struct(type_):
        yield _wrong(place.name, f"records (struct) worden verwacht, en hier staat {type_}")
        return
    for inner in type_:
        if inner.name in place.fields:
            yield from _value_misfits(place.fields[inner.name], inner)
        elif inner.name != NAME:
            yield _unknown(f"{place.name}.{inner.name}", nearest(inner.name, place.fields))
        elif not pa.types.is_string(inner.type):
            yield _wrong(f"{place.name}.{NAME}", f"een tekst wordt verwacht, niet {inner.type}")
