"""The files an editor works on: what is open goes before what is on disk.

A document belongs to the policy of its folder. Without a head there it may belong to a folder
above, of which the head stands in a file that bears its name. A document with a head of its own,
among others with theirs, is a policy by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import attrs

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.integrations.editor.incremental import FileReader
from maatwerk_rules.integrations.editor.snapshot import Document, Snapshot
from maatwerk_rules.loading import Reader, has_head, read_texts
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.resources import (
    DEEPEST_FOLDER,
    MOST_FILES,
    PolicyFiles,
    find_policy,
    folder,
    read_policy,
)
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.characters import decode
from maatwerk_rules.values import frozen

SUFFIX = ".beleid"


@frozen
class Where:
    """The policy a document belongs to: its folder, or None for one that is alone in the world.

    Args:
        alone: The one document of the policy, where the rest of the folder is none of it.
    """

    folder: Path | None
    alone: Document | None = None


class Desk:
    """What is open, and what was read of the disk; `forget` makes it look at the disk again."""

    def __init__(self) -> None:
        self._open: dict[Document, str] = {}
        self._readers: dict[Document, FileReader] = {}
        self._folders: dict[Path, PolicyFiles | None] = {}
        self._snapshots: dict[Where, Snapshot] = {}
        self._heads: dict[Path, frozenset[Document]] = {}
        self._used: dict[tuple[str, Path | None], PolicyFiles | None] = {}

    def put(self, document: Document, text: str) -> None:
        """Open a document, or change the text of one that is open."""
        self._open[document] = text
        self._snapshots.clear()

    def close(self, document: Document) -> None:
        """Close a document: from now on what is on disk counts."""
        self._open.pop(document, None)
        self.forget()

    def text(self, document: Document) -> str | None:
        """Return the text of an open document."""
        return self._open.get(document)

    def opened(self) -> tuple[Document, ...]:
        """Return the open documents."""
        return tuple(self._open)

    def forget(self) -> None:
        """Look at the disk again when next asked; what did not change is not parsed again."""
        self._folders.clear()
        self._heads.clear()
        self._snapshots.clear()
        self._used.clear()

    def where(self, document: Document) -> Where:
        """Return the policy that a document belongs to."""
        path = Path(document)
        if not path.is_absolute() or path.suffix != SUFFIX:
            return Where(path.parent if path.is_absolute() else None, document)
        heads = self._heads_in(path.parent)
        if heads:
            alone = document in heads and len(heads) > 1
            return Where(path.parent, document if alone else None)
        for above in islice(path.parent.parents, DEEPEST_FOLDER):
            if str(above / f"{above.name}{SUFFIX}") in self._heads_in(above):
                return Where(above)
        return Where(path.parent, document)

    def _heads_in(self, above: Path) -> frozenset[Document]:
        """Return the documents with a head that stand in a folder itself."""
        if above not in self._heads:
            self._heads[above] = frozenset(
                str(path)
                for path in islice(above.glob(f"*{SUFFIX}"), MOST_FILES)
                if has_head(_on_disk(str(path)))
            )
        opened = {each: text for each, text in self._open.items() if Path(each).parent == above}
        there = {each for each, text in opened.items() if has_head(Source(each, text))}
        return frozenset((self._heads[above] - opened.keys()) | there)

    def snapshot(self, document: Document) -> Snapshot:
        """Return the policy of a document as it stands now."""
        where = self.where(document)
        if where not in self._snapshots:
            self._snapshots[where] = self._read(document, where)
        return self._snapshots[where]

    def _read(self, document: Document, where: Where) -> Snapshot:
        reading = _Reading(self)
        if where.alone is None:
            assert where.folder is not None, "who is alone in the world says so"
            return reading.read(where.folder.parent, self._texts(where.folder))
        text = self._open.get(document)
        source = _on_disk(document) if text is None else Source(Path(document).name, text)
        return reading.read(where.folder, [(document, source)])

    def _texts(self, where: Path) -> list[tuple[Document, Source]]:
        """Return the documents of a folder with their texts, under their names in the folder."""
        if where not in self._folders:
            self._folders[where] = read_policy(where)
        files = self._folders[where]
        texts: dict[Document, Source] = {}
        for name, data in files.files if files is not None else ():
            document = str(where.joinpath(*name.split("/")))
            if document not in self._open:
                texts[document] = decode(name, data)[0]
        for document, text in self._open.items():
            path = Path(document)
            if path.is_absolute() and path.is_relative_to(where) and path.suffix == SUFFIX:
                texts[document] = Source(path.relative_to(where).as_posix(), text)
        return sorted(texts.items(), key=lambda each: each[1].name)

    def find(self, name: str, beside: Path | None) -> PolicyFiles | None:
        """Return the files of a used policy as they are on disk."""
        key = name, beside
        if key not in self._used:
            self._used[key] = find_policy(name, beside)
        return self._used[key]

    def reader(self, document: Document) -> FileReader:
        """Return what reads a document; it knows the last text."""
        if document not in self._readers:
            self._readers[document] = FileReader(document)
        return self._readers[document]


class _Reading:
    """One reading of a policy from the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.documents: dict[str, Document] = {}
        self.used: dict[tuple[str, Path | None], PolicyFiles] = {}

    def read(self, where: Path | None, texts: list[tuple[Document, Source]]) -> Snapshot:
        """Return the policy in texts; what it uses is looked for in the folder `where` first."""
        self.documents = {source.name: document for document, source in texts}
        reader = Reader(self.parse, self.find)
        loaded = read_texts([source for _, source in texts], where, reader)
        files = {document: self.desk.reader(document).last for document in self.documents.values()}
        own = tuple(document for document, _ in texts)
        return Snapshot(loaded, own, files, self.documents, where, self.used)

    def parse(self, sources: Iterable[Source]) -> tuple[Beleid, tuple[Diagnostic, ...]]:
        """Read the texts of one policy, block by block; only what changed is parsed."""
        ordered = sorted(sources, key=lambda source: source.name)
        files = [self.desk.reader(self.documents[each.name]).read(each.text) for each in ordered]
        blocks = [block for file in files for block in file.blocks]
        beleid = Beleid(
            tuple(each.declaratie for each in blocks if each.declaratie is not None),
            sources={each.source.name: each.source for each in blocks},
        )
        return beleid, tuple(found for file in files for found in file.diagnostics)

    def find(self, name: str, beside: Path | None) -> PolicyFiles | None:
        """Return the files of a used policy, with what is open of it as it is written now."""
        files = self.desk.find(name, beside)
        if files is None:
            return None
        root = _root(name, files)
        found = []
        for file, data in files.files:
            document = str(root.joinpath(*file.split("/")) if root.is_dir() else root)
            self.documents[f"{name}/{file}"] = document
            text = self.desk.text(document)
            found.append((file, data if text is None else text.encode("utf-8")))
        self.used[name, beside] = attrs.evolve(files, files=tuple(found))
        return self.used[name, beside]


def _on_disk(document: Document) -> Source:
    found = read_policy(Path(document))
    data = found.files[0][1] if found is not None and found.files else b""
    return decode(Path(document).name, data)[0]


def _root(name: str, files: PolicyFiles) -> Path:
    """Return the folder or file in which a used policy was found."""
    where = files.where if files.where is not None else Path(str(folder("policies")))
    return where / name if (where / name).is_dir() else where / f"{name}.beleid"
