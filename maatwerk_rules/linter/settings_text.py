"""From the text of `maatwerk.toml` or `pyproject.toml` to settings, and what is wrong in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic, sort_diagnostics
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.codes import Codes
from maatwerk_rules.linter.settings import PRESETS, Rules, Settings
from maatwerk_rules.nearest import nearest
from maatwerk_rules.source import Source, Span

UNKNOWN = Kind(
    "MW018",
    "instelling-onbekend",
    Severity.FOUT,
    "Ik ken de instelling `{naam}` niet.",
    "Een instelling die niets doet, geeft een zekerheid die er niet is.",
)
WRONG = Kind(
    "MW019",
    "instelling-ongeldig",
    Severity.FOUT,
    "De instelling `{naam}` lees ik niet: {reden}.",
    "Met een half gelezen instelling is niet te zeggen wat er is gecontroleerd.",
)

OWN_FILE, SHARED_FILE = "maatwerk.toml", "pyproject.toml"
TABLE = ("tool", "maatwerk")
LARGEST_LIMIT = 100_000
_OF_RULES = ("preset", "kies", "ook", "negeer", "ernst", "grenzen")
_OF_ALL = (*_OF_RULES, "paden")
_LEVELS = {each.value: each for each in Severity}
_AT = re.compile(r"at line (\d+), column (\d+)")

Path = tuple[str, ...]


@attrs.frozen
class Known:
    """What a setting may name.

    Args:
        codes: The codes and slugs of findings.
        limits: Gives the codes of the checks with a limit; asked only where a limit is set, for
            it takes all checks.
        stopping: Gives the codes of the faults that keep a policy from running; asked only where
            a finding is made less serious.
        covers: Tells whether a pattern of `paden` fits a policy that there is.
    """

    codes: Codes = attrs.field(factory=Codes)
    limits: Callable[[], frozenset[str]] = frozenset
    stopping: Callable[[], frozenset[str]] = frozenset
    covers: Callable[[str], bool] = bool


@attrs.frozen
class ReadSettings:
    """The settings in a text, or None where it has none; and what is wrong."""

    settings: Settings | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_settings(source: Source, known: Known | None = None) -> ReadSettings:
    r"""Return the settings in a text; it never raises for what stands there.

    In a text named `pyproject.toml` they stand in the table `[tool.maatwerk]`.

    >>> read_settings(Source("maatwerk.toml", 'preset = "streng"\n')).settings.rules.preset
    'streng'
    >>> [found] = read_settings(Source("maatwerk.toml", "negeert = []\n")).diagnostics
    >>> found.help
    ('Bedoelt u `negeer`?',)
    """
    reading = _Reading(source, known or Known())
    within = TABLE if source.name.endswith(SHARED_FILE) else ()
    try:
        data: Any = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:
        if within and "tool.maatwerk" not in source.text:
            return ReadSettings(None)  # a text that is not ours, and others complain of
        return ReadSettings(None, (_broken(source, error),))
    for name in within:
        data = data.get(name) if isinstance(data, dict) else None
        if data is None:
            return ReadSettings(None)
    settings = reading.whole(data, within)
    return ReadSettings(None if reading.found else settings, sort_diagnostics(reading.found))


def read_rules(words: Mapping[str, Any], known: Known) -> tuple[Rules, tuple[Diagnostic, ...]]:
    """Return what was asked on the command line, under the same names and with the same care."""
    reading = _Reading(Source("", ""), known)
    return reading.rules(dict(words), ()), tuple(reading.found)


def _broken(source: Source, error: Exception) -> Diagnostic:
    at = _AT.search(str(error))
    if at is not None:
        lines = source.text.splitlines(keepends=True)[: int(at[1]) - 1]
        place = sum(map(len, lines)) + int(at[2]) - 1
        told = f"op regel {at[1]} is dit bestand geen goede TOML"
    else:
        place = max(len(source.text.rstrip()) - 1, 0)
        told = "dit bestand is geen goede TOML, of houdt te vroeg op"
    help_ = ("Een tekst staat tussen aanhalingstekens, een lijst tussen `[` en `]`.",)
    span = Span(source.name, place, place + 1)
    return diagnostic(WRONG, span, help=help_, naam=source.name, reden=told)


class _Reading:
    """One reading of settings: what is wrong is noted on the way."""

    def __init__(self, source: Source, known: Known) -> None:
        self.source = source
        self.known = known
        self.found: list[Diagnostic] = []

    def whole(self, data: object, path: Path) -> Settings:
        """Return the settings in a table that may have paths."""
        if not self._is_table(data, path):
            return Settings()
        assert isinstance(data, dict)
        self._refuse_unknown(data, _OF_ALL, path)
        paden: list[tuple[str, Rules]] = []
        tables = data.get("paden", {})
        if self._is_table(tables, (*path, "paden")):
            for pattern, table in tables.items():
                there = (*path, "paden", pattern)
                if not self.known.covers(pattern):
                    self._wrong(there, "er is hier geen beleid dat eronder valt")
                if self._is_table(table, there):
                    self._refuse_unknown(table, _OF_RULES, there)
                    paden.append((pattern, self.rules(table, there)))
        return Settings(self.rules(data, path), tuple(paden))

    def rules(self, data: dict[str, Any], path: Path) -> Rules:
        """Return the settings of one table."""
        kies = self._codes(data, "kies", path)
        return Rules(
            preset=self._preset(data, path),
            kies=kies if "kies" in data else None,
            ook=self._codes(data, "ook", path),
            negeer=self._codes(data, "negeer", path),
            ernst=self._mapped(data, "ernst", path, self._level),
            grenzen=self._mapped(data, "grenzen", path, self._limit),
        )

    def _preset(self, data: dict[str, Any], path: Path) -> str | None:
        name = data.get("preset")
        if name is None or (isinstance(name, str) and name in PRESETS):
            return name
        reason = f"kies {write_list([f'`{each}`' for each in PRESETS], 'of')}"
        self._wrong((*path, "preset"), reason, _near(name, PRESETS))
        return None

    def _codes(self, data: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
        words = data.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            self._wrong((*path, key), 'hier hoort een lijst met teksten, zoals `["MW309"]`')
            return ()
        read = (self._code(word, (*path, key)) for word in words)
        return tuple(code for code in read if code is not None)

    def _code(self, word: str, path: Path) -> str | None:
        code = self.known.codes.code_of(word)
        if code is not None:
            return code
        if word and self.known.codes.begins(word):
            return word.upper()
        reason = f"er is geen melding `{word}`, en geen melding die zo begint"
        near = self.known.codes.near(word)
        self._wrong(path, reason, near[0] if near else None, word)
        return None

    def _mapped(
        self, data: dict[str, Any], key: str, path: Path, read: Callable[[object, str, Path], Any]
    ) -> Mapping[str, Any]:
        table = data.get(key, {})
        if not self._is_table(table, (*path, key)):
            return MappingProxyType({})
        found = {}
        for word, value in table.items():
            there = (*path, key, word)
            code = self._code(word, there)
            if code is not None and (told := read(value, code, there)) is not None:
                found[code] = told
        return MappingProxyType(found)

    def _level(self, value: object, code: str, path: Path) -> Severity | None:
        if isinstance(value, str) and value in _LEVELS:
            level = _LEVELS[value]
            if level is Severity.FOUT or not self._stops(code):
                return level
            self._wrong(path, "wat het beleid tegenhoudt, is altijd een fout")
            return None
        reason = f"kies {write_list([f'`{each}`' for each in _LEVELS], 'of')}"
        self._wrong(path, reason, _near(value, _LEVELS))
        return None

    def _stops(self, code: str) -> bool:
        """Tell whether all that a code means keeps a policy from running."""
        return self.known.stopping() >= set(self.known.codes.begins(code))

    def _limit(self, value: object, code: str, path: Path) -> int | None:
        limits = self.known.limits()
        if code not in limits:
            listed = write_list(f"`{each}`" for each in sorted(limits))
            told = f"een grens hebben: {listed}" if listed else "geen controle heeft een grens"
            self._wrong(path, f"de controle `{code}` heeft geen grens; {told}")
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_LIMIT:
            return value
        self._wrong(path, "hier hoort een geheel getal van 1 tot en met 100.000")
        return None

    def _is_table(self, data: object, path: Path) -> bool:
        if isinstance(data, dict):
            return True
        name = path[-1] if path else self.source.name
        self._wrong(path or (name,), "hier hoort een tabel met instellingen")
        return False

    def _refuse_unknown(self, data: dict[str, Any], names: Iterable[str], path: Path) -> None:
        for key in data:
            if key not in names:
                near = nearest(key, names)
                listed = write_list([f"`{name}`" for name in names], "of")
                help_ = f"Bedoelt u `{near[0]}`?" if near else f"Hier kan staan: {listed}."
                place = self._place((*path, key))
                self.found.append(diagnostic(UNKNOWN, place, help=(help_,), naam=key))

    def _wrong(
        self, path: Path, reason: str, near: str | None = None, word: str | None = None
    ) -> None:
        """Note what is wrong with a setting, at its key or at the word in it."""
        help_ = (f"Bedoelt u `{near}`?",) if near else ()
        place = self._place(path)
        if isinstance(place, Span) and word and word != path[-1]:
            place = self._within(place, rf"""(["']){re.escape(word)}\1""")
        self.found.append(diagnostic(WRONG, place, help=help_, naam=path[-1], reden=reason))

    def _place(self, path: Path) -> Span | str:
        """Return where a key stands, as near as can be told; its path where there is no text."""
        if not self.source.text:
            return ".".join(path)
        place, start = Span(self.source.name, 0, 0), 0
        best = 0
        table: Path = ()
        for line in self.source.text.splitlines(keepends=True):
            here, column = _keys(line)
            if line.lstrip().startswith("["):
                table = here
            whole = here if here is table else (*table, *here)
            shared = _shared(whole, path)
            if here and shared > best:
                best = shared
                begin = start + column
                place = Span(
                    self.source.name, begin, begin + len(line[column:].split("=")[0].rstrip())
                )
            start += len(line)
        if best < len(path):  # as in `ernst = { MW3 = "hint" }`
            key = re.escape(path[-1])
            return self._within(place, rf"""(?<![\w-])(["']?){key}\1(?=\s*=)""")
        return place

    def _within(self, place: Span, pattern: str) -> Span:
        """Return where something stands behind a key, or else the place of the key."""
        found = re.compile(pattern).search(self.source.text, place.end)
        return place if found is None else Span(place.source, found.start(), found.end())


def _keys(line: str) -> tuple[Path, int]:
    """Return the keys that a line names, as a header of a table or before `=`, and their column."""
    text = line.strip()
    header = text if text.startswith("[") else text.split("=")[0] + "=0"
    try:
        data: Any = tomllib.loads(header)
    except (ValueError, RecursionError):
        return (), 0
    keys: list[str] = []
    while isinstance(data, dict | list) and len(data) == 1:
        if isinstance(data, dict):
            (key,) = data
            keys.append(key)
            data = data[key]
        else:
            (data,) = data
    return tuple(keys), len(line) - len(line.lstrip())


def _shared(one: Path, other: Path) -> int:
    """Return how many names two paths begin with alike, if one of them ends there."""
    both = min(len(one), len(other))
    return both if one[:both] == other[:both] else 0


def _near(word: object, names: Iterable[str]) -> str | None:
    found = nearest(word, names) if isinstance(word, str) else ()
    return found[0] if found else None
