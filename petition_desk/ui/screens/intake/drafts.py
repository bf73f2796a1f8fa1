"""The open registrations: each a draft that is kept in the encrypted file while it is typed.

A draft is written within two seconds of the first edit that is not yet kept, off the thread of
the window; what was written survives the end of the process in any form.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from petition_desk.clock import CHINA
from petition_desk.domain.case_form import SEE_PAPER
from petition_desk.domain.masking import mask_name
from petition_desk.errors import FieldFault
from petition_desk.ui.widgets.tabs import Tab

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

Raw = Mapping[str, object]

_SCREEN_KEYS = "_"
PAPER_KEY = "_paper"
"""Where the scanned paper of a registration lies."""
_DEMAND_KEYS = ("text", "pathway", "reasons", "challenged_document")


def case_facts(raw: Raw) -> dict[str, object]:
    """Return what `services.intake` may read: what the screen keeps for itself is left out."""
    facts = {key: value for key, value in raw.items() if not key.startswith(_SCREEN_KEYS)}
    if raw.get(PAPER_KEY) and not facts.get("summary"):
        facts["summary"] = SEE_PAPER
    demands = facts.get("demands")
    if isinstance(demands, list):
        facts["demands"] = [
            {key: value for key, value in demand.items() if key in _DEMAND_KEYS}
            for demand in demands
            if isinstance(demand, Mapping)
        ]
    return facts


@dataclass(slots=True)
class OpenDraft:
    """One tab: what stands in it, and what of that is kept.

    `was_tried` says that registering was asked for, so that what is missing is said at once;
    `touched` names the fields that were left once; `other_matters` those that were said not to be
    the same matter; `refusals` what the last try to register was refused for, until the next edit.
    """

    key: str
    raw: Raw = field(default_factory=dict)
    id: int | None = None
    saved_at: datetime | None = None
    saved_raw: Raw | None = None
    is_gone: bool = False
    was_tried: bool = False
    touched: set[str] = field(default_factory=set)
    other_matters: frozenset[str] = frozenset()
    refusals: tuple[FieldFault, ...] = ()
    guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_kept(self) -> bool:
        """Whether everything typed is written down."""
        return self.raw == (self.saved_raw or {})

    @property
    def title(self) -> str:
        """`来访 · 刘**`; no name where none is typed."""
        channel = str(self.raw.get("channel", "")) or "新登记"
        people = self.raw.get("petitioners")
        first = people[0] if isinstance(people, list) and people else {}
        name = str(first.get("name", "")) if isinstance(first, Mapping) else ""
        return f"{channel} · {mask_name(name)}" if name else channel

    def tab(self) -> Tab:
        """Return it as a tab."""
        is_old = self.id is not None and not self.touched
        return Tab(self.key, self.title, "草稿" if is_old else "", closable=True)

    def save(self, desk: Desk, raw: Raw) -> datetime | None:
        """Keep ``raw``; returns when, or None if the draft is gone. Any thread."""
        from petition_desk.services import intake

        with self.guard:
            if self.is_gone:
                return None
            self.id = intake.save_draft(desk, self.id, raw)
            self.saved_raw = raw
            self.saved_at = desk.clock.now()
            return self.saved_at

    def discard(self, desk: Desk) -> None:
        """Throw it away, once registered or given up. Any thread."""
        from petition_desk.services import intake

        with self.guard:
            self.is_gone = True
            if self.id is not None:
                intake.discard_draft(desk, self.id)
                self.id = None

    @property
    def saved_words(self) -> str:
        """`草稿已自动保存 09:42:18`, in China's time."""
        if self.saved_at is None:
            return ""
        return f"草稿已自动保存 {self.saved_at.astimezone(CHINA):%H:%M:%S}"


class DraftBook:
    """The open drafts in the order of their tabs; there is always a current one."""

    def __init__(self) -> None:
        """Start with one empty draft."""
        self._count = 0
        self._drafts: list[OpenDraft] = []
        self.current = self.open_new()

    def __len__(self) -> int:
        return len(self._drafts)

    @property
    def drafts(self) -> tuple[OpenDraft, ...]:
        """All, from the left."""
        return tuple(self._drafts)

    def tabs(self) -> list[Tab]:
        """Return all as tabs."""
        return [draft.tab() for draft in self._drafts]

    def open_new(self, raw: Raw | None = None) -> OpenDraft:
        """Open a draft at the right end and make it the current one."""
        self._count += 1
        draft = OpenDraft(str(self._count), raw or {})
        self._drafts.append(draft)
        self.current = draft
        return draft

    def open_kept(self, draft_id: int, raw: Raw, saved_at: datetime) -> OpenDraft:
        """Open one that was kept before; the current one stays."""
        current = self.current
        draft = self.open_new(raw)
        draft.id, draft.saved_raw, draft.saved_at = draft_id, raw, saved_at
        self.current = current
        return draft

    def blank(self) -> OpenDraft:
        """Make an empty draft the current one: the one that is open, or a new one."""
        for draft in self._drafts:
            if not draft.raw:
                self.current = draft
                return draft
        return self.open_new()

    def choose(self, key: str) -> OpenDraft:
        """Make the draft of a tab the current one."""
        self.current = next(draft for draft in self._drafts if draft.key == key)
        return self.current

    def next(self) -> OpenDraft:
        """Make the next draft the current one, the first after the last."""
        at = self._drafts.index(self.current) + 1
        self.current = self._drafts[at % len(self._drafts)]
        return self.current

    def close(self, draft: OpenDraft) -> OpenDraft:
        """Take a draft off; its neighbour, or a new one, becomes the current one."""
        at = self._drafts.index(draft)
        self._drafts.remove(draft)
        if not self._drafts:
            return self.open_new()
        if draft is self.current:
            self.current = self._drafts[min(at, len(self._drafts) - 1)]
        return self.current
