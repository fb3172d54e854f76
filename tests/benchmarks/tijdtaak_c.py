"""The task `tijdtaak_12` by hand in C, made when it is asked by the compiler of the system."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from tests.benchmarks.tijdtaak_columns import GIVEN, WIDTHS, Columns

SOURCE = Path(__file__).parent / "tijdtaak_12.c"


def compiler() -> str | None:
    """Return the C compiler of the system, or None."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def made_in_c(*flags: str) -> Callable[[Columns], Columns] | None:
    """Return the task in C with -O3 and more flags; None where no compiler makes it."""
    command = compiler()
    if command is None:
        return None
    with TemporaryDirectory() as folder:
        made = Path(folder) / "tijdtaak.so"
        arguments = [command, "-O3", *flags, "-shared", "-fPIC", "-o", str(made), str(SOURCE)]
        if subprocess.run(arguments, capture_output=True, check=False).returncode:
            return None
        library = ctypes.CDLL(str(made))
    arrays: list[Any] = [
        np.ctypeslib.ndpointer(width, ndim=1, flags="C_CONTIGUOUS")
        for width in (*WIDTHS.values(), *GIVEN.values())
    ]
    library.decide.argtypes = [ctypes.c_int64, *arrays]
    library.decide.restype = None

    def decide(case: Columns) -> Columns:
        number = len(case["leeftijd"])
        found = {name: np.empty(number, width) for name, width in GIVEN.items()}
        library.decide(number, *(case[name] for name in WIDTHS), *found.values())
        return found

    return decide
