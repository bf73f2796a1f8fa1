"""Verbs about the papers of a case: `attach`, `attachments`, `casefile`, `services`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import DAY, FILE, check_target, echo_json
from petition_desk.domain.attachments import AttachmentId, AttachmentKind, size_words
from petition_desk.errors import UnknownNameError

_KINDS = [kind.value for kind in AttachmentKind]


def _kind(text: str) -> AttachmentKind:
    if text not in _KINDS:
        raise UnknownNameError("附件种类", text, _KINDS)
    return AttachmentKind(text)


@click.command(help="给一件添加附件：PDF 和 JPG、PNG、TIFF、BMP 图片。")
@click.argument("number", metavar="NO")
@click.argument("files", type=FILE, metavar="FILE…", nargs=-1, required=True)
@click.option("--kind", default=AttachmentKind.MATERIAL.value, help="种类：" + "、".join(_KINDS))
@click.option("--title", default="", help="名称；不写时用文件名")
@click.option("--letter", default="", help="送达回证证明的文书：文号或者种类")
@click.option("--addressee", default="", help="送达回证证明的受送达人")
@click.pass_obj
def attach(
    start: Start,
    number: str,
    files: tuple[Path, ...],
    kind: str,
    title: str,
    letter: str,
    addressee: str,
) -> None:
    """Attach files; one identifier a line on standard output."""
    from petition_desk.services import attachments

    new = attachments.NewAttachment(_kind(kind), title, letter, addressee)
    with start.desk() as desk:
        for file in files:
            kept = attachments.attach(desk, number, file, new)
            pages = f"{kept.page_count} 页，{size_words(kept.size)}"
            click.echo(f"{kept.id}\t{kept.title}\t{pages}\t{kept.sha256}")


@click.command(help="列出一件的附件；--save 把一份存到文件，--void 作废一份。")
@click.argument("number", metavar="NO")
@click.option("--save", "saved", type=int, metavar="ID", help="要存出的附件")
@click.option("--out", type=FILE, metavar="FILE", help="存到哪里")
@click.option("--void", "voided", type=int, metavar="ID", help="要作废的附件")
@click.option("--reason", default="", help="作废的理由")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def attachments(
    start: Start,
    number: str,
    saved: int | None,
    out: Path | None,
    voided: int | None,
    reason: str,
    as_json: bool,
) -> None:
    """List, save out or void attachments."""
    from petition_desk.services import attachments as room

    with start.desk() as desk:
        if saved is not None:
            if out is None:
                raise click.UsageError("--save 要和 --out 一起写")
            check_target(out, desk.data_dir)
            click.echo(str(room.save_attachment(desk, number, AttachmentId(saved), out)))
            return
        if voided is not None:
            room.void_attachment(desk, number, AttachmentId(voided), reason)
        found = room.attachments(desk, number)
    if as_json:
        echo_json([_attachment_json(one) for one in found])
        return
    for one in found:
        mark = f"（作废：{one.void_reason}）" if one.is_void else ""
        words = f"{one.page_count} 页，{size_words(one.size)}"
        click.echo(f"{one.id}\t{one.kind.value}\t{one.title}{mark}\t{words}")


def _attachment_json(one: Any) -> dict[str, object]:  # noqa: ANN401  imported on call
    return {
        "id": one.id,
        "kind": one.kind.value,
        "title": one.title,
        "media": one.media,
        "size": one.size,
        "sha256": one.sha256,
        "pages": one.page_count,
        "letter": one.letter,
        "addressee": one.addressee,
        "void": one.is_void,
        "void_reason": one.void_reason,
    }


@click.command(help="把一件的卷宗写成一个 PDF：封面、目录、办理经过、文书、送达、附件。")
@click.argument("number", metavar="NO")
@click.option("--out", type=FILE, required=True, metavar="F.pdf", help="写到哪里")
@click.option("--with-sealed", is_flag=True, help="连同密封部分（要有查看保密件的权限）")
@click.pass_obj
def casefile(start: Start, number: str, out: Path, with_sealed: bool) -> None:
    """Write the file of a case."""
    from petition_desk.services.casefile import make_casefile

    with start.desk() as desk:
        check_target(out, desk.data_dir)
        made = make_casefile(desk, number, out, with_sealed=with_sealed)
    if made is not None:
        sealed = f"，{made.sealed_count} 件密封未装订" if made.sealed_count else ""
        click.echo(f"{made.path}：{made.paper_count} 件，{made.page_count} 页{sealed}")


@click.command(help="列出已出具而没有送达的文书，逾期的在前；--from、--to 只算这段时间的送达率。")
@click.option("--from", "first", type=DAY, help="送达期限从哪一天起")
@click.option("--to", "last", type=DAY, help="到哪一天止")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def services(start: Start, first: date | None, last: date | None, as_json: bool) -> None:
    """List open services, and the rate of service."""
    from petition_desk.services import service

    with start.desk() as desk:
        page = service.service_page(desk)
        if first is not None or last is not None:
            since, until = first or page.rate_from, last or page.today
            rate = service.service_rate(desk, since, until)
            page = replace(page, rate=rate, rate_from=since, rate_until=until)
    if as_json:
        echo_json(_page_json(page))
        return
    for item in (*page.to_do, *page.waiting):
        one = item.service
        left = "" if item.days_left is None else f"剩 {item.days_left} 天"
        left = f"逾期 {-(item.days_left or 0)} 天" if (item.days_left or 0) < 0 else left
        parts = (item.local_no, item.title, one.letter, item.name, one.way, one.waybill, left)
        click.echo("\t".join(parts))
    rate = page.rate
    percent = "—" if rate.percent is None else f"{rate.percent:.1f}%"
    counts = f"{rate.served}/{rate.due}，退回 {rate.returned}，未到期 {rate.pending}"
    click.echo(f"送达率（{page.rate_from} 至 {page.rate_until} 期满）：{percent}（{counts}）")


def _page_json(page: Any) -> dict[str, object]:  # noqa: ANN401  imported on call
    rate = page.rate
    return {
        "open": [_item_json(item) for item in (*page.to_do, *page.waiting)],
        "served_this_week": [_item_json(item) for item in page.served],
        "rate": {
            "from": page.rate_from.isoformat(),
            "to": page.rate_until.isoformat(),
            "due": rate.due,
            "served": rate.served,
            "returned": rate.returned,
            "pending": rate.pending,
            "percent": None if rate.percent is None else round(rate.percent, 1),
        },
    }


def _item_json(item: Any) -> dict[str, object]:  # noqa: ANN401  imported on call
    one = item.service
    days = {"limit_on": one.limit_on, "sent_on": one.sent_on, "served_on": one.served_on}
    return {
        "no": item.local_no,
        "letter": one.letter,
        "kind": one.kind,
        "addressee": item.name,
        "state": one.state.value,
        "way": one.way,
        "result": one.result,
        "waybill": one.waybill,
        "days_left": item.days_left,
        **{key: day.isoformat() if day else None for key, day in days.items()},
    }
