"""The folder of a build, local or remote: ``<table>/<part>.parquet`` and ``build.json``.

A file appears under its name when it is whole: on a disk by renaming, in object storage by its nature. The
name of a part is the hash of all that it was made from, so that a file which is there is right for ever.
"""

import contextlib
import io
import json
import os
import re
from pathlib import Path

from ..holding import hold, whole_file
from ..loading import remote

_PART = re.compile(r"(?:\.part-\d+-)?[0-9a-f]{32}\.parquet")  # what may be removed: nothing else is ours
_INTS = "figure sentence sentences start end paragraph characters paragraphs words year count documents"
_TYPES = dict.fromkeys([*_INTS.split(), "witness"], "int64") | dict.fromkeys(
    ["value", "low", "high"], "float64"
)
_TYPES |= {"certain": "bool", "mentions.word": "int64", "groups.group": "int64"}  # other columns are texts


class Store:
    """Tables by name and part."""

    def __init__(self, address):
        import fsspec

        address = remote.local(address)
        self.local = not remote.is_address(address)
        if self.local:  # absolute, for workers elsewhere
            self.system, self.root = fsspec.filesystem("file"), os.path.abspath(address)
        else:
            self.system, self.root = remote.connect(address)
        self.address = self.root if self.local else address

    def is_in(self, folder) -> bool:
        """Whether the tables lie inside of a folder, or are it."""
        return f"{self.root}/".startswith(f"{Store(folder).root}/")

    def held(self):
        """Keep other builds out of a folder on this machine; in object storage nothing can."""
        return hold(Path(self.root), "build", children=False) if self.local else contextlib.nullcontext()

    def keys(self, table: str) -> set[str]:
        """The parts of a table that are there."""
        folder = f"{self.root}/{table}"
        self.system.invalidate_cache()
        names = self.system.ls(folder, detail=False) if self.system.isdir(folder) else []
        return {path.stem for path in map(Path, names) if re.fullmatch(r"[^.]\w*\.parquet", path.name)}

    def write(self, table: str, key: str, rows: list, columns: list[str]):
        """Write rows, tuples in the order of ``columns``; the type of a column follows from its name."""
        import pyarrow as pa
        import pyarrow.parquet as parquet

        data = zip(*rows, strict=True) if rows else ([] for _ in columns)
        arrays = [pa.array(values, _type(table, name)) for name, values in zip(columns, data, strict=True)]
        out = io.BytesIO()
        parquet.write_table(pa.table(arrays, names=columns), out, compression="zstd")
        self.put(f"{table}/{key}.parquet", out.getvalue())

    def read(self, table: str, keys: list[str], columns=None):
        """The rows of some parts, one part after the other, as an Arrow table."""
        import pyarrow as pa
        import pyarrow.parquet as parquet

        files = (io.BytesIO(self.system.cat_file(f"{self.root}/{table}/{key}.parquet")) for key in keys)
        return pa.concat_tables(
            [parquet.ParquetFile(file).read(columns, use_threads=False) for file in files]
        )

    def rows(self, table: str, keys: list[str]) -> list[tuple]:
        """The same as tuples."""
        return list(zip(*self.read(table, keys).to_pydict().values(), strict=True))

    def put(self, name: str, data: bytes):
        """Write a file so that it is there whole or not at all."""
        path = f"{self.root}/{name}"
        if not self.local:
            self.system.pipe_file(path, data)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with whole_file(Path(path)) as part, open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def record(self) -> dict | None:
        """What ``build.json`` says, None where no build has come to its end."""
        path = f"{self.root}/build.json"
        return json.loads(self.system.cat_file(path)) if self.system.isfile(path) else None

    def keep(self, tables: dict[str, set[str]]):
        """Remove every part that is not named, and what a killed build left half written."""
        for table, keys in tables.items():
            if not self.system.isdir(f"{self.root}/{table}"):
                continue
            for path in map(Path, self.system.ls(f"{self.root}/{table}", detail=False)):
                if _PART.fullmatch(path.name) and path.stem not in keys:
                    self.system.rm_file(f"{self.root}/{table}/{path.name}")


def _type(table, column):
    import pyarrow as pa

    if column == "names":
        return pa.list_(pa.string())
    return pa.type_for_alias(_TYPES.get(f"{table}.{column}") or _TYPES.get(column, "string"))
