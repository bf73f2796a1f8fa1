"""Where the fonts come from: packages of Debian and of npm, by version and SHA-256.

``python scripts/fonts/sources.py DIR`` downloads and unpacks them into DIR. Needs ``apt-get`` with
a Debian 12 source list, ``dpkg-deb`` and ``npm``. Nothing is installed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Package:
    """One package as its registry names it."""

    registry: Literal["debian", "npm"]
    name: str
    version: str
    file: str
    sha256: str


PACKAGES: tuple[Package, ...] = (
    Package(
        "debian",
        "texlive-lang-chinese",
        "2022.20230122-1",
        "texlive-lang-chinese_2022.20230122-1_all.deb",
        "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
    ),
    Package(
        "debian",
        "fonts-lxgw-wenkai",
        "1.250+repack-1",
        "fonts-lxgw-wenkai_1.250+repack-1_all.deb",
        "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
    ),
    Package(
        "npm",
        "@expo-google-fonts/noto-serif-sc",
        "0.4.3",
        "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
        "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
    ),
    Package(
        "npm",
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    ),
)


def fetch(package: Package, folder: Path) -> Path:
    """Download one package unless it is there already; return the folder it was unpacked to.

    Raises:
        SystemExit: the file is not the one that was converted before.
    """
    file = folder / package.file
    wanted = f"{package.name}={package.version}"
    if not file.exists():
        command = ["apt-get", "download", wanted]
        if package.registry == "npm":
            command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        subprocess.run(command, cwd=folder, check=True)
    if (found := hashlib.sha256(file.read_bytes()).hexdigest()) != package.sha256:
        raise SystemExit(f"{file.name}: SHA-256 is {found}, expected {package.sha256}")
    target = folder / package.file.partition("_")[0].removesuffix(".tgz")
    if not target.exists():
        target.mkdir()
        if package.registry == "debian":
            subprocess.run(["dpkg-deb", "-x", str(file), str(target)], check=True)
        else:
            with tarfile.open(file) as archive:
                archive.extractall(target, filter="data")
    return target


def main() -> None:
    """Fetch every package into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        print(fetch(package, folder))


if __name__ == "__main__":
    main()
