"""Fonts and PDF readers for the tests of documents."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from petition_desk.documents.fonts import FontSet

#: Reads text out of the bytes of a PDF, with options of poppler's `pdftotext`.
TextReader = Callable[..., str]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-references",
        action="store_true",
        help="write the reference texts anew instead of comparing with them",
    )


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The bundled fonts alone: the same bytes on every PC."""
    return FontSet.bundled()


@pytest.fixture
def text_of(tmp_path: Path) -> TextReader:
    """Return the text of a PDF as another program reads it."""

    def read(pdf: bytes, *options: str) -> str:
        file = tmp_path / "read.pdf"
        file.write_bytes(pdf)
        command = ["pdftotext", "-enc", "UTF-8", *options, str(file), "-"]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        assert not done.stderr
        return done.stdout

    return read
