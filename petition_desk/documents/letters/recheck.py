"""`recheck` 复核意见书: a 复查意见 of a body below us, looked at a last time (36)."""

from __future__ import annotations

from petition_desk.documents.letters.review_opinion import review_kind

KIND = review_kind("recheck", "recheck-requested", "复查意见")
