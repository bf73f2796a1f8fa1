"""What can be read on a screen: labels that show, and what a screen reader says of the rest."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget


def words_in(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]
    drawn = [
        f"{part.accessibleName()} {part.accessibleDescription()}"
        for part in widget.findChildren(QWidget)
    ]
    return " ".join((*labels, *drawn))
