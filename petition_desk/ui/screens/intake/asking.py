"""What the registration asks besides: who may handle it, and why a date is this day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from petition_desk.domain.other_rights import LastDay
from petition_desk.ui.dialogs.why_panel import WhyPanel
from petition_desk.ui.screens.base import ScreenContext

if TYPE_CHECKING:
    from petition_desk.domain.clocks import ClockStanding
    from petition_desk.domain.office import Unit
    from petition_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is proposed.

    Attributes:
        units: The units with handler and telephone.
        contacts: Who receives visitors first.
    """

    units: tuple[Unit, ...]
    contacts: tuple[str, ...]


def read_directory(desk: Desk) -> Directory:
    """Read the directory; runs off the thread of the window."""
    from petition_desk.services import settings

    return Directory(settings.units(desk), settings.first_contacts(desk))


def kept_draft_count(desk: Desk) -> int:
    """Return how many registrations are half done, for the sidebar."""
    from petition_desk.services import intake

    return len(intake.drafts(desk))


def open_why(owner: QWidget, context: ScreenContext, asked: ClockStanding | LastDay) -> None:
    """Explain a date of a form: there is no case yet that could be asked about."""
    from petition_desk.services import why

    panel = WhyPanel(owner.window(), context)
    panel.closed.connect(panel.deleteLater)
    if isinstance(asked, LastDay):
        panel.show_view(why.why_right(context.desk, asked))
    else:
        panel.show_view(why.why_of(context.desk, asked))
