"""The server as an editor meets it: over standard input and output."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("pygls", reason="pygls comes with the extra `taalserver`")
pytest_lsp = pytest.importorskip("pytest_lsp", reason="pytest-lsp comes with the extra `test`")

from lsprotocol import types as lsp  # noqa: E402 - only there with pygls
from pygls.exceptions import JsonRpcException  # noqa: E402 - only there with pygls
from pytest_lsp import LanguageClient  # noqa: E402 - may be absent

from maatwerk_rules.integrations import lsp as language_server  # noqa: E402 - needs pygls
from maatwerk_rules.integrations.editor import navigation  # noqa: E402 - stands below
from maatwerk_rules.integrations.editor.positions import (  # noqa: E402 - stands below
    offset_of,
    position_of,
)
from maatwerk_rules.integrations.terminal import today  # noqa: E402 - stands below
from maatwerk_rules.pipeline import lint  # noqa: E402 - stands below what may skip
from maatwerk_rules.source import Source  # noqa: E402 - stands below what may skip
from tests.integrations.editor.desks import SMALL  # noqa: E402 - stands below what may skip

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "maatwerk_rules", "taalserver", "--stdio"]
UNTITLED = "untitled:Naamloos-1"


@pytest_lsp.fixture(config=pytest_lsp.ClientServerConfig(server_command=COMMAND))
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    @lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def registered(params: lsp.RegistrationParams) -> None:
        assert [each.id for each in params.registrations] == ["beleid"]

    params = lsp.InitializeParams(
        capabilities=pytest_lsp.client_capabilities("visual-studio-code"),
        initialization_options={"peildatum": "2026-03-01"},
    )
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=pytest_lsp.ClientServerConfig(server_command=COMMAND))
async def plain(lsp_client: LanguageClient) -> AsyncIterator[None]:
    """Give an editor that watches no files, counts columns in bytes, and gives no day."""
    general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf8])
    params = lsp.InitializeParams(
        capabilities=lsp.ClientCapabilities(general=general),
        initialization_options={"peildatum": "gisteren"},
    )
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


def opened(client: Any, text: str, uri: str = UNTITLED) -> None:
    document = lsp.TextDocumentItem(uri, "beleid", 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))


def changed(client: Any, version: int, *changes: Any, uri: str = UNTITLED) -> None:
    document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, list(changes)))


async def told(client: Any, codes: list[str], uri: str = UNTITLED) -> list[lsp.Diagnostic]:
    """Wait until these codes stand in a document, and no others."""
    for _ in range(600):
        now = client.diagnostics.get(uri)
        if now is not None and sorted(str(each.code) for each in now) == codes:
            return list(now)
        await asyncio.sleep(0.05)
    raise AssertionError(f"expected {codes}, found {client.diagnostics.get(uri)}")


def at(text: str, words: str, uri: str = UNTITLED) -> dict[str, Any]:
    """Return the document and the position of the first of some words."""
    before = text[: text.index(words)]
    line = before.rpartition("\n")[2]
    column = len(line.encode("utf-16-le")) // 2
    return {
        "text_document": lsp.TextDocumentIdentifier(uri),
        "position": lsp.Position(before.count("\n"), column),
    }


DOCUMENT = lsp.TextDocumentIdentifier(UNTITLED)


@pytest.mark.asyncio
async def test_findings_come_and_go_while_one_writes(client: Any) -> None:
    text = SMALL.replace("in_nederland en", "in_nederlan en")
    opened(client, text)
    (found,) = await told(client, ["MW002"])

    assert found.source == "maatwerk"
    assert found.severity is lsp.DiagnosticSeverity.Error
    assert found.range.start == at(text, "in_nederlan en")["position"]
    action = await client.text_document_code_action_async(
        lsp.CodeActionParams(DOCUMENT, found.range, lsp.CodeActionContext([found]))
    )
    (edit,) = action[0].edit.changes[UNTITLED]
    assert edit.new_text == "in_nederland"

    place = lsp.Range(edit.range.end, edit.range.end)
    changed(client, 2, lsp.TextDocumentContentChangePartial(place, "d"))
    assert await told(client, []) == []


@pytest.mark.asyncio
async def test_columns_count_utf_16_and_lines_may_end_as_on_windows(client: Any) -> None:
    text = SMALL.replace("U bent {leeftijd}.", "U bent 😀😀 {leeftijd}.").replace("\n", "\r\n")
    opened(client, text)
    await told(client, [])
    position = at(text, "leeftijd}")

    found = await client.text_document_definition_async(lsp.DefinitionParams(**position))

    assert found[0].range.start == at(text, "leeftijd: aantal")["position"]
    end = at(text, "}")["position"]
    changed(client, 2, lsp.TextDocumentContentChangePartial(lsp.Range(end, end), "x"))
    (wrong,) = await told(client, ["MW161"])
    assert wrong.range.end.character - wrong.range.start.character == len("{leeftijdx}")
    edits = await client.text_document_formatting_async(
        lsp.DocumentFormattingParams(DOCUMENT, lsp.FormattingOptions(2, True))
    )
    assert list(edits or ()) == []


@pytest.mark.asyncio
async def test_files_of_a_folder_are_one_policy(client: Any, folder: Path) -> None:
    uri = (folder / "gegevens.beleid").as_uri()
    rules = (folder / "regels.beleid").as_uri()
    text = (folder / "gegevens.beleid").read_text("utf-8")
    opened(client, text, uri)
    await told(client, [], uri)

    changed(client, 2, lsp.TextDocumentContentChangeWholeDocument(""), uri=uri)
    await told(client, ["MW002", "MW002", "MW002", "MW002", "MW161"], rules)
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
    await told(client, [], rules)


@pytest.mark.asyncio
async def test_what_changes_on_disk_is_seen(client: Any, folder: Path) -> None:
    uri = (folder / "regels.beleid").as_uri()
    opened(client, (folder / "regels.beleid").read_text("utf-8"), uri)
    await told(client, [], uri)
    facts = folder / "gegevens.beleid"
    good = facts.read_text("utf-8")

    facts.write_text(good.replace("in_nederland", "in_belgie"), "utf-8")
    event = lsp.FileEvent(facts.as_uri(), lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
    await told(client, ["MW002", "MW002"], uri)
    facts.write_text(good, "utf-8")
    client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
    await told(client, [], uri)


@pytest.mark.asyncio
async def test_hover_tells_what_for_from_where_and_how_much(client: Any) -> None:
    opened(client, SMALL)
    here = at(SMALL, "grens_leeftijd\n  dan")

    found = await client.text_document_hover_async(lsp.HoverParams(**here))

    assert "Op 1 maart 2026: **18 jaar**" in found.contents.value
    client.workspace_did_change_configuration(
        lsp.DidChangeConfigurationParams({"maatwerk": {"peildatum": "2026-08-01"}})
    )
    later = await client.text_document_hover_async(lsp.HoverParams(**here))
    assert "Op 1 augustus 2026: **21 jaar**" in later.contents.value
    nothing = await client.text_document_hover_async(lsp.HoverParams(**at(SMALL, "dan ja")))
    assert nothing is None


@pytest.mark.asyncio
async def test_names_are_found_and_renamed(client: Any) -> None:
    opened(client, SMALL)
    here = at(SMALL, "leeftijd: aantal")

    used = await client.text_document_references_async(
        lsp.ReferenceParams(context=lsp.ReferenceContext(False), **here)
    )
    alike = await client.text_document_document_highlight_async(lsp.DocumentHighlightParams(**here))
    may = await client.text_document_prepare_rename_async(lsp.PrepareRenameParams(**here))
    renamed = await client.text_document_rename_async(lsp.RenameParams(new_name="jaren", **here))

    assert (len(used), len(alike)) == (3, 4)
    assert may.start == here["position"]
    assert {each.new_text for each in renamed.changes[UNTITLED]} == {"jaren"}
    with pytest.raises(JsonRpcException, match="vast woord van de taal"):
        await client.text_document_rename_async(lsp.RenameParams(new_name="indien", **here))
    with pytest.raises(JsonRpcException, match="naam van een map of bestand"):
        await client.text_document_prepare_rename_async(
            lsp.PrepareRenameParams(**at(SMALL, 'proef "Proef"'))
        )


@pytest.mark.asyncio
async def test_words_are_offered_by_place(client: Any) -> None:
    text = SMALL.replace("  bedoeling vangnet\n  indien", "  bedoeling \n  indien")
    opened(client, text)
    here = at(text, "\n  indien")

    found = await client.text_document_completion_async(lsp.CompletionParams(**here))

    first = min(found.items, key=lambda each: str(each.sort_text))
    assert (first.label, first.detail) == ("vangnet", "bedoeling")
    assert first.text_edit.range.start == here["position"]


@pytest.mark.asyncio
async def test_the_outline_folds_links_and_colours(client: Any, folder: Path) -> None:
    uri = (folder / "regels.beleid").as_uri()
    text = (folder / "regels.beleid").read_text("utf-8")
    opened(client, text, uri)
    document = lsp.TextDocumentIdentifier(uri)

    outline = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    search = await client.workspace_symbol_async(lsp.WorkspaceSymbolParams("leef"))
    folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(document))
    links = await client.text_document_document_link_async(lsp.DocumentLinkParams(document))
    colours = await client.text_document_semantic_tokens_full_async(
        lsp.SemanticTokensParams(document)
    )

    assert [each.name for each in outline] == ["grens_leeftijd", "recht", "basis", "volwassen"]
    assert {each.name for each in search} == {"grens_leeftijd", "leeftijd"}
    assert len(folds) == len(outline)
    address = "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=11&lid=1&g=2026-03-01"
    assert address in {each.target for each in links}
    assert len(colours.data) % 5 == 0
    assert len(colours.data) > 100


@pytest.mark.asyncio
async def test_a_toets_can_be_run_and_explained(client: Any) -> None:
    opened(client, SMALL)
    lenses = await client.text_document_code_lens_async(lsp.CodeLensParams(DOCUMENT))
    commands = [each.command for each in lenses]
    assert [each.title for each in commands] == [
        "Voer alle toetsen uit",
        "Voer deze toets uit",
        "Leg de uitkomst uit",
    ]

    answers = [
        await client.workspace_execute_command_async(
            lsp.ExecuteCommandParams(each.command, each.arguments)
        )
        for each in commands
    ]

    assert [each["goed"] for each in answers] == [True, True, True]
    assert "U bent 30 jaar." in answers[2]["markdown"]
    assert client.messages[0].message == "1 van 1 toets geslaagd."


@pytest.mark.asyncio
async def test_a_plain_editor_may_count_bytes_and_close_one_of_two_files(
    plain: Any, folder: Path
) -> None:
    rules, facts = folder / "regels.beleid", folder / "gegevens.beleid"
    text = rules.read_text("utf-8").replace("U bent {leeftijd}", "U bent é {leeftijdje}")
    opened(plain, text, rules.as_uri())
    (found,) = await told(plain, ["MW161"], rules.as_uri())
    line = text.splitlines()[found.range.start.line]
    assert found.range.start.character == len(line[: line.index("{leeftijdje}")].encode())

    opened(plain, facts.read_text("utf-8"), facts.as_uri())
    plain.text_document_did_close(
        lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(facts.as_uri()))
    )
    changed(plain, 2, lsp.TextDocumentContentChangeWholeDocument("fout\n"), uri=rules.as_uri())
    await told(plain, ["MW034"], rules.as_uri())


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", [1, 2])
async def test_after_many_edits_the_server_says_what_it_says_of_the_whole(
    client: Any, seed: int
) -> None:
    random, text = Random(seed), SMALL.replace("U bent", "😀 U bent")
    opened(client, text)
    for version in range(2, 40):
        start = random.randrange(len(text) + 1)
        stop = min(len(text), start + random.choice([0, 0, 0, 1, 5]))
        piece = random.choice(["x", "\n", "\r\n", "😀", " ", '"', "", "  bron Pw artikel 1\n"])
        place = lsp.Range(*(lsp.Position(*position_of(text, it)) for it in (start, stop)))
        changed(client, version, lsp.TextDocumentContentChangePartial(place, piece))
        if "\r\n" in (text[start - 1 : start + 1], text[stop - 1 : stop + 1]):
            start, stop = (offset_of(text, position_of(text, it)) for it in (start, stop))
        text = text[:start] + piece + text[stop:]
    whole = lint([Source("Naamloos-1", text)], today=today()).diagnostics

    found = await told(client, sorted(each.code for each in whole))

    places = sorted((each.spans[0].span.start, each.code) for each in whole if each.spans)
    starts = ((each.range.start, each.code) for each in found)
    assert [
        (offset_of(text, (at.line, at.character)), code)
        for at, code in sorted(starts, key=lambda it: (it[0].line, it[0].character, it[1]))
    ] == places


@pytest.mark.asyncio
async def test_formatting_gives_the_canonical_form(client: Any) -> None:
    opened(client, SMALL.replace("  dan ja", "     dan    ja"))

    (edit,) = await client.text_document_formatting_async(
        lsp.DocumentFormattingParams(DOCUMENT, lsp.FormattingOptions(2, True))
    )

    assert edit.range.start.line == edit.range.end.line


def test_without_pygls_the_command_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['pygls'] = None\n"
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'pygls' else real(name, *a)\n"
        "from maatwerk_rules.integrations.cli import main; main(['taalserver'])"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 2
    assert "maatwerk-rules[taalserver]" in ran.stderr


def test_a_refusal_is_no_fault_in_the_log() -> None:
    def record(error: Exception) -> logging.LogRecord:
        told = (type(error), error, None)
        return logging.LogRecord("pygls", logging.ERROR, "", 1, "x", (), told)

    refused = language_server._refused(navigation.Refusal("Dat kan niet."))

    assert not language_server._is_fault(record(refused))
    assert language_server._is_fault(record(ValueError("x")))
