"""What showed the claims of a policy before, in a file beside it: tried first another time.

To find a case takes seconds, to see that it still shows its claim milliseconds. Nothing in the
file is believed: each case is reckoned anew, and one that no longer shows its claim, or no longer
reads, is as if it was never found. So a file of an older policy can do no harm.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.verification.claims import Claim, Place, program_for
from maatwerk_rules.verification.closest import closest
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.finding import has_its_records
from maatwerk_rules.verification.kept import Data, Keeper, beside, whole
from maatwerk_rules.verification.observed import Found, gap, lack_of, looked, observe, witness
from maatwerk_rules.verification.verdicts import Verdict

SCHEMA = "maatwerk/getuigen/1"
NAME = "getuigen.json"
"""How the file is called in the folder of a policy."""
MOST_CASES = 5_000
MOST_VALUES = 2_000
"""More cases than this, or more values in one, are not read."""
PATIENCE = 60
"""How often is looked whether a case still shows its claim when it is more like a plain one."""

NO_WITNESSES = Kind(
    "MW039",
    "geen-getuigen",
    Severity.FOUT,
    "Hierin staat niet wat `maatwerk beproef` eerder vond: {wat}",
    "Zonder dat bestand wordt alles opnieuw gezocht; dat duurt langer.",
)
MAKE_ANEW = ("maak het opnieuw met `maatwerk beproef BELEID --onthoud`",)

Cases = tuple[Case, ...]
Witnesses = Mapping[str, Cases]
"""The case or the pair that showed a claim, by the key of the claim."""
NONE: Witnesses = MappingProxyType({})


def read_witnesses(text: str | bytes, claims: Iterable[Claim], part: Slice) -> Witnesses:
    """Return the cases in a file, by the claim they showed; those that do not fit are left out.

    Args:
        claims: What is asked of the policy now; what is of other claims is left out.

    Raises:
        FactError: it is no such file.
    """
    complaints = Complaints()
    data = read_json(text, complaints)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        complaints.stop(NO_WITNESSES, MAKE_ANEW, wat=f"bij `schema` hoort `{SCHEMA}`.")
    listed, shown = data.get("gevallen"), data.get("getuigen")
    if not isinstance(listed, list) or not isinstance(shown, dict):
        wat = "`gevallen` hoort een lijst te zijn, en `getuigen` een groep."
        complaints.stop(NO_WITNESSES, MAKE_ANEW, wat=wat)
    if len(listed) > MOST_CASES or any(_is_large(one) for one in listed):
        wat = f"er staan meer dan {MOST_CASES} gevallen in, of een met te veel feiten."
        complaints.stop(NO_WITNESSES, MAKE_ANEW, wat=wat)
    cases, keepers = whole(listed), Keepers(part.program)
    found: dict[str, Cases] = {}
    for claim in claims:
        numbers = shown.get(claim.key)
        read = None if numbers is None else _read(claim, numbers, cases, keepers, part)
        if read is not None:
            found[claim.key] = read
    return found


def _is_large(data: object) -> bool:
    parts = [data.get(part) for part in ("waarden", "lijsten")] if isinstance(data, dict) else []
    return any(isinstance(one, dict | list) and len(one) > MOST_VALUES for one in parts)


class Keepers:
    """What writes and reads the cases of claims; a begrip that is varied asks for one of its own.

    >>> from maatwerk_rules.model.core import Program
    >>> keepers = Keepers(Program({}, {}, {}))
    >>> keepers.of(None) is keepers.of(None)
    True
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[str | None, Keeper] = {}
        self._read: dict[tuple[int, int], Case | None] = {}

    def of(self, claim: Claim | None) -> Keeper:
        """Return what keeps the cases of a claim; without one those of the policy itself."""
        place = None if claim is None else getattr(claim.change, "place", None)
        begrip = place.name if isinstance(place, Place) and place.kind == "begrip" else None
        if begrip not in self._known:
            own = self._program if claim is None else program_for(claim, self._program)
            self._known[begrip] = Keeper(own)
        return self._known[begrip]

    def case(self, claim: Claim, number: int, data: Data) -> Case | None:
        """Return the case of a number for a claim, read once for all that have it."""
        keeper = self.of(claim)
        key = id(keeper), number
        if key not in self._read:
            self._read[key] = keeper.read(data)
        return self._read[key]


def _read(
    claim: Claim, numbers: Any, cases: list[Data], keepers: Keepers, part: Slice
) -> Cases | None:
    wanted = 1 if claim.change is None else 2
    if not isinstance(numbers, list) or len(numbers) != wanted:
        return None
    read = []
    for number in numbers:
        if not isinstance(number, int) or not 0 <= number < len(cases):
            return None
        case = keepers.case(claim, number, cases[number])
        if case is None or not part.holds_on(case.peildatum):
            return None
        read.append(case)
    return tuple(read)


# ---------------------------------------------------------------- keeping them


def write_witnesses(  # noqa: PLR0913 - what stands below may be left out
    policy: Policy,
    part: Slice,
    verdicts: Iterable[Verdict],
    before: Witnesses,
    plain: Case,
    *,
    below: Witnesses = NONE,
) -> str:
    """Return the file of what showed the claims of a policy; one case to a line.

    What was not found or not asked this time stays as it was before, if it still shows what the
    policy claims. Each new case is made as much like a plain one as it can be; that asks the
    evaluator up to PATIENCE times for each.

    Args:
        before: What earlier runs found.
        plain: A case as a person would think of it, with everything known.
        below: What is kept elsewhere already; what shows no more than that is left out.
    """
    now = {one.claim.key: one.cases for one in verdicts if one.cases}
    found: dict[str, tuple[Claim, Cases]] = {}
    for claim in derive(policy, part.program):
        strength = partial(shows, policy, part, claim)
        listed = [each for each in (before.get(claim.key), now.get(claim.key)) if each]
        best = max(listed, key=strength, default=())
        if not best or strength(best) == NOT_SHOWN or not all(map(_is_whole, best)):
            continue
        if claim.key in below and strength(below[claim.key]) >= strength(best):
            continue
        if best is not before.get(claim.key):
            best = _plainer(best, plain, strength)
        found[claim.key] = claim, best
    return _text(policy, part, found, plain)


def _plainer(cases: Cases, plain: Case, strength: Callable[[Cases], Strength]) -> Cases:
    """Return cases that show as much, and are more like a plain case."""
    least = strength(cases)
    return closest(cases, plain, lambda tried: strength(tried) >= least, most=PATIENCE)


def _is_whole(case: Case) -> bool:
    return all(each.complete for each in case.lists.values())


Strength = tuple[int, Number]
NOT_SHOWN: Strength = (0, 0)


def shows(policy: Policy, part: Slice, claim: Claim, cases: Cases) -> Strength:
    """Return how strongly cases show a claim: NOT_SHOWN, or more the more they differ.

    Least of all counts what shows it only where no limit is meant; a few milliseconds.

    >>> from datetime import date
    >>> from maatwerk_rules import load
    >>> policy = load("bijstand_voorbeeld")
    >>> part = policy.slices[-1]
    >>> claim = next(one for one in derive(policy, part.program) if one.change is None)
    >>> shows(policy, part, claim, (Case(date(2026, 3, 1)),)) == NOT_SHOWN
    True
    """
    program = program_for(claim, part.program)
    if not all(has_its_records(case, program) for case in cases):
        return NOT_SHOWN

    def look(case: Case) -> Found | None:
        return observe(policy, program, case, claim.outcome, lacking=lack_of(claim))

    found = looked(claim, program, cases, look)
    free = attrs.evolve(claim, documented=frozenset())
    for rank, one in ((2, claim), (1, free)):
        if found is not None and witness(one, program, found) is not None:
            return rank, gap(one, program, found) if len(found) > 1 else 1
    return NOT_SHOWN


def _text(
    policy: Policy, part: Slice, found: Mapping[str, tuple[Claim, Cases]], plain: Case
) -> str:
    keepers = Keepers(part.program)
    base = keepers.of(None).write(plain)
    read = [base]
    listed: list[Data] = [base]
    numbers: dict[str, int] = {json.dumps(base, sort_keys=True): 0}
    shown: dict[str, list[int]] = {}
    for key, (claim, cases) in sorted(found.items()):
        number = 0
        for case in cases:
            data = keepers.of(claim).write(case)
            text = json.dumps(data, sort_keys=True)
            if text not in numbers:
                numbers[text] = len(listed)
                listed.append(beside(data, read[number], number))
                read.append(data)
            number = numbers[text]
            shown.setdefault(key, []).append(number)
    head = {"schema": SCHEMA, "beleid": policy.name}
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in listed)
    keys = ",\n".join(f"{json.dumps(key)}: {json.dumps(one)}" for key, one in shown.items())
    opening = json.dumps(head)[:-1]
    return f'{opening},\n"gevallen": [\n{lines}\n],\n"getuigen": {{\n{keys}\n}}}}\n'
