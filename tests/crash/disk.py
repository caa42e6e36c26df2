"""A disk that forgets what was not synced: a layer inside the very SQLite that Python uses.

It passes every call on, and keeps beside each file what a power cut would leave of it. The model
is hard in two ways: what was never synced is lost, and, where a test asks, some of it is kept, in
whichever order, as a disk may have written it by itself. It believes that a sync is a sync.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OK, IOERR_FSYNC, FULL = 0, 10 | (4 << 8), 13
NAME = b"heard-disk"

_Pointer, _Int, _Int64 = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
# Names as bare pointers: SQLite keeps the one it is given, so it must be its own.
_Open = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Pointer, _Int, _Pointer)
_Delete = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Int)
_Write = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Int, _Int64)
_Truncate = ctypes.CFUNCTYPE(_Int, _Pointer, _Int64)
_Sync = ctypes.CFUNCTYPE(_Int, _Pointer, _Int)
_Close = ctypes.CFUNCTYPE(_Int, _Pointer)


class _Vfs(ctypes.Structure):
    """The beginning of SQLite's sqlite3_vfs, and the rest of it as it comes."""

    _fields_ = [
        ("version", _Int),
        ("file_size", _Int),
        ("longest_path", _Int),
        ("next", _Pointer),
        ("name", ctypes.c_char_p),
        ("data", _Pointer),
        ("open", _Open),
        ("delete", _Delete),
        ("rest", _Pointer * 14),
    ]


class _Methods(ctypes.Structure):
    """SQLite's sqlite3_io_methods, as far as its third version."""

    _fields_ = [
        ("version", _Int),
        ("close", _Close),
        ("read", _Pointer),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        ("rest", _Pointer * 13),
    ]


class _File(ctypes.Structure):
    _fields_ = [("methods", ctypes.POINTER(_Methods))]


def _library() -> Any:
    """The SQLite that Python's own module was linked with; another one would prove nothing."""
    place = getattr(_sqlite3, "__file__", None)
    library = ctypes.CDLL(place)
    assert hasattr(library, "sqlite3_vfs_find"), "this Python hides its SQLite: use the system's"
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    library.sqlite3_vfs_register.argtypes = [ctypes.POINTER(_Vfs), _Int]
    library.sqlite3_vfs_unregister.argtypes = [ctypes.POINTER(_Vfs)]
    return library


@dataclass
class Kept:
    """One file: what is safe on the disk, and what was written since."""

    synced: bytearray | None = None
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Everything written is safe from now on."""
        content = self.synced if self.synced is not None else bytearray()
        for change in self.waiting:
            _apply(content, change)
        self.synced, self.waiting = content, []

    def after_a_cut(self, chance: random.Random | None) -> bytes | None:
        """What is left; with a chance, some of what was waiting is there too."""
        if chance is None:
            return None if self.synced is None else bytes(self.synced)
        content = bytearray(self.synced or b"")
        some = [change for change in self.waiting if chance.random() < 0.5]
        for change in some:
            _apply(content, change)
        return bytes(content) if some or self.synced is not None else None


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    """A write at a place, or a new length."""
    at, written = change
    if written is None:
        del content[at:]
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(written)] = written


@dataclass
class Disk:
    """Every file in one folder, as a power cut would leave it."""

    folder: Path
    files: dict[str, Kept] = field(default_factory=dict)
    # Called before each write and sync; what it returns, other than 0, is the answer to SQLite.
    before: Callable[[str], int] = lambda _what: OK

    def cut(self, into: Path, *, chance: random.Random | None = None) -> None:
        """Lay down in another folder what a power cut at this moment would leave."""
        into.mkdir()
        for path, kept in list(self.files.items()):
            left = kept.after_a_cut(chance)
            if left is not None:
                (into / Path(path).name).write_bytes(left)

    def _watches(self, path: str) -> bool:
        return Path(path).parent == self.folder


class _Layer:
    """The functions SQLite calls; each passes on to the system's own."""

    def __init__(self, library: Any, disk: Disk) -> None:
        self.library, self.disk = library, disk
        self.own = library.sqlite3_vfs_find(None)
        self.paths: dict[int, str] = {}
        self.methods: dict[int, _Methods] = {}
        self.kept_alive: list[Any] = []
        self.vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self.vfs), self.own, ctypes.sizeof(_Vfs))
        self.vfs.name = NAME
        self.vfs.open, self.vfs.delete = _Open(self._open), _Delete(self._delete)

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        done: int = self.own.contents.open(ctypes.cast(self.own, _Pointer), name, file, flags, out)
        path = ctypes.string_at(name).decode() if name else ""
        opened = ctypes.cast(file, ctypes.POINTER(_File)).contents
        # The file in shared memory beside the journal is made anew after a cut.
        if done == OK and opened.methods and self.disk._watches(path):
            self.paths[file] = path
            content = Path(path).read_bytes()
            self.disk.files.setdefault(path, Kept(bytearray(content) if content else None))
            opened.methods = ctypes.pointer(self._wrapped(opened.methods))
        return done

    def _wrapped(self, own: Any) -> _Methods:
        address = ctypes.addressof(own.contents)
        if address not in self.methods:
            mine = _Methods()
            ctypes.memmove(ctypes.byref(mine), own, ctypes.sizeof(_Methods))
            kept = own.contents
            mine.write = _Write(lambda *call: self._write(kept, *call))
            mine.truncate = _Truncate(lambda *call: self._truncate(kept, *call))
            mine.sync = _Sync(lambda *call: self._sync(kept, *call))
            self.methods[address] = mine
            self.kept_alive.append(mine)
        return self.methods[address]

    def _write(self, own: _Methods, file: int, data: int, size: int, at: int) -> int:
        if refused := self.disk.before("write"):
            return refused
        done: int = own.write(file, data, size, at)
        if done == OK:
            self._of(file).waiting.append((at, ctypes.string_at(data, size)))
        return done

    def _truncate(self, own: _Methods, file: int, size: int) -> int:
        done: int = own.truncate(file, size)
        if done == OK:
            self._of(file).waiting.append((size, None))
        return done

    def _sync(self, own: _Methods, file: int, flags: int) -> int:
        if refused := self.disk.before("sync"):
            return refused
        done: int = own.sync(file, flags)
        if done == OK:
            self._of(file).sync()
        return done

    def _delete(self, _vfs: int, name: int, sync: int) -> int:
        done: int = self.own.contents.delete(ctypes.cast(self.own, _Pointer), name, sync)
        self.disk.files.pop(ctypes.string_at(name).decode(), None)
        return done

    def _of(self, file: int) -> Kept:
        return self.disk.files[self.paths[file]]


# SQLite may call a layer as long as a connection is open, so none is ever taken down.
_LAYERS: list[_Layer] = []


@contextmanager
def forgetful_disk(folder: Path) -> Iterator[Disk]:
    """Watch what this process's SQLite writes in a folder, as long as the block lasts."""
    disk = Disk(folder)
    layer = _Layer(_library(), disk)
    _LAYERS.append(layer)
    layer.library.sqlite3_vfs_register(ctypes.byref(layer.vfs), 1)
    try:
        yield disk
    finally:
        layer.library.sqlite3_vfs_unregister(ctypes.byref(layer.vfs))
        layer.library.sqlite3_vfs_register(layer.own, 1)
