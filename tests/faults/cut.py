"""Record what a ledger's life writes to the disk, above the shim: the ground of `power`.

`python -m tests.faults.cut FOLDER SYNCHRONOUS` writes FOLDER/record and prints how many acts were
acknowledged; each acknowledgement stands in the record, in its place among the writes.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from pathlib import Path

from events.store.ledger import Ledger
from tests.amount import LONG
from tests.faults.acts import act, lower, opened
from tests.faults.shim import Shim
from tests.narrow import file_recorder

LIVES = 6 if LONG else 2
"""How often the ledger is opened and closed."""
SIZES = (0, 2500, 0)
"""How long the acts of one life are: the second spills over several pages."""


def main(folder: str, synchronous: str) -> None:
    """A few lives of one ledger: made, written by two, its log moved into the file, closed."""
    file = Path(folder, "ledger")
    lower(log_limit=40_000, synchronous=synchronous)
    Shim().watch(file, Path(folder, "record"))
    acks = os.open(f"{file}.acks", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    count = 0
    for life in range(LIVES):
        with (
            closing(file_recorder(opened(file))) as one,
            closing(file_recorder(opened(file))) as other,
        ):
            for turn, size in enumerate(SIZES):
                name = f"act-{life}-{turn}"
                act(Ledger(other if turn % 2 else one), name, size)
                os.write(acks, f"{name}\n".encode())
                count += 1
    print(json.dumps(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
