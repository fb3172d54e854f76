"""From a name or path to a policy as written, with all it builds on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Gebruikt
from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.nearest import nearest
from maatwerk_rules.resources import PolicyFiles, find_policy, read_policy, shipped_policies
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.characters import decode
from maatwerk_rules.syntax.parser import parse_beleid

NOT_FOUND = Kind(
    "MW040",
    "beleid-niet-gevonden",
    Severity.FOUT,
    "Er is geen beleid `{naam}`.",
    "Beleid is een bestand op `.beleid`, een map met zulke bestanden, of meegeleverd beleid.",
)
NO_FILES = Kind(
    "MW041",
    "map-zonder-beleid",
    Severity.FOUT,
    "In `{naam}` staat geen bestand op `.beleid`.",
    "Een map is een beleid als er bestanden op `.beleid` in staan.",
)
NO_HEAD = Kind(
    "MW042",
    "kop-ontbreekt",
    Severity.FOUT,
    "Dit beleid heeft geen kop.",
    "Elk beleid begint met één blok `beleid`: naam, titel en vanaf wanneer het geldt.",
)
TWO_HEADS = Kind(
    "MW043",
    "meer-koppen",
    Severity.FOUT,
    "Dit beleid heeft meer dan één kop: `{naam}` is er ook een.",
    "Een map is één beleid en heeft dus één blok `beleid`.",
)
USES_ITSELF = Kind(
    "MW044",
    "gebruikt-zichzelf",
    Severity.FOUT,
    "`{naam}` gebruikt via `gebruikt` zichzelf: {pad}.",
    "Een beleid bouwt voort op ander beleid; in een kring is er geen begin.",
)
USED_NOT_FOUND = Kind(
    "MW045",
    "gebruikt-niet-gevonden",
    Severity.FOUT,
    "Het beleid `{naam}` dat dit beleid gebruikt, is er niet.",
    "Het wordt gezocht naast dit beleid en daarna onder het meegeleverde beleid; nergens anders.",
)
TOO_MANY_FILES = Kind(
    "MW046",
    "te-veel-bestanden",
    Severity.FOUT,
    "In `{naam}` staan meer dan 500 bestanden op `.beleid`.",
    "Eén beleid is één map. Een grens houdt het lezen beperkt.",
)

Named = str | Path | Source | Sequence[Source]
"""A shipped policy by name, a path, or texts."""


@attrs.frozen
class Loaded:
    """A policy as written, the findings of reading it, and the texts by name."""

    beleid: Beleid
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sources(self) -> dict[str, Source]:
        """All texts, those of used policies too."""
        found = dict(self.beleid.sources)
        for used in self.beleid.gebruikt:
            found |= Loaded(used, ()).sources
        return found


def read(named: Named) -> Loaded:
    """Read a policy and all it uses; what is wrong is in the findings, nothing is raised."""
    if isinstance(named, Source):
        return _assemble((named,), None, ())
    if isinstance(named, str | Path):
        files = _files(named)
        if files is None:
            return Loaded(Beleid(()), (_not_found(str(named)),))
        return _from_files(str(named), files, ())
    return _assemble(tuple(named), None, ())


def _files(named: str | Path) -> PolicyFiles | None:
    found = read_policy(Path(named))
    if found is None and isinstance(named, str):
        return find_policy(named)
    return found


def _not_found(naam: str) -> Diagnostic:
    names = [entry.removesuffix(".beleid") for entry in shipped_policies()]
    near = nearest(naam, names)
    listed = write_list([f"`{name}`" for name in near or names], "of")
    return diagnostic(NOT_FOUND, naam, help=(f"Bedoelt u {listed}? Of geef een pad.",), naam=naam)


def _from_files(naam: str, files: PolicyFiles, using: tuple[str, ...]) -> Loaded:
    if not files.files:
        return Loaded(Beleid(()), (diagnostic(NO_FILES, naam, naam=naam),))
    found: list[Diagnostic] = []
    if files.too_many:
        found.append(diagnostic(TOO_MANY_FILES, naam, naam=naam))
    sources = []
    for name, data in files.files:
        source, diagnostics = decode(name if not using else f"{using[-1]}/{name}", data)
        sources.append(source)
        found += diagnostics
    loaded = _assemble(tuple(sources), files.where, using)
    return Loaded(loaded.beleid, (*found, *loaded.diagnostics))


def _assemble(sources: tuple[Source, ...], where: Path | None, using: tuple[str, ...]) -> Loaded:
    beleid, diagnostics = parse_beleid(sources)
    found = [*diagnostics, *_heads(beleid, sources)]
    kop = beleid.kop
    gebruikt: list[Beleid] = []
    for clausule in kop.all(Gebruikt) if kop else ():
        loaded = _used(clausule, where, (*using, kop.naam if kop else ""))
        found += loaded.diagnostics
        gebruikt.append(loaded.beleid)
    whole = Beleid(beleid.declaraties, tuple(gebruikt), MappingProxyType(dict(beleid.sources)))
    return Loaded(whole, tuple(found))


def _used(clausule: Gebruikt, where: Path | None, using: tuple[str, ...]) -> Loaded:
    if clausule.beleid in using:
        path = " → ".join((*using, clausule.beleid))
        found = diagnostic(USES_ITSELF, clausule.span, naam=clausule.beleid, pad=path)
        return Loaded(Beleid(()), (found,))
    files = find_policy(clausule.beleid, where)
    if files is None:
        names = [entry.removesuffix(".beleid") for entry in shipped_policies()]
        near = nearest(clausule.beleid, names)
        help_ = (f"Bedoelt u `{near[0]}`?",) if near else ()
        found = diagnostic(USED_NOT_FOUND, clausule.span, help=help_, naam=clausule.beleid)
        return Loaded(Beleid(()), (found,))
    return _from_files(clausule.beleid, files, (*using, clausule.beleid))


def _heads(beleid: Beleid, sources: Sequence[Source]) -> list[Diagnostic]:
    heads = beleid.own(Beleidskop)
    if not heads:
        span = Span(sources[0].name, 0, 0) if sources else Span("", 0, 0)
        help_ = 'Begin met bijvoorbeeld: beleid mijn_beleid "Mijn beleid"'
        return [diagnostic(NO_HEAD, span, help=(help_,))]
    return [diagnostic(TWO_HEADS, kop.span, naam=kop.naam) for kop in heads[1:]]
