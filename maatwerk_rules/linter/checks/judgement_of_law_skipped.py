"""MW610: a local refusal on an article that asks for a judgement, in an outcome without one."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bron, Maatstaf
from maatwerk_rules.model.declarations import Oordeel, Regel, Uitkomst, Uitzondering
from maatwerk_rules.model.references import Artikelverwijzing

KIND = Kind(
    "MW610",
    "nul-discretie-op-individuele-toets",
    Severity.WAARSCHUWING,
    "{plaats} vraagt het oordeel `{oordeel}`, maar bij `{uitkomst}` beslist geen mens.",
    "Waar de wet een beoordeling per persoon vraagt, mag een vaste regel die niet vervangen.",
)
HELP = ("Laat de uitkomst van het oordeel afhangen, of geef een grond om af te wijken.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the own local rules that can refuse under the norm of a judgement nobody gives."""
    norms: dict[Artikelverwijzing, Oordeel] = {}
    for oordeel in subject.written.all(Oordeel):
        maatstaf = oordeel.one(Maatstaf)
        if maatstaf is not None and isinstance(maatstaf.verwijzing, Artikelverwijzing):
            norms.setdefault(maatstaf.verwijzing, oordeel)
    judged = {
        name
        for part in subject.policy.slices
        for name, read in part.program.leaves.items()
        if read & part.program.judgements.keys()
    }
    rules: tuple[Regel | Uitzondering, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
    )
    for regel in rules:
        layer = layer_of(regel, subject.symbols)
        if layer is None or layer.soort not in LOCAL or not may_lower(regel, subject.symbols):
            continue
        cited = (one.verwijzing for one in regel.all(Bron))
        norm = next((one for one in cited if one in norms), None)
        outcomes = [
            name
            for name in subject.symbols.outcomes_of(regel.naam)
            if isinstance(subject.symbols.values.get(name), Uitkomst) and name not in judged
        ]
        if norm is None or not outcomes:
            continue
        assert isinstance(norm, Artikelverwijzing)
        there = Label(subject.place_of_name(norms[norm]), "het oordeel dat de wet vraagt")
        yield diagnostic(
            KIND,
            subject.place_of_name(regel),
            labels=(there,),
            help=HELP,
            plaats=f"`{subject.text(norm.span)}`",
            oordeel=norms[norm].naam,
            uitkomst=outcomes[0],
        )
