"""The folder of evidence files next to a ledger: each file once, under the SHA-256 of its content.

A file is copied, never moved, opened or executed. What people name is text: only a regular file of
a known size is read, through no link, and what is kept is read back by its hash.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from events.branches import BranchMerged
from events.errors import BadInput
from events.event import Entry, Scope
from events.store.ledger import Ledger
from events.text import plain
from thidua_tui.platform import secure_files
from thidua_tui.platform.os_errors import why
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.session.kept_branches import merged_in
from thidua_tui.session.named_files import Looked, file_name, opened_file, pieces
from views.evidence_files import FILED

SUFFIX = ".evidence"
KeptState: TypeAlias = Literal["kept", "missing", "altered", "unreadable"]
"""The file is there as it was filed, is not there, has another content, or none can be known."""
_STATES: dict[str, KeptState] = {"evidence-none": "missing", "evidence-unreadable": "unreadable"}
"""Code of an error of a file -> its state; any other is no file that was filed."""


_KEPT = (*FILED, BranchMerged)
"""Events that name what is kept in the folder."""


def filed(ledger: Ledger) -> list[str]:
    """Return the SHA-256 of every file that was ever filed, also of those that were taken back."""
    return filed_by(ledger.read(Scope(events=_KEPT)))


def filed_by(entries: Iterable[Entry]) -> list[str]:
    """Return the SHA-256 of every file that entries name."""
    hashes = (entry.event.sha256 for entry in entries if isinstance(entry.event, _KEPT))
    return [sha256 for sha256 in hashes if sha256]


class EvidenceFolder:
    """The files of one ledger.

    Args:
        path: The folder; it is made when the first file is kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._expected: dict[str, Looked] = {}

    @classmethod
    def of_ledger(cls, ledger: Path) -> EvidenceFolder:
        """Return the folder next to a ledger's file."""
        return cls(Path(f"{ledger}{SUFFIX}"))

    def expect(self, looked: Looked) -> None:
        """Remember where the file of a hash is, until it is kept."""
        self._expected[looked.sha256] = looked

    def keep(self, sha256: str, filed: Container[str] = ()) -> bool:
        """Copy the file of that hash into the folder; return whether it was not there before.

        A file that was `filed` earlier and is lost since holds nothing up: `verify` names it.

        Args:
            sha256: The hash.
            filed: The hashes that the ledger has.

        Raises:
            BadInput: `evidence-not-there` for a hash of no known file, `evidence-changed` where it
                changed after it was looked at, `evidence-unwritable`.
        """
        if self.state(sha256) == "kept":
            return False
        looked = self._expected.get(sha256)
        if looked is None:
            if sha256 in filed:
                return False
            raise BadInput("evidence-not-there", sha256=sha256)
        self.take_in(looked.path, sha256)
        return True

    def take_in(self, source: Path, sha256: str) -> None:
        """Copy a file whose content has that hash; an altered file of the name is replaced.

        Raises:
            BadInput: as `keep`.
        """
        with self._aside() as aside:
            with os.fdopen(secure_files.create(aside), "wb") as copy:
                self._copy(source, copy, sha256)
            SYSTEM.replace(aside, self.file(sha256))

    def put(self, content: bytes, sha256: str) -> bool:
        """Keep bytes that have that hash; return whether they were not there before.

        Raises:
            BadInput: `evidence-is-link`, `evidence-unwritable`.
        """
        if self.state(sha256) == "kept":
            return False
        with self._aside() as aside:
            with os.fdopen(secure_files.create(aside), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            SYSTEM.replace(aside, self.file(sha256))
        return True

    @contextmanager
    def _aside(self) -> Iterator[Path]:
        aside = self.path / f".{secrets.token_hex(8)}.part"
        try:
            if self.path.is_symlink():
                raise BadInput("evidence-is-link", path=plain(str(self.path)))
            secure_files.folder(self.path)
            yield aside
        except OSError as error:
            where, detail = plain(str(self.path)), why(error)
            raise BadInput("evidence-unwritable", path=where, detail=detail) from error
        finally:
            with suppress(OSError):
                aside.unlink()

    def file(self, sha256: str) -> Path:
        """Return where the file of a hash is kept."""
        return self.path / sha256

    def save(self, sha256: str, name: str, folder: Path) -> Path:
        """Copy a kept file out of the folder, under its name, and return where it is now.

        Args:
            sha256: The hash; the content is compared with it.
            name: The name that the ledger has: text, and no path.
            folder: A folder that is there. No file of it is replaced.

        Raises:
            BadInput: `evidence-save-exists`, `evidence-changed`, `evidence-none`,
                `evidence-unwritable`.
        """
        target = folder / file_name(name)
        try:
            descriptor = secure_files.create(target)
        except FileExistsError:
            raise BadInput("evidence-save-exists", path=plain(str(target))) from None
        except (OSError, ValueError) as error:
            detail = why(error) if isinstance(error, OSError) else "EINVAL"
            raise BadInput("evidence-unwritable", path=plain(str(folder)), detail=detail) from error
        try:
            with os.fdopen(descriptor, "wb") as copy:
                self._copy(self.file(sha256), copy, sha256)
        except BaseException:
            with suppress(OSError):
                target.unlink()
            raise
        return target

    def _copy(self, source: Path, copy: BinaryIO, sha256: str) -> None:
        """Copy a file with that hash, and bring the copy to the disk."""
        digest = hashlib.sha256()
        with opened_file(source) as (file, _):
            for piece in pieces(file, source):
                digest.update(piece)
                copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
        if digest.hexdigest() != sha256:
            raise BadInput("evidence-changed", path=plain(str(source)))

    def drop(self, sha256: str) -> None:
        """Remove a file that was kept for an act that was refused."""
        with suppress(OSError):
            self.file(sha256).unlink()

    def state(self, sha256: str, size: int | None = None) -> KeptState:
        """Return whether the file of a hash is there, and as it was filed.

        Args:
            sha256: The hash that the ledger has.
            size: The size that the ledger has; a file of another size is not read.
        """
        try:
            with opened_file(self.file(sha256)) as (file, now):
                if size is not None and now != size:
                    return "altered"
                digest = hashlib.sha256()
                for piece in pieces(file, self.file(sha256)):
                    digest.update(piece)
        except BadInput as bad:
            return _STATES.get(bad.code, "altered")
        return "kept" if digest.hexdigest() == sha256 else "altered"

    def there(self, sha256: str, size: int) -> KeptState:
        """As `state`, without reading the content: for a screen that is drawn at each key."""
        try:
            found = os.lstat(self.file(sha256))
        except (FileNotFoundError, NotADirectoryError):
            return "missing"
        except OSError:
            return "unreadable"
        whole = stat.S_ISREG(found.st_mode) and found.st_size == size
        return "kept" if whole else "altered"

    def copy_to(self, other: EvidenceFolder, filed: Iterable[str]) -> int:
        """Copy the files with these hashes that the other folder does not have; return how many.

        The kept lines of a branch bring those of the branches that it had merged. A file that is
        missing or altered here is left out: `verify` names it.

        Raises:
            BadInput: `evidence-unwritable`.
        """
        copied, seen, pending = 0, set[str](), [*filed]
        while pending:
            if (sha256 := pending.pop()) in seen:
                continue
            seen.add(sha256)
            if other.state(sha256) != "kept" and self.state(sha256) == "kept":
                other.take_in(self.file(sha256), sha256)
                copied += 1
            pending += merged_in(self.file(sha256))
        return copied
