"""The command line: parse, call, print, exit status.

Exit status: 0 every source converted (or every package valid), 1 at least one failed, 2 wrong usage. With ``--json`` the
result goes to standard output and nothing else does; progress, messages and errors go to standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.errors import JuesuanError, UsageError

if TYPE_CHECKING:
    from pipeline.package import SourceOutcome

_DESCRIPTION = """\
juesuan 把部门决算公开、部门预算公开变成开放数据（Frictionless Data Package：CSV、Parquet、表结构）。
juesuan turns disclosures of Chinese departmental accounts into Frictionless Data Packages.

从这里开始 / to begin:
  juesuan run data/raw --out data/out      转换一个文件夹 / convert a folder
  juesuan inspect 文件.txt                 看看识别出了什么 / see what is recognised in a file
  juesuan validate data/out/*/             复核已有的数据包 / check finished packages again
"""
_RUN = """\
SOURCE 是公开文件或装有公开文件的文件夹。每份公开文件成为 DIR 下的一个数据包；DIR/catalog.json 列出全部数据包，
DIR/run.json 记下每个来源的结果；同一单位的不同年度、同一年度的预算与决算互相比较，见 DIR/comparisons.json、.csv。
已转换且未变的来源会跳过；一个来源失败不影响其他来源。一份公开文档分成几个文件
（文字说明和报表）时，同一单位、年度、种类的会自动合并；也可放进一个名称以 .disclosure 结尾的文件夹，指明它们是一份。
SOURCE is a disclosure or a folder of them. Each becomes one data package under DIR. A disclosure in several files is
recognised, or told by a folder whose name ends with .disclosure. Documents of one organisation are compared with each
other: DIR/comparisons.json and .csv.

例 / example:
  juesuan run 某某局2024年度部门决算公开说明.txt --out data/out
退出码 / exit status: 0 全部成功 / all converted, 1 有来源失败 / some failed, 2 用法错误 / wrong usage
"""
_VALIDATE = """\
只凭数据包里公开的文件复核：结构（Frictionless、CSV 与 Parquet 一致、键唯一）和账目（勾稽关系）。改过 CSV 之后可用它检查。
给出几个数据包时，同一单位的不同年度、同一年度的预算与决算也互相比较；矛盾是警告，不影响退出码。
Checks structure and accounts from the published files alone, so that an edited CSV can be checked again. Of several
packages, those of one organisation are compared too; contradictions are warnings and do not change the exit status.

例 / example:
  juesuan validate data/out/wulumuqi-shi-gongye-he-xinxihua-ju-benji-2024-final
退出码 / exit status: 0 没有错误 / no error, 1 有错误 / errors found, 2 用法错误 / wrong usage
"""
_INSPECT = """\
看公开文件：列出识别出的标题、章节、数字和表格，注明位置；加 --page 则看一页：表格线、表头、每个数字归到哪一列，
画成 PNG 图，同样的内容也用文字列出。看数据包：加 --figure 指出一行数据，就显示它在原文件上的位置（PDF 画图，红框标出）。
A disclosure: what is recognised in it, and where; with --page one page as a picture and in words. A package: with
--figure where a row of its data stands in the source; a page of a PDF is drawn with the figure framed in red.

例 / example:
  juesuan inspect 某某局2024年度部门决算.pdf                    整个文件 / the whole file
  juesuan inspect 某某局2024年度部门决算.pdf --page 12          第 12 页，画图 / page 12, with a picture
  juesuan inspect 公开表.xlsx --page 公开01表                   一张工作表 / one sheet
  juesuan inspect data/out/某数据包 --figure statement_cell:17  表 statement_cell 的第 17 行 / row 17 of the table
  juesuan inspect data/out/某数据包 --figure "income:functional_code=2010601"   按列选 / chosen by columns
  juesuan inspect data/out/某数据包 --figure finding:3          一条发现说的是哪里 / what a finding is about
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.command:
        parser.print_help()
        return 2
    try:
        status: int = options.function(options)
    except UsageError as error:
        _say(f"用法错误 / wrong usage: {error}")
        return 2
    except JuesuanError as error:
        _say(f"失败 / failed: {error}")
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        _say("已中断；已完成的数据包都是完整的 / interrupted; finished packages are whole")
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="juesuan", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"juesuan {__version__}")
    commands = parser.add_subparsers(dest="command", title="命令 / commands", metavar="COMMAND")

    def command(name: str, summary: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=summary, description=f"{summary}\n\n{text}", formatter_class=argparse.RawDescriptionHelpFormatter
        )

    run = command("run", "把公开文件转换为数据包 / convert disclosures to data packages", _RUN)
    run.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help="文件或文件夹 / file or folder")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="数据包写到这里 / where packages go")
    run.add_argument(
        "--jobs",
        type=_positive,
        default=0,
        metavar="N",
        help="同时转换几个文件，默认处理器个数 / files at a time, default one per core",
    )
    run.add_argument(
        "--time-limit",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="每个文件的时限，默认 60 秒 / limit for one file, default 60",
    )
    run.set_defaults(function=_run)
    check = command("validate", "复核数据包 / check finished packages", _VALIDATE)
    check.add_argument("packages", nargs="+", type=Path, metavar="PACKAGE", help="数据包文件夹 / package folder")
    check.add_argument("--json", action="store_true", help="结果以 JSON 输出 / result as JSON on standard output")
    check.set_defaults(function=_validate)
    inspect = command("inspect", "看看一个文件里识别出了什么 / show what is recognised in a file", _INSPECT)
    inspect.add_argument(
        "file", type=Path, metavar="FILE|PACKAGE", help="公开文件或数据包文件夹 / a disclosure, or a package"
    )
    inspect.add_argument(
        "--page", metavar="N", help="页码，或工作表的名称或序号 / a page, or the name or number of a sheet"
    )
    inspect.add_argument(
        "--figure", metavar="TABLE:ROW", help="数据包的一行：行号、列=值,… 或键 / a row: number, column=value,… or key"
    )
    inspect.add_argument(
        "--source", type=Path, metavar="FILE", help="数据包的原文件；在当前文件夹或 data/raw 时不必给 / its source file"
    )
    inspect.add_argument("--png", type=Path, metavar="OUT.png", help="图写到这里 / where the picture goes")
    inspect.set_defaults(function=_inspect)
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("请给出 1 或更大的整数 / give a whole number from 1")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("请给出秒数 / give a number of seconds")
    return seconds


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _run(options: argparse.Namespace) -> int:
    from pipeline.conversion import Settings
    from pipeline.extract.sources import find_sources
    from pipeline.progress import Progress
    from pipeline.run import run

    sources = find_sources(options.sources)
    with Progress(sys.stderr, len(sources)) as progress:
        result = run(sources, options.out, progress.step, Settings(options.jobs, options.time_limit))
    for entry in result.failed:
        _say(f"失败 / failed  {entry.reason}")
    for broken in result.compared.unreadable:
        _say(f"未比较 / not compared  {broken['package']}: {broken['message']}")
    _say(_summary(result.outcomes, options.out))
    if result.compared.contradictions:
        _say(_contradictions(result.compared.contradictions, result.compared.organisations, options.out))
    return 1 if result.failed else 0


def _contradictions(count: int, organisations: int, out: Path) -> str:
    where = out / "comparisons.json"
    return (
        f"{organisations} 个单位的不同文件之间有 {count} 处矛盾 → {where} / "
        f"{count} contradictions between documents of {organisations} organisation(s)"
    )


def _summary(entries: Sequence[SourceOutcome], out: Path) -> str:
    counts = {status: sum(e.status == status for e in entries) for status in ("converted", "unchanged", "failed")}
    return (
        f"转换 {counts['converted']}，未变 {counts['unchanged']}，失败 {counts['failed']} → {out} / "
        f"converted {counts['converted']}, unchanged {counts['unchanged']}, failed {counts['failed']}"
    )


def _validate(options: argparse.Namespace) -> int:
    from pipeline.recheck import recheck_all

    results = recheck_all(options.packages)
    if options.json:
        print(json.dumps([result.as_json() for result in results], ensure_ascii=False, indent=2))
    else:
        for result in results:
            print(result.in_words())
    return 1 if any(result.has_errors for result in results) else 0


def _inspect(options: argparse.Namespace) -> int:
    from pipeline.inspection import inspect

    print(inspect(options.file, options.page, options.figure, options.source, options.png))
    return 0
