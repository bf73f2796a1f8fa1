"""`review` 复查意见书: an opinion of a body below us, looked at again (35)."""

from __future__ import annotations

from petition_desk.documents.letters.review_opinion import review_kind

KIND = review_kind("review", "review-requested", "处理意见")
