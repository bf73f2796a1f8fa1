"""The main job without a window, by the command line alone, on the sample workbook.

A fresh office is set up in ``scratch/main-job``, the official system's export is imported, a
visitor's case is registered, accepted, its notice and service sheet are made and handed over, and
the ledger is exported. Everything the commands write stays there to be looked at. The people in
the sample are invented.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "data" / "公安信访系统导出_2026年1-10月.xlsx"
SCRATCH = ROOT / "scratch" / "main-job"
TODAY = datetime.now(timezone(timedelta(hours=8))).date().isoformat()
VISIT = {
    "channel": "来访",
    "source": "本局直接",
    "received_on": TODAY,
    "petitioned_on": TODAY,
    "people_count": 1,
    "matter_kind": "申诉求决",
    "category": "求助",
    "summary": "要求返还多收的停车保管费用",
    "content": "来访人反映车辆被拖移后，停车场多收保管费，要求核实并返还。",
    "demands": ["返还多收的保管费"],
    "petitioners": [
        {
            "name": "欧阳示例",
            "id_number": "11010519491231002X",
            "address": "某某县城关镇1号",
            "mobile": "13812345678",
            "main": True,
        }
    ],
}


def desk(*arguments: str | Path, shown_lines: int = 6) -> str:
    """Run one command on the scratch office, show it, and return what it put out.

    Raises:
        SystemExit: the command failed; its own message was shown.
    """
    line = [str(argument) for argument in arguments]
    print(f"\n$ petition-desk {' '.join(line)}", flush=True)
    result = subprocess.run(
        [sys.executable, "-m", "petition_desk", "--data", str(SCRATCH / "office"), *line],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    for stream in (result.stdout, result.stderr):
        shown = stream.strip().splitlines()
        for text in shown[:shown_lines]:
            print("  " + text[:110])
        if len(shown) > shown_lines:
            print(f"  … ({len(shown) - shown_lines} more lines)")
    if result.returncode:
        raise SystemExit(f"the command ended with {result.returncode}")
    return result.stdout


def main() -> None:
    """Do the main job and list what it wrote."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    password = secrets.token_urlsafe(12)
    os.environ |= {"PETITION_DESK_PASSWORD": password, "PETITION_DESK_NEW_PASSWORD": password}
    visit = SCRATCH / "visit.json"
    visit.write_text(json.dumps(VISIT, ensure_ascii=False, indent=1), encoding="utf-8")

    desk("init", "--office", "某某县公安局", "--account", "wang")
    desk("settings", "set", "office.query_phone", "0100-1234567")
    desk("settings", "set", "office.reception_address", "某某县人民路1号")
    desk("import", SAMPLE, "--json", shown_lines=8)
    number = desk("register", visit).split()[0]
    desk(
        *("step", number, "accepted", f"on={TODAY}", "pathway=31-6", "unit=城关派出所"),
        *("handler=李民警", "handler_phone=0100-7654321"),
    )
    notice = desk("letter", number, "accept", "--out", SCRATCH / "受理告知书.pdf").split()[0]
    desk(
        *("letter", number, "service", "--out", SCRATCH / "送达回证.pdf"),
        *("served_letter.title=信访事项受理告知书", f"served_letter.number={notice}"),
        *("served.way=当面", "service.place=某某县公安局信访接待室"),
    )
    desk("step", number, "notified", f"letter={notice}", "way=当面", f"on={TODAY}")
    desk("show", number, shown_lines=20)
    desk("due", "--days", "60")
    desk("export", SCRATCH / "台账.xlsx")
    desk("verify")

    print(f"\nWritten (account wang, password {password}; all persons are invented):")
    for path in sorted(path for path in SCRATCH.rglob("*") if path.is_file()):
        print(f"  {path.stat().st_size:>10,}  {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
