"""A page that shows every font at its work, set by the composer that sets the letters."""

from __future__ import annotations

from petition_desk.documents.blocks import (
    DocumentNumber,
    Heading,
    LetterDocument,
    Paragraph,
    Signature,
    Space,
    Title,
)
from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.linebreak import Run


def specimen(fonts: FontSet, office: str) -> bytes:
    """Return the PDF of a specimen: title, both headings, text, figures, rare names, folio."""
    blocks = (
        Title((office, "文书字体样张")),
        DocumentNumber("某公信告〔2026〕1号"),
        Space(1),
        Paragraph.plain(
            "您于2026年3月2日以来访形式提出的“反映户口登记姓名用字错误”信访事项，我局已经收到。"
            "正文用仿宋，三号，每行二十八字。"
        ),
        Heading("一、这一行是黑体"),
        Paragraph.plain("一级标题用黑体。数字和字母：0123456789，XF2026-0001，4T8W-27KD。"),
        Heading("（一）这一行是楷体", level=2),
        Paragraph.plain("二级标题用楷体。标点：，。；：？！、“”‘’（）《》〔〕……——"),
        Paragraph((Run("需要注意的话", FontRole.HEADING), Run("在正文里用黑体。"))),
        Paragraph.plain("生僻字：㛃、䶮、𬱖、喆、堃、犇、燚、翀、祎、赟。"),
        Signature(office, "2026年3月3日", "联系：信访接待室，电话 0100-5550100"),
    )
    return compose(LetterDocument("文书字体样张", blocks), fonts)
