"""Whether what columns lean on is installed, said in Dutch where it is not."""

from __future__ import annotations

from importlib.util import find_spec

from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
from maatwerk_rules.errors import ColumnError

NEEDED = ("numpy", "pyarrow")
INSTALL = 'pip install "maatwerk-rules[kolommen]"'
NOT_INSTALLED = Kind(
    "MW969",
    "kolommen-ontbreken",
    Severity.FOUT,
    "Om een tabel te beslissen is `{naam}` nodig, en dat is hier niet geïnstalleerd.",
    "Rekenen met kolommen leunt op bibliotheken die voor één zaak niet nodig zijn.",
)


def check_extra() -> None:
    """Stop with a clear sentence where the extra `kolommen` is not installed.

    Raises:
        ColumnError: it is not; the sentence says how to install it.

    >>> check_extra()
    """
    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        help_ = (f"Installeer het met: {INSTALL}",)
        raise ColumnError(
            tuple(diagnostic(NOT_INSTALLED, None, help=help_, naam=name) for name in absent)
        )
