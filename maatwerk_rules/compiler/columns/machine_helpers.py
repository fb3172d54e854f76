"""What machine code calls: quotients of whole numbers and dates, for several rows or for one."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.compiler.columns.machine_values import CIVIL
from maatwerk_rules.compiler.columns.plan import FIRST_DAY, LAST_DAY


class Helper:
    """Writes one function; every value is of several rows, or of one."""

    def __init__(self, name: str, width: str, parameters: str, lanes: int) -> None:
        self.lanes = lanes
        self.width = width
        self.counter = 0
        suffix = "s" if lanes == 1 else "v"
        named = ", ".join(f"{self.type(width)} %{one}" for one in parameters.split())
        self.lines = [
            f"define internal {self.type(width)} @{name}.{suffix}({named}) alwaysinline {{"
        ]

    def type(self, width: str) -> str:
        """Return the type of values of several rows, or of one."""
        return width if self.lanes == 1 else f"<{self.lanes} x {width}>"

    def number(self, value: float, width: str = "") -> str:
        """Return a constant."""
        if self.lanes == 1:
            return str(value)
        return f"<{', '.join([f'{width or self.width} {value}'] * self.lanes)}>"

    def write(self, line: str) -> str:
        """Write an instruction and return its name."""
        self.counter += 1
        self.lines.append(f"%h{self.counter} = {line}")
        return f"%h{self.counter}"

    def of(self, word: str, one: str, other: str | int) -> str:
        """Write an instruction on two whole numbers."""
        text = self.number(other) if isinstance(other, int) else other
        return self.write(f"{word} {self.type(self.width)} {one}, {text}")

    def if_(self, truth: str, then: str | int, other: str | int) -> str:
        """Write that a truth picks one of two."""
        kind = self.type(self.width)
        one, two = (self.number(it) if isinstance(it, int) else it for it in (then, other))
        return self.write(f"select {self.type('i1')} {truth}, {kind} {one}, {kind} {two}")

    def gives(self, value: str) -> list[str]:
        """Return the lines of the function."""
        return [*self.lines, f"ret {self.type(self.width)} {value}", "}"]


def helpers(lanes: int) -> Iterator[str]:
    """Yield the functions for so many rows together."""
    yield from _divide_float(lanes)
    yield from _divide_word(lanes)
    yield from _civil(lanes)
    yield from _moved("later", lanes)
    yield from _moved("earlier", lanes)


def _divide_float(lanes: int) -> list[str]:
    """Divide as floats: the quotient is at most one off, which the rest tells."""
    it = Helper("divide_float", "i64", "number over", lanes)
    word, float_ = it.type("i64"), it.type("double")
    one = it.write(f"sitofp {word} %number to {float_}")
    other = it.write(f"sitofp {word} %over to {float_}")
    ratio = it.write(f"fdiv {float_} {one}, {other}")
    found = it.write(f"fptosi {float_} {ratio} to {word}")
    rest = it.of("sub", "%number", it.of("mul", found, "%over"))
    found = it.if_(it.of("icmp slt", rest, 0), it.of("sub", found, 1), found)
    return it.gives(it.if_(it.of("icmp sge", rest, "%over"), it.of("add", found, 1), found))


def _divide_word(lanes: int) -> list[str]:
    it = Helper("divide_word", "i64", "number over", lanes)
    found = it.of("sdiv", "%number", "%over")
    rest = it.of("sub", "%number", it.of("mul", found, "%over"))
    return it.gives(it.if_(it.of("icmp slt", rest, 0), it.of("sub", found, 1), found))


def _civil(lanes: int) -> list[str]:
    """Return the year, month and day of a day since 1970 as one number: 512 y + 32 m + d.

    Source: Howard Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`.
    """
    it = Helper("civil", "i32", "day", lanes)
    shifted = it.of("add", "%day", CIVIL)
    era = it.of("udiv", shifted, 146_097)
    of_era = it.of("sub", shifted, it.of("mul", era, 146_097))
    less = it.of("sub", of_era, it.of("udiv", of_era, 1_460))
    more = it.of("add", less, it.of("udiv", of_era, 36_524))
    year = it.of("udiv", it.of("sub", more, it.of("udiv", of_era, 146_096)), 365)
    leaps = it.of("sub", it.of("udiv", year, 4), it.of("udiv", year, 100))
    of_year = it.of("sub", of_era, it.of("add", it.of("mul", year, 365), leaps))
    month = it.of("udiv", it.of("add", it.of("mul", of_year, 5), 2), 153)
    first = it.of("udiv", it.of("add", it.of("mul", month, 153), 2), 5)
    day = it.of("add", it.of("sub", of_year, first), 1)
    early = it.of("icmp ult", month, 10)
    month = it.if_(early, it.of("add", month, 3), it.of("sub", month, 9))
    year = it.of("add", year, it.of("mul", era, 400))
    year = it.if_(early, year, it.of("add", year, 1))
    found = it.of("or", it.of("shl", year, 9), it.of("shl", month, 5))
    return it.gives(it.of("or", found, day))


def _moved(pick: str, lanes: int) -> list[str]:
    """Return the day that lies a number of months from a date (as `civil` gives it).

    Source: Howard Hinnant, chrono-compatible low-level date algorithms, `days_from_civil`.
    """
    it = Helper(pick, "i32", "civil months", lanes)
    day = it.of("and", "%civil", 31)
    month = it.of("and", it.of("lshr", "%civil", 5), 15)
    months = it.of("mul", it.of("lshr", "%civil", 9), 12)
    months = it.of("add", it.of("add", months, it.of("sub", month, 1)), "%months")
    early = it.of("icmp slt", months, 12)
    late = it.of("icmp sge", months, 120_000)
    months = it.if_(early, 12, it.if_(late, 119_999, months))
    year = it.of("udiv", months, 12)
    month = it.of("add", it.of("sub", months, it.of("mul", year, 12)), 1)
    last = _last_day(it, year, month)
    fits = it.of("icmp sle", day, last)
    found = _days(it, year, month, it.if_(fits, day, last))
    if pick == "later":
        found = it.if_(fits, found, it.of("add", found, 1))
    return it.gives(it.if_(early, FIRST_DAY, it.if_(late, LAST_DAY, found)))


def _last_day(it: Helper, year: str, month: str) -> str:
    """Write the number of days of a month."""
    by_four = it.of("icmp eq", it.of("and", year, 3), 0)
    century = it.of("icmp eq", it.of("urem", year, 100), 0)
    by_400 = it.of("icmp eq", it.of("urem", year, 400), 0)
    february = it.if_(by_four, it.if_(century, it.if_(by_400, 29, 28), 29), 28)
    half = it.of("lshr", month, 3)
    long = it.of("add", it.of("and", it.of("xor", month, half), 1), 30)
    return it.if_(it.of("icmp eq", month, 2), february, long)


def _days(it: Helper, year: str, month: str, day: str) -> str:
    """Write the number of days since 1970."""
    early = it.of("icmp sle", month, 2)
    year = it.if_(early, it.of("sub", year, 1), year)
    shifted = it.if_(early, it.of("add", month, 9), it.of("sub", month, 3))
    of_year = it.of("udiv", it.of("add", it.of("mul", shifted, 153), 2), 5)
    leaps = it.of("sub", it.of("udiv", year, 4), it.of("udiv", year, 100))
    leaps = it.of("add", leaps, it.of("udiv", year, 400))
    found = it.of("add", it.of("mul", year, 365), it.of("add", leaps, of_year))
    return it.of("sub", it.of("add", found, it.of("sub", day, 1)), CIVIL)
