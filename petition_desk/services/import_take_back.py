"""Taking an import back as one act: its cases are voided, what it changed is as before.

Nothing is erased: a case that came with the import is voided with that reason and keeps its
number; of one that was there the facts return and the steps that came are taken back. What was
worked on since stays as it is and is named. The rows may then come in again, as new cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from petition_desk.domain.retraction import RETRACTED, retraction_of
from petition_desk.domain.step_kinds import StepKind
from petition_desk.domain.steps import Step, known_kind, parse_values
from petition_desk.errors import InputError
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import write_standings
from petition_desk.services.desk import Desk
from petition_desk.services.recording import SealedCaseError
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.imports import ImportBatch, ImportedCase
from petition_desk.storage.unit_of_work import UnitOfWork

BATCH = 200

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """What taking an import back does, or would do.

    Attributes:
        file_name: Of the import.
        voided: Local numbers of cases that came with it and are voided.
        restored: Those whose facts and steps are as they were before it.
        kept: Those that were worked on since and stay as they are.
    """

    file_name: str
    voided: tuple[str, ...]
    restored: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """One case of the import, as it is kept now."""

    done: ImportedCase
    stored: StoredCase


def past_imports(desk: Desk, limit: int = 50) -> tuple[ImportBatch, ...]:
    """The imports of this desk, the latest first."""
    with desk.reading() as work:
        return tuple(work.imports.batches(limit))


def plan_take_back(desk: Desk, batch_id: int) -> TakeBack:
    """Say what taking an import back would do; nothing is written.

    Raises:
        InputError: there is no such import, or it was taken back already (exit 4).
        SealedCaseError: it brought confidential cases and the account lacks the right (exit 3).
    """
    with desk.reading() as work:
        batch, targets, kept = _targets(desk, work, batch_id)
    return _told(batch, targets, kept)


def take_back(
    desk: Desk,
    batch_id: int,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> TakeBack | None:
    """Take an import back in one transaction.

    Returns:
        What was done; None if it was cancelled, and then nothing was.

    Raises:
        As `plan_take_back`.
    """
    with desk.begin() as work:
        batch, targets, kept = _targets(desk, work, batch_id)
        reason = f"撤回导入：{batch.file_name}"
        for first in range(0, len(targets), BATCH):
            if cancelled is not None and cancelled():
                return None
            part = targets[first : first + BATCH]
            write_standings(desk, work, [_undone(desk, work, each, reason) for each in part])
            if progress is not None:
                progress(first + len(part), len(targets))
        told = _told(batch, targets, kept)
        counts = {
            "voided": len(told.voided), "restored": len(told.restored), "kept": len(told.kept)
        }  # fmt: skip
        work.imports.take_back(batch_id, counts)
        work.commit()
    desk.announce(Changes(ledger=True))
    return told


def _targets(
    desk: Desk, work: UnitOfWork, batch_id: int
) -> tuple[ImportBatch, list[_Target], list[str]]:
    batch = work.imports.batch(batch_id)
    if batch is None:
        raise InputError("导入", "没有这一次导入")
    if batch.taken_back_at is not None:
        raise InputError("导入", "这一次导入已经撤回")
    if not batch.can_be_taken_back:
        raise InputError("导入", "这一次导入没有记下登记了哪些件，不能一次撤回；可以逐件作废")
    did = {done.case_id: done for done in work.imports.did(batch_id)}
    stored = work.cases.get_many(did)
    for each in stored:
        if not desk.may_see(is_sealed=each.is_sealed):
            raise SealedCaseError(each.case.local_no)
    touched = work.imports.touched_since(batch_id, [each.case.local_no for each in stored])
    targets = [_Target(did[each.id], each) for each in stored if each.case.local_no not in touched]
    return batch, targets, sorted(touched)


def _told(batch: ImportBatch, targets: Sequence[_Target], kept: Sequence[str]) -> TakeBack:
    came = tuple(each.stored.case.local_no for each in targets if each.done.before is None)
    there = tuple(each.stored.case.local_no for each in targets if each.done.before is not None)
    return TakeBack(batch.file_name, came, there, tuple(kept))


def _undone(desk: Desk, work: UnitOfWork, target: _Target, reason: str) -> StoredCase:
    """Void a case that came, or make one that was there what it was."""
    stored, before = target.stored, target.done.before
    if before is None:
        # Its key is free again, so that the row may come in anew.
        case = replace(stored.case, import_key="")
        steps = [_step(desk, known_kind("voided"), {"reason": reason})]
    else:
        case = replace(before, id=stored.id)
        came = [step for step in stored.steps if step.id in target.done.steps]
        steps = [_step(desk, known_kind(RETRACTED), retraction_of(step, reason)) for step in came]
    work.cases.update(case)
    added = tuple(work.cases.append_step(stored.id, step) for step in steps)
    return replace(stored, case=case, steps=(*stored.steps, *added))


def _step(desk: Desk, kind: StepKind, raw: dict[str, str]) -> Step:
    values = parse_values(kind, raw)
    return Step(kind.id, desk.clock.today(), desk.clock.now(), desk.account.name, values)
