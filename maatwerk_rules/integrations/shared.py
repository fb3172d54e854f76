"""What several commands do: find and read policies, read a case, and show what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from maatwerk_rules.diagnostics import Diagnostic, render_each
from maatwerk_rules.errors import PolicyError
from maatwerk_rules.integrations.terminal import complain, style, width, write
from maatwerk_rules.pipeline import check, load
from maatwerk_rules.resources import is_policy_file, reason
from maatwerk_rules.source import Source

if TYPE_CHECKING:
    from maatwerk_rules.explanation.document import Document, Tone
    from maatwerk_rules.model.policy import Policy

MOST_FOLDERS = 10_000
"""In more folders than this no policy is looked for."""

seed_option = click.option(
    "--zaad", type=int, default=0, show_default=True, help="Hetzelfde zaad zoekt hetzelfde."
)
"""For commands that search."""
form_option = click.option(
    "--vorm",
    type=click.Choice(["tekst", "markdown", "json", "junit", "html"]),
    default="tekst",
    show_default=True,
    help="Hoe de uitslag eruitziet; html is een bladzijde voor een browser.",
)
"""For commands that report what was found by searching and proving."""

document_option = click.option(
    "--vorm",
    type=click.Choice(["tekst", "markdown", "html"]),
    default="tekst",
    show_default=True,
    help="Hoe het eruitziet; html is een bladzijde voor een browser.",
)
"""For commands that tell one document; `write_as` writes it."""

TONES: Mapping[Tone, str] = {
    "sterk": "kop",
    "goed": "goed",
    "let op": "waarschuwing",
    "open": "hint",
}


def load_or_show(naam: str, *, afresh: bool = False) -> Policy | None:
    """Return a policy, or None after showing what is wrong in it.

    Args:
        afresh: Take nothing from an earlier time, and keep nothing for a next one.
    """
    if afresh:
        findings = check(naam)
        if findings.policy is None:
            complain(shown(findings.diagnostics, findings.sources), styled=True)
        return findings.policy
    try:
        return load(naam)
    except PolicyError as error:
        complain(shown(error.diagnostics, error.sources), styled=True)
        return None


def shown(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """Return findings as styled text for a terminal; of one code in a row the first explains."""
    found = tuple(diagnostics)
    texts = render_each(found, sources, width())
    return "\n\n".join(map(_styled, found, texts))


def _styled(one: Diagnostic, text: str) -> str:
    head, space, rest = text.partition(" ")
    return style(head, one.severity.value) + style(space + rest, "gewoon")


def write_as(document: Document, vorm: str) -> None:
    """Write a document as Markdown, as a page, or for the terminal."""
    if vorm == "markdown":
        from maatwerk_rules.explanation.markdown import to_markdown

        write(to_markdown(document))
    elif vorm == "html":
        from maatwerk_rules.explanation.html import to_html

        write(to_html(document))
    else:
        write_document(document)


def write_document(document: Document) -> None:
    """Write a document for the terminal, in colour where there is colour."""
    from maatwerk_rules.explanation.text import to_text

    def styled(text: str, tone: Tone) -> str:
        return style(text, TONES.get(tone, tone))

    write(to_text(document, width(), styled), styled=True)


def read_case(path: str) -> bytes:
    """Return the bytes of a case file, or of standard input for `-`; no more than can be read.

    Raises:
        click.FileError: the file cannot be opened.
    """
    from maatwerk_rules.runtime.json_text import LARGEST_TEXT

    if path == "-":
        return sys.stdin.buffer.read(LARGEST_TEXT + 1)
    try:
        with Path(path).open("rb") as stream:
            return stream.read(LARGEST_TEXT + 1)
    except (OSError, ValueError) as error:
        raise click.FileError(path, reason(error)) from error


def policies_in(paths: Iterable[str]) -> Iterator[str]:
    """Yield the policies at paths: a file, a folder with policy files, or the folders in it."""
    for path in paths:
        if not path:
            sentence = "Een leeg pad wijst niets aan; noem een bestand, een map of een naam."
            raise click.UsageError(sentence, click.get_current_context(silent=True))
        found = list(_policies_below(path))
        yield from found or [path]


def _policies_below(path: str) -> Iterator[str]:
    waiting = [Path(path)]
    seen = 0
    while waiting:
        place = waiting.pop()
        seen += 1
        if seen > MOST_FOLDERS:
            sentence = f"In `{path}` staan te veel mappen; noem de map waarin het beleid staat."
            raise click.UsageError(sentence, click.get_current_context(silent=True))
        try:
            entries = sorted(place.iterdir(), reverse=True)
            if any(is_policy_file(each) for each in entries):
                yield str(place)
            else:
                waiting += [each for each in entries if _may_hold_policies(each)]
        except PermissionError:
            yield str(place)  # whoever reads it tells that it may not be read
        except OSError:
            continue


def _may_hold_policies(place: Path) -> bool:
    return not place.name.startswith(".") and place.is_dir() and not place.is_symlink()
