"""`attach`, `attachments`, `services`, `casefile`: the papers of a case from the command line."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Office
from tests.cli.test_cases import ACCEPTED
from tests.cli.test_letter import text_of


@pytest.fixture
def number(office: Office) -> str:
    number = office.register()
    office.run("step", number, *ACCEPTED)
    return number


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "户口簿.png"
    Image.new("L", (300, 400), 255).save(path)
    return path


def test_an_attachment_goes_in_and_comes_out_unchanged(
    office: Office, number: str, scan: Path, tmp_path: Path
) -> None:
    told = office.run("attach", number, scan, "--kind", "身份材料").stdout.strip().split("\t")
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    assert told[1:] == ["户口簿", "1 页，1 KB", digest]
    (kept,) = office.json("attachments", number)
    assert (kept["kind"], kept["pages"], kept["sha256"], kept["void"]) == (
        "身份材料", 1, digest, False,
    )  # fmt: skip
    out = tmp_path / "out.png"
    office.run("attachments", number, "--save", str(kept["id"]), "--out", out)
    assert out.read_bytes() == scan.read_bytes()
    office.run("attachments", number, "--void", str(kept["id"]), "--reason", "错件")
    (kept,) = office.json("attachments", number)
    assert (kept["void"], kept["void_reason"]) == (True, "错件")


def test_faults_of_attachments_have_their_codes(
    office: Office, number: str, scan: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff torn")
    assert "损坏" in office.run("attach", number, broken, code=4).stderr
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert "有 300 MB，超过 50 MB" in office.run("attach", number, huge, code=4).stderr
    assert "读不到" in office.run("attach", number, tmp_path / "没有.png", code=5).stderr
    assert "附件种类" in office.run("attach", number, scan, "--kind", "别的", code=2).stderr
    office.run("attach", "XF2026-9999", scan, code=2)
    office.run("attachments", number, "--save", "7", "--out", tmp_path / "a.png", code=2)
    office.run("attachments", number, "--save", "7", code=2)
    assert office.json("attachments", number) == []


def test_the_chain_of_a_service_from_the_command_line(
    office: Office, number: str, scan: Path
) -> None:
    letter = office.run(
        "letter", number, "accept", "--out", scan.with_suffix(".pdf")
    ).stdout.strip()
    page = office.json("services")
    assert [(item["no"], item["letter"], item["state"]) for item in page["open"]] == [
        (number, letter, "to-send")
    ]
    posted = ("way=邮寄", "waybill=EA123456789CN")
    office.run("step", number, "notified", f"letter={letter}", *posted)
    (item,) = office.json("services")["open"]
    assert (item["state"], item["waybill"]) == ("sent", "EA123456789CN")
    assert "EA123456789CN" in office.run("services").stdout
    returned = ("way=邮寄", "result=退件", "reason=查无此人")
    office.run("step", number, "served", f"letter={letter}", *returned)
    assert office.json("services")["open"][0]["state"] == "returned"
    lacks = office.run(
        "step", number, "served", f"letter={letter}", "way=当面", "result=他人代收", code=4
    )
    assert "关系" in lacks.stderr
    office.run("step", number, "served", f"letter={letter}", "way=当面", "result=本人签收")
    page = office.json("services")
    assert page["open"] == []
    assert [item["result"] for item in page["served_this_week"]] == ["本人签收"]
    office.run("attach", number, scan, "--kind", "送达回证", "--letter", letter)


def test_the_days_of_a_public_notice_are_a_setting_kept_in_the_step(
    office: Office, number: str, scan: Path
) -> None:
    letter = office.run(
        "letter", number, "accept", "--out", scan.with_suffix(".pdf")
    ).stdout.strip()
    office.run("settings", "set", "service.public_notice_days", "15")
    office.run("step", number, "served", f"letter={letter}", "way=公告")
    served = office.json("show", number)["steps"][-1]
    assert str(served["values"]["days"]) == "15"
    assert office.json("services")["open"][0]["state"] == "sent"
    office.run("settings", "set", "service.public_notice_days", "0", code=4)
    later = Office(office.data, today=date(2026, 12, 5))
    later.run("due")
    assert later.json("services")["open"] == [], "the passing of days alone serves it"


def test_the_rate_of_a_span_of_days(office: Office, number: str, scan: Path) -> None:
    letter = office.run(
        "letter", number, "accept", "--out", scan.with_suffix(".pdf")
    ).stdout.strip()
    span = ("--from", "2026-11-01", "--to", "2026-11-30")
    rate = office.json("services", *span)["rate"]
    assert (rate["due"], rate["pending"], rate["percent"]) == (0, 1, None)
    office.run("step", number, "served", f"letter={letter}", "way=当面", "result=本人签收")
    assert (
        "送达率（2026-11-01 至 2026-11-30 期满）：100.0%（1/1"
        in office.run("services", *span).stdout
    )


def test_the_file_of_a_case_is_written(
    office: Office, number: str, scan: Path, tmp_path: Path
) -> None:
    office.run("letter", number, "accept", "--out", tmp_path / "l.pdf")
    office.run("attach", number, scan)
    out = tmp_path / "卷宗.pdf"
    assert "件，" in office.run("casefile", number, "--out", out).stdout
    told = text_of(out)
    assert "卷内目录" in told
    assert "受理告知书" in told
    assert "户口簿" in told
    office.run("casefile", number, "--out", office.data / "x.pdf", code=2)
    office.run("casefile", number, "--out", tmp_path / "没有" / "x.pdf", code=5)


def test_one_scanned_paper_stands_for_the_summary(
    office: Office, scan: Path, tmp_path: Path
) -> None:
    least = {
        "channel": "来信",
        "source": "本局直接",
        "received_on": "2026-11-20",
        "people_count": 1,
    }
    form = office.form(least)
    assert "摘要" in office.run("register", form, code=4).stderr
    number = office.run("register", form, "--paper", scan).stdout.strip()
    assert office.json("show", number)["case"]["summary"] == "见所附扫描件"
    assert [one["title"] for one in office.json("attachments", number)] == ["户口簿"]
    broken = tmp_path / "torn.jpg"
    broken.write_bytes(b"\xff\xd8\xff torn")
    office.run("register", form, "--paper", broken, code=4)
    office.run("show", "XF2026-0002", code=2)
    office.run("register", office.form([least, least]), "--paper", scan, code=4)
