"""Make ``resources/regions/regions.tsv`` out of the table that python-stdnum carries.

Run once, and again when a newer python-stdnum brings newer codes::

    .venv/bin/python scripts/make_regions.py

Only the facts are taken: code, name, first and last year. One line a name::

    code <tab> name [<tab> first year, or empty <tab> last year, or empty]
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "regions" / "regions.tsv"
PROVINCE = re.compile(r'(\d{2}) province="(.*)"')
COUNTY = re.compile(r' +(\d{4}) county="(.*)"')
PERIOD = re.compile(r"(?:\[(\d*)-(\d*)\])?(.+)")

#: Codes that stand on residence permits but in no table of counties (国办发〔2018〕81号), and two
#: names the table writes in traditional characters.
OWN_NAMES = {"81": "香港特别行政区", "82": "澳门特别行政区", "83": "台湾地区"}


def lines(table: str) -> list[str]:
    """Return the lines of our file, in order of code and year."""
    entries = [(code, name, "", "") for code, name in OWN_NAMES.items()]
    entries.append(("830000", OWN_NAMES["83"], "", ""))
    province = ""
    for line in table.splitlines():
        if match := PROVINCE.fullmatch(line):
            province = match[1]
            if province not in OWN_NAMES:
                entries.append((province, match[2], "", ""))
        elif match := COUNTY.fullmatch(line):
            for name in match[2].split(","):
                period = PERIOD.fullmatch(name)
                if period is None:
                    raise SystemExit(f"cannot read {line!r}")
                code = province + match[1]
                entries.append((code, period[3], period[1] or "", period[2] or ""))
    return ["\t".join(entry).rstrip("\t") for entry in sorted(entries)]


def main() -> None:
    """Write the file."""
    table = files("stdnum").joinpath("cn", "loc.dat").read_text("utf-8")
    written = lines(table)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(written) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(written)} names in {TARGET}")


if __name__ == "__main__":
    main()
