"""`maatwerk leguit`: print the page of a diagnostic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import entry_points

import click

from maatwerk_rules.integrations.cli import CLEAN, WRONG_USE, DutchCommand
from maatwerk_rules.integrations.terminal import complain, write
from maatwerk_rules.nearest import nearest_codes
from maatwerk_rules.resources import folder

GROUP = "maatwerk_rules.checks"
"""The entry points of checks that packages add, as `linter/registry.py` has it."""

_CODE = re.compile(r"(?:^|MW)([0-9]{1,3})(?![0-9])", re.IGNORECASE)
_PREFIX = re.compile(r"MW[0-9]{0,2}", re.IGNORECASE)
_TITLE = re.compile(r"# (MW\d{3}) (\S+)")


@click.command("leguit", cls=DutchCommand)
@click.argument("melding", required=False)
def command(melding: str | None) -> int:
    """Leg een melding uit: wat zij betekent, waarom, en hoe het goed moet.

    MELDING is een code zoals MW201 of een naam zoals bron-ontbreekt. Het begin van een code, zoals
    MW5, noemt alle meldingen die zo beginnen. Zonder melding ziet u ze alle.
    """
    shipped, own = _pages(), _added_pages()
    titles = {code: _TITLE.match(text) for code, text in shipped.items()}
    slugs = {found[2]: code for code, found in titles.items() if found is not None}
    slugs |= {slug: code for code, (slug, _) in own.items()}
    pages = dict(sorted((shipped | {code: page for code, (_, page) in own.items()}).items()))
    group = "" if melding is None else melding.strip().upper()
    listed = [pair for pair in sorted(slugs.items(), key=_by_code) if pair[1].startswith(group)]
    if melding is None or (listed and _PREFIX.fullmatch(group)):
        write("\n".join(f"{code}  {slug}" for slug, code in listed))
        return CLEAN
    code = melding.upper() if melding.upper() in pages else _code_of(melding, slugs)
    if code not in pages:
        near = nearest_codes(melding, {each: slug for slug, each in slugs.items()})
        offer = f" Bedoelt u `{near[0]}`?" if near else " `maatwerk leguit` noemt ze alle."
        complain(f"fout: er is geen melding `{melding}`.{offer}")
        return WRONG_USE
    write(pages[code])
    return CLEAN


def _code_of(melding: str, slugs: Mapping[str, str]) -> str:
    """Return the code that was meant by a code, its digits, a message as shown, or a slug."""
    numbered = _CODE.search(melding)
    if numbered is not None:
        return f"MW{numbered[1].zfill(3)}"
    return slugs.get(melding.strip().lower().replace("_", "-"), "")


def _by_code(pair: tuple[str, str]) -> str:
    return pair[1]


def _pages() -> dict[str, str]:
    return {
        each.name.removesuffix(".md"): each.read_text(encoding="utf-8")
        for each in folder("meldingen").iterdir()
        if re.fullmatch(r"MW\d{3}\.md", each.name)
    }


def _added_pages() -> dict[str, tuple[str, str]]:
    """Return the slug and the page of each check that an installed package adds, by its code."""
    if not entry_points(group=GROUP):
        return {}
    from maatwerk_rules.linter.codes import page_of_added
    from maatwerk_rules.linter.registry import added

    return {one.kind.code: (one.kind.slug, page_of_added(one)) for one in added()[0]}
