"""Faults: a sentence for what one can put right, a log without values for our own bugs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from petition_desk.clock import FixedClock
from petition_desk.errors import InputError
from petition_desk.ui.error_box import ErrorBox, report_of
from tests import desks

SECRET = "张三丰 13812345678 11010519491231002X"


def fail_with(text: str) -> Exception:
    try:
        people = {"known": 1}
        try:
            people[text]
        except KeyError as fault:
            raise RuntimeError(f"could not find {text}") from fault
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_known_fault_speaks_for_itself(tmp_path: Path) -> None:
    box = ErrorBox(tmp_path, FixedClock.on(desks.TODAY))
    fault = box.fault_of(InputError("手机", "应为 11 位，现为 10 位"))
    assert fault.sentence == "手机：应为 11 位，现为 10 位。"
    assert not fault.is_bug
    assert list(tmp_path.iterdir()) == []


def test_a_bug_is_written_down_without_a_single_value(tmp_path: Path) -> None:
    box = ErrorBox(tmp_path / "log", FixedClock.on(desks.TODAY))
    fault = box.fault_of(fail_with(SECRET))
    [written] = (tmp_path / "log").iterdir()
    text = written.read_text(encoding="utf-8")
    assert fault.is_bug
    assert fault.sentence.startswith("程序出错")
    assert str(written) in fault.sentence
    assert "RuntimeError" in text
    assert "KeyError" in text
    assert "fail_with" in text
    for part in SECRET.split():
        assert part not in text
        assert part not in fault.sentence


def test_a_log_that_cannot_be_written_does_not_hide_the_fault(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file in the way", encoding="utf-8")
    fault = ErrorBox(tmp_path / "log", FixedClock.on(desks.TODAY)).fault_of(ValueError("x"))
    assert fault.sentence == "程序出错，刚才这一步没有完成；已经确认的内容都在。"


def test_what_a_slot_raises_is_shown_and_an_interrupt_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    box = ErrorBox(tmp_path, FixedClock.on(desks.TODAY))
    shown: list[object] = []
    passed_on: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_rest: passed_on.append(kind))
    box.raised.connect(shown.append)
    box.install()
    sys.excepthook(ValueError, ValueError("x"), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(shown) == 1
    assert passed_on == [KeyboardInterrupt]


def test_a_report_says_with_what_it_happened() -> None:
    text = report_of(fail_with("x"), FixedClock.on(desks.TODAY).now())
    assert text.startswith("petition-desk ")
    assert "PySide6" in text
