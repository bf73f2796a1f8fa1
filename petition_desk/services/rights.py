"""What only some accounts may do; asked where it is done, never on a screen alone."""

from __future__ import annotations

from typing import Final

from petition_desk.errors import LawRefusalError
from petition_desk.services.desk import Desk

ADMIN: Final = "admin"
EXPORT_FULL: Final = "export-full"
SEE_SEALED: Final = "see-sealed"

RIGHT_LABELS: Final = {
    SEE_SEALED: "查看保密件",
    EXPORT_FULL: "不遮盖导出",
    ADMIN: "管理",
}
"""Every right there is, as the officer reads it."""

_ARTICLES: Final = {
    SEE_SEALED: "《信访工作条例》第三十条第三款、第四十六条第五项",
    EXPORT_FULL: "《信访工作条例》第四十六条第五项；本局规定：不遮盖导出须有权限",
    ADMIN: "本局规定：账户和设置由管理员改动",
}


class RightMissingError(LawRefusalError):
    """The account at the desk may not do this (exit 3).

    Attributes:
        right: What it would need.
    """

    def __init__(self, account: str, right: str) -> None:
        """Name the account and the right."""
        self.right = right
        super().__init__(_ARTICLES[right], f"账户“{account}”没有“{RIGHT_LABELS[right]}”的权限")


def require(desk: Desk, right: str) -> None:
    """See that the account at the desk has a right.

    Raises:
        RightMissingError: it has not (exit 3).
    """
    if not desk.account.may(right):
        raise RightMissingError(desk.account.name, right)
