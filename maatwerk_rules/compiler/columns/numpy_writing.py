"""Lines of NumPy in the making: every step has a name, and the same step is made once."""

from __future__ import annotations

import re
from functools import reduce

import attrs

from maatwerk_rules.compiler.writing import name_for

_WORD = re.compile(r"[A-Za-z]\w*")
Mask = bool | str
"""Which rows: all (True), none (False), or those of an array with this name."""
Text = int | str
"""A number written in the policy, or the name of an array."""


FOLDED = {
    "==": int.__eq__, "!=": int.__ne__, "<": int.__lt__, "<=": int.__le__, ">": int.__gt__,
    ">=": int.__ge__, "+": int.__add__, "-": int.__sub__, "*": int.__mul__,
}  # fmt: skip


def bits_for(low: int, high: int) -> int:
    """Return how many bits a number between these ends takes.

    >>> bits_for(0, 127), bits_for(-129, 0), bits_for(0, 40_000), bits_for(0, 1 << 31)
    (8, 16, 32, 64)
    """
    return next(
        (bits for bits in (8, 16, 32) if -(1 << bits - 1) <= low and high < 1 << bits - 1), 64
    )


@attrs.frozen
class Val:
    """A value in each row, and where it is known. A ja/nee is a mask: where it is surely ja."""

    text: Text
    known: Mask = True


@attrs.define
class Page:
    """The lines of one function, and the tables it looks up in; `prefix` begins their names.

    `bits` says of each array of numbers how many bits one takes.
    """

    prefix: str = "T"
    lines: list[str] = attrs.field(factory=list)
    made: dict[str, str] = attrs.field(factory=dict)
    constants: dict[str, str] = attrs.field(factory=dict)
    bits: dict[str, int] = attrs.field(factory=dict)
    _nays: dict[str, str] = attrs.field(factory=dict)
    _all_of: dict[str, frozenset[str]] = attrs.field(factory=dict)
    _one_of: dict[str, frozenset[str]] = attrs.field(factory=dict)

    def name(self, text: str, hint: str = "w", bits: int = 64) -> str:
        """Return the name of a step, whose numbers take so many bits."""
        found = self.made.get(text)
        if found is None:
            found = self.made[text] = f"{hint}{len(self.made)}"
            self.lines.append(f"{found} = {text}")
            self.bits[found] = bits
        return found

    def named(self, text: str, number: int, hint: str, letter: str) -> str:
        """Return the name of something that is read, which tells what it is."""
        found = self.made.get(text)
        if found is None:
            found = self.made[text] = letter + name_for(number, hint)[1:]
            self.lines.append(f"{found} = {text}")
        return found

    # ------------------------------------------------------------------ bits

    def width(self, *texts: Text) -> int:
        """Return how many bits the widest of some numbers takes."""
        return max(
            self.bits.get(one, 64) if isinstance(one, str) else bits_for(one, one) for one in texts
        )

    def of_width(self, text: Text, bits: int) -> Text:
        """Return numbers in so many bits; one that is written in the policy fits what it meets."""
        if isinstance(text, int) or self.width(text) == bits:
            return text
        return self.name(f"{text}.astype(np.int{bits})", bits=bits)

    def array(self, text: Text, bits: int) -> str:
        """Return numbers in so many bits, also one that is written in the policy."""
        if isinstance(text, int):
            return f"np.int{bits}({text})"
        return str(self.of_width(text, bits))

    def infix(self, left: Text, sign: str, right: Text, low: int, high: int) -> Text:
        """Return what two numbers come to, which lies between ends."""
        if isinstance(left, int) and isinstance(right, int):
            return int(FOLDED[sign](left, right))
        if sign == "+" and left == 0:
            return right
        bits = max(self.width(left, right), bits_for(low, high))
        text = f"{self.of_width(left, bits)} {sign} {self.of_width(right, bits)}"
        return self.name(text, bits=bits)

    def bound(self, call: str, left: Text, right: Text) -> Text:
        """Return the higher or the lower of two numbers."""
        if isinstance(left, int) and isinstance(right, int):
            return (max if call == "np.maximum" else min)(left, right)
        bits = self.width(left, right)
        return self.name(
            f"{call}({self.of_width(left, bits)}, {self.of_width(right, bits)})", bits=bits
        )

    def constant(self, text: str) -> str:
        """Return the name of a table that is made once."""
        return self.constants.setdefault(text, f"{self.prefix}_{len(self.constants)}")

    def needed(self, text: str) -> list[str]:
        """Return the lines without those that nothing leans on, `text` last."""
        wanted = set(_WORD.findall(text))
        found: list[str] = []
        for line in reversed(self.lines):
            name, is_step, rest = line.partition(" = ")
            if not is_step or name in wanted:
                found.append(line)
                wanted.update(_WORD.findall(rest or line))
        return [*found[::-1], text]

    def do(self, text: str) -> None:
        """Add a step that gives nothing; once."""
        if text not in self.made:
            self.made[text] = text
            self.lines.append(text)

    # ------------------------------------------------------------------ masks

    def both(self, *masks: Mask) -> Mask:
        """Return the rows of all masks."""
        every: Mask = True
        return reduce(self._both, masks, every)

    def _both(self, one: Mask, other: Mask) -> Mask:
        if one is False or other is False:
            return False
        if one is True or other is True:
            return other if one is True else one
        parts, others = self._parts(one), self._parts(other)
        if others <= parts or not parts.isdisjoint(self._ways(other)):
            return one
        if parts <= others or not others.isdisjoint(self._ways(one)):
            return other
        if any(self._nays.get(part) in (*others, other) for part in (*parts, one)):
            return False
        found = self.name(f"{one} & {other}", "m")
        self._all_of[found] = parts | others
        return found

    def either(self, *masks: Mask) -> Mask:
        """Return the rows of any mask."""
        none: Mask = False
        return reduce(self._either, masks, none)

    def _either(self, one: Mask, other: Mask) -> Mask:
        if one is True or other is True:
            return True
        if one is False or other is False:
            return other if one is False else one
        ways, others = self._ways(one), self._ways(other)
        if others <= ways or not ways.isdisjoint(self._parts(other)):
            return one
        if ways <= others or not others.isdisjoint(self._parts(one)):
            return other
        if any(self._nays.get(way) in (*others, other) for way in (*ways, one)):
            return True
        found = self.name(f"{one} | {other}", "m")
        self._one_of[found] = ways | others
        return found

    def _parts(self, mask: str) -> frozenset[str]:
        """Return the masks that a mask is the shared rows of."""
        return self._all_of.get(mask) or frozenset({mask})

    def _ways(self, mask: str) -> frozenset[str]:
        """Return the masks that a mask is all rows of."""
        return self._one_of.get(mask) or frozenset({mask})

    def nay(self, mask: Mask) -> Mask:
        """Return the other rows."""
        if isinstance(mask, bool):
            return not mask
        found = self._nays.get(mask)
        if found is None:
            found = self._nays[mask] = self.name(f"~{mask}", "m")
            self._nays[found] = mask
        return found

    def but(self, mask: Mask, *others: Mask) -> Mask:
        """Return the rows of a mask without those of others."""
        for other in others:
            if mask is False or other is True:
                return False
            if other is not False:
                mask = self.both(mask, self.nay(other))
        return mask

    def where(self, mask: Mask, yes: Text, no: Text) -> Text:
        """Return one value in the rows of a mask and another in the rest."""
        if isinstance(mask, bool):
            return yes if mask else no
        if yes == no:
            return yes
        if yes == 0:
            return self.where(self.nay(mask), no, yes)
        bits = self.width(yes, no)
        return self.name(f"kies({mask}, {yes}, {no}, np.int{bits})", bits=bits)

    def mask_where(self, mask: Mask, yes: Mask, no: Mask) -> Mask:
        """Return one mask in the rows of a mask and another in the rest."""
        if isinstance(mask, bool):
            return yes if mask else no
        if yes == no:
            return yes
        if isinstance(yes, bool):
            return self.either(mask, no) if yes else self.but(no, mask)
        if isinstance(no, bool):
            return self.either(self.nay(mask), yes) if no else self.both(mask, yes)
        return self.either(self.both(mask, yes), self.but(no, mask))


def as_mask(val: Val) -> Mask:
    """Return a ja/nee as a mask.

    >>> as_mask(Val(True)), as_mask(Val("m1"))
    (True, 'm1')
    """
    return val.text if isinstance(val.text, bool | str) else bool(val.text)


def as_array(text: Text | Mask) -> str:
    """Return a value or mask as an expression of NumPy.

    >>> as_array(True), as_array(5), as_array("w1")
    ('np.True_', 'np.int64(5)', 'w1')
    """
    if isinstance(text, bool):
        return "np.True_" if text else "np.False_"
    return f"np.int64({text})" if isinstance(text, int) else text
