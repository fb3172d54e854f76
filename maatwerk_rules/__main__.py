"""The command `maatwerk`, also as `python -m maatwerk_rules`: it hears Ctrl-C from the first line.

Importing the rest takes a tenth of a second. Who breaks that off is not shown where.
"""

import os

BROKEN_OFF = 130
"""As the command line itself has it, which is not imported yet."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        import signal

        usual = signal.default_int_handler
        # Who starts us in the background may have it ignored; then it stays so.
        if signal.getsignal(signal.SIGINT) is usual:
            signal.signal(signal.SIGINT, _stop)
        from maatwerk_rules.integrations.collector import resting

        with resting(once=True):
            from maatwerk_rules.integrations.cli import main as run
        if signal.getsignal(signal.SIGINT) is _stop:
            signal.signal(signal.SIGINT, usual)
        run()
    except KeyboardInterrupt:
        _stop()


def _stop(*_: object) -> None:
    """End this process; nothing was written yet that has to be finished."""
    try:
        os.write(2, b"Gestopt.\n")
    finally:
        os._exit(BROKEN_OFF)


if __name__ == "__main__":
    main()
