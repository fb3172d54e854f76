"""Which checks count, how much, and where: presets, what a team wrote down, and what was typed.

A setting is resolved in steps: the preset first, then the general settings, then those of paths in
the order they are written, then those of the command line. A later step wins; within one step the
longest code does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Severity

BASIS, STRENG, CONCEPT, VASTGESTELD, TAAL = "basis", "streng", "concept", "vastgesteld", "taal"
PRESETS: Mapping[str, str] = MappingProxyType(
    {
        BASIS: "alle controles, behalve de strengste",
        STRENG: "alle controles, ook de strengste; een waarschuwing telt als fout",
        CONCEPT: "zoals basis; wat nog mag ontbreken (MW3, MW4) is een hint",
        VASTGESTELD: "zoals basis; wat niet in vastgesteld beleid hoort (MW111, MW2, MW8) is fout",
        TAAL: "alle controles op begrijpelijke taal (MW15, MW16), en geen andere",
    }
)
_MAY_BE_MISSING = ("MW3", "MW4")
_NOT_WHEN_ENACTED = ("MW111", "MW2", "MW8")
_PLAIN_LANGUAGE = ("MW15", "MW16")


@attrs.frozen
class Rules:
    """What is set at one place; codes stand as whole codes or their first letters and digits.

    Args:
        preset: A name of `PRESETS`; None leaves it to who comes before.
        kies: Only these findings; None is all of the preset.
        ook: These findings too, also where the preset leaves them out.
        negeer: Not these findings.
        ernst: How serious the findings of a code are.
        grenzen: The limits of checks that have one, by code.
    """

    preset: str | None = None
    kies: tuple[str, ...] | None = None
    ook: tuple[str, ...] = ()
    negeer: tuple[str, ...] = ()
    ernst: Mapping[str, Severity] = MappingProxyType({})
    grenzen: Mapping[str, int] = MappingProxyType({})


@attrs.frozen
class Settings:
    """All that is set, for all paths.

    Args:
        paden: Settings of paths; a path is relative to where the settings stand.
        base: The path of the policy, relative to where the settings stand.
        typed: What was asked on the command line.
    """

    rules: Rules = attrs.field(factory=Rules)
    paden: tuple[tuple[str, Rules], ...] = ()
    base: str = ""
    typed: Rules = attrs.field(factory=Rules)

    def of(self, status: str | None, file: str = "") -> Choice:
        """Return what counts in one file of the policy; the status picks a preset if none is set.

        >>> Settings().of("concept").preset
        'concept'
        """
        path = "/".join(part for part in (self.base, file) if part)
        there = (rules for pattern, rules in self.paden if fits(pattern, path))
        steps = (self.rules, *there, self.typed)
        chosen = [step.preset for step in steps if step.preset is not None]
        return Choice(chosen[-1] if chosen else status or BASIS, steps)


@attrs.frozen
class Choice:
    """What counts in one file: a preset, and the steps that change it."""

    preset: str
    steps: tuple[Rules, ...] = ()

    def takes(self, code: str, *, strict: bool = False, counted: bool = False) -> bool:
        """Tell whether findings of a code count here.

        Args:
            strict: Only `streng` takes them, and `taal` when they are about plain language.
            counted: No preset takes them, for they are a measure; they have to be asked for.

        >>> Choice("basis", (Rules(negeer=("MW3",)), Rules(ook=("MW309",)))).takes("MW309")
        True
        """
        taken = self.preset == STRENG or not strict
        if self.preset == TAAL:
            taken = code.startswith(_PLAIN_LANGUAGE)
        taken = taken and not counted
        for step in self.steps:
            wanted = _longest((*(step.kies or ()), *step.ook), code)
            unwanted = _longest(step.negeer, code)
            if wanted or unwanted:
                taken = wanted > unwanted
            elif step.kies is not None:
                taken = False
        return taken

    def leaves_out(self, code: str) -> bool:
        """Tell whether some step names this very code among what is not to be told.

        >>> Choice("basis", (Rules(negeer=("MW0",)),)).leaves_out("MW001")
        False
        """
        return any(code in step.negeer for step in self.steps)

    def limit(self, code: str, usual: int) -> int:
        """Return the limit of a check: its own, or what was set."""
        for step in self.steps:
            usual = step.grenzen.get(code, usual)
        return usual

    def severity(self, code: str, own: Severity) -> Severity:
        """Return how serious a finding is here; only of what does not keep a policy from running.

        >>> Choice("streng").severity("MW309", Severity.WAARSCHUWING).value
        'fout'
        """
        found = self._by_preset(code, own)
        for step in self.steps:
            longest = max(
                (each for each in step.ernst if code.startswith(each)), key=len, default=""
            )
            found = step.ernst.get(longest, found)
        return found

    def _by_preset(self, code: str, own: Severity) -> Severity:
        if self.preset == CONCEPT and code.startswith(_MAY_BE_MISSING):
            return Severity.HINT
        if own is not Severity.WAARSCHUWING:
            return own
        enacted = self.preset == VASTGESTELD and code.startswith(_NOT_WHEN_ENACTED)
        return Severity.FOUT if enacted or self.preset == STRENG else own

    def graded(self, found: Diagnostic) -> Diagnostic:
        """Return a finding with the severity it has here; what is only suspected is no fout."""
        severity = self.severity(found.code, found.severity)
        if severity is Severity.FOUT and found.certainty is Certainty.VERMOEDEN:
            severity = Severity.WAARSCHUWING
        if severity is found.severity:
            return found
        return attrs.evolve(found, kind=attrs.evolve(found.kind, severity=severity))


def _longest(codes: Iterable[str], code: str) -> int:
    return max((len(each) for each in codes if code.startswith(each)), default=0)


def fits(pattern: str, path: str) -> bool:
    """Tell whether a path, or a folder above it, is meant by a pattern with `*`, `?` and `**`.

    >>> fits("beleid/**", "beleid/a/b.beleid"), fits("*/a", "beleid/a/b.beleid")
    (True, True)
    >>> fits("*.beleid", "beleid/a.beleid"), fits("**/*.beleid", "beleid/a.beleid")
    (False, True)
    """
    return _pattern(pattern).match(path) is not None


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    words = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.removeprefix("./").rstrip("/"))
    return re.compile(
        "".join(parts.get(word, re.escape(word)) for word in words) + r"(?:/.*)?\Z", re.DOTALL
    )
