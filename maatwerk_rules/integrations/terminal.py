"""Writing to a terminal or a pipe: width, colour, and Dutch for what click says in English.

Words of users never reach a terminal with control characters in them: those are shown, not done.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
    """Tell whether to use colour: on a terminal that has it, and not where NO_COLOR is set.

    Source: no-color.org.
    """
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


# Control characters, signs that turn the reading direction, other line ends, loose surrogates.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def safe(text: str) -> str:
    r"""Return the text with what a terminal would obey, or nobody sees, written out.

    >>> print(safe("Jan\x1b[8m\u202e"))
    Jan\x1b[8m\u202e
    """
    return _UNSAFE.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def style(text: str, name: str) -> str:
    """Return the safe text in a style where there is colour; no meaning hangs on colour alone."""
    if not has_colour() or name not in STYLES:
        return safe(text)
    return click.style(safe(text), **STYLES[name])  # type: ignore[arg-type]


def write(text: str, *, styled: bool = False) -> None:
    """Write a text and a line end to standard output.

    Args:
        styled: Every part of the text came from `style` already.
    """
    _echo(text if styled else safe(text), to_stderr=False)


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    with _told(to_stderr=False):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def write_json(data: object) -> None:
    """Write data as JSON."""
    write(json_text(data), styled=True)


def json_text(data: object) -> str:
    """Return data as JSON that is safe for a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    # What is unsafe and not yet escaped stands inside a text, where JSON writes it so.
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def complain(text: str, *, styled: bool = False) -> None:
    """Write a text and a line end to standard error."""
    _echo(text if styled else safe(text), to_stderr=True)


def _echo(text: str, *, to_stderr: bool) -> None:
    with _told(to_stderr=to_stderr):
        click.echo(text.rstrip("\n"), err=to_stderr)


@contextmanager
def _told(*, to_stderr: bool) -> Iterator[None]:
    """Write in the block; when the reader of the pipe has gone, the rest is for nobody."""
    try:
        yield
    except BrokenPipeError:
        _write_no_more(to_stderr=to_stderr)
    except OSError as error:
        from maatwerk_rules.resources import reason

        _write_no_more(to_stderr=to_stderr)
        if not to_stderr:
            sentence = f"De uitvoer is niet te schrijven: {reason(error)}."
            raise click.ClickException(sentence) from error


def _write_no_more(*, to_stderr: bool) -> None:
    stream = sys.stderr if to_stderr else sys.stdout
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def prepare() -> None:
    """Let characters that a terminal does not know be written out instead of failing.

    Where a stream was closed by who started us, what is written is for nobody and what is read is
    empty; a file that is opened later must not come in its place.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


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
        case click.BadOptionUsage(option_name=name, ctx=ctx):
            return f"{_value_of(name, ctx)}"
        case click.MissingParameter(param=param) if param is not None:
            return f"Geef {_named(param)}."
        case click.BadParameter(param=param) if param is not None:
            return f"Bij {_named(param)}: {_bad(error, param)}"
        case click.FileError(ui_filename=name, message=reason):
            return f"Ik kan `{name}` niet openen: {reason}."
    return error.message


def _offer(near: object) -> str:
    names = [str(name) for name in near] if isinstance(near, list | tuple) else []
    return f" Bedoelt u `{names[0]}`?" if names else ""


def _value_of(name: str, ctx: click.Context | None) -> str:
    """Return that an option lacks its value, or has one that it does not take."""
    options = ctx.command.params if ctx is not None else ()
    option = next((each for each in options if name in each.opts), None)
    if isinstance(option, click.Option) and option.is_flag:
        return f"De optie `{name}` staat op zichzelf; laat weg wat achter de `=` staat."
    form = f", bijvoorbeeld `{name} {_example(option)}`" if option is not None else ""
    return f"Achter de optie `{name}` hoort een waarde{form}."


def _example(option: click.Parameter) -> str:
    if isinstance(option.type, click.Choice):
        return str(option.type.choices[0])
    if isinstance(option.type, DateType):
        return "2026-03-01"
    if isinstance(option.type, click.IntRange):
        return str(option.type.max)
    return metavar_of(option)


def metavar_of(param: click.Parameter) -> str:
    """Return what stands for a value in the help: `BESTAND`, `tekst|kort`."""
    if param.metavar is not None:
        return param.metavar
    if isinstance(param.type, click.Choice):
        return "|".join(map(str, param.type.choices))
    if isinstance(param.type, DateType):
        return param.type.name
    if isinstance(param.type, click.IntRange):
        return "GETAL"
    return str(param.name).upper()


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return f"de optie `{max(param.opts, key=len)}`"
    return f"`{metavar_of(param)}`"


def _bad(error: click.BadParameter, param: click.Parameter) -> str:
    if isinstance(param.type, click.Choice):
        choices = ", ".join(f"`{choice}`" for choice in param.type.choices)
        return f"kies uit {choices}."
    if isinstance(param.type, click.IntRange):
        return f"geef een geheel getal van {param.type.min} tot en met {param.type.max}."
    return error.message
