"""The command `maatwerk`, also as `python -m maatwerk_rules`: it hears Ctrl-C from the first line.

Importing the rest takes a tenth of a second. Who breaks that off is not shown where.
"""

import os

BROKEN_OFF = 130
"""As the command line itself has it, which is not imported yet."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        _listen()
        from maatwerk_rules.integrations.cli import main as run

        _listen(to_us=False)
        run()
    except KeyboardInterrupt:
        _stop()


def _listen(*, to_us: bool = True) -> None:
    """Let Ctrl-C end this process at once, or be told to the code that runs, as Python has it.

    Who starts us in the background may have it ignored; then it stays so.
    """
    import signal

    before, after = (
        (signal.default_int_handler, _stop) if to_us else (_stop, signal.default_int_handler)
    )
    if signal.getsignal(signal.SIGINT) is before:
        signal.signal(signal.SIGINT, after)


def _stop(*_: object) -> None:
    """End this process; nothing was written yet that has to be finished."""
    try:
        os.write(2, b"Gestopt.\n")
    finally:
        os._exit(BROKEN_OFF)


if __name__ == "__main__":
    main()
