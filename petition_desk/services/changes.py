"""What a use-case changed, so that open screens know whether to look again."""

from __future__ import annotations

from dataclasses import dataclass

from petition_desk.domain.case import CaseId


@dataclass(frozen=True, slots=True)
class Changes:
    """What was committed: which cases, whether lists may have gained or lost rows, settings."""

    case_ids: frozenset[CaseId] = frozenset()
    ledger: bool = False
    settings: bool = False

    @classmethod
    def of_case(cls, case_id: CaseId) -> Changes:
        """One case changed; it may have moved in every list."""
        return cls(frozenset({case_id}), ledger=True)
