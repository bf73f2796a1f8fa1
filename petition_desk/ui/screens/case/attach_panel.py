"""The panel in which files are attached: chosen, dropped, pasted, or offered by the scanner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.attachments import Attachment, AttachmentKind, size_words
from petition_desk.errors import InputError
from petition_desk.services import attachments, service
from petition_desk.services.attachments import NewAttachment, WaitingScan
from petition_desk.ui import theme
from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.scan_offers import ScanOffers
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.case.slip_of import SlipOf
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.work import Job, Lane

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

FILES_READ: Final = "扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp)"
PASTED: Final = "粘贴的图片"
_KINDS: Final = tuple((kind.value, kind.value) for kind in AttachmentKind)
_OFFERED: Final = 4


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to attach: a file, or the bytes that were pasted."""

    name: str
    path: Path | None = None
    data: bytes = b""


def sources_of(mime: QMimeData | None) -> tuple[Source, ...]:
    """What was dropped or pasted: files, else a picture; nothing where there is neither."""
    if mime is None:
        # So Qt says of a clipboard that nobody owns.
        return ()
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return tuple(Source(path.name, path) for path in paths)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return (Source(PASTED, data=_png_of(image)),)
    return ()


def _png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(buffer.data().data())


class AttachPanel(OverlayPanel):
    """656 wide; Ctrl+Enter attaches, Ctrl+V pastes, Esc leaves everything as it was."""

    attached = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(656, 448))
        self._context = context
        self._number = ""
        self._sources: tuple[Source, ...] = ()
        self._is_busy = False
        self._head = PanelHead(self, "添加附件")
        self.files = Words("", Type.STRONG, wraps=True)
        self.choose_button = Button("选择文件…", icon="folder", small=True)
        self.paste_button = Button("粘贴", icon="clip", key="Ctrl+V", small=True)
        self._offers = QVBoxLayout()
        self.kind = Options(_KINDS, name="种类")
        self.slip_of = SlipOf()
        self.slip_field = Field("文书", self.slip_of, label_width=40)
        self.title = LineEdit(name="名称")
        self.note = NoteLine()
        self.add_button = Button("添加", Look.PRIMARY, key="Ctrl+Enter")
        says = "存入加密的数据文件，同时记下散列值；添加后只能作废，不能改动。"
        self.body.addWidget(self._head)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(PanelFoot(Words(says, Type.SMALL, Role.INK2), self.add_button))
        self._scans = ScanOffers(context.desk, context.work, self)
        self._services = Lane(context.work)
        self.setAcceptDrops(True)
        # Signals
        self.choose_button.clicked.connect(self._choose)
        self.paste_button.clicked.connect(self.paste)
        self.add_button.clicked.connect(self.add)
        self._scans.offered.connect(self.show_scans)
        self.kind.chosen.connect(lambda _kind: self._show_slip())
        on_ctrl_enter(self, self.add)

    def _middle(self) -> QWidget:
        middle = QWidget()
        acts = QHBoxLayout()
        acts.setSpacing(theme.dp(8))
        acts.addWidget(self.choose_button)
        acts.addWidget(self.paste_button)
        acts.addWidget(Words("也可以把文件拖到这里", Type.SMALL, Role.INK2))
        acts.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(*(theme.dp(side) for side in (24, 16, 24, 16)))
        column.setSpacing(theme.dp(10))
        column.addLayout(acts)
        self._offers.setSpacing(theme.dp(4))
        column.addLayout(self._offers)
        column.addWidget(self.files)
        column.addWidget(Field("种类", self.kind, label_width=40))
        column.addWidget(self.slip_field)
        column.addWidget(Field("名称", self.title, label_width=40))
        column.addWidget(self.note)
        column.addStretch(1)
        return middle

    # Opening

    def open_for(self, number: str, sources: Sequence[Source] = ()) -> None:
        """Ask what is attached to a case; ``sources`` are at hand already."""
        self._number = number
        self._head.about.setText(number)
        self.kind.set_value(AttachmentKind.MATERIAL.value)
        self.show_scans(())
        self.set_sources(sources)
        self._set_busy(busy=False)
        desk = self._context.desk
        self._services.ask(
            lambda _job: service.services_of_case(desk, number), self.slip_of.set_services
        )
        self._show_slip()
        self.open_panel(self.kind if sources else self.choose_button)
        self._scans.start()

    def close_panel(self) -> None:
        """Close, and look into the scanner's folder no more."""
        self._scans.stop()
        super().close_panel()

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Take these; the name of a single one can be changed."""
        self._sources = tuple(sources)
        names = "、".join(source.name for source in self._sources)
        self.files.setText(names if len(names) < 200 else f"{names[:200]}…")
        self.files.setVisible(bool(names))
        only = self._sources[0] if len(self._sources) == 1 else None
        self.title.setText(Path(only.name).stem if only is not None else "")
        self.title.setEnabled(only is not None)
        several = f"{len(self._sources)} 个文件，各用自己的文件名"
        self.title.setPlaceholderText(several if len(self._sources) > 1 else "")
        self.note.say("", Mark.NONE)
        self.add_button.setEnabled(bool(self._sources))

    def show_scans(self, scans: Sequence[WaitingScan]) -> None:
        """Offer what lies in the scanner's folder; nothing is taken by itself."""
        while self._offers.count():
            item = self._offers.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for scan in scans[:_OFFERED]:
            button = Button(f"扫描仪：{scan.path.name}　{size_words(scan.size)}", Look.LINK)
            source = Source(scan.path.name, scan.path)
            button.clicked.connect(lambda _on=False, source=source: self.set_sources((source,)))
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def offered(self) -> list[Button]:
        """The scans on offer."""
        items = (self._offers.itemAt(place) for place in range(self._offers.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Button)]

    def _show_slip(self) -> None:
        self.slip_field.clear_note()
        self.slip_field.setVisible(self.kind.value() == AttachmentKind.RETURN_SLIP.value)

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileNames(
            self, "选择要添加的文件", str(documents_folder()), FILES_READ
        )
        if chosen:
            self.set_sources([Source(Path(name).name, Path(name)) for name in chosen])

    def paste(self) -> None:
        """Take what the clipboard holds."""
        sources = sources_of(QGuiApplication.clipboard().mimeData())
        if sources:
            self.set_sources(sources)
        else:
            self.note.say("剪贴板里没有图片，也没有文件", Mark.TODAY)

    # Adding

    def add(self) -> None:
        """Attach them, in their order."""
        if not self._sources or self._is_busy or not self.isVisible():
            return
        desk, number, sources = self._context.desk, self._number, self._sources
        new = self._described()
        if new is None:
            return
        self._set_busy(busy=True)
        self._context.work.run(
            lambda job: _attach_all(desk, number, sources, new, job),
            self._done,
            failed=self._failed,
        )

    def _described(self) -> NewAttachment | None:
        """What is attached; None where a slip does not say of which letter it is."""
        kind, title = AttachmentKind(self.kind.value()), self.title.text().strip()
        if kind is not AttachmentKind.RETURN_SLIP or not self.slip_of.has_choice:
            return NewAttachment(kind, title)
        of = self.slip_of.chosen()
        if of is None:
            self.slip_field.set_error("请从列出的文书里选一份（↓ 看全部）")
            self.slip_of.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return NewAttachment(kind, title, of.letter, of.addressee)

    def _done(self, kept: list[Attachment]) -> None:
        self._set_busy(busy=False)
        self.close_panel()
        self.attached.emit(kept)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, InputError):
            self.note.say(error.reason, Mark.OVERDUE)
        else:
            self._context.work.report(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.add_button.setEnabled(not busy and bool(self._sources))


def _attach_all(
    desk: Desk, number: str, sources: Sequence[Source], new: NewAttachment, job: Job
) -> list[Attachment]:
    kept = []
    for place, source in enumerate(sources, start=1):
        if source.path is not None:
            kept.append(attachments.attach(desk, number, source.path, new))
        else:
            kept.append(attachments.attach_bytes(desk, number, source.data, source.name, new))
        job.progress(place, len(sources))
    return kept
