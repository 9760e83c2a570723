"""The folder of a build read as a corpus: tables come from its Parquet files, texts when asked for."""

from functools import cached_property
from pathlib import Path

from ..loading import corpus, formats, remote, sources
from .store import Store


def find(source) -> "Built | None":
    """Return the corpus of a build at ``source``, None where there is something else."""
    if isinstance(source, (list, tuple, set)):
        return None
    folders = [remote.local(source)]
    if not remote.is_address(folders[0]):
        folders = [base / Path(folders[0]).expanduser() for base in sources.bases()]
        folders = [folder for folder in folders if (folder / "build.json").is_file()]
    record = Store(folders[0]).record() if folders else None
    return record and Built(folders[0], record)


class Built(corpus.Corpus):
    """A corpus whose tables were made before, with its documents in the order in which they were read."""

    def __init__(self, folder: Path | str, record: dict):
        self.folder, self.name, self._count = folder, record["name"], record["documents"]
        self.lost = tuple(formats.Skipped(*row) for row in record["skipped"])
        self._parts, self._claims = ([pair[i] for pair in record["parts"]] for i in (0, 1))
        self._groups, self._store = record.get("groups"), Store(folder)

    def __len__(self):
        return self._count

    def __repr__(self):
        return f"Corpus({self.name!r}, {self._count} documents)"

    def _read(self, table, columns=None):
        keys = self._claims if table == "claims" else self._parts
        return self._store.read(table, keys, columns)

    @cached_property
    def labels(self) -> dict[str, str]:
        return corpus.labels(self._read("documents", ["document"])["document"].to_pylist())

    @cached_property
    def records(self):
        return tuple(self._stream())

    def each(self):
        return iter(self.records) if "records" in vars(self) else self._stream()

    def _stream(self):
        from dataclasses import replace

        from .parts import documents

        return (replace(d, label=self.labels[d.document]) for d in documents(self._store, self._parts))

    def stored(self, table: str):
        """Return a table of the build as a frame; the mentions as ``(document, rows, sentences)``.

        None for the groups of copies where the build could not tell them.
        """
        if table == "groups":
            return self._store.read(table, [self._groups]).to_pandas() if self._groups else None
        return {"mentions": self._mentions, "claims": self._find_claims}.get(table, self._frame)(table)

    def _frame(self, table):
        frame = self._read(table).to_pandas()
        return frame.assign(label=frame["document"].map(self.labels)) if "label" in frame else frame

    def _find_claims(self, table):
        """Claims are stored under the ids of their documents; here they get the labels."""
        claims = self._read(table).to_pandas()
        sizes, labels = claims["document"].str.len(), claims["document"].map(self.labels)
        for column in ("claim", "near"):
            named = [
                label + name[size:] if name else ""
                for name, size, label in zip(claims[column], sizes, labels, strict=True)
            ]
            claims[column] = named
        return claims.astype({"claim": "str", "near": "str"})

    def _mentions(self, table):
        rows, units = {}, {}
        for found, name in ((rows, "mentions"), (units, "units")):
            for row in self._store.rows(name, self._parts):
                found.setdefault(row[0], []).append(row)
        for document in self._read("documents", ["document"])["document"].to_pylist():
            yield document, rows.get(document, ()), [u[1:] for u in units.get(document, ())]
