"""Without the extra `kolommen` a clear sentence says what to install."""

import pytest

from maatwerk_rules.compiler.columns import extra
from maatwerk_rules.errors import ColumnError


def test_the_extra_is_there():
    extra.check_extra()


def test_without_the_extra_a_dutch_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(extra, "NEEDED", ("numpy", "bestaat_hier_niet"))

    with pytest.raises(ColumnError) as raised:
        extra.check_extra()

    (told,) = raised.value.diagnostics
    assert "`bestaat_hier_niet` nodig" in told.headline
    assert told.help == ('Installeer het met: pip install "maatwerk-rules[kolommen]"',)
