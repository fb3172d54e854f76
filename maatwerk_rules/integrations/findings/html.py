"""Findings as one page of HTML: it asks nothing of a network, and reads on paper too."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from maatwerk_rules.diagnostics import Certainty, Diagnostic, edit_notes, write_witness
from maatwerk_rules.excerpt import excerpt, gutter_width
from maatwerk_rules.integrations.findings.report import Checked, Found, Report, counted
from maatwerk_rules.integrations.terminal import safe
from maatwerk_rules.version import __version__

_WIDTH = 100
# Every pair of colours has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).
_STYLE = """
:root { color-scheme: light; --ink: #1b1b1f; --soft: #55555f; --line: #c9c9d2; --ground: #f5f5f8;
  --fout: #a3141d; --waarschuwing: #7a4a00; --hint: #0a5570; }
body { margin: 2rem auto; max-width: 58rem; padding: 0 1rem; color: var(--ink); background: #fff;
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .4rem 0; } .soft { color: var(--soft); }
article { border: 1px solid var(--line); border-left: .35rem solid var(--soft);
  border-radius: .25rem; padding: .75rem 1rem; margin: .75rem 0; break-inside: avoid; }
article.fout { border-left-color: var(--fout); } .fout .level { color: var(--fout); }
article.waarschuwing { border-left-color: var(--waarschuwing); }
.waarschuwing .level { color: var(--waarschuwing); }
article.hint { border-left-color: var(--hint); } .hint .level { color: var(--hint); }
pre { background: var(--ground); padding: .5rem .75rem; margin: .5rem 0; overflow-x: auto;
  font: .85rem/1.4 ui-monospace, Consolas, monospace; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .92em; }
caption { text-align: left; } table { border-collapse: collapse; margin: .75rem 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--line); } td.number, th.number { text-align: right; }
dl { margin: .5rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; }
dt { color: var(--soft); } dd { margin: 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } pre { white-space: pre-wrap; }
  h2 { break-after: avoid; } }
"""


def render(report: Report) -> str:
    """Return the whole page."""
    return "\n".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="nl">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<title>Controle van beleid</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield "<body><main>"
    yield "<h1>Controle van beleid</h1>"
    yield f"<p>{_text(counted(report))}.</p>"
    yield f'<p class="soft">Gemaakt met maatwerk {_text(__version__)}.</p>'
    if report.found:
        yield from _statistics(report)
    for policy in report.policies:
        yield from _policy(policy)
    if report.aside:
        yield from _aside(report)
    yield "</main></body></html>"


def _statistics(report: Report) -> Iterator[str]:
    yield '<table><caption class="soft">Hoe vaak elke melding voorkomt</caption>'
    yield '<thead><tr><th scope="col">melding</th><th scope="col">ernst</th>'
    yield '<th scope="col" class="number">aantal</th></tr></thead><tbody>'
    for found, number in report.per_code():
        named = _text(f"{found.code} {found.kind.slug}")
        yield f'<tr><td>{named}</td><td>{found.severity}</td><td class="number">{number}</td></tr>'
    yield "</tbody></table>"


def _policy(policy: Checked) -> Iterator[str]:
    yield f"<section><h2>{_text(policy.path)}</h2>"
    if not policy.found:
        yield "<p>Geen meldingen.</p>"
    for one in policy.found:
        yield from _finding(policy, one)
    yield "</section>"


def _finding(policy: Checked, one: Found) -> Iterator[str]:
    found = one.diagnostic
    yield f'<article class="{found.severity}">'
    named = f'<span class="level">{found.severity}</span> {_text(found.code)}'
    yield f"<h3>{named}: {_text(found.headline)}</h3>"
    yield f'<p class="soft">{_text(policy.place(one))}</p>'
    lines = list(_excerpts(policy, found))
    if lines:
        # Whoever cannot see a part of the code must be able to scroll to it by keyboard.
        yield f'<pre tabindex="0">{chr(10).join(map(_plain, lines))}</pre>'
    notes = [*_notes(found), *edit_notes(found, policy.sources)]
    if notes:
        yield "<dl>"
        yield from (f"<dt>{name}</dt><dd>{_text(told)}</dd>" for name, told in notes)
        yield "</dl>"
    yield "</article>"


def _excerpts(policy: Checked, found: Diagnostic) -> Iterator[str]:
    gutter = gutter_width([each.span for each in found.spans], policy.sources)
    for each in found.spans:
        source = policy.sources.get(each.span.source)
        if source is not None:
            yield from excerpt(each.span, each.text, source, gutter, _WIDTH)


def _notes(found: Diagnostic) -> Iterator[tuple[str, str]]:
    if found.sources:
        yield "bron", "; ".join(found.sources)
    if found.witness is not None:
        yield "bij", write_witness(found)
    if found.certainty is Certainty.VERMOEDEN:
        yield "zekerheid", "dit is een vermoeden"
    if found.kind.explanation:
        yield "uitleg", found.kind.explanation
    for told in found.help:
        yield "hulp", told


def _aside(report: Report) -> Iterator[str]:
    yield "<section><h2>Terzijde gelegd</h2>"
    yield "<p>Deze meldingen tellen niet mee. Zij staan hier om na te gaan of dat klopt.</p>"
    yield '<table><thead><tr><th scope="col">melding</th><th scope="col">plaats</th>'
    yield '<th scope="col">wat er is</th><th scope="col">waarom</th></tr></thead><tbody>'
    for policy, one in report.aside:
        found = one.diagnostic
        cells = (f"{found.code} {found.kind.slug}", policy.place(one), found.headline, one.why)
        yield f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table></section>"


def _plain(text: str) -> str:
    return escape(safe(text))


def _text(text: str) -> str:
    """Return words of which those between backticks are code."""
    parts = _plain(" ".join(text.split())).split("`")
    if len(parts) % 2 == 0:
        return "`".join(parts)
    return "".join(
        f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)
    )
