"""Times another program on the same letter; run by the Python that has that program.

    python letter_peers.py typst|weasyprint|libreoffice LETTER.json FONTS ROUNDS

The program and its fonts are loaded before the first round, as ours are; each round sets the letter
with another number, so that nothing can be taken from the round before. Writes the median time of
a letter in milliseconds, and how large its PDF is, as JSON.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

#: Sets the letter with a number and returns the PDF.
Setter = Callable[[str], bytes]


def family_names(fonts: Path) -> dict[str, str]:
    """Return the family of each font file, as its own name table says it."""
    from fontTools.ttLib import TTFont

    files = {"body": "Fang-Regular", "heading": "Hei-Regular", "title": "Title-Bold",
             "rare": "Rare-Regular"}  # fmt: skip
    found = {}
    for role, stem in files.items():
        with TTFont(fonts / f"PetitionDesk{stem}.ttf", lazy=True) as font:
            found[role] = str(font["name"].getBestFamilyName())
    return found


def typst(letter: dict[str, Any], fonts: Path) -> Setter:
    """Set with typst, its fonts and its source kept in one compiler."""
    import typst as program

    families = family_names(fonts)

    def text(runs: list[list[str]]) -> str:
        parts = []
        for words, role in runs:
            quoted = json.dumps(words, ensure_ascii=False)
            font = f'font: ("{families[role]}", "{families["rare"]}")'
            parts.append(f"#text({font}, {quoted})")
        return "".join(parts)

    lines = [
        '#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm),'
        ' numbering: "— 1 —")',
        f'#set text(font: ("{families["body"]}", "{families["rare"]}"), size: 16pt,'
        ' lang: "zh", region: "cn")',
        "#set par(justify: true, leading: 13pt, spacing: 13pt)",
        *(
            f'#align(center, text(font: "{families["title"]}", size: 22pt, weight: "bold",'
            f" {json.dumps(line, ensure_ascii=False)}))"
            for line in letter["title"]
        ),
        '#align(center, sys.inputs.at("number"))',
    ]
    for paragraph in letter["paragraphs"]:
        indent = "#h(2em)" if paragraph["indent"] else ""
        lines += ["", indent + text(paragraph["runs"])]
    lines += ["", "#v(2em)", *(f"#align(right, {json.dumps(each, ensure_ascii=False)})"
                              for each in letter["signature"])]  # fmt: skip
    folder = Path(tempfile.mkdtemp())
    source = folder / "letter.typ"
    source.write_text("\n".join(lines), encoding="utf-8")
    compiler = program.Compiler(
        str(source), font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs={"number": ""}
    )
    return lambda number: compiler.compile(sys_inputs={"number": number}, pdf_standards=["a-2b"])


def weasyprint(letter: dict[str, Any], fonts: Path) -> Setter:
    """Set with WeasyPrint, its fonts and its style sheet kept."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    config = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: {role}; src: url({(fonts / name).as_uri()}) }}"
        for role, name in (
            ("body", "PetitionDeskFang-Regular.ttf"),
            ("heading", "PetitionDeskHei-Regular.ttf"),
            ("title", "PetitionDeskTitle-Bold.ttf"),
            ("rare", "PetitionDeskRare-Regular.ttf"),
        )
    )
    style = CSS(
        string=faces + "@page { size: A4; margin: 37mm 26mm 35mm 28mm;"
        " @bottom-right { content: '— ' counter(page) ' —' } }"
        "body { font: 16pt/28.95pt body, rare; text-align: justify } p { margin: 0 }"
        ".in { text-indent: 2em } b { font-family: heading, rare; font-weight: normal }"
        "h1 { font: 22pt/28.95pt title, rare; text-align: center; margin: 0 }"
        ".c { text-align: center } .r { text-align: right }",
        font_config=config,
    )

    def document(number: str) -> str:
        def words(runs: list[list[str]]) -> str:
            return "".join(
                f"<b>{html.escape(text)}</b>" if role == "heading" else html.escape(text)
                for text, role in runs
            )

        title = "".join(f"<h1>{html.escape(line)}</h1>" for line in letter["title"])
        body = "".join(
            f'<p class="{"in" if each["indent"] else ""}">{words(each["runs"])}</p>'
            for each in letter["paragraphs"]
        )
        end = "".join(f'<p class="r">{html.escape(each)}</p>' for each in letter["signature"])
        return f'<html lang="zh">{title}<p class="c">{html.escape(number)}</p>{body}{end}</html>'

    return lambda number: HTML(string=document(number)).write_pdf(
        stylesheets=[style], font_config=config, pdf_variant="pdf/a-2b"
    )


def libreoffice(letter: dict[str, Any], fonts: Path) -> Setter:
    """Fill a Word template and convert it, one start of LibreOffice a letter."""
    del fonts  # it prints with what is installed
    from docx import Document
    from docx.shared import Mm, Pt
    from docxtpl import DocxTemplate

    folder = Path(tempfile.mkdtemp())
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    for line in letter["title"]:
        made.add_paragraph().add_run(line).font.size = Pt(22)
    made.add_paragraph("{{ number }}")
    for paragraph in letter["paragraphs"]:
        added = made.add_paragraph("　　" if paragraph["indent"] else "")
        for text, _ in paragraph["runs"]:
            added.add_run(text).font.size = Pt(16)
    for line in letter["signature"]:
        made.add_paragraph(line)
    template = folder / "template.docx"
    made.save(str(template))
    office = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"

    def set_letter(number: str) -> bytes:
        filled = DocxTemplate(template)
        filled.render({"number": number})
        filled.save(folder / "letter.docx")
        command = [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), str(folder / "letter.docx"),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)
        return (folder / "letter.pdf").read_bytes()

    return set_letter


def main(peer: str, letter_file: str, fonts: str, rounds: str) -> None:
    """Time one peer."""
    letter = json.loads(Path(letter_file).read_text(encoding="utf-8"))
    setters = {"typst": typst, "weasyprint": weasyprint, "libreoffice": libreoffice}
    set_letter = setters[peer](letter, Path(fonts))
    pdf = set_letter("某公信告〔2026〕0号")
    times = []
    for number in range(1, int(rounds) + 1):
        start = perf_counter()
        pdf = set_letter(f"某公信告〔2026〕{number}号")
        times.append(perf_counter() - start)
    sys.stdout.write(json.dumps({"ms": median(times) * 1000, "bytes": len(pdf)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
