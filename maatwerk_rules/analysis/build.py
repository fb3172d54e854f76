"""Beleid to Policy: the findings, and the checked policy when none of them is a fault."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from types import MappingProxyType

import attrs

from maatwerk_rules.analysis.check import find_in_part, look
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.drafts import in_force, taken_in
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.analysis.mandate import may_judge, may_look
from maatwerk_rules.analysis.regions import with_proofs
from maatwerk_rules.analysis.slices import cut
from maatwerk_rules.analysis.sound import Sound
from maatwerk_rules.analysis.supplied import with_supplied
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.toets_bases import with_whole_toetsen
from maatwerk_rules.analysis.unread import find_in_rest
from maatwerk_rules.diagnostics import Diagnostic, Severity
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import ToetsenOpVerzoek
from maatwerk_rules.model.policy import LANGUAGE_VERSION, Policy, Slice
from maatwerk_rules.syntax.characters import told_once
from maatwerk_rules.values import frozen


@frozen
class Checked:
    """What checking a policy gave: the findings, and the policy unless one is a fault."""

    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]


def build(
    beleid: Beleid,
    found: tuple[Diagnostic, ...] = (),
    *,
    later: bool = False,
    sound: Sound | None = None,
) -> Checked:
    """Check a policy and translate it; `found` holds the findings of reading its texts.

    Args:
        later: Leave what can be proved of each definition until it is asked for.
        sound: What was sound when the policy was last looked at, which is not looked at again.
    """
    beleid = lowered(beleid)
    if any(one.severity is Severity.FOUT for one in found):
        rest = find_in_rest(beleid, found, find_in_part)
        return Checked(None, told_once((*found, *rest)))
    looked = look(beleid, sound)
    diagnostics = told_once((*found, *looked.diagnostics))
    if any(one.severity is Severity.FOUT for one in diagnostics):
        return Checked(None, diagnostics)
    symbols = _with_supplied(looked.symbols)
    slices = with_proofs(cut(symbols), later=later)
    return Checked(_made(beleid, symbols, slices, diagnostics), diagnostics)


def presumed(beleid: Beleid) -> Policy:
    """Return the policy of texts that are presumed to be without faults, unseen.

    Of texts with faults it may raise anything, or not end: let it work where it can be stopped.
    """
    symbols = _with_supplied(collect(in_force(lowered(beleid)))[0])
    return _made(beleid, symbols, with_proofs(cut(symbols), later=True), ())


@lru_cache(maxsize=8)
def drafted(policy: Policy) -> Policy:
    """Return the policy with its drafts taken in, made once; it has a hash of its own."""
    taken = taken_in(policy.written)
    symbols = _with_supplied(collect(taken)[0])
    made = _made(policy.written, symbols, with_proofs(cut(symbols)), policy.diagnostics)
    return attrs.evolve(made, hash=fingerprint(taken, "met ontwerp"))


def _with_supplied(symbols: Symbols) -> Symbols:
    """Return the names of a policy with what the tool adds to it, where that is not in it yet."""
    whole = with_supplied(symbols.beleid, symbols)
    return symbols if whole is symbols.beleid else collect(whole)[0]


def _made(
    written: Beleid,
    symbols: Symbols,
    slices: tuple[Slice, ...],
    diagnostics: tuple[Diagnostic, ...],
) -> Policy:
    """Return the policy of a text without faults; `symbols` are the names of what of it holds."""
    kop = symbols.beleid.kop
    records = {
        name: record
        for name in (*symbols.values, *symbols.oordelen)
        if (record := symbols.record_of(name)) is not None
    }
    return Policy(
        kop.naam if kop else "",
        with_whole_toetsen(symbols.beleid, symbols.bases),
        slices,
        MappingProxyType(dict(symbols.types)),
        MappingProxyType(records),
        frozenset(
            clausule.gegeven
            for regel in symbols.regels.values()
            for clausule in regel.all(ToetsenOpVerzoek)
        ),
        MappingProxyType(
            {name: may_judge(symbols.beleid, symbols, name) for name in symbols.oordelen}
        ),
        may_look(symbols.beleid, symbols),
        fingerprint(written),
        diagnostics,
        written,
    )


def fingerprint(beleid: Beleid, *more: str) -> str:
    """Return the hash of all texts of a policy and those it uses; the order of files is nothing.

    Args:
        more: How the texts are taken, where that is not as they are in force.

    Source: SHA-256 (FIPS 180-4), as 64 hexadecimal digits.
    """
    texts: set[str] = set()
    waiting = [beleid]
    while waiting:
        part = waiting.pop()
        texts |= {
            hashlib.sha256(source.text.encode("utf-8")).hexdigest()
            for source in part.sources.values()
        }
        waiting.extend(part.gebruikt)
    lines = [f"taalversie {LANGUAGE_VERSION}", *more, *sorted(texts)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
