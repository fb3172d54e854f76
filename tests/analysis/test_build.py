from maatwerk_rules.analysis.build import build, fingerprint
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from tests.small import BASE, policy_of

BROKEN = """
begrip rijk: ja/nee
  iss inkomen is meer dan € 5.000
uitzondering te_rijk op basisrecht
  bron Pw artikel 19 lid 1
  bedoeling eigen_middelen_eerst
  indien rijk en onbekend_begrip
  dan nee
"""


def built(text):
    beleid, found = parse_beleid([Source("proef.beleid", text)])
    return build(beleid, found)


def test_a_fault_gives_findings_and_no_policy():
    checked = built(BASE.replace("bepaalt recht", "bepaalt rechtt"))

    assert checked.policy is None
    assert "MW002" in {one.code for one in checked.diagnostics}


def test_a_name_of_a_block_that_does_not_parse_is_not_called_unknown():
    checked = built(BASE + BROKEN)

    unknown = [one.facts["naam"] for one in checked.diagnostics if one.code == "MW002"]
    assert unknown == ["onbekend_begrip"]


def test_the_order_of_files_does_not_change_the_hash():
    head, rest = BASE.split("\nwaarde ", 1)
    one = [Source("a.beleid", head + "\n"), Source("b.beleid", "waarde " + rest)]
    two = [Source("b.beleid", head + "\n"), Source("a.beleid", "waarde " + rest)]

    assert fingerprint(parse_beleid(one)[0]) == fingerprint(parse_beleid(two)[0])


def test_another_text_has_another_hash():
    assert policy_of("").hash != policy_of("# een opmerking\n").hash


def test_a_policy_knows_its_records_requests_and_mandates():
    policy = policy_of(
        "soort kind heeft\n  jong: ja/nee\n"
        "gegeven kinderen: lijst van hoogstens 3 kind\n"
        '  vraag "Welke kinderen hebt u?"\n  grondslag Pw artikel 17 lid 1\n'
        "begrip telt per kind: ja/nee\n  is kind.jong\n"
    )

    assert policy.records == {"telt": "kind"}
    assert policy.requests == frozenset()
    assert policy.title == "Bijstand, klein voorbeeld"
    assert repr(policy).startswith("Policy(name='basis'")
