"""Which font draws which character: the PC's own official fonts first, the bundled ones else.

`FontSet.face_for` is the one question the composer asks. Fonts are read from disk when the first
character needs them (25-90 ms for a large one) and kept. What serves which role, and which files
of a PC are looked for, is data: ``resources/fonts/fonts.toml``.
"""

from __future__ import annotations

import os
import re
import threading
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from petition_desk.documents.embedding import EmbeddedFont
from petition_desk.documents.outlines import Outlines
from petition_desk.errors import InputError
from petition_desk.paths import resource

#: The first four bytes of a font whose outlines reportlab can embed: TrueType, Apple's, collection.
_TRUETYPE: Final = (b"\x00\x01\x00\x00", b"true", b"ttcf")

#: reportlab keeps one registry of fonts and reads them with a moving cursor: one user at a time.
DRAWING_LOCK: Final = threading.RLock()


class FontRole(StrEnum):
    """What a font is for (GB/T 9704-2012, 5.2.2 and 7)."""

    BODY = "body"
    """仿宋: the text."""
    TITLE = "title"
    """小标宋: the title."""
    HEADING = "heading"
    """黑体: 一、 and words set bold."""
    SUBHEADING = "subheading"
    """楷体: （一）."""
    FALLBACK = "fallback"
    """Single characters that the font of the role lacks."""
    FOLIO = "folio"
    """宋体: page numbers."""


class MissingGlyphError(InputError):
    """No font here draws a character, so that the letter would lack it.

    Attributes:
        char: The character.
        label: The field it stands in, in Chinese; 正文 where that is not known.
    """

    def __init__(self, char: str, label: str = "正文") -> None:
        """Name the character, its number and its field."""
        self.char = char
        self.label = label
        code = f"U+{ord(char):04X}"
        super().__init__(label, f"本机和程序自带的字体都没有“{char}”（{code}）这个字，不能打印")


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font that ships, as `fonts.toml` describes it.

    Attributes:
        role: What it is for.
        name: What it is called in Chinese.
        file: Its name in ``resources/fonts``.
        postscript_name: The name inside the file.
        licence: SPDX expression.
        licence_file: The licence beside it.
        source: What it was made of.
        on_this_pc: File names that are taken instead, best first.
    """

    role: FontRole
    name: str
    file: str
    postscript_name: str
    licence: str
    licence_file: str
    source: str
    on_this_pc: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where it lies.

        Raises:
            ResourceMissingError: it does not.
        """
        return resource("fonts", self.file)


def shipped_fonts() -> tuple[FontFile, ...]:
    """Read `fonts.toml`."""
    table = tomllib.loads(resource("fonts", "fonts.toml").read_text(encoding="utf-8"))
    return tuple(
        FontFile(
            **{
                **entry,
                "role": FontRole(entry["role"]),
                "on_this_pc": tuple(entry["on_this_pc"]),
            }
        )
        for entry in table["font"]
    )


def system_folders() -> tuple[Path, ...]:
    """Return where this PC keeps fonts; folders that are not there are left out."""
    home = Path.home()
    windows = os.environ.get("WINDIR")
    local = os.environ.get("LOCALAPPDATA")
    candidates = (
        Path(windows) / "Fonts" if windows else None,
        Path(local) / "Microsoft" / "Windows" / "Fonts" if local else None,
        home / ".fonts",
        home / ".local" / "share" / "fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )
    return tuple(folder for folder in candidates if folder is not None and folder.is_dir())


class Face:
    """One font file in use: what it covers, how wide its characters are, its name for drawing."""

    def __init__(self, name: str, path: Path) -> None:
        """Load and register it.

        Raises:
            TTFError: it cannot be embedded.
        """
        self.name = name
        self.path = path
        self._font = EmbeddedFont(name, path)
        self._widths: dict[str, float] = {}
        self._outlines: Outlines | None = None
        pdfmetrics.registerFont(self._font)

    @property
    def outlines(self) -> Outlines:
        """Its glyphs, to be embedded."""
        if self._outlines is None:
            self._outlines = Outlines(self._font.face)
        return self._outlines

    @property
    def postscript_name(self) -> str:
        """Its name inside a PDF: letters, figures and hyphens alone."""
        name = self._font.face.name.decode("ascii", "ignore")
        return re.sub(r"[^A-Za-z0-9-]", "", name) or "Font"

    @property
    def descriptor(self) -> str:
        """Its measures, as the font descriptor of a PDF gives them."""
        face = self._font.face
        box = " ".join(f"{edge:.0f}" for edge in face.bbox)
        return (
            f"/FontBBox [{box}] /ItalicAngle {face.italicAngle:.0f} /Ascent {face.ascent:.0f} "
            f"/Descent {face.descent:.0f} /CapHeight {face.capHeight:.0f} /StemV {face.stemV:.0f}"
        )

    def covers(self, char: str) -> bool:
        """Tell whether it draws a character."""
        return self._font.covers(char)

    def advance(self, char: str) -> float:
        """Return how far a character moves the pen, in em."""
        width = self._widths.get(char)
        if width is None:
            width = self._widths[char] = self._font.advance(char)
        return width


@dataclass(frozen=True, slots=True)
class ServingFont:
    """The font that prints in a role.

    Attributes:
        role: The role.
        label: What official papers call it: 仿宋, 小标宋.
        name: The name inside the file.
        path: The file.
        is_own: Whether it is the PC's own; else it came with the program.
    """

    role: FontRole
    label: str
    name: str
    path: Path
    is_own: bool


class FontSet:
    """The fonts of one running program, loaded when first needed; safe in threads."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        """Prepare without loading anything.

        Args:
            folders: Where to look for the PC's own fonts, best first. Without any, the bundled
                fonts alone are used, and the same letter has the same bytes on every PC.
        """
        self._folders = tuple(folders)
        self._shipped = {font.role: font for font in shipped_fonts()}
        self._faces: dict[Path, Face] = {}
        self._refused: set[Path] = set()
        self._choices: dict[tuple[str, FontRole], Face] = {}
        self._own: dict[str, Path] | None = None

    @classmethod
    def bundled(cls) -> FontSet:
        """Return a set that uses only what ships."""
        return cls()

    @classmethod
    def of_this_pc(cls) -> FontSet:
        """Return a set that prefers the PC's own 仿宋, 小标宋, 黑体 and 楷体."""
        return cls(system_folders())

    def face_for(self, char: str, role: FontRole) -> Face:
        """Return the font that draws a character in a role.

        The PC's own font of the role, the bundled one, the fallback, and last 楷体, which knows
        some Han characters beyond U+FFFF that the fallback does not.

        Raises:
            MissingGlyphError: none does.
        """
        key = (char, role)
        face = self._choices.get(key)
        if face is None:
            with DRAWING_LOCK:
                face = self._choices[key] = self._find(char, role)
        return face

    def covers(self, char: str) -> bool:
        """Tell whether a letter can print a character."""
        try:
            self.face_for(char, FontRole.BODY)
        except MissingGlyphError:
            return False
        return True

    def load(self, *roles: FontRole) -> None:
        """Read the fonts of some roles now, so that the first letter need not wait for them."""
        for role in roles:
            self.face_for("1", role)

    def serving(self) -> tuple[ServingFont, ...]:
        """Return the font that prints the characters of each role; loads them all."""
        found = []
        for role, shipped in self._shipped.items():
            # What every font has decides: the fallback serves single characters alone.
            face = self.face_for("1", role)
            is_own = face.path != shipped.path
            found.append(ServingFont(role, shipped.name, face.postscript_name, face.path, is_own))
        return tuple(found)

    def _find(self, char: str, role: FontRole) -> Face:
        for path in self._chain(role):
            face = self._face(path)
            if face is not None and face.covers(char):
                return face
        raise MissingGlyphError(char)

    def _chain(self, role: FontRole) -> Iterator[Path]:
        for name in self._shipped[role].on_this_pc:
            path = self._own_files().get(name.lower())
            if path is not None:
                yield path
        for each in dict.fromkeys((role, FontRole.FALLBACK, FontRole.SUBHEADING)):
            yield self._shipped[each].path

    def _face(self, path: Path) -> Face | None:
        if path in self._refused:
            return None
        if path not in self._faces:
            try:
                self._faces[path] = _registered(path)
            except (TTFError, OSError):
                # A damaged font of the PC's own must not stop the letter; the bundled one serves.
                if path.parent == self._shipped[FontRole.BODY].path.parent:
                    raise
                self._refused.add(path)
                return None
        return self._faces[path]

    def _own_files(self) -> dict[str, Path]:
        if self._own is None:
            wanted = {name.lower() for font in self._shipped.values() for name in font.on_this_pc}
            self._own = {}
            for folder in self._folders:
                for path in sorted(folder.rglob("*")):
                    name = path.name.lower()
                    if name in wanted and name not in self._own and _has_truetype_outlines(path):
                        self._own[name] = path
        return self._own


_REGISTERED: Final[dict[Path, Face]] = {}


def _registered(path: Path) -> Face:
    """Load a font once in the process: reportlab's registry is the process's too."""
    if path not in _REGISTERED:
        _REGISTERED[path] = Face(f"{path.stem}-{len(_REGISTERED)}", path)
    return _REGISTERED[path]


def _has_truetype_outlines(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _TRUETYPE
    except OSError:
        return False
