"""Findings for people at a terminal: with lines of the policy, reasons and help."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, wrap

from maatwerk_rules.integrations.findings.report import Checked, Report, counted
from maatwerk_rules.integrations.shared import shown
from maatwerk_rules.integrations.terminal import style, width


def render(report: Report) -> str:
    """Return the findings, and below them what was counted and measured."""
    return "\n\n".join(_parts(report))


def _parts(report: Report) -> Iterator[str]:
    if report.statistiek:
        if report.found:
            yield "\n".join(_statistics(report))
    else:
        several = len(report.policies) > 1
        for policy in report.policies:
            yield from _findings(policy, several=several)
    if report.terzijde and report.aside:
        yield "\n".join(_aside(report))
    if report.meet:
        yield "\n".join(times(report))
    yield _summary(report)


def _findings(policy: Checked, *, several: bool) -> Iterator[str]:
    if not policy.found:
        return
    if several:
        yield style(policy.path, "kop")
    yield shown((one.diagnostic for one in policy.found), policy.sources)


def _aside(report: Report) -> Iterator[str]:
    yield style("Terzijde gelegd:", "kop")
    for policy, one in report.aside:
        told = f"{policy.place(one)}: {one.diagnostic.code} {one.diagnostic.headline}"
        yield from (style(line, "gewoon") for line in _hanging(told, "  ", "    "))
        yield from (style(line, "gewoon") for line in _hanging(one.why, "    = ", "      "))


def _hanging(text: str, first: str, rest: str) -> list[str]:
    return wrap(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _statistics(report: Report) -> Iterator[str]:
    for diagnostic, number in report.per_code():
        code = style(diagnostic.code, diagnostic.severity.value)
        yield f"{number:>5}  {code} {diagnostic.kind.slug} ({diagnostic.severity})"


def times(report: Report) -> Iterator[str]:
    """Yield how long each check took, the slowest first."""
    seconds = report.seconds()
    for code, time in seconds:
        yield f"{_milliseconds(time)}  {style(code, 'gewoon')}"
    together = sum(time for _, time in seconds)
    yield f"{_milliseconds(together)}  alle controles samen"


def _milliseconds(time: float) -> str:
    return f"{time * 1000:>8.1f}".replace(".", ",") + " ms"


def _summary(report: Report) -> str:
    told = counted(report)
    if not report.found:
        return style(_wrapped(f"{told}."), "goed")
    code = min(one.diagnostic.code for _, one in report.found)
    return style(_wrapped(f"{told}. Uitleg: `maatwerk leguit {code}`."), "gewoon")


def _wrapped(text: str) -> str:
    return fill(text, width(), break_long_words=False, break_on_hyphens=False)
