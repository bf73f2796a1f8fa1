"""Taking a registration back: nothing is erased, the record is voided and keeps its number."""

from __future__ import annotations

from petition_desk.errors import InputError
from petition_desk.services import casework
from petition_desk.services.desk import Desk

REASON = "登记后当即撤销"


def take_back_registration(desk: Desk, local_no: str) -> None:
    """Void a case that was just registered.

    Raises:
        InputError: something was done with it since; then it is voided in its own screen, with a
            reason of the officer's (exit 4).
    """
    view = casework.show(desk, local_no)
    begun = view.case.registered_at
    if view.letters or any(step.recorded_at > begun for step in view.steps):
        raise InputError("撤销", f"{local_no} 登记后已有办理记录，请在该件里作废并写明理由")
    casework.record_step(desk, local_no, "voided", {"reason": REASON})
