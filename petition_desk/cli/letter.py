"""The verb `letter`: make one and save its PDF, or list what it needs and has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import FILE, check_target, pairs, tell
from petition_desk.cli.text_views import blanks_lines
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import UnknownNameError

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

_ISSUED_BY_ITS_STEP = "extend"
"""The act of extending issues its notice itself; asking for it again gives the kept file."""


@click.command(help="出具文书并保存为 PDF；--blanks 只列出它需要什么、有什么。")
@click.argument("number", metavar="NO")
@click.argument("kind", metavar="KIND")
@click.argument("arguments", metavar="[项目=内容]…", nargs=-1)
@click.option("--out", type=FILE, metavar="F.pdf", help="写到哪里")
@click.option("--blanks", is_flag=True, help="列出所需，不出具")
@click.pass_obj
def letter(
    start: Start,
    number: str,
    kind: str,
    arguments: tuple[str, ...],
    out: Path | None,
    blanks: bool,
) -> None:
    """Issue a letter, or list its blanks."""
    from petition_desk.services import letters

    values = pairs(arguments)
    wanted = letter_kind(kind)
    if blanks == (out is not None):
        raise click.UsageError("--out F.pdf / --blanks")
    if out is None:
        with start.desk() as desk:
            for line in blanks_lines(letters.blanks(desk, number, wanted, values)):
                click.echo(line)
        return
    check_target(out)
    with start.desk() as desk:
        if wanted == _ISSUED_BY_ITS_STEP and is_kept(desk, number, wanted):
            kept = letters.kept(desk, number, wanted)
        else:
            kept = letters.issue(desk, number, wanted, values)
    save(out, kept.pdf)
    click.echo(kept.number)
    tell(f"{kept.title}已保存到 {out}，共 {kept.page_count} 页。")


def is_kept(desk: Desk, number: str, kind: str) -> bool:
    """Whether the case has a letter of this kind already."""
    from petition_desk.services.casework import show

    return any(head.kind == kind and not head.is_void for head in show(desk, number).letters)


def letter_kind(name: str) -> str:
    """Return the identifier of a letter kind, given by identifier or Chinese name.

    Raises:
        UnknownNameError: there is no such kind, naming those there are.
    """
    for kind, label in LETTER_LABELS.items():
        if name in (kind, label):
            return kind
    raise UnknownNameError("文书种类", name, LETTER_LABELS)


def save(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        ReadOnlyFolderError, DiskFullError, DiskFaultError: the disk refuses.
    """
    from petition_desk.storage.files import write_beside_and_rename

    write_beside_and_rename(path, content)
