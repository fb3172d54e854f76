"""The language server: hands what `integrations/editor` knows to pygls, and nothing more.

A keystroke is answered at once with what reading tells and, in a small policy, with names and
types. What the linter finds follows from a thread of its own: as soon as the author pauses for as
long as that took last time. Until then what it found before stays, at the block it is about.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import attrs
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from maatwerk_rules.diagnostics import Diagnostic, Severity
from maatwerk_rules.dutch import UnreadableError, read_date
from maatwerk_rules.integrations.collector import resting
from maatwerk_rules.integrations.editor import (
    changes,
    completion,
    findings,
    hover,
    links,
    navigation,
    outline,
    running,
    tokens,
)
from maatwerk_rules.integrations.editor.desk import SUFFIX, Desk, Where
from maatwerk_rules.integrations.editor.positions import changed, offset_of, position_of
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.integrations.terminal import today
from maatwerk_rules.linter.again import Again
from maatwerk_rules.version import __version__

PAUSE = 0.25
"""So many seconds without a keystroke are waited for at most before the linter looks."""
BREATH = 0.02
"""Seconds without a keystroke after which names and types of a large policy are looked at."""

_SEVERITIES = {
    Severity.FOUT: lsp.DiagnosticSeverity.Error,
    Severity.WAARSCHUWING: lsp.DiagnosticSeverity.Warning,
    Severity.HINT: lsp.DiagnosticSeverity.Hint,
}


@attrs.define
class State:
    """What was last found of one policy, and the work on it that waits or runs.

    Args:
        again: What the linter keeps, so that only what may have changed is redone.
        pause: How long the linter waits for the next keystroke: as long as it took last time.
    """

    known: tuple[Diagnostic, ...] = ()
    shown: Mapping[Document, tuple[findings.Finding, ...]] = attrs.field(factory=dict)
    task: asyncio.Task[None] | None = None
    again: Again = attrs.field(factory=Again)
    pause: float = PAUSE


class Asked(Protocol):
    """A request about a place in a document."""

    text_document: lsp.TextDocumentIdentifier
    position: lsp.Position


class Taalserver(LanguageServer):
    """The server with its desk."""

    def __init__(self) -> None:
        super().__init__("maatwerk-taalserver", __version__)
        self.desk = Desk()
        self.asked_day: date | None = None
        self.states: dict[Where, State] = {}
        # What is quick does not wait for what is slow.
        self.quick = ThreadPoolExecutor(1, "maatwerk-namen")
        self.worker = ThreadPoolExecutor(1, "maatwerk")

    # ------------------------------------------------------------ places

    @property
    def encoding(self) -> str:
        """How the editor counts columns."""
        agreed = self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        return agreed.value if isinstance(agreed, lsp.PositionEncodingKind) else str(agreed)

    @property
    def day(self) -> date:
        """The day of which amounts and acts are shown: as the editor asks, or today."""
        return self.asked_day or today()

    def at(self, params: Asked) -> tuple[Snapshot, Document, int]:
        """Return the policy, the document and the offset that a request is about."""
        snapshot, document = self.about(params.text_document.uri)
        text = snapshot.file(document).source.text
        return snapshot, document, self.offset(text, params.position)

    def about(self, uri: str) -> tuple[Snapshot, Document]:
        """Return the policy and the document of an address."""
        document = document_of(uri)
        return self.desk.snapshot(document), document

    def offset(self, text: str, position: lsp.Position) -> int:
        """Return the offset of a position as the editor counts it."""
        return offset_of(text, (position.line, position.character), self.encoding)

    def range(self, snapshot: Snapshot, place: Place) -> lsp.Range:
        """Return a place as the editor counts it."""
        text = snapshot.file(place.document).source.text
        ends = (position_of(text, it, self.encoding) for it in (place.start, place.end))
        return lsp.Range(*(lsp.Position(*it) for it in ends))

    def location(self, snapshot: Snapshot, place: Place) -> lsp.Location:
        """Return a place with the address of its document."""
        return lsp.Location(uri_of(place.document), self.range(snapshot, place))

    def edits(self, snapshot: Snapshot, made: Iterable[findings.Change]) -> lsp.WorkspaceEdit:
        """Return changes as the editor makes them."""
        by_uri: dict[str, list[lsp.TextEdit]] = {}
        for change in made:
            edit = lsp.TextEdit(self.range(snapshot, change.place), change.replacement)
            by_uri.setdefault(uri_of(change.place.document), []).append(edit)
        return lsp.WorkspaceEdit(changes=by_uri)

    # ------------------------------------------------------------ findings

    def look(self, document: Document) -> None:
        """Tell what is wrong now in the policy of a document, and look further in a while."""
        where = self.desk.where(document)
        state = self.states.setdefault(where, State())
        snapshot = self.desk.snapshot(document)
        look = findings.of_names if findings.answers_at_once(snapshot) else _of_reading
        now = look(snapshot, document)
        self._show(state, snapshot, document, findings.carry(state.known, now, snapshot))
        if state.task is not None:
            state.task.cancel()
        state.task = asyncio.get_running_loop().create_task(self._look_further(state, document))

    async def _look_further(self, state: State, document: Document) -> None:
        loop = asyncio.get_running_loop()
        snapshot = self.desk.snapshot(document)
        if not findings.answers_at_once(snapshot):
            await asyncio.sleep(BREATH)
            found = await loop.run_in_executor(self.quick, findings.of_names, snapshot, document)
            self._show(state, snapshot, document, findings.carry(state.known, found, snapshot))
        await asyncio.sleep(max(BREATH, min(PAUSE, state.pause)))
        snapshot = self.desk.snapshot(document)
        looked = await loop.run_in_executor(self.worker, _linted, state, snapshot, document)
        found = findings.kept(state.known, looked, snapshot)
        read = frozenset(findings.of_reading(snapshot))
        state.known = tuple(one for one in found if one not in read)
        self._show(state, snapshot, document, found)

    def _show(
        self, state: State, snapshot: Snapshot, document: Document, found: Iterable[Diagnostic]
    ) -> None:
        """Send what changed since it was last told."""
        new = findings.shown(snapshot, found, document)
        for each in dict.fromkeys((*state.shown, *new)):
            told = new.get(each, ())
            if each != document and told == state.shown.get(each, ()):
                continue
            self.text_document_publish_diagnostics(
                lsp.PublishDiagnosticsParams(
                    uri_of(each),
                    [self._diagnostic(snapshot, one) for one in told],
                    self._version(each),
                )
            )
        state.shown = {each: told for each, told in new.items() if told}

    def _version(self, document: Document) -> int | None:
        if self.desk.text(document) is None:
            return None
        version: int | None = self.workspace.get_text_document(uri_of(document)).version
        return version

    def _diagnostic(self, snapshot: Snapshot, finding: findings.Finding) -> lsp.Diagnostic:
        one = finding.diagnostic
        related = [
            lsp.DiagnosticRelatedInformation(self.location(snapshot, place), text or "zie ook hier")
            for place, text in finding.related
        ]
        return lsp.Diagnostic(
            self.range(snapshot, finding.place),
            finding.message,
            _SEVERITIES[one.severity],
            one.code,
            source="maatwerk",
            related_information=related,
        )

    def findings_of(self, document: Document) -> tuple[findings.Finding, ...]:
        """Return what was last told of a document."""
        state = self.states.get(self.desk.where(document))
        return () if state is None else state.shown.get(document, ())


def _linted(state: State, snapshot: Snapshot, document: Document) -> findings.Looked:
    """Return what the linter finds; the collector rests, as it would take longer than the work."""
    started = perf_counter()
    with resting():
        looked = findings.of_linter(snapshot, document, today(), state.again)
    state.pause = perf_counter() - started
    return looked


def _of_reading(snapshot: Snapshot, document: Document) -> tuple[Diagnostic, ...]:
    del document
    return findings.of_reading(snapshot)


def document_of(uri: str) -> Document:
    """Return what a document is called at the desk: its path, or its address without one."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return uri if path is None else str(Path(path))


def uri_of(document: Document) -> str:
    """Return the address of a document."""
    found = from_fs_path(document) if Path(document).is_absolute() else None
    return document if found is None else found


def serve() -> None:
    """Serve an editor over standard input and output until it leaves."""
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_fault)
    made().start_io()


def made() -> Taalserver:
    """Return a server that answers all it can."""
    server = Taalserver()
    for register in (_start, _follow, _watch, _tell, _navigate, _outline, _change, _run):
        register(server)
    return server


# ---------------------------------------------------------------- what the editor does


def _start(server: Taalserver) -> None:
    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        options = params.initialization_options
        server.asked_day = _day(options.get("peildatum") if isinstance(options, dict) else None)

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        del params
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is None or not watching.dynamic_registration:
            return
        options = lsp.DidChangeWatchedFilesRegistrationOptions(
            [lsp.FileSystemWatcher(f"**/*{SUFFIX}")]
        )
        watch = lsp.Registration("beleid", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await server.client_register_capability_async(lsp.RegistrationParams([watch]))


def _follow(server: Taalserver) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        document = document_of(params.text_document.uri)
        server.desk.put(document, params.text_document.text)
        server.look(document)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def altered(params: lsp.DidChangeTextDocumentParams) -> None:
        document = document_of(params.text_document.uri)
        text = server.desk.text(document) or ""
        for change in params.content_changes:
            text = _applied(server, text, change)
        server.desk.put(document, text)
        server.look(document)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        document = document_of(params.text_document.uri)
        where = server.desk.where(document)
        server.desk.close(document)
        state = server.states.get(where)
        left = [each for each in server.desk.opened() if server.desk.where(each) == where]
        if left:
            server.look(left[0])
        elif state is not None:
            if state.task is not None:
                state.task.cancel()
            del server.states[where]
            for each in {document, *state.shown}:
                gone = lsp.PublishDiagnosticsParams(uri_of(each), [])
                server.text_document_publish_diagnostics(gone)


def _watch(server: Taalserver) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.desk.forget()
        server.look(document_of(params.text_document.uri))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def on_disk(params: lsp.DidChangeWatchedFilesParams) -> None:
        del params
        server.desk.forget()
        looked: set[Where] = set()
        for document in server.desk.opened():
            where = server.desk.where(document)
            if where not in looked:
                looked.add(where)
                server.look(document)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: lsp.DidChangeConfigurationParams) -> None:
        settings = params.settings
        own = settings.get("maatwerk") if isinstance(settings, dict) else None
        server.asked_day = _day(own.get("peildatum") if isinstance(own, dict) else None)


def _day(text: object) -> date | None:
    try:
        return read_date(text) if isinstance(text, str) and text else None
    except UnreadableError:
        return None


def _applied(server: Taalserver, text: str, change: lsp.TextDocumentContentChangeEvent) -> str:
    if isinstance(change, lsp.TextDocumentContentChangeWholeDocument):
        return str(change.text)
    start, end = change.range.start, change.range.end
    return changed(
        text,
        (start.line, start.character),
        (end.line, end.character),
        change.text,
        server.encoding,
    )


# ---------------------------------------------------------------- what the editor asks


def _tell(server: Taalserver) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        snapshot, document, offset = server.at(params)
        found = hover.hover(snapshot, document, offset, server.day)
        if found is None:
            return None
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, found.text)
        return lsp.Hover(content, server.range(snapshot, found.place))

    triggers = [" ", ".", "{", ","]

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(triggers))
    def complete(params: lsp.CompletionParams) -> lsp.CompletionList:
        snapshot, document, offset = server.at(params)
        found = completion.complete(snapshot, document, offset)
        return lsp.CompletionList(False, [_item(server, snapshot, each) for each in found])

    legend = lsp.SemanticTokensLegend(list(tokens.SORTS), list(tokens.MODIFIERS))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    def coloured(params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        snapshot, document = server.about(params.text_document.uri)
        return lsp.SemanticTokens(tokens.encoded(snapshot, document, server.encoding))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    def linked(params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
        snapshot, document = server.about(params.text_document.uri)
        return [
            lsp.DocumentLink(server.range(snapshot, each.place), each.address)
            for each in links.links(snapshot, document, server.day)
        ]


def _item(server: Taalserver, snapshot: Snapshot, offer: completion.Offer) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        offer.text,
        kind=getattr(lsp.CompletionItemKind, offer.picture),
        detail=offer.detail,
        sort_text=offer.order,
        text_edit=lsp.TextEdit(server.range(snapshot, offer.place), offer.text),
    )


def _navigate(server: Taalserver) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
        snapshot, document, offset = server.at(params)
        found = navigation.definitions(snapshot, document, offset)
        return [server.location(snapshot, place) for place in found]

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def used(params: lsp.ReferenceParams) -> list[lsp.Location]:
        snapshot, document, offset = server.at(params)
        declared = params.context.include_declaration
        found = navigation.references(snapshot, document, offset, declaration=declared)
        return [server.location(snapshot, place) for place in found]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def alike(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        snapshot, document, offset = server.at(params)
        found = navigation.alike(snapshot, document, offset)
        return [lsp.DocumentHighlight(server.range(snapshot, place)) for place in found]

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def may_rename(params: lsp.PrepareRenameParams) -> lsp.Range | None:
        snapshot, document, offset = server.at(params)
        found = navigation.name_at(snapshot, document, offset)
        if isinstance(found, navigation.Refusal):
            raise _refused(found)
        return None if found is None else server.range(snapshot, found)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        snapshot, document, offset = server.at(params)
        found = navigation.rename(snapshot, document, offset, params.new_name.strip())
        if isinstance(found, navigation.Refusal):
            raise _refused(found)
        new = params.new_name.strip()
        return server.edits(snapshot, [findings.Change(each, new, "veilig") for each in found])


class _RefusedError(JsonRpcException):
    """An answer to the author, and no fault: it does not belong in the log."""


def _refused(refusal: navigation.Refusal) -> Exception:
    return _RefusedError(refusal.reason, lsp.LSPErrorCodes.RequestFailed)


def _is_fault(record: logging.LogRecord) -> bool:
    """Tell whether a line of the log is about more than an answer that something cannot be."""
    return not (record.exc_info and isinstance(record.exc_info[1], _RefusedError))


def _outline(server: Taalserver) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        snapshot, document = server.about(params.text_document.uri)
        found = outline.symbols_of(snapshot, document)
        return [_symbol(server, snapshot, each) for each in found]

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def search(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        found: dict[Place, lsp.WorkspaceSymbol] = {}
        for document in server.desk.opened():
            snapshot = server.desk.snapshot(document)
            for each in outline.search(snapshot, params.query):
                place = server.location(snapshot, each.name_place)
                kind = getattr(lsp.SymbolKind, each.picture)
                found[each.name_place] = lsp.WorkspaceSymbol(place, each.name, kind)
        return list(found.values())

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folded(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        snapshot, document = server.about(params.text_document.uri)
        found = []
        for each in outline.folds(snapshot, document):
            place = server.range(snapshot, each.place)
            kind = lsp.FoldingRangeKind.Comment if each.is_comment else None
            found.append(lsp.FoldingRange(place.start.line, place.end.line, kind=kind))
        return found


def _symbol(server: Taalserver, snapshot: Snapshot, symbol: outline.Symbol) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        symbol.name,
        getattr(lsp.SymbolKind, symbol.picture),
        server.range(snapshot, symbol.place),
        server.range(snapshot, symbol.name_place),
        symbol.detail,
        children=[_symbol(server, snapshot, each) for each in symbol.children],
    )


def _change(server: Taalserver) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatted(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        snapshot, document = server.about(params.text_document.uri)
        text = snapshot.file(document).source.text
        return [
            lsp.TextEdit(server.range(snapshot, each.place), each.replacement)
            for each in changes.formatting(document, text)
        ]

    kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix])

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def mended(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        snapshot, document = server.about(params.text_document.uri)
        text = snapshot.file(document).source.text
        ends = (server.offset(text, it) for it in (params.range.start, params.range.end))
        told = findings.still_there(server.findings_of(document), snapshot, document)
        return [
            lsp.CodeAction(
                each.title,
                lsp.CodeActionKind.QuickFix,
                [server._diagnostic(snapshot, each.finding)],
                each.preferred,
                edit=server.edits(snapshot, each.changes),
            )
            for each in changes.fixes(told, *ends)
        ]


# ---------------------------------------------------------------- what can be run


def _run(server: Taalserver) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensOptions())
    def lenses(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        snapshot, document = server.about(params.text_document.uri)
        uri = params.text_document.uri
        return [
            lsp.CodeLens(
                server.range(snapshot, each.place),
                lsp.Command(each.title, each.command, arguments=[uri, *each.arguments]),
            )
            for each in outline.lenses(snapshot, document)
        ]

    @server.command(outline.RUN)
    async def run(uri: str, name: str) -> dict[str, Any]:
        return await _ran(server, running.run_one, uri, name)

    @server.command(outline.RUN_ALL)
    async def run_all(uri: str) -> dict[str, Any]:
        return await _ran(server, running.run_all, uri)

    @server.command(outline.EXPLAIN)
    async def explain(uri: str, name: str) -> dict[str, Any]:
        return await _ran(server, running.explain_one, uri, name)


async def _ran(server: Taalserver, work: Any, uri: str, *names: str) -> dict[str, Any]:
    """Run something of a policy beside the work on keystrokes; tell it in a sentence too."""
    snapshot, _ = server.about(uri)
    loop = asyncio.get_running_loop()
    outcome = await loop.run_in_executor(server.worker, lambda: work(snapshot, *names))
    kind = lsp.MessageType.Info if outcome.good else lsp.MessageType.Warning
    server.window_show_message(lsp.ShowMessageParams(kind, outcome.sentence))
    return {"goed": outcome.good, "zin": outcome.sentence, "markdown": outcome.page}
