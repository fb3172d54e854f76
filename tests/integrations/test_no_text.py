"""A file that is no text in UTF-8 gets one finding, with what it looks like, and no advice."""

import random
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.integrations import cli

TEXT = 'beleid x "Één"\n\tstatus concept  \n\n\n\n'
FILES = {
    "dit lijkt UTF-16": TEXT.encode("utf-16"),
    "dit lijkt UTF-32": TEXT.encode("utf-32"),
    "vaak is het Windows-1252": TEXT.encode("cp1252"),
    "dit lijkt geen tekst": random.Random(2).randbytes(4000) + b"\n\t\n\t",
}


@pytest.mark.parametrize("look", FILES)
def test_what_a_file_looks_like_is_told_in_one_line(look: str, maatwerk: Any, here: Path) -> None:
    Path("a.beleid").write_bytes(FILES[look])

    ran = maatwerk("controleer a.beleid --vorm kort --vanaf hint")

    (line,) = ran.out.splitlines()
    assert ran.code == cli.FINDINGS
    assert " fout MW028 geen-utf8: " in line
    assert line.endswith(f" is geen tekst in UTF-8: {look}.")


def test_the_other_files_of_a_policy_are_checked_as_ever(maatwerk: Any, proef: Path) -> None:
    (proef.parent / "b.beleid").write_bytes(FILES["dit lijkt UTF-16"])
    proef.write_text(proef.read_text("utf-8") + "# eind \n", "utf-8")

    told = maatwerk("controleer proef --vorm kort --vanaf hint").out

    assert [line.split(":")[0] for line in told.splitlines() if "MW101" in line] == [
        "proef/proef.beleid"
    ]
    assert told.count("MW028") == 1


def test_a_part_that_is_no_text_says_so_and_not_where_it_belongs(
    maatwerk: Any, proef: Path
) -> None:
    (proef.parent / "b.beleid").write_bytes(FILES["dit lijkt geen tekst"])

    told = maatwerk("controleer proef/b.beleid --vorm kort").out

    assert told.count("\n") == told.count("MW028") == 1
