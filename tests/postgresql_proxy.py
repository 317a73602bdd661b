"""A proxy in front of a server's socket that loses what a test wants lost."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Literal, Self


class Proxy:
    """Forwards between clients and a server, as long as it is asked to.

    Attributes:
        swallow_questions: Whether nothing that clients send is forwarded.
        cut_next_question: Whether to cut the connection at the next append, before it is forwarded.
        lose_next_answer: What to do with the answer to the next append; '' to forward it.

    Args:
        server: The server's socket.
        folder: The folder of the proxy's own socket, which is made.
    """

    def __init__(self, server: Path, folder: Path) -> None:
        self.folder, self._server = folder, server
        self.swallow_questions = self.cut_next_question = False
        self.lose_next_answer: Literal["", "swallow", "cut"] = ""
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listening = socket.socket(socket.AF_UNIX)

    def __enter__(self) -> Self:
        self.folder.mkdir()
        self._listening.bind(str(self.folder / ".s.PGSQL.5432"))
        self._listening.listen()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for pair in self._pairs:
            _cut(pair)
        (self.folder / ".s.PGSQL.5432").unlink()
        self.folder.rmdir()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._server))
                pair = client, server
                self._pairs.append(pair)
                lost = threading.Event()
                for target in (self._questions, self._answers):
                    threading.Thread(target=target, args=(pair, lost), daemon=True).start()

    def _questions(self, pair: tuple[socket.socket, socket.socket], lost: threading.Event) -> None:
        client, server = pair
        with suppress(OSError):
            while data := client.recv(65536):
                if self.swallow_questions:
                    continue
                if b"act:1" in data and b'"act:1"]]]' not in data:  # an append, not a look
                    if self.cut_next_question:
                        self.cut_next_question = False
                        break
                    if self.lose_next_answer:
                        lost.set()
                server.sendall(data)
        _cut(pair)

    def _answers(self, pair: tuple[socket.socket, socket.socket], lost: threading.Event) -> None:
        client, server = pair
        with suppress(OSError):
            while data := server.recv(65536):
                if lost.is_set():
                    how, self.lose_next_answer = self.lose_next_answer, ""
                    if how == "cut":
                        break
                    continue
                client.sendall(data)
        _cut(pair)


def _cut(pair: tuple[socket.socket, socket.socket]) -> None:
    for one in pair:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
