"""Where things lie: what ships with the program, and where an office's data goes by default.

Resources lie in ``resources/`` at the root of the source tree, and as
``petition_desk/resources/`` inside a wheel and inside the frozen program. PyInstaller gives
modules a ``__file__`` below its own folder, so one rule serves the wheel and the frozen program.
"""

from __future__ import annotations

from pathlib import Path

from petition_desk.errors import ResourceMissingError

_PACKAGE = Path(__file__).resolve().parent


def resources_dir() -> Path:
    """Return the folder of everything that ships with the program.

    Raises:
        ResourceMissingError: there is none; the installation is damaged.
    """
    installed = _PACKAGE / "resources"
    if installed.is_dir():
        return installed
    tree = _PACKAGE.parent
    # A folder named "resources" beside an installed package may be anybody's.
    if (tree / "pyproject.toml").is_file() and (tree / "resources").is_dir():
        return tree / "resources"
    raise ResourceMissingError(installed)


def resource(*parts: str) -> Path:
    """Return one file or folder that ships, e.g. ``resource("law", "clocks.toml")``.

    Raises:
        ResourceMissingError: it is not there, naming where it was expected.
    """
    path = resources_dir().joinpath(*parts)
    if not path.exists():
        raise ResourceMissingError(path)
    return path


def data_dir() -> Path:
    r"""Return the default data folder of this user; it is not created here.

    ``%LOCALAPPDATA%\PetitionDesk`` on Windows (never the roaming profile, which would copy the
    database over a network), ``~/.local/share/PetitionDesk`` on Linux.
    """
    # Only here, because a start with --data has no use for it.
    import platformdirs

    return platformdirs.user_data_path("PetitionDesk", appauthor=False, roaming=False)
