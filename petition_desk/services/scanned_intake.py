"""Registering from one scanned paper: what it says is typed later, the clock runs at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from petition_desk.domain.attachments import Attachment
from petition_desk.domain.case_form import SEE_PAPER
from petition_desk.services.attachments import NewAttachment, attach, check_file
from petition_desk.services.desk import Desk
from petition_desk.services.intake import Registered, register


def register_with_paper(
    desk: Desk, raw: Mapping[str, object], paper: Path, new: NewAttachment | None = None
) -> tuple[Registered, Attachment]:
    """Register a case and attach the paper it came as; without a summary the paper stands for it.

    The paper is looked at before anything is registered: a damaged one registers nothing.

    Raises:
        InputError: a fault of the form, or a paper that cannot be attached (exit 4).
        AttachmentFileError: the paper cannot be read (exit 5).
    """
    check_file(desk, paper)
    form = {**raw, "summary": str(raw.get("summary") or "").strip() or SEE_PAPER}
    registered = register(desk, form)
    return registered, attach(desk, registered.local_no, paper, new)
