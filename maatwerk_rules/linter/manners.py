"""How the checks behave on one policy: which run, which findings count, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property

import attrs

from maatwerk_rules.diagnostics import Diagnostic, diagnostic
from maatwerk_rules.linter.codes import Codes, documented
from maatwerk_rules.linter.registry import Check, shipped
from maatwerk_rules.linter.settings import Choice, Settings
from maatwerk_rules.linter.suppression import FAULT_STAYS, UNUSED, Judged, Looking, judge
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Status


@attrs.frozen(slots=False)
class Manners:
    """The settings as they work out for one policy.

    Args:
        beleid: The policy as its author wrote it.
        checks: The checks to choose from.
        is_sound: The policy has no faults, so that every check could look.
        homes: For texts that are a part of a file the name of that, as the settings know it.
    """

    beleid: Beleid
    settings: Settings = attrs.field(factory=Settings)
    checks: tuple[Check, ...] = ()
    is_sound: bool = True
    homes: Mapping[str, str] = attrs.field(factory=dict, repr=False)

    @property
    def preset(self) -> str:
        """The preset of the policy as a whole."""
        return self._whole.preset

    @cached_property
    def _status(self) -> str | None:
        status = self.beleid.kop.one(Status) if self.beleid.kop else None
        return None if status is None else status.status

    @cached_property
    def _whole(self) -> Choice:
        return self.settings.of(self._status)

    @cached_property
    def _by_file(self) -> dict[str, Choice]:
        files = dict.fromkeys(self.homes.get(name, name) for name in self.beleid.sources)
        return {name: self.settings.of(self._status, name) for name in files}

    @cached_property
    def _by_code(self) -> dict[str, Check]:
        return {check.kind.code: check for check in self.checks}

    def chosen(self) -> tuple[Check, ...]:
        """Return the checks to run, each with its limit: those that count in some file."""
        everywhere = (self._whole, *self._by_file.values())
        return tuple(
            self._with_limit(check)
            for check in self.checks
            if any(one.takes(check.kind.code, strict=_hides(check)) for one in everywhere)
        )

    def _with_limit(self, check: Check) -> Check:
        if check.limit is None:
            return check
        return attrs.evolve(check, limit=self._whole.limit(check.kind.code, check.limit))

    def counting(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the advice that counts where it stands."""
        return tuple(one for one in found if self._takes(self._at(_file_of(one)), one.code))

    def unseen(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return what is not shown where it stands, but of which it is told how much there is."""
        return tuple(one for one in found if self._is_unseen(self._at(_file_of(one)), one.code))

    def _is_unseen(self, choice: Choice, code: str) -> bool:
        check = self._by_code.get(code)
        if check is None or not check.counted or self._takes(choice, code):
            return False
        return choice.takes(code)

    @property
    def unable(self) -> frozenset[str]:
        """The codes of the checks that could not look, as the policy has faults."""
        if self.is_sound:
            return frozenset()
        return frozenset(check.kind.code for check in self.checks if check.in_file is None)

    def looked(self, code: str, file: str) -> bool:
        """Tell whether findings of a code were looked for in the whole of a file."""
        if not self._takes(self._at(file), code):
            return False
        if not self.is_sound:
            check = self._by_code.get(code)
            return check is not None and check.in_file is not None
        return code in self._by_code or (code in documented() and code not in _shipped_codes())

    def judged(
        self, faults: Iterable[Diagnostic], advice: Iterable[Diagnostic], today: date | None
    ) -> Judged:
        """Return the advice less what the author set aside, all with the severity it has here.

        Args:
            faults: What keeps the policy from running: that is never set aside.
        """
        faults = tuple(faults)
        codes = Codes(check.kind for check in self.checks)
        found = judge(self.beleid, faults, advice, Looking(self.looked, codes, today))
        return Judged(
            tuple(
                self._graded(one)
                for one in self.counting((*found.diagnostics, *self._in_vain(faults)))
            ),
            tuple(
                attrs.evolve(one, diagnostic=self._graded(one.diagnostic))
                for one in found.suppressed
            ),
            len(self.unseen(found.diagnostics)),
        )

    def _in_vain(self, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield for each fault that the settings leave out by its code that they cannot."""
        told: set[str] = set()
        for one in faults:
            if one.code in told or not self._at(_file_of(one)).leaves_out(one.code):
                continue
            told.add(one.code)
            help_ = (f"Haal `{one.code}` uit `negeer`, en herstel wat er staat.",)
            place = one.spans[0].span if one.spans else one.path
            yield diagnostic(UNUSED, place, help=help_, codes=f"`{one.code}`", reden=FAULT_STAYS)

    def _graded(self, found: Diagnostic) -> Diagnostic:
        return self._at(_file_of(found)).graded(found)

    def _at(self, file: str) -> Choice:
        return self._by_file.get(self.homes.get(file, file), self._whole)

    def _takes(self, choice: Choice, code: str) -> bool:
        key = id(choice), code
        taken = self._taken.get(key)
        if taken is None:
            check = self._by_code.get(code)
            strict, counted = (check.strict, check.counted) if check else (False, False)
            taken = self._taken[key] = choice.takes(code, strict=strict, counted=counted)
        return taken

    @cached_property
    def _taken(self) -> dict[tuple[int, str], bool]:
        """Whether a choice of these takes a code: of some there are a thousand findings."""
        return {}


@cache
def _shipped_codes() -> frozenset[str]:
    return frozenset(check.kind.code for check in shipped())


def _hides(check: Check) -> bool:
    """Tell whether a check has nothing to do where strict checks do not count."""
    return check.strict and not check.counted


def _file_of(found: Diagnostic) -> str:
    return found.spans[0].span.source if found.spans else ""
