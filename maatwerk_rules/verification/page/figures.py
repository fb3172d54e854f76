"""A plot as a figure of a page: what is held fast, the drawing, what jumps most, and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from maatwerk_rules.dutch import write_aantal, write_date, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.html import table, words
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.model.exact import age
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Bedrag, Datum, Number, Type, is_ordered
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import AtMost
from maatwerk_rules.verification.cone import births
from maatwerk_rules.verification.page.axis import Tick, ages, ticks_of
from maatwerk_rules.verification.page.curve import Jump, Piece
from maatwerk_rules.verification.page.drawing import Drawing, Step, Stroke, draw
from maatwerk_rules.verification.page.plots import Plot, window
from maatwerk_rules.verification.page.worths import Absent, Worth, distance, gap, height
from maatwerk_rules.verification.told import MOST_TOLD, Telling

MOST_ROWS = 30
"""So many pieces of a course stand in its table."""
FEW_ROWS = 8
"""A longer table is folded."""
LONGEST = 13
"""So many signs of a word stand beside an axis; the whole of it stands in the table."""
UPWARD = 4
"""About so many marks stand along an axis from low to high."""
ROOM = Fraction(1, 8)
"""The room above and below a course, as a part of its height."""


def figure(plot: Plot, policy: Policy, part: Slice, name: str) -> Markup:
    """Return a plot as a figure; `name` is an id that no other has."""
    return _Figure(plot, policy, part, name).made()


class _Figure:
    def __init__(self, plot: Plot, policy: Policy, part: Slice, name: str) -> None:
        self._plot = plot
        self._name = name
        self._telling = Telling(policy, part.program, plot.found)
        self._day = plot.found.cases[0].peildatum
        self._is_birth = (plot.leaf.field or plot.leaf.name) in births(part.program)
        self._along = self._telling.name(plot.leaf)
        self._of = write_name(plot.found.claim.outcome)
        self._levels = _Levels(plot)

    def made(self) -> Markup:
        rows = [*self._rows()]
        listed = table(f"Waar {self._of} verandert", self._head(), rows, "getallen")
        if len(rows) > FEW_ROWS:
            summary = tag("summary", f"Tabel met {len(rows)} stukken")
            listed = tag("details", summary, listed)
        return tag(
            "figure",
            tag("h4", f"{capital(self._of)} naar {self._along}", id=self._name),
            *self._fixed(),
            draw(self._drawing()),
            tag("figcaption", *(tag("p", words(each)) for each in self._told())),
            listed,
            aria_labelledby=self._name,
        )

    # ---------------------------------------------------------------- in words

    def _fixed(self) -> Iterator[Markup]:
        telling = self._telling
        yield tag("p", words(f"Een geval op {write_date(self._day)}{telling.like()}"))
        items = [tag("li", words(f"{name}: {value}")) for name, value in telling.unusual]
        shown, rest = items[:MOST_TOLD], len(items) - MOST_TOLD
        if rest > 0:
            shown.append(tag("li", f"en nog {rest} gegevens"))
        if shown:
            yield tag("ul", *shown)

    def _told(self) -> Iterator[str]:
        plot = self._plot
        largest = plot.largest
        if largest is None:
            yield f"{capital(self._of)} verandert geleidelijk."
        else:
            others = len(plot.curve.jumps) - 1
            more = f" Er zijn nog {others} andere sprongen." if others > 1 else ""
            more = " Er is nog één andere sprong." if others == 1 else more
            yield f"Grootste sprong: {self._jump(largest)}.{more}"
        demand, status = plot.verdict.claim.demand, plot.verdict.status
        if status == "weerlegd" and isinstance(demand, AtMost):
            allowed = self._value(demand.loss)
            yield f"Weerlegd: het beleid staat een verschil toe van hoogstens {allowed}."
        if status == "bewust":
            yield f"Bewust zo: {plot.verdict.reason}"
        if not plot.curve.is_whole:
            yield "De uitkomst verandert vaker dan hier is uitgezocht."

    def _jump(self, jump: Jump) -> str:
        before, after = self._value(jump.before), self._value(jump.after)
        way = f"van {before} naar {after} ({self._change(jump)})"
        return f"vanaf {self._at(jump.place)} gaat {self._of} {way}"

    def _change(self, jump: Jump) -> str:
        """Return how much a jump is, and whether that is for better or worse."""
        low, high = height(jump.before), height(jump.after)
        found = gap(jump.before, jump.after, self._plot.definition)
        way = ""
        if self._plot.definition.order is not None and found:
            way = ", gunstiger" if found > 0 else ", ongunstiger"
        if low is None or high is None:
            return f"een verandering{way}"
        return f"{'een daling' if high < low else 'een stijging'} van {self._size(jump)}{way}"

    def _size(self, jump: Jump) -> str:
        low, high = height(jump.before), height(jump.after)
        if low is None or high is None:
            return f"{_short(self._value(jump.before))} → {_short(self._value(jump.after))}"
        type_ = self._plot.definition.type
        if isinstance(type_, Datum):
            return write_aantal(distance(low, high), "dag")
        return write_value(distance(low, high), type_)

    def _signed(self, jump: Jump) -> str:
        low, high = height(jump.before), height(jump.after)
        sign = "" if low is None or high is None else "− " if high < low else "+ "
        return f"{sign}{self._size(jump)}"

    def _value(self, worth: Worth) -> str:
        if isinstance(worth, Absent):
            return worth.value
        return write_value(worth, self._plot.definition.type)

    def _at(self, place: int) -> str:
        value = self._plot.scale.value(place)
        told = write_value(value, self._plot.type)
        if self._is_birth and isinstance(value, date) and value <= self._day:
            return f"{told} ({write_aantal(age(value, self._day), 'jaar')})"
        return told

    # ---------------------------------------------------------------- the table

    def _head(self) -> tuple[str, ...]:
        return f"{self._along}: van", "tot en met", self._of, "sprong aan het begin"

    def _rows(self) -> Iterator[Sequence[Markup | str]]:
        pieces = self._plot.curve.pieces
        jumps = {one.place: one for one in self._plot.curve.jumps}
        for piece in pieces[:MOST_ROWS]:
            jump = jumps.get(piece.first)
            size = self._signed(jump) if jump is not None else "–"
            mark = " (grootste)" if jump is not None and jump == self._plot.largest else ""
            yield self._at(piece.first), self._at(piece.last), self._course(piece), f"{size}{mark}"
        if len(pieces) > MOST_ROWS:
            yield f"en nog {len(pieces) - MOST_ROWS} stukken", "", "", ""

    def _course(self, piece: Piece) -> str:
        if piece.is_level:
            return self._value(piece.start)
        return f"van {self._value(piece.start)} naar {self._value(piece.end)}, geleidelijk"

    # ---------------------------------------------------------------- the drawing

    def _drawing(self) -> Drawing:
        plot = self._plot
        low, high = window(plot)
        across = f"{self._along}{_unit(plot.type)}"
        if self._is_birth:
            across = f"leeftijd op {write_date(self._day)} (naar {self._along})"
        ends = plot.scale.number(low), plot.scale.number(high)
        return Drawing(
            self._name,
            f"{capital(self._of)} naar {self._along}",
            " ".join(self._told()),
            (across, f"{self._of}{_unit(plot.definition.type)}"),
            ends,
            self._marks(low, high, ends),
            self._levels.ends,
            self._levels.ticks,
            tuple(self._strokes(low, high)),
            tuple(self._steps(low, high)),
            self._is_birth,
        )

    def _marks(self, low: int, high: int, ends: tuple[Number, Number]) -> tuple[Tick, ...]:
        return ages(low, high, self._day) if self._is_birth else ticks_of(*ends, self._plot.type)

    def _strokes(self, low: int, high: int) -> Iterator[Stroke]:
        jumps = {jump.place for jump in self._plot.curve.jumps}
        for piece in self._plot.curve.pieces:
            first, last = max(piece.first, low), min(piece.last, high)
            if first <= last:
                y = self._height(piece, first), self._height(piece, last)
                # Up to a jump, so that steps of whole years have no gap between them.
                end = last + 1 if last + 1 in jumps and last < high else last
                if self._is_birth:  # a jump stands at the birthday on which an age is reached
                    first, end = first - 1 if first in jumps and first > low else first, last
                yield Stroke((self._number(first), self._number(end)), y)

    def _steps(self, low: int, high: int) -> Iterator[Step]:
        for jump in self._plot.curve.jumps:
            if low <= jump.place <= high:
                y = self._levels.of(jump.before), self._levels.of(jump.after)
                is_largest = jump == self._plot.largest
                # The period stands beside the axis already, and room is scarce.
                told = self._signed(jump).partition(" per ")[0] if is_largest else ""
                place = jump.place - 1 if self._is_birth else jump.place
                yield Step(self._number(place), y, told, is_last=self._is_birth)

    def _number(self, place: int) -> Number:
        return self._plot.scale.number(place)

    def _height(self, piece: Piece, place: int) -> Number:
        start, end = self._levels.of(piece.start), self._levels.of(piece.end)
        part = Fraction(place - piece.first, max(piece.last - piece.first, 1))
        return start + (end - start) * part


@frozen
class _Levels:
    """At which height each outcome of a plot stands; what is no number has a height of its own."""

    plot: Plot

    @property
    def _all(self) -> list[Worth]:
        pieces = self.plot.curve.pieces
        return [worth for one in pieces for worth in (one.start, one.end)]

    @property
    def _span(self) -> tuple[Number, Number]:
        """The lowest and highest number; of an amount nil belongs to it when it is not far."""
        found = [one for each in self._all if (one := height(each)) is not None]
        low, high = min(found, default=0), max(found, default=0)
        if isinstance(self.plot.definition.type, Bedrag) and 0 < low <= high / 2:
            low = 0
        return (low, high) if low < high else (low - 1, high + 1)

    @property
    def _others(self) -> list[Worth]:
        """What is no number, from low to high: first what is no outcome at all."""
        found = dict.fromkeys(one for one in self._all if height(one) is None)
        order = self.plot.definition.order
        ranked: tuple[Worth, ...] = order if isinstance(order, tuple) else (False, True)
        return sorted(
            found,
            key=lambda one: (not isinstance(one, Absent), one in ranked and ranked.index(one) + 1),
        )

    @property
    def ends(self) -> tuple[Number, Number]:
        """The lowest and highest height of the drawing."""
        others = self._others
        if not is_ordered(self.plot.definition.type):
            return -Fraction(1, 2), len(others) - Fraction(1, 2)
        low, high = self._span
        room = (high - low) * ROOM
        return low - room * (1 + 2 * len(others)), high + room

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """What stands beside the drawing."""
        named = tuple((self.of(one), _short(_named(one, self.plot))) for one in self._others)
        if not is_ordered(self.plot.definition.type):
            return named
        return (*named, *ticks_of(*self._span, self.plot.definition.type, UPWARD))

    def of(self, worth: Worth) -> Number:
        """Return the height of an outcome."""
        number = height(worth)
        if number is not None:
            return number
        place = self._others.index(worth)
        if not is_ordered(self.plot.definition.type):
            return place
        low, high = self._span
        return low - (high - low) * ROOM * 2 * (len(self._others) - place)


def _named(worth: Worth, plot: Plot) -> str:
    if isinstance(worth, Absent):
        return {"NO_RULE": "geen regel", "CONFLICT": "strijdig"}.get(worth.name, "kan niet")
    return write_value(worth, plot.definition.type)


def _short(told: str) -> str:
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def _unit(type_: Type) -> str:
    return f" (per {type_.periode})" if isinstance(type_, Bedrag) and type_.periode else ""
