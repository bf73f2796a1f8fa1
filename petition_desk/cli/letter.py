"""The verbs `letter` (make one, list what it needs, void it) and `verify-letter`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.json_views import letter_json
from petition_desk.cli.output import FILE, check_target, echo_json, pairs, tell
from petition_desk.cli.text_views import blanks_lines
from petition_desk.domain.vocabulary import SERVED_KINDS, ServiceWay
from petition_desk.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

_ISSUED_BY_ITS_STEP = "extend"
"""The act of extending issues its notice itself; asking for it again gives the kept file."""

_GOES_WITH_A_LETTER = "service"
"""The 送达回证 names the letter it goes with: the latest of the case, unless told otherwise."""


class NotGenuineError(InputError):
    """A file is no letter of this office as it was issued (exit 4).

    Attributes:
        is_reported: Whether it was told as JSON already.
    """

    def __init__(self, sentence: str, *, is_reported: bool) -> None:
        """Say what it is instead."""
        self.is_reported = is_reported
        super().__init__("文书", sentence)


@click.command(
    help="出具文书并保存为 PDF；--blanks 列出它需要什么、有什么；--void 作废一份（写文号或种类）。"
)
@click.argument("number", metavar="NO")
@click.argument("kind", metavar="KIND")
@click.argument("arguments", metavar="[项目=内容]…", nargs=-1)
@click.option("--out", type=FILE, metavar="F.pdf", help="写到哪里")
@click.option("--blanks", is_flag=True, help="列出所需，不出具")
@click.option("--void", "reason", metavar="理由", help="作废，编号和记录保留")
@click.pass_obj
def letter(
    start: Start,
    number: str,
    kind: str,
    arguments: tuple[str, ...],
    out: Path | None,
    blanks: bool,
    reason: str | None,
) -> None:
    """Issue a letter, list its blanks, or void it."""
    from petition_desk.services import letters

    if blanks + (out is not None) + (reason is not None) != 1:
        raise click.UsageError("--out F.pdf、--blanks 和 --void 理由 写一个，只写一个")
    if reason is not None:
        void(start, number, kind, reason)
        return
    values = pairs(arguments)
    wanted = letter_kind(kind)
    if out is not None:
        check_target(out, start.data_dir)
    with start.desk() as desk:
        if wanted == _GOES_WITH_A_LETTER:
            values = served_facts(desk, number, values)
        if out is None:
            for line in blanks_lines(letters.blanks(desk, number, wanted, values)):
                click.echo(line)
            return
        if wanted == _ISSUED_BY_ITS_STEP and is_kept(desk, number, wanted):
            kept = letters.kept(desk, number, wanted)
        else:
            kept = letters.issue(desk, number, wanted, values)
    save(out, kept.pdf)
    click.echo(kept.number or kept.title)
    tell(f"{kept.title}已保存到 {out}，共 {kept.page_count} 页。")


def void(start: Start, number: str, name: str, reason: str) -> None:
    """Void a letter and say what was taken back with it."""
    from petition_desk.domain.steps import known_kind
    from petition_desk.services.letter_voiding import void_letter

    with start.desk() as desk:
        done = void_letter(desk, number, name, reason)
    labels = "、".join(known_kind(step.kind).label for step in done.taken_back)
    click.echo(done.letter.number or done.letter.title)
    tell(
        f"{done.letter.title}已作废，编号和记录保留{f'；撤销的记录：{labels}' if labels else ''}。"
    )


@click.command("verify-letter", help="核对一个 PDF 是不是本局出具的文书、有没有改动。")
@click.argument("file", type=FILE, metavar="F.pdf")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def verify_letter(start: Start, file: Path, as_json: bool) -> None:
    """Tell whether a file is a letter of this office, and whether a byte changed."""
    from petition_desk.services.letter_verifying import Authenticity
    from petition_desk.services.letter_verifying import verify_letter as verdict_of

    with start.desk() as desk:
        verdict = verdict_of(desk, file)
    is_genuine = verdict.authenticity is Authenticity.GENUINE
    if as_json:
        letter = verdict.letter
        echo_json(
            {
                "result": verdict.authenticity.value,
                "no": verdict.local_no,
                "letter": letter_json(letter) if letter is not None else None,
                "sentence": verdict.sentence,
            }
        )
    elif is_genuine:
        click.echo(verdict.sentence)
    if not is_genuine:
        raise NotGenuineError(verdict.sentence, is_reported=as_json)


def served_facts(desk: Desk, number: str, values: dict[str, str]) -> dict[str, str]:
    """Return the facts of a 送达回证.

    ``letter=``, ``letter.number=`` or ``letter.kind=`` names the letter that it goes with.
    """
    from petition_desk.services import letters
    from petition_desk.services.casework import show
    from petition_desk.services.letter_facts import served_letter_facts
    from petition_desk.services.settings import office

    given = dict(values)
    names = [given.pop(key, "") for key in ("letter", "letter.number", "letter.kind")]
    named = next((name for name in names if name), "")
    issued = [
        head.number
        for head in show(desk, number).letters
        if head.kind in SERVED_KINDS and not head.is_void
    ]
    if not named and not issued:
        return given
    letter = letters.kept(desk, number, named or issued[-1])
    place = office(desk).reception_address or "信访接待室"
    facts = served_letter_facts(letter, ServiceWay.IN_PERSON.value, place)
    return {key: letters.shown(value) for key, value in facts.items()} | given


def is_kept(desk: Desk, number: str, kind: str) -> bool:
    """Whether the case has a letter of this kind already."""
    from petition_desk.services.casework import show

    return any(head.kind == kind and not head.is_void for head in show(desk, number).letters)


def letter_kind(name: str) -> str:
    """Return the identifier of a letter kind, given by identifier or Chinese name.

    Raises:
        UnknownNameError: there is no such kind, naming those there are.
    """
    from petition_desk.documents.letters import LETTER_KINDS

    for kind in LETTER_KINDS:
        if name in (kind.id, kind.label):
            return kind.id
    raise UnknownNameError("文书种类", name, (kind.id for kind in LETTER_KINDS))


def save(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        ReadOnlyFolderError, DiskFullError, DiskFaultError: the disk refuses.
    """
    from petition_desk.storage.files import write_beside_and_rename

    write_beside_and_rename(path, content)
