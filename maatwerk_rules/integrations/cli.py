"""The command `maatwerk`: its subcommands are imported only when they are used.

Exit codes: 0 done and clean, 1 findings or faults, 2 wrong use, 3 our own fault, 4 undecided where
a decision was demanded, 5 nothing was tested, 130 broken off with Ctrl-C.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import click

from maatwerk_rules.integrations.collector import resting
from maatwerk_rules.integrations.terminal import (
    complain,
    in_dutch,
    metavar_of,
    prepare,
    width,
    write,
)
from maatwerk_rules.version import __version__

CLEAN, FINDINGS, WRONG_USE, OUR_FAULT, UNDECIDED, NOTHING_TESTED = range(6)
BROKEN_OFF = 130
"""As shells tell that a program was ended by Ctrl-C: 128 and the number of that signal."""

COMMANDS: Mapping[str, str] = {
    "beproef": "zoek gelijke gevallen met een ongelijke uitkomst",
    "beslis": "beslis één zaak en leg de uitkomst uit",
    "besluit": "leg een besluit vast, en doe er iets mee",
    "controleer": "zoek fouten in beleid",
    "herstel": "herstel wat vanzelf te herstellen is",
    "leguit": "leg een melding uit",
    "nieuw": "begin een nieuw beleid",
    "opmaak": "zet beleid in de vaste opmaak",
    "spreekkamer": "loop een zaak door in uw browser",
    "taalserver": "help een editor met beleid",
    "toets": "voer de toetsen van een beleid uit",
    "toon": "toon een beleid: elke regel naast zijn bedoeling",
    "vergelijk": "laat zien wat een wijziging doet, en voor wie",
}

HELP = "Toon deze hulp en stop."
HELP_NAMES = ("--help", "--hulp", "-h")


class Dutch(click.Command):
    """A command that speaks Dutch: in its help, and in what it says of wrong use."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows help."""
        option = super().get_help_option(ctx)
        assert option is not None, "no command is without help"
        option.help = HELP
        option.callback = _show_help
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the command; what is wrong knows the command it belongs to."""
        ctx.help_option_names = list(HELP_NAMES)
        ctx.terminal_width = width()
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is used."""
        arguments = [each for each in self.params if isinstance(each, click.Argument)]
        named = [(metavar_of(each), each.required) for each in arguments]
        words = [word if required else f"[{word}]" for word, required in named]
        formatter.write_usage(ctx.command_path, " ".join([*words, "[OPTIES]"]), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options; the arguments are told of in the text above them."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        with formatter.section("Opties"):
            formatter.write_dl([_record(option) for option in options], col_max=width() * 2 // 5)


def _show_help(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if value and not ctx.resilient_parsing:
        write(ctx.get_help())
        ctx.exit(CLEAN)


def _record(option: click.Option) -> tuple[str, str]:
    name = option.opts[0] if option.is_flag else f"{option.opts[0]} {metavar_of(option)}"
    usual = f" Standaard: {option.default}." if option.show_default else ""
    return name, f"{option.help}{usual}"


class DutchCommand(Dutch):
    """A command of which each word has its place."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the command; a word too many is wrong use."""
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(f"Het woord `{rest[0]}` is er een te veel.", ctx)
        return rest


class LazyGroup(Dutch, click.Group):
    """The group of commands; a command is loaded when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None."""
        if cmd_name not in COMMANDS:
            return None
        with resting(once=True):
            module = import_module(f"maatwerk_rules.integrations.command_{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first; the nearest is offered for a slip."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from maatwerk_rules.nearest import nearest

            near = nearest(args[0], COMMANDS)
            offer = f" Bedoelt u `maatwerk {near[0]}`?" if near else ""
            raise click.UsageError(f"Er is geen opdracht `{args[0]}`.{offer}", ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the whole, without loading a command."""
        formatter.write_usage(ctx.command_path, "OPDRACHT [OPTIES] …", prefix="Gebruik: ")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(
                "Beleid voor de bijstand als Nederlandse tekst die werkt: beslis een zaak, zie "
                "waar elke regel voor is en welke ruimte er is. Elke uitkomst volgt uit de "
                "regels en is geen besluit; het college beslist."
            )
        with formatter.section("Opdrachten"):
            formatter.write_dl(sorted(COMMANDS.items()))
        with formatter.section("Opties"):
            formatter.write_dl([("--versie", "Toon de versie en stop."), ("--help", HELP)])
        with formatter.section("Bijvoorbeeld"):
            formatter.write_text("maatwerk beslis participatiewet --peildatum 2026-03-01")


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option("--versie", is_flag=True, help="Toon de versie en stop.")
@click.pass_context
def group(ctx: click.Context, *, versie: bool) -> None:
    """Beleid voor de bijstand als Nederlandse tekst die werkt."""
    if versie:
        write(f"maatwerk {__version__}")
        ctx.exit(CLEAN)
    if ctx.invoked_subcommand is None:
        write(ctx.get_help())
        ctx.exit(CLEAN)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    At the end Python looks once more for circles of garbage among all that is left: a tenth of the
    time of checking a policy, for nothing, as the process is over.
    """
    atexit.register(gc.freeze)
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; our own faults ask for a report."""
    prepare()
    try:
        args = None if arguments is None else list(arguments)
        code = group.main(args=args, prog_name="maatwerk", standalone_mode=False)
        return code if isinstance(code, int) else CLEAN
    except click.ClickException as error:
        complain(f"fout: {in_dutch(error)}")
        if isinstance(error, click.UsageError):
            path = error.ctx.command_path if error.ctx is not None else "maatwerk"
            complain(f"Zie `{path} --help`.")
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        complain("Gestopt.")
        return BROKEN_OFF
    except Exception as error:
        complain(_our_fault(error))
        return OUR_FAULT


def _our_fault(error: Exception) -> str:
    from pathlib import Path
    from traceback import extract_tb

    ours = [each for each in extract_tb(error.__traceback__) if "maatwerk_rules" in each.filename]
    places = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in ours[-3:]]
    return (
        "Dit is een fout van ons programma, niet van u. Meld deze regels, dan lossen we het op:\n"
        f"  maatwerk {__version__}: {type(error).__name__}\n  bij {', '.join(places)}"
    )
