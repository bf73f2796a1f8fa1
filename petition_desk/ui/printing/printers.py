"""The printers of this PC: which there are, what they can, and what was chosen for which paper.

Printer, tray, sides and number of copies are remembered for each kind of paper and on this PC
alone: another PC has other printers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

#: What one may ask for of one paper.
MOST_COPIES: Final = 20
_ASK_SECONDS: Final = 3
#: Options that CUPS is given as they are; Qt itself sets them there (qcups, PPK_CupsOptions).
_CUPS_OPTIONS: Final = 0xFE00
_TRAY_OPTION: Final = "InputSlot"
#: Trays as PostScript descriptions and Windows name them most; others keep the driver's own name.
_TRAY_WORDS: Final = {
    "upper": "上纸盒", "lower": "下纸盒", "middle": "中纸盒", "manual": "手动进纸",
    "envelope": "信封", "largecapacity": "大容量纸盒", "cassette": "纸盒",
    "tray1": "纸盒 1", "tray2": "纸盒 2", "tray3": "纸盒 3", "tray4": "纸盒 4",
}  # fmt: skip
_AUTOMATIC: Final = frozenset({"default", "auto", "automatic", "autoselect"})


class Sides(StrEnum):
    """On which sides of a sheet is printed, and over which edge it is turned."""

    ONE = "单面"
    LONG_EDGE = "双面，长边翻页"
    SHORT_EDGE = "双面，短边翻页"

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides are printed."""
        return self is not Sides.ONE


_DUPLEX: Final = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class Tray:
    """A tray: as the driver calls it, and as the officer reads it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """How a paper is printed.

    Attributes:
        printer: The name of the queue.
        tray: A tray of it; empty where the printer chooses.
        copies: How many, 1 to `MOST_COPIES`.
        sides: One or both.
    """

    printer: str = ""
    tray: str = ""
    copies: int = 1
    sides: Sides = Sides.ONE


def printer_names() -> tuple[str, ...]:
    """Return the queues of this PC, the default one first."""
    default = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != default))


def has_printer() -> bool:
    """Say whether the PC knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def trouble_of(printer: str) -> str:
    """Say why a printer cannot print now, a clause; empty where nothing speaks against it."""
    known = QPrinterInfo.printerInfo(printer)
    if known.isNull():
        return f"本机没有名为“{printer}”的打印机" if printer else "本机没有打印机"
    if known.state() is QPrinter.PrinterState.Error:
        return f"打印机“{printer}”已停用或者有故障"
    return ""


def sides_of(printer: str) -> tuple[Sides, ...]:
    """Return what a printer can; one side it always can."""
    modes = QPrinterInfo.printerInfo(printer).supportedDuplexModes()
    return tuple(sides for sides, mode in _DUPLEX.items() if sides is Sides.ONE or mode in modes)


@lru_cache(maxsize=16)
def trays_of(printer: str) -> tuple[Tray, ...]:
    """Return the trays one can choose from; none where the driver names none."""
    return _windows_trays(printer) if os.name == "nt" else _cups_trays(printer)


def _cups_trays(printer: str) -> tuple[Tray, ...]:
    command = shutil.which("lpoptions")
    if command is None:
        return ()
    try:
        said = subprocess.run(
            [command, "-p", printer, "-l"],
            capture_output=True, timeout=_ASK_SECONDS, check=False, encoding="utf-8",
            errors="replace",
        ).stdout  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ()
    for line in said.splitlines():
        option, _, choices = line.partition(":")
        if option.partition("/")[0] == _TRAY_OPTION:
            names = [choice.removeprefix("*") for choice in choices.split()]
            return tuple(_tray(name) for name in names if name.lower() not in _AUTOMATIC)
    return ()


def _windows_trays(printer: str) -> tuple[Tray, ...]:
    chosen = QPrinter(QPrinterInfo.printerInfo(printer))
    numbers = chosen.printEngine().property(QPrintEngine.PrintEnginePropertyKey.PPK_PaperSources)
    names = {source.value: source.name for source in QPrinter.PaperSource}
    found = []
    for number in numbers or ():
        name = names.get(int(number), "")
        if name.lower() not in _AUTOMATIC:
            label = _TRAY_WORDS.get(name.lower(), name or f"纸盒 {number}")
            found.append(Tray(str(number), label))
    return tuple(found)


def _tray(name: str) -> Tray:
    return Tray(name, _TRAY_WORDS.get(name.lower().replace("-", "").replace("_", ""), name))


def set_up(printer: QPrinter, options: PaperOptions) -> None:
    """Tell a printer sides and tray; copies are pages of the job, because drivers differ there."""
    printer.setDuplex(_DUPLEX[options.sides])
    if not options.tray:
        return
    if os.name == "nt":
        key = QPrintEngine.PrintEnginePropertyKey.PPK_PaperSource
        printer.printEngine().setProperty(key, int(options.tray))
    else:
        key = QPrintEngine.PrintEnginePropertyKey(_CUPS_OPTIONS)
        printer.printEngine().setProperty(key, [_TRAY_OPTION, options.tray])


# What was chosen last


def remembered(purpose: str, *, copies: int = 1) -> PaperOptions:
    """Return what was chosen last for a kind of paper.

    Args:
        purpose: The kind of a letter, or the name of another paper.
        copies: Proposed where nothing was chosen yet.

    Returns:
        Options with a printer that is there; where the one chosen is gone, with the default one
        and without its tray.
    """
    stored = _settings()
    known = printer_names()
    name = _text(stored, purpose, "printer") or str(stored.value("name", ""))
    sides = _text(stored, purpose, "sides")
    count = _text(stored, purpose, "copies")
    kept = name in known
    return PaperOptions(
        printer=name if kept else next(iter(known), ""),
        tray=_text(stored, purpose, "tray") if kept else "",
        copies=max(1, min(int(count), MOST_COPIES)) if count.isdecimal() else copies,
        sides=Sides(sides) if sides in set(Sides) else Sides.ONE,
    )


def is_chosen(purpose: str) -> bool:
    """Say whether a printer was chosen for a kind of paper, and is there and can print."""
    name = _text(_settings(), purpose, "printer")
    return bool(name) and not trouble_of(name)


def remember(purpose: str, options: PaperOptions) -> None:
    """Keep what was chosen for a kind of paper; its printer is proposed for all others too."""
    stored = _settings()
    chosen = [("copies", str(options.copies)), ("sides", options.sides.value)]
    if options.printer:
        stored.setValue("name", options.printer)
        chosen += [("printer", options.printer), ("tray", options.tray)]
    for key, value in chosen:
        stored.setValue(f"{purpose}/{key}", value)
    stored.sync()


def words_of(options: PaperOptions) -> str:
    """Say in a few words how a paper is printed."""
    if not options.printer:
        return "本机没有打印机"
    tray = next((each.label for each in trays_of(options.printer) if each.id == options.tray), "")
    parts = (options.printer, tray, f"{options.copies} 份", options.sides.value)
    return " · ".join(part for part in parts if part)


def remember_copies(purpose: str, copies: int) -> None:
    """Keep how many are printed of a kind of paper, and leave the rest as it was chosen."""
    stored = _settings()
    stored.setValue(f"{purpose}/copies", str(copies))
    stored.sync()


def _text(stored: QSettings, purpose: str, key: str) -> str:
    return str(stored.value(f"{purpose}/{key}", ""))


def _settings() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "petition-desk", "printer"
    )
