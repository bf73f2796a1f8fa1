"""The main job in a real window, by a real keyboard: a program of its own, run under Xvfb.

``python -m tests.ui.main_job FOLDER PICTURES WORKBOOK OUT`` unlocks the desk in FOLDER, imports
WORKBOOK, registers a visitor, goes through the questions, presses F8, says that the letter was
handed over, searches the ledger and exports what it shows to OUT. Keys are events
of the X server (xdotool); Chinese arrives as an input method commits it. What it saw is written
to standard output as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from petition_desk.clock import FixedClock
from petition_desk.ui.app import make_application
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.immortal import keep_constants_alive
from petition_desk.ui.main_window import MainWindow
from petition_desk.ui.screens.importing.page import CHECK, COLUMNS, DONE
from petition_desk.ui.screens.importing.screen import ImportScreen
from petition_desk.ui.screens.intake import IntakeScreen
from petition_desk.ui.screens.ledger.screen import LedgerScreen
from petition_desk.ui.screens.letter import LetterScreen
from petition_desk.ui.shell import Shell
from petition_desk.ui.start.unlock import UnlockScreen
from tests import desks

PASSWORD = "visitor-desk-9"
PATIENCE_MS = 30_000


def comes_true(condition: Callable[[], bool]) -> bool:
    """Let the window work until ``condition`` holds, or patience ends."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not condition():
        if deadline.hasExpired():
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return True


class MouseWatch(QObject):
    """Counts presses of the mouse, to prove that there were none."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress:
            self.count += 1
        return False


class Person:
    """Somebody at the keyboard, who waits until what was pressed has had its effect."""

    def __init__(self, shell: Shell, pictures: Path) -> None:
        self.shell = shell
        self.pictures = pictures

    def wait(self, condition: Callable[[], bool], says: str) -> None:
        if not comes_true(condition):
            self.picture("stuck")
            raise SystemExit(f"waited in vain: {says}; the focus is in {focus_name()!r}")

    def press(self, key: str, condition: Callable[[], bool], says: str) -> None:
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
        self.wait(condition, says)

    def to_field(self, key: str, name: str) -> None:
        """Press a key that leads to the field called ``name``."""
        self.press(key, lambda: focus_name().startswith(name), f"{key} leads to {name}")

    def type_keys(self, text: str) -> None:
        """Type what is on the keys."""
        before = field_text()
        subprocess.run(["xdotool", "type", "--clearmodifiers", text], check=True)
        self.wait(lambda: field_text() == before + text, f"{text!r} is typed")

    def say(self, text: str) -> None:
        """Commit a text as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focused(), event)

    def picture(self, name: str) -> None:
        self.shell.grab().save(str(self.pictures / f"{name}.png"))


def focused() -> QWidget:
    found = QApplication.focusWidget()
    if found is None:
        raise SystemExit("nothing has the focus")
    return found


def focus_name() -> str:
    found = QApplication.focusWidget()
    return found.accessibleName() if found is not None else ""


def field_text() -> str:
    text = getattr(focused(), "text", None)
    return text() if text is not None else ""


def unlock(person: Person) -> MainWindow:
    shell = person.shell
    person.wait(lambda: isinstance(shell.shown, UnlockScreen) and shell.is_at_rest, "locked")
    subprocess.run(["xdotool", "windowfocus", "--sync", str(int(shell.winId()))], check=True)
    person.wait(lambda: QApplication.focusWidget() is not None, "the window has the focus")
    person.type_keys(PASSWORD)
    person.press("Return", lambda: isinstance(shell.shown, MainWindow), "the desk opens")
    window = shell.shown
    assert isinstance(window, MainWindow)
    return window


def register(person: Person, window: MainWindow) -> IntakeScreen:
    person.to_field("ctrl+n", "信访形式")
    person.to_field("1", "来源")
    person.to_field("Return", "收到日期")
    person.to_field("Return", "人数")
    person.to_field("Return", "姓名")
    person.say("刘芳")
    person.to_field("Return", "证件号码")
    person.to_field("Return", "手机")
    person.type_keys("13812345678")
    person.to_field("Return", "住址")
    person.say("某某县城关镇人民路3号")
    person.to_field("Return", "事项类别")
    person.to_field("3", "分类")
    popup = QApplication.activePopupWidget
    person.press("2", lambda: popup() is not None, "the categories open")
    for key in ("1", "1"):
        subprocess.run(["xdotool", "key", key], check=True)
    person.wait(lambda: focus_name() == "被反映单位", "a category is chosen")
    person.say("河东派出所")
    person.to_field("Return", "摘要")
    person.say("反映东门市场被盗报警后民警到场迟缓")
    person.to_field("Return", "内容")
    person.say("11月18日19时许发现电动自行车被盗，报警后约50分钟民警到场，未说明下一步如何处理。")
    person.to_field("Return", "诉求 1")
    person.say("说明民警到场迟缓的原因")
    person.to_field("Down", "诉求 2")
    person.say("对值班人员的答复态度作出说明")
    person.to_field("Return", "先办")
    screen = window.screen_of("intake")
    assert isinstance(screen, IntakeScreen)
    return screen


def answer(person: Person, screen: IntakeScreen) -> None:
    """Answer 否 to the nine questions, for each of the two demands."""
    person.to_field("1", "途径")
    person.press("Return", lambda: screen.screening.panel is not None, "the questions open")
    panel = screen.screening.panel
    assert panel is not None

    def asked() -> int:
        return panel.question.number if panel.question is not None else 0

    def pathway_is_taken() -> bool:
        return asked() == 1 or not panel.isVisible()

    for demand in (1, 2):
        for number in (2, 3, 4, 5, 6, 7, 8, 9, 0):
            person.press("Return", partial(_equals, asked, number), f"question {number} is asked")
        person.picture(f"questions-{demand}")
        person.press("Return", pathway_is_taken, "the pathway is taken")
    person.wait(lambda: focus_name() == "承办单位", "the unit is asked for")
    person.say("治安管理大队")


def _equals(read: Callable[[], int], wanted: int) -> bool:
    return read() == wanted


def tell(person: Person, window: MainWindow) -> LetterScreen:
    person.picture("intake")
    person.press("F8", lambda: window.place.screen == "letter", "F8 leads to the letter")
    screen = window.screen_of("letter")
    assert isinstance(screen, LetterScreen)
    person.wait(lambda: screen.serve_bar.hand_over.isVisible(), "it waits for the hand")
    person.picture("letter")
    person.press("F8", lambda: screen.serve_bar.text.startswith("已送达"), "it is handed over")
    person.picture("served")
    return screen


def answer_dialog(title: str, path: Path) -> subprocess.Popen[bytes]:
    """Type a path into the file dialog that is about to open, from a process beside this one."""
    found = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title]
    script = f"""
        window=$({" ".join(found)} | tail -n 1)
        xdotool windowfocus --sync "$window"
        xdotool key ctrl+a type --clearmodifiers "{path}"
        xdotool key Return
    """
    return subprocess.Popen(["sh", "-c", script])


def import_workbook(person: Person, window: MainWindow, workbook: Path) -> None:
    person.press("ctrl+3", lambda: window.place.screen == "ledger", "the ledger opens")
    person.press("m", lambda: window.place.screen == "import", "M leads to the import")
    screen = window.screen_of("import")
    assert isinstance(screen, ImportScreen)
    person.wait(lambda: QApplication.focusWidget() is not None, "something has the focus")
    with answer_dialog("选择要导入的表格", workbook):
        person.press("o", lambda: screen.page.step == COLUMNS, "the columns are shown")
    back_to(person.shell)
    person.wait(screen.page.import_button.isEnabled, "every column is known")
    person.press("ctrl+Return", lambda: screen.page.step == CHECK, "the file is checked")
    person.wait(screen.page.import_button.isEnabled, "it can be imported")
    person.picture("import")
    person.press("ctrl+Return", lambda: screen.page.step == DONE, "it is imported")


def search_and_export(person: Person, window: MainWindow, out: Path) -> None:
    person.press("ctrl+3", lambda: window.place.screen == "ledger", "the ledger opens")
    screen = window.screen_of("ledger")
    assert isinstance(screen, LedgerScreen)
    person.wait(lambda: screen.model.rowCount() > 10, "the rows are there")
    person.wait(lambda: screen.isAncestorOf(focused()), "the focus is in the ledger")
    person.press("slash", lambda: focus_name().startswith("编号"), "the search has the focus")
    person.type_keys("ouyang")
    person.wait(lambda: 0 < screen.model.rowCount() < 10, "few are found")
    person.picture("ledger")
    # What a search found may be one person's: it does not leave the room.
    subprocess.run(["xdotool", "key", "--clearmodifiers", "ctrl+a"], check=True)
    person.press("BackSpace", lambda: screen.model.rowCount() > 10, "all are shown again")
    person.press("ctrl+e", lambda: screen.export_panel is not None, "the export opens")
    with answer_dialog("导出台账", out):
        person.press("ctrl+Return", out.exists, "the workbook is written")
    back_to(person.shell)


def back_to(shell: Shell) -> None:
    """Without a window manager the keys go where they are sent."""
    subprocess.run(["xdotool", "windowfocus", "--sync", str(int(shell.winId()))], check=True)


def main(folder: Path, pictures: Path, workbook: Path, out: Path) -> None:
    keep_constants_alive()
    app = make_application()
    mouse = MouseWatch()
    app.installEventFilter(mouse)
    clock = FixedClock.on(desks.TODAY)
    error_box = ErrorBox(folder / "log", clock, app)
    error_box.install()
    faults: list[str] = []
    error_box.raised.connect(lambda fault: faults.append(fault.sentence))
    shell = Shell(folder, "", clock, error_box)
    shell.show()
    shell.begin()
    person = Person(shell, pictures)
    window = unlock(person)
    import_workbook(person, window, workbook)
    answer(person, register(person, window))
    letter = tell(person, window)
    letter_number = letter.issued.letter.number if letter.issued else ""
    notice = window.fault_bar.text
    search_and_export(person, window, out)
    seen = {
        "platform": app.platformName(),
        "letter": letter_number,
        "notice": notice,
        "mouse": mouse.count,
        "faults": faults,
    }
    shell.close()
    comes_true(lambda: shell.is_at_rest)
    sys.stdout.write(json.dumps(seen, ensure_ascii=False))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
