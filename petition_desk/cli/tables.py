"""The verb `import`."""

from __future__ import annotations

from pathlib import Path

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import FILE, check_target, echo_json, tell
from petition_desk.cli.text_views import import_lines
from petition_desk.errors import InputError


class RowsRejectedError(InputError):
    """Some rows of an import stayed out (exit 4); the good ones are in."""

    is_reported = True
    """The report itself is the JSON of this exit."""

    def __init__(self, count: int) -> None:
        """Say how many."""
        super().__init__("导入", f"{count} 行有错，没有导入；其余各行已处理")


class UnreadableError(InputError):
    """The file of an import cannot be read at all (exit 4)."""

    is_reported = True

    def __init__(self, fault: InputError) -> None:
        """Say what was said."""
        first, *more = fault.faults
        super().__init__(first.field, first.reason, *more)


def unreadable_json(fault: InputError) -> dict[str, object]:
    """Return the report of an import of which nothing could be read."""
    return {
        **dict.fromkeys(("rows", "new", "unchanged", "changed", "rejected"), 0),
        "skipped_columns": [],
        "problems": [
            {"sheet": "", "row": None, "column": each.field, "value": "", "reason": each.reason,
             "severity": "error"}
            for each in fault.faults
        ],
    }  # fmt: skip


@click.command("import", help="导入表格。不写 --mapping 时按表头识别。")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--mapping", type=FILE, metavar="M.toml", help="列的对应关系")
@click.option("--year", type=click.IntRange(1949, 2100), help="“3月7日”的年份，标题和表名未写时用")
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@click.option("--errors", type=FILE, metavar="E.xlsx", help="把退回的行写到这里")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def import_table(
    start: Start,
    file: Path,
    mapping: Path | None,
    year: int | None,
    dry_run: bool,
    errors: Path | None,
    as_json: bool,
) -> None:
    """Import a workbook, or only check it."""
    from petition_desk.services import imports
    from petition_desk.services.import_formats import ImportMapping

    if errors is not None:
        check_target(errors, start.data_dir)
    with start.desk() as desk:
        run = imports.check_import if dry_run else imports.run_import
        try:
            report = run(desk, file, mapping=ImportMapping(mapping, year=year), errors=errors)
        except InputError as fault:
            if as_json:
                echo_json(unreadable_json(fault))
            raise UnreadableError(fault) from fault
    if report is None:
        return
    if as_json:
        echo_json(report.as_json())
    else:
        for line in import_lines(report, is_dry_run=dry_run):
            click.echo(line)
    if errors is not None and report.rejected:
        tell(f"退回的行已写到 {errors}。")
    if report.rejected:
        raise RowsRejectedError(report.rejected)
