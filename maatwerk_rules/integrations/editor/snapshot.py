"""A policy as it stands at one moment, for an editor: files, declarations, names, and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import attrs

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Edit, Label
from maatwerk_rules.integrations.editor.incremental import ReadBlock, ReadFile, move
from maatwerk_rules.linter.again import InBlocks
from maatwerk_rules.linter.subject import File
from maatwerk_rules.loading import Loaded, Reader, read_texts
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.resources import PolicyFiles
from maatwerk_rules.source import Source, Span
from maatwerk_rules.values import frozen

Document = str
"""What an editor calls a file: its absolute path, or its address where it is not on disk."""


@frozen
class Place:
    """A part of a document, as character offsets; `end` lies just after the last character."""

    document: Document
    start: int
    end: int


@frozen
class Snapshot:
    """One policy with all it uses.

    Args:
        loaded: The policy as written; its texts are blocks.
        own: The documents of the policy itself.
        files: All documents as they were read, those of used policies too.
        names: The document of each file, by the name the reading of the policy gives it.
        where: The folder in which used policies were looked for first.
        used: The files of used policies, by their name and that folder.
    """

    loaded: Loaded = attrs.field(repr=False)
    own: tuple[Document, ...]
    files: Mapping[Document, ReadFile] = attrs.field(repr=False)
    names: Mapping[str, Document] = attrs.field(repr=False)
    where: Path | None = None
    used: Mapping[tuple[str, Path | None], PolicyFiles] = attrs.field(factory=dict, repr=False)

    @property
    def beleid(self) -> Beleid:
        """The policy as written."""
        return self.loaded.beleid

    def in_files(self) -> Loaded:
        """Return the policy as if its files were read: all places are places in files."""
        own = [Source(name, self.files[it].source.text) for name, it in self.names.items()]
        texts = [each for each in own if self.names[each.name] in self.own]
        return read_texts(texts, self.where, Reader(self._declared, self._used))

    def in_blocks_with_files(self) -> InBlocks:
        """Return the policy as it was read, with what tells of which file each block is a part."""
        own = [(name, self.files[it]) for name, it in self.names.items() if it in self.own]
        homes = {block: name for name, file in own for block in file.begins}

        def whole(with_declarations: bool) -> Iterator[File]:
            for name, file in own:
                declared = file.declarations(name) if with_declarations else ()
                yield File(Source(name, file.source.text), declared, file.by_place)

        return InBlocks(self.beleid, homes, whole, self.in_blocks)

    def _declared(self, sources: Iterable[Source]) -> tuple[Beleid, tuple[Diagnostic, ...]]:
        ordered = sorted(sources, key=lambda source: source.name)
        files = [(source.name, self.files[self.names[source.name]]) for source in ordered]
        beleid = Beleid(
            tuple(each for name, file in files for each in file.declarations(name)),
            sources=MappingProxyType({source.name: source for source in ordered}),
        )
        found = []
        for name, file in files:
            moves = {each: (name, start) for each, start in file.begins.items()}
            moves[file.source.name] = name, 0
            found += [move(one, moves) for one in file.diagnostics]
        return beleid, tuple(found)

    def _used(self, name: str, beside: Path | None) -> PolicyFiles | None:
        return self.used.get((name, beside))

    def in_blocks(self, found: Diagnostic) -> Diagnostic:
        """Return a finding in files as one in blocks, so that it moves with the text."""
        if not any(each.span.source in self.names for each in found.spans):
            return found
        edits = (
            Edit(self._in_block(each.span), each.replacement, each.safety) for each in found.edits
        )
        spans = (Label(self._in_block(each.span), each.text) for each in found.spans)
        return attrs.evolve(found, spans=tuple(spans), edits=tuple(edits))

    def _in_block(self, span: Span) -> Span:
        document = self.names.get(span.source)
        return span if document is None else self.files[document].in_blocks(span)

    @cached_property
    def symbols(self) -> Symbols:
        """All names that are declared; also of a policy with faults."""
        return collect(lowered(self.beleid))[0]

    @cached_property
    def _homes(self) -> Mapping[str, ReadFile]:
        return {name: file for file in self.files.values() for name in file.begins}

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {file.source.name: document for document, file in self.files.items()}

    def place(self, span: Span) -> Place | None:
        """Return where a place in a block or file lies in its document; None where that is gone."""
        home = self._homes.get(span.source)
        if home is not None:
            inside = home.in_file(span)
            return Place(self._documents[home.source.name], inside.start, inside.end)
        document = self.names.get(span.source) or self._documents.get(span.source)
        return None if document is None else Place(document, span.start, span.end)

    def has(self, span: Span) -> bool:
        """Tell whether the text a place lies in is still there as it was."""
        return span.source in self._homes

    def file(self, document: Document) -> ReadFile:
        """Return a document as it was read; an empty one where it is not of this policy."""
        return self.files.get(document) or ReadFile(Source(document, ""), (), (), ())

    def blocks(self) -> Iterator[tuple[Document, ReadBlock, int]]:
        """Yield every block with its document and its beginning, those of the policy first."""
        for document in (*self.own, *(each for each in self.files if each not in self.own)):
            file = self.files[document]
            for block, start in zip(file.blocks, file.starts, strict=True):
                yield document, block, start
