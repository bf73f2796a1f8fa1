"""The letters of a batch, each with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from petition_desk.domain.print_log import PaperFate
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.ui.printing import PrintReport
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList

if TYPE_CHECKING:
    from petition_desk.domain.kept_letters import LetterId
    from petition_desk.services.printing import PrintChoice

_COLUMNS: Final = (
    RecordColumn("编号", 104),
    RecordColumn("文号", 160, is_main=True),
    RecordColumn("文书"),
    RecordColumn("页数", 32),
    RecordColumn("打印", 152),
)
_SHAPES: Final = {PaperFate.SENT: "●", PaperFate.NOT_SENT: "■", PaperFate.UNSURE: "▲"}


class PrintList(RecordList):
    """What was chosen, what of it is printed, and what the last job says."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("要打印的文书", _COLUMNS)
        self._choices: tuple[PrintChoice, ...] = ()
        self._fates: dict[LetterId, PaperFate] = {}

    def show_choices(self, choices: tuple[PrintChoice, ...]) -> None:
        """Show other letters; none of them was sent to a printer yet."""
        self._choices, self._fates = choices, {}
        self._show()

    def show_fates(self, sent: Sequence[PrintChoice], report: PrintReport) -> None:
        """Say of the letters of a job what became of each."""
        for choice, fate in zip(sent, report.fates, strict=True):
            self._fates[choice.letter_id] = fate
        self._show()

    def wanted(self) -> tuple[PrintChoice, ...]:
        """Return what may be printed."""
        return tuple(choice for choice in self._choices if not choice.refusal)

    def rest(self) -> tuple[PrintChoice, ...]:
        """Return what is not known to have come out of a job that ended."""
        sent = PaperFate.SENT
        return tuple(
            choice
            for choice in self.wanted()
            if self._fates.get(choice.letter_id, sent) is not sent
        )

    def fault(self) -> str:
        """Say why not all that was chosen is printed; empty where it is."""
        if not self._choices:
            return "没有要打印的文书：选中的案件没有出具过文书，或者都已经打印"
        left_out = len(self._choices) - len(self.wanted())
        if left_out == len(self._choices):
            return "选中的文书都不能打印，原因在各行"
        return f"{left_out} 份不打印，原因在各行" if left_out else ""

    def _show(self) -> None:
        self.show_records([self._record(choice) for choice in self._choices])

    def _record(self, choice: PrintChoice) -> Record:
        fate = self._fates.get(choice.letter_id)
        if fate is not None:
            says = f"{_SHAPES[fate]} {fate.value}"
        elif choice.refusal:
            says = f"■ {choice.refusal}"
        else:
            says = f"补打，已打印 {choice.printed_count} 次" if choice.printed_count else "待打印"
        called = LETTER_LABELS.get(choice.kind, choice.title)
        cells = (choice.local_no, choice.name, called, str(choice.page_count), says)
        return Record(str(choice.letter_id), cells)
