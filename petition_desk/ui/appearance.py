"""How the window looks on this PC: kept beside no case, readable before unlocking."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from petition_desk.ui.theme import Appearance, Scheme

_SIZES = (100, 125, 150, 175, 200)


def _settings() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "petition-desk", "appearance"
    )


def load_appearance() -> Appearance:
    """Return what was chosen on this PC; what cannot be read is the default."""
    stored = _settings()
    scheme = str(stored.value("scheme", Scheme.SYSTEM.value))
    percent = str(stored.value("text_percent", "100"))
    return Appearance(
        Scheme(scheme) if scheme in {item.value for item in Scheme} else Scheme.SYSTEM,
        int(percent) if percent.isdigit() and int(percent) in _SIZES else 100,
    )


def save_appearance(appearance: Appearance) -> None:
    """Keep a choice for the next start."""
    stored = _settings()
    stored.setValue("scheme", appearance.scheme.value)
    stored.setValue("text_percent", appearance.text_percent)
    stored.sync()


def last_account() -> str:
    """Return who worked here last; only the name of an account, which the key file shows anyway."""
    return str(_settings().value("last_account", ""))


def last_office() -> str:
    """Return whose desk was opened here last, for the locked window."""
    return str(_settings().value("last_office", ""))


def remember_desk(account: str, office: str) -> None:
    """Keep who works here and for which office, so that the next start can say so."""
    stored = _settings()
    stored.setValue("last_account", account)
    stored.setValue("last_office", office)
    stored.sync()
