import pytest

from maatwerk_rules.errors import PolicyError
from maatwerk_rules.pipeline import check, load
from maatwerk_rules.source import Source

ONE = 'beleid een "Een"\n  taalversie 1\norgaan college "College"\n'
OTHER = 'beleid twee "Twee"\n  taalversie 1\norgaan college "College"\n'


def codes(*texts: str) -> list[str]:
    sources = [Source(f"{place}.beleid", text) for place, text in enumerate(texts)]
    return [one.code for one in check(sources).diagnostics]


def test_two_policies_in_one_folder_give_one_finding() -> None:
    assert codes(ONE, OTHER) == ["MW043"]


def test_a_head_that_does_not_read_is_not_called_absent() -> None:
    assert codes(ONE.replace("taalversie 1", "taalversie een")) == ["MW001"]
    assert codes('orgaan college "College"\n')[0] == "MW042"


def test_a_policy_with_faults_is_not_loaded() -> None:
    with pytest.raises(PolicyError) as raised:
        load([Source("a.beleid", ONE), Source("b.beleid", OTHER)])

    assert [each.code for each in raised.value.diagnostics] == ["MW043"]
