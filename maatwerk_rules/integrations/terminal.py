"""Writing to a terminal or a pipe: width, colour, and Dutch for what click says in English."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from datetime import date

import click

NARROWEST, WIDEST = 40, 100

STYLES: Mapping[str, Mapping[str, object]] = {
    "fout": {"fg": "red", "bold": True},
    "waarschuwing": {"fg": "yellow", "bold": True},
    "hint": {"fg": "cyan"},
    "kop": {"bold": True},
    "goed": {"fg": "green"},
}


def width() -> int:
    """Return how wide to write: that of the terminal, between 40 and 100 columns."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def has_colour() -> bool:
    """Tell whether to use colour: on a terminal, and not where NO_COLOR is set.

    Source: no-color.org.
    """
    return "NO_COLOR" not in os.environ and sys.stdout.isatty()


def style(text: str, name: str) -> str:
    """Return the text in a style where there is colour; colour never carries meaning alone."""
    return click.style(text, **STYLES[name]) if has_colour() else text  # type: ignore[arg-type]


def write(text: str) -> None:
    """Write a text and a line end to standard output."""
    click.echo(text.rstrip("\n"))


def complain(text: str) -> None:
    """Write a text and a line end to standard error."""
    click.echo(text.rstrip("\n"), err=True)


class DateType(click.ParamType[date]):
    """A date as 2026-03-01."""

    name = "JJJJ-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the date, or fail with the right spelling."""
        from maatwerk_rules.dutch import UnreadableError, read_date

        if isinstance(value, date):
            return value
        try:
            return read_date(str(value))
        except UnreadableError as error:
            self.fail(str(error), param, ctx)


def today() -> date:
    """Return today's date; only offered, never used to decide."""
    return date.today()  # noqa: DTZ011 - the day on the clock of the user is what they mean


def in_dutch(error: click.ClickException) -> str:
    """Return what click complains about, in Dutch.

    >>> in_dutch(click.NoSuchOption("--feitn", possibilities=["--feiten"]))
    'Er is geen optie `--feitn`. Bedoelt u `--feiten`?'
    """
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            return f"Er is geen optie `{name}`.{_offer(near)}"
        case click.MissingParameter(param=param) if param is not None:
            return f"Geef {_named(param)}."
        case click.BadParameter(param=param) if param is not None:
            return f"Bij {_named(param)}: {_bad(error, param)}"
        case click.FileError(ui_filename=name):
            return f"Ik kan `{name}` niet openen."
    return error.format_message()


def _offer(near: object) -> str:
    names = [str(name) for name in near] if isinstance(near, list | tuple) else []
    return f" Bedoelt u `{names[0]}`?" if names else ""


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return f"de optie `{max(param.opts, key=len)}`"
    return f"`{param.make_metavar(click.Context(click.Command('maatwerk')))}`"


def _bad(error: click.BadParameter, param: click.Parameter) -> str:
    if isinstance(param.type, click.Choice):
        choices = ", ".join(f"`{choice}`" for choice in param.type.choices)
        return f"kies uit {choices}."
    if isinstance(param.type, click.Path):
        return "dit bestand of deze map is er niet."
    if isinstance(param.type, click.IntRange):
        return f"geef een geheel getal van {param.type.min} tot en met {param.type.max}."
    return error.message
