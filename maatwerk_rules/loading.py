"""From a name or path to a policy as written, with all it builds on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Gebruikt
from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.nearest import nearest
from maatwerk_rules.resources import PolicyFiles, find_policy, read_policy, shipped_policies
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.characters import NOT_UTF8, decode
from maatwerk_rules.syntax.joined import only_known
from maatwerk_rules.syntax.parser import head_in_part, parse, parse_beleid
from maatwerk_rules.syntax.recent import Recent
from maatwerk_rules.values import frozen

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

TOO_MUCH_USED = Kind(
    "MW047",
    "te-veel-gebruikt",
    Severity.FOUT,
    "Via `gebruikt` bouwt dit beleid voort op meer dan 100 andere.",
    "Wie een uitkomst wil volgen, kan zo veel beleid niet nalezen. Een grens houdt het beperkt.",
)
UNREADABLE = Kind(
    "MW048",
    "bestand-onleesbaar",
    Severity.FOUT,
    "Ik kan `{naam}` niet lezen: {reden}.",
    "Een beleid telt pas als al zijn bestanden zijn gelezen.",
)

MOST_USED = 100

MOST_REMEMBERED = 4_000_000
"""So many characters of texts that were read last are not read again; about 40 MB of nodes."""


_HEAD = re.compile(r"^beleid ", re.MULTILINE)

Named = str | Path | Source | Sequence[Source]
"""A shipped policy by name, a path, or texts."""


_RECENT = Recent(parse, most=MOST_REMEMBERED)
_RECENT_WHOLE: Recent[tuple[Source, ...], tuple[Beleid, tuple[Diagnostic, ...]]] = Recent(
    lambda sources: parse_beleid(sources, _RECENT.of),
    most=MOST_REMEMBERED,
    size=lambda sources: sum(len(source.text) for source in sources),
)


def parse_remembered(sources: Iterable[Source]) -> tuple[Beleid, tuple[Diagnostic, ...]]:
    """Read the texts of one policy; those that were read last are not read again."""
    return _RECENT_WHOLE.of(tuple(sources))


Parse = Callable[[Iterable[Source]], tuple[Beleid, tuple[Diagnostic, ...]]]


@frozen
class Reader:
    """How texts become a policy as written, and where policies that are used are found.

    Args:
        parse: From the texts of one policy to its declarations, and what is wrong in them.
        find: From a name, and a folder to look in first, to the files of a policy.
        parse_used: How the texts are read of a policy that is used; when left out as any other.
    """

    parse: Parse = parse_remembered
    find: Callable[[str, Path | None], PolicyFiles | None] = find_policy
    parse_used: Parse | None = None


@frozen
class Loaded:
    """A policy as written, the findings of reading it, and the texts by name."""

    beleid: Beleid
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sources(self) -> dict[str, Source]:
        """All texts, those of used policies too."""
        found: dict[str, Source] = {}
        waiting, seen = [self.beleid], {id(self.beleid)}
        while waiting:
            part = waiting.pop()
            found |= part.sources
            new = [each for each in part.gebruikt if id(each) not in seen]
            seen |= set(map(id, new))
            waiting += new
        return found


def read(named: Named, reader: Reader | None = None) -> Loaded:
    """Read a policy and all it uses; what is wrong is in the findings, nothing is raised."""
    reading = _Reading(reader or Reader())
    if isinstance(named, Source):
        beleid = reading.assemble((named,), None, ())
    elif isinstance(named, str | Path):
        beleid = _read_named(named, reading)
    else:
        beleid = reading.assemble(tuple(named), None, ())
    return Loaded(beleid, only_known(tuple(reading.found), beleid))


def read_texts(sources: Sequence[Source], where: Path | None, reader: Reader) -> Loaded:
    """Read texts that stand in a folder, or nowhere, in another way than from its files."""
    reading = _Reading(reader)
    beleid = reading.assemble(tuple(sources), where, ())
    return Loaded(beleid, only_known(tuple(reading.found), beleid))


def _read_named(named: str | Path, reading: _Reading) -> Beleid:
    files = read_policy(Path(named)) if str(named) else None
    if files is None and isinstance(named, str):
        files = find_policy(named)
    if files is None:
        reading.found.append(_not_found(str(named)))
        return Beleid(())
    beleid = reading.from_files(str(named), files, ())
    is_text = all(each.kind is not NOT_UTF8 for each in reading.found)
    is_part = is_text and beleid.kop is None and not any(map(has_head, beleid.sources.values()))
    whole = _whole_of(Path(named), files.where) if is_part else None
    if whole is None:
        return beleid
    advice = f"Dit bestand hoort bij een map. Noem de map: `{whole}`."
    reading.found = [
        attrs.evolve(each, help=(advice,)) for each in reading.found if each.kind is NO_HEAD
    ]
    return Beleid((), (), beleid.sources)


def _whole_of(file: Path, folder: Path | None) -> Path | None:
    """Return the folder of a file without a head, when the head of its policy stands there."""
    if folder is None or not file.is_file():
        return None
    whole = read_policy(folder)
    texts = (decode(name, data)[0] for name, data in (whole.files if whole else ()))
    return folder if any(has_head(source) for source in texts) else None


def has_head(source: Source) -> bool:
    """Tell whether a text has the head of a policy, without reading the rest.

    >>> has_head(Source("a.beleid", 'beleid a "A"'))
    True
    """
    return _HEAD.search(source.text) is not None


def _not_found(naam: str) -> Diagnostic:
    names = [entry.removesuffix(".beleid") for entry in shipped_policies()]
    near = nearest(naam, names)
    listed = write_list([f"`{name}`" for name in near or names], "of")
    return diagnostic(NOT_FOUND, naam, help=(f"Bedoelt u {listed}? Of geef een pad.",), naam=naam)


class _Reading:
    """One reading of a policy and all it uses, each once; what is wrong is noted on the way."""

    def __init__(self, reader: Reader) -> None:
        self.found: list[Diagnostic] = []
        self._reader = reader
        self._done: dict[tuple[str, Path | None], Beleid] = {}
        self._sizes: dict[int, int] = {}

    def from_files(self, naam: str, files: PolicyFiles, using: tuple[str, ...]) -> Beleid:
        """Return the policy in files; `using` names the policies that use it."""
        for name, why in files.unreadable:
            self.found.append(diagnostic(UNREADABLE, naam, naam=name, reden=why))
        if files.too_many:
            self.found.append(diagnostic(TOO_MANY_FILES, naam, naam=naam))
        if not files.files:
            if not files.unreadable:
                self.found.append(diagnostic(NO_FILES, naam, naam=naam))
            return Beleid(())
        sources = []
        for name, data in files.files:
            source, diagnostics = decode(name if not using else f"{using[-1]}/{name}", data)
            sources.append(source)
            self.found += diagnostics
        return self.assemble(tuple(sources), files.where, using)

    def assemble(
        self, sources: tuple[Source, ...], where: Path | None, using: tuple[str, ...]
    ) -> Beleid:
        """Return the policy in texts, with what it uses."""
        parse = (self._reader.parse_used if using else None) or self._reader.parse
        beleid, diagnostics = parse(sources)
        self.found += [*diagnostics, *_heads(beleid, sources)]
        kop = beleid.kop or next(filter(None, map(head_in_part, sources)), None)
        path = using or ((kop.naam,) if kop else ("",))
        gebruikt, size = [], 1
        for clausule in kop.all(Gebruikt) if kop else ():
            used = self._used(clausule, where, path)
            gebruikt.append(used)
            size += self._sizes.get(id(used), 0)
            if size > MOST_USED:
                self._report_too_much(clausule.span)
                gebruikt[-1] = Beleid(())
                break
        whole = beleid
        if gebruikt:
            whole = attrs.evolve(beleid, gebruikt=tuple(gebruikt))
        self._sizes[id(whole)] = size
        return whole

    def _used(self, clausule: Gebruikt, where: Path | None, using: tuple[str, ...]) -> Beleid:
        if clausule.beleid in using:
            path = " → ".join((*using[using.index(clausule.beleid) :], clausule.beleid))
            found = diagnostic(USES_ITSELF, clausule.span, naam=clausule.beleid, pad=path)
            self.found.append(found)
            return Beleid(())
        if len(using) > MOST_USED:
            self._report_too_much(clausule.span)
            return Beleid(())
        key = clausule.beleid, where
        if key not in self._done:
            files = self._reader.find(clausule.beleid, where)
            if files is None:
                self.found.append(_used_not_found(clausule))
                return Beleid(())
            beleid = self.from_files(clausule.beleid, files, (*using, clausule.beleid))
            self._done[key] = beleid
        return self._done[key]

    def _report_too_much(self, span: Span) -> None:
        if all(each.kind is not TOO_MUCH_USED for each in self.found):
            self.found.append(diagnostic(TOO_MUCH_USED, span))


def _used_not_found(clausule: Gebruikt) -> Diagnostic:
    names = [entry.removesuffix(".beleid") for entry in shipped_policies()]
    near = nearest(clausule.beleid, names)
    help_ = (f"Bedoelt u `{near[0]}`?",) if near else ()
    return diagnostic(USED_NOT_FOUND, clausule.span, help=help_, naam=clausule.beleid)


def _heads(beleid: Beleid, sources: Sequence[Source]) -> list[Diagnostic]:
    heads = beleid.own(Beleidskop)
    if not heads:
        span = Span(sources[0].name, 0, 0) if sources else Span("", 0, 0)
        help_ = 'Begin met bijvoorbeeld: beleid mijn_beleid "Mijn beleid"'
        return [diagnostic(NO_HEAD, span, help=(help_,))]
    return [diagnostic(TWO_HEADS, kop.span, naam=kop.naam) for kop in heads[1:]]
