"""The papers in `docs/examples/papers` are those of the program as it is."""

from __future__ import annotations

from tests.papers import EXAMPLES, FOLDER, examples, parts
from views.papers.registry import PAPERS


def test_the_examples_are_what_the_program_makes():
    names = set()
    for one in examples():
        names |= {f"{one.name}.txt", f"{one.name}.docx"}
        stored = (FOLDER / f"{one.name}.txt").read_text("utf-8")
        assert one.text == stored, "python -m tests.papers"
        assert parts(one.docx) == parts((FOLDER / f"{one.name}.docx").read_bytes())
    assert names == {path.name for path in FOLDER.iterdir()}


def test_every_kind_has_an_example():
    assert set(EXAMPLES) == set(PAPERS)
