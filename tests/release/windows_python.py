"""The Python of the folder for Windows: unpacked, its signatures checked, its paths set."""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

SIGNED = (".exe", ".dll", ".pyd")
OF_MICROSOFT = "vcruntime"
"""The runtime of the compiler: signed by Microsoft, whose root Debian does not ship."""
LEFT_OUT = {
    *("_ssl.pyd", "libssl-3.dll"),  # nothing here speaks to a network
    *("_bz2.pyd", "_lzma.pyd"),  # how no file is packed that is read or written here
    *("_msi.pyd", "winsound.pyd", "pythonw.exe", "python.cat"),
}
SIGNER = "CN=Python Software Foundation"
ROOTS = "/etc/ssl/certs/ca-certificates.crt"


def unpack(source: Path, folder: Path) -> None:
    """Lay the embeddable Python of a source distribution into a folder, but for `LEFT_OUT`."""
    with tarfile.open(source) as outer:
        [data] = [name for name in outer.getnames() if name.endswith("/data.zip")]
        inner = outer.extractfile(data)
        assert inner is not None
        with zipfile.ZipFile(BytesIO(inner.read())) as archive:
            folder.mkdir(parents=True)
            for entry in archive.infolist():
                name = Path(entry.filename).name
                if not entry.is_dir() and name not in LEFT_OUT:
                    (folder / name).write_bytes(archive.read(entry))


def set_paths(folder: Path, *paths: str) -> None:
    """Say where modules are: there alone, whatever the account or its environment say."""
    [file] = folder.glob("python3*._pth")
    file.write_text("\r\n".join([f"{file.stem}.zip", ".", *paths, ""]), "utf-8", newline="")


def unsigned(folder: Path) -> list[str]:
    """Return the programs and libraries that the Python Software Foundation has not signed.

    It needs `osslsigncode`; a signature holds when the root of its chain is known to this system.
    """
    return [
        file.name
        for file in sorted(folder.iterdir())
        if file.suffix in SIGNED and OF_MICROSOFT not in file.name and not _signed(file)
    ]


def _signed(file: Path) -> bool:
    roots = ("-CAfile", ROOTS, "-TSA-CAfile", ROOTS, "-ignore-crl")
    done = subprocess.run(
        ["osslsigncode", "verify", *roots, str(file)], capture_output=True, text=True, check=False
    )
    return done.returncode == 0 and SIGNER in done.stdout


def check(folder: Path) -> str:
    """Return what was found of the signatures in a folder.

    Raises:
        SystemExit: when one is missing or wrong.
    """
    wrong = unsigned(folder)
    if wrong:
        raise SystemExit(f"not signed by the Python Software Foundation: {', '.join(wrong)}")
    count = sum(file.suffix in SIGNED for file in folder.iterdir())
    return f"{count} files, signed by the Python Software Foundation but for {OF_MICROSOFT}*"
