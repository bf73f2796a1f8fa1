"""Where a file comes from or goes to: the system's own dialogs, and the words around them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

WORKBOOKS_READ: Final = "表格 (*.xlsx *.xls *.xlsm *.xlsb *.et *.ods *.csv);;所有文件 (*)"
WORKBOOKS_WRITTEN: Final = "Excel 工作簿 (*.xlsx)"
TEXTS_WRITTEN: Final = "文本表格 (*.csv)"
FORMS_READ: Final = "空白上报表 (*.xlsx *.xltx *.xlsm);;所有文件 (*)"
PDF_WRITTEN: Final = "PDF 文件 (*.pdf)"


def documents_folder() -> Path:
    """Return where the officer keeps documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or str(Path.home()))


def ask_save(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask where a workbook goes; ``name`` is proposed and holds nobody's name."""
    return ask_save_as(parent, title, name, WORKBOOKS_WRITTEN)


def ask_save_as(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where a file goes; it gets the ending of the proposed ``name`` if it has none."""
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, title, str(documents_folder() / name), kinds
    )
    if not chosen:
        return None
    path, ending = Path(chosen), Path(name).suffix
    return path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")


def ask_open(parent: QWidget, title: str, kinds: str = WORKBOOKS_READ) -> Path | None:
    """Ask which workbook is read."""
    chosen, _filter = QFileDialog.getOpenFileName(parent, title, str(documents_folder()), kinds)
    return Path(chosen) if chosen else None
