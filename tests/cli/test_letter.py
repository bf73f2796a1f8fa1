"""`letter`: what it lacks, the PDF it writes, and what uses up no number."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.cli.test_cases import ACCEPTED

OPINION = (
    "demand.1.facts=信访人认为用字错误。", "demand.1.found=经查，登记用字与原始户籍不一致。",
    "demand.1.outcome=支持", "demand.1.reason=登记有误", "demand.1.basis=《户口登记条例》第十七条",
    "demand.1.carry_out_unit=户政科", "demand.1.carry_out_by=2026-12-10",
)  # fmt: skip


@pytest.fixture
def number(office: Office) -> str:
    number = office.register()
    office.run("step", number, *ACCEPTED)
    return number


def text_of(path: Path) -> str:
    """Read a PDF by somebody else's reader."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    return "".join(done.stdout.split())


def test_a_letter_is_numbered_and_its_pdf_says_what_it_should(
    office: Office, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "受理告知书.pdf"
    result = office.run("letter", number, "accept", "--out", out)
    assert result.stdout == "某公信告〔2026〕1号\n"
    told = text_of(out)
    for part in ("黄䶮", "某公信告〔2026〕1号", "2027年1月19日", "户政科", "赵警官"):
        assert part in told


def test_the_service_sheet_takes_the_latest_letter_by_itself(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.run("letter", number, "accept", "--out", tmp_path / "a.pdf")
    out = tmp_path / "s.pdf"
    office.run("letter", number, "service", "--out", out)
    assert "某公信告〔2026〕1号" in text_of(out)


def test_the_service_sheet_can_be_of_an_earlier_letter(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.run("letter", number, "accept", "--out", tmp_path / "a.pdf")
    office.run("letter", number, "opinion", "--out", tmp_path / "o.pdf", *OPINION)
    out = tmp_path / "s.pdf"
    office.run("letter", number, "service", "--out", out, "letter=accept")
    assert "某公信告〔2026〕1号" in text_of(out)


def test_what_a_letter_lacks_is_named_with_its_keys_and_no_number_is_used_up(
    office: Office, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "o.pdf"
    refused = office.run("letter", number, "opinion", "--out", out, code=4)
    for key in ("demand.1.facts", "demand.1.found", "demand.1.outcome"):
        assert key in refused.stderr
    assert not out.exists()
    assert office.run("letter", number, "opinion", "--out", out, *OPINION).stdout == (
        "某公信意〔2026〕1号\n"
    )


def test_blanks_lists_what_is_there_and_what_lacks_by_its_keys(office: Office, number: str) -> None:
    told = office.run("letter", number, "opinion", "--blanks").stdout
    assert "有　petitioner.name=黄䶮" in told
    assert "缺　demand.1.outcome=" in told
    assert "某公信意〔2026〕1号" in told
    told = office.run("letter", number, "opinion", "--blanks", *OPINION).stdout
    assert "缺　" not in told


def test_a_letter_the_law_does_not_allow_now_is_refused_with_the_article(
    office: Office, tmp_path: Path
) -> None:
    number = office.register(demands=["甲"])
    out = tmp_path / "o.pdf"
    refused = office.run("letter", number, "opinion", "--out", out, *OPINION, code=3)
    assert "第三十四条" in refused.stderr
    assert "现在不能出具" in office.run("letter", number, "opinion", "--blanks").stdout


def test_extending_issues_its_notice_and_letter_gives_the_kept_bytes(
    office: Office, number: str, tmp_path: Path
) -> None:
    told = office.run(
        "step", number, "extended", "days=30", "reason=需等待鉴定意见", "approver=周局长"
    ).stdout
    assert "某公信延〔2026〕1号" in told
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for out in (first, second):
        office.run("letter", number, "extend", "--out", out)
    assert first.read_bytes() == second.read_bytes()
    letters = office.json("show", number)["letters"]
    assert [letter["kind"] for letter in letters] == ["extend"]


def test_a_chinese_name_of_a_kind_is_understood(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.run("letter", number, "受理告知书", "--out", tmp_path / "a.pdf")


def test_an_unknown_kind_number_or_use_ends_with_2(
    office: Office, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    assert "love-letter" in office.run("letter", number, "love-letter", "--out", out, code=2).stderr
    assert (
        "XF2026-0099" in office.run("letter", "XF2026-0099", "accept", "--out", out, code=2).stderr
    )
    office.run("letter", number, "accept", code=2)
    office.run("letter", number, "accept", "--blanks", "--out", out, code=2)


def test_a_place_that_cannot_be_written_uses_up_no_number(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.run("letter", number, "accept", "--out", tmp_path / "none" / "a.pdf", code=5)
    office.run("letter", number, "accept", "--out", tmp_path, code=5)
    assert office.json("show", number)["letters"] == []


def test_handing_over_ends_the_notice_clock(office: Office, number: str, tmp_path: Path) -> None:
    office.run("letter", number, "accept", "--out", tmp_path / "a.pdf")
    office.run("step", number, "notified", "letter=accept", "way=当面")
    clocks = {clock["rule"]: clock["state"] for clock in office.json("show", number)["clocks"]}
    assert clocks["notify-direct"] == "met"


def test_the_service_sheet_names_its_letter_by_the_identifiers_of_letters(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.run("letter", number, "accept", "--out", tmp_path / "a.pdf")
    office.run("letter", number, "opinion", "--out", tmp_path / "o.pdf", *OPINION)
    for named in ("letter.kind=accept", "letter.number=某公信告〔2026〕1号"):
        out = tmp_path / "s.pdf"
        office.run("letter", number, "service", "--out", out, named, "served.way=当面")
        assert "某公信告〔2026〕1号" in text_of(out)


def test_no_notice_tells_of_an_extension_that_nobody_granted(
    office: Office, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "e.pdf"
    made_up = (
        "extended.days=20", "extended.reason=需要鉴定", "extended.approver=周局长",
        "extended.on=2026-11-20", "handle-extended.due_plain=2027-03-01",
    )  # fmt: skip
    told = office.run("letter", number, "extend", "--out", out, *made_up, code=3).stderr
    assert "还没有经批准延长" in told
    assert "第三十四条" in told
    assert not out.exists()


def test_an_extension_told_on_paper_is_not_told_again(
    office: Office, number: str, tmp_path: Path
) -> None:
    facts = ("days=20", "reason=需要鉴定", "approver=周局长", "number=手写9号")
    office.run("step", number, "extended", *facts)
    told = office.run("letter", number, "extend", "--out", tmp_path / "e.pdf", code=3).stderr
    assert "手写9号" in told
    office.run("step", number, "issued", "kind=extend", "number=手写9号")


def test_what_was_sent_to_us_is_objected_to_and_not_refused(office: Office, tmp_path: Path) -> None:
    number = office.register(source="县信访局", demands=["征地补偿"])
    out = tmp_path / "n.pdf"
    told = office.run("letter", number, "not-accept", "--out", out, code=3).stderr
    assert "提出异议" in told
    assert "第二十三条第三款" in told
    decided = ("ground=not-ours", "body=县自然资源局", "violation=已口头告知")
    office.run("step", number, "not-accepted", *decided)
    assert (
        "第二十三条第三款"
        in office.run("letter", number, "not-accept", "--out", out, code=3).stderr
    ), "a step against the law lets nothing be issued"


def accepted(office: Office, tmp_path: Path) -> tuple[str, Path]:
    """A case with its notice of acceptance, saved."""
    no = office.register(demands=[{"text": "说明理由", "pathway": "31-6"}])
    office.run("step", no, "accepted", "unit=户政科", "handler=赵警官", "handler_phone=0771-1")
    file = tmp_path / "accept.pdf"
    office.run("letter", no, "accept", "--out", file)
    return no, file


def test_a_saved_letter_is_verified_and_a_changed_one_is_not(
    office: Office, tmp_path: Path
) -> None:
    no, file = accepted(office, tmp_path)
    assert (
        "是本局2026年11月20日出具的《信访事项受理告知书》（某公信告〔2026〕1号）"
        in office.run("verify-letter", file).stdout
    )
    told = office.json("verify-letter", file)
    assert (told["result"], told["no"], told["letter"]["kind"]) == ("genuine", no, "accept")
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    assert "内容与留存的不一致" in office.run("verify-letter", file, code=4).stderr
    assert office.json("verify-letter", file, code=4)["result"] == "changed"
    file.write_bytes(b"%PDF-1.7 another")
    assert "不是本局用本程序出具的文书" in office.run("verify-letter", file, code=4).stderr
    assert "找不到" in office.run("verify-letter", tmp_path / "gone.pdf", code=4).stderr


def test_a_letter_is_voided_with_its_reason(office: Office, tmp_path: Path) -> None:
    no, file = accepted(office, tmp_path)
    done = office.run("letter", no, "accept", "--void", "写错承办人")
    assert done.stdout.strip().endswith("1号")
    assert "撤销的记录：出具文书" in done.stderr
    (letter,) = office.json("show", no)["letters"]
    assert letter["void"] is True
    assert "已经作废" in office.run("verify-letter", file).stdout
    office.run("letter", no, "accept", "--void", "再一次", code=2)
    office.run("letter", no, letter["number"], "--void", "再一次", code=4)


@pytest.mark.parametrize(
    "more", [(), ("--blanks", "--void", "写错"), ("--blanks", "--out", "x.pdf")]
)
def test_one_thing_at_a_time_is_done_with_a_letter(office: Office, more: tuple[str, ...]) -> None:
    no = office.register()
    assert "写一个，只写一个" in office.run("letter", no, "accept", *more, code=2).stderr
