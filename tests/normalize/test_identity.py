"""Titles are read, whole governments recognised, and ids made of names in pinyin."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys

import pytest

from pipeline.errors import NotADisclosureError
from pipeline.model import Document, Line, SourceFile
from pipeline.normalize.identity import (
    OrganisationName,
    disclosure_id,
    is_whole_government,
    organisation_from_title,
    romanise,
)
from pipeline.normalize.outline import build_outline
from pipeline.normalize.recognise import identify
from pipeline.spec.codes import divisions


def read(title: str) -> tuple[str | None, str | None, int | None, str | None]:
    name = organisation_from_title(title)
    return name.org_name, name.org_scope, name.fiscal_year, name.kind


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "乌鲁木齐市工业和信息化局(本级)2024 年度 部门决算公开说明",
            ("乌鲁木齐市工业和信息化局(本级)", "本级", 2024, "final"),
        ),
        ("上海市普陀区规划和自然资源局2024年度部门决算", ("上海市普陀区规划和自然资源局", "部门", 2024, "final")),
        ("2025年度XX市XX局单位预算公开", ("XX市XX局", "单位", 2025, "budget")),
        ("某某局 2019年部门预算公开", ("某某局", "部门", 2019, "budget")),
        ("××中心2023年度单位决算", ("××中心", "单位", 2023, "final")),
        ("上海市 XX 局2024 年度部门决算", ("上海市XX局", "部门", 2024, "final")),
        ("普陀区商务委员会（本级）2025年单位预算", ("普陀区商务委员会（本级）", "本级", 2025, "budget")),
        ("某县教育局(汇总)2023年度部门决算公开", ("某县教育局(汇总)", "汇总", 2023, "final")),
        ("某县教育局(机关)2023年度单位决算", ("某县教育局(机关)", "本级", 2023, "final")),
        ("某县教育局本级2023年度决算", ("某县教育局本级", "本级", 2023, "final")),
        ("2024年度某县教育局（本级）决算公开", ("某县教育局（本级）", "本级", 2024, "final")),
        ("某县教育局2024年度（本级）部门决算公开", ("某县教育局", "本级", 2024, "final")),
        ("某县教育局2024年度部门（单位）决算公开", ("某县教育局", None, 2024, "final")),
        ("2018 年度江苏省高级人民法院预算公开", ("江苏省高级人民法院", None, 2018, "budget")),
        ("关于某市某局2024年度部门决算公开的说明", ("某市某局", "部门", 2024, "final")),
        ("某市某局关于公开2024年度部门预算的情况说明", ("某市某局", "部门", 2024, "budget")),
        ("附件1：某县教育局二〇二四年度部门决算公开报告", ("某县教育局", "部门", 2024, "final")),
        ("某县教育局二○二○年部门预算", ("某县教育局", "部门", 2020, "budget")),
        ("《某县教育局2024年部门决算》", ("某县教育局", "部门", 2024, "final")),
        ("某县预算评审中心2024年度部门决算", ("某县预算评审中心", "部门", 2024, "final")),
        ("2021年某市人民政府行政服务中心部门决算", ("某市人民政府行政服务中心", "部门", 2021, "final")),
        ("某县教育局2024年部门决算及“三公”经费决算公开", ("某县教育局", "部门", 2024, "final")),
        ("某县教育局2024年度部门决算公开（2025年9月12日发布）", ("某县教育局", "部门", 2024, "final")),
        ("某局2024年度市本级部门决算", ("某局", "部门", 2024, "final")),
        (
            "上海市普陀区2025年区级单位预算预算单位：上海市普陀区商务委员会",
            ("上海市普陀区商务委员会", "单位", 2025, "budget"),
        ),
        (
            "上海市普陀区2025年区级部门预算预算主管部门：上海市普陀区商务委员会",
            ("上海市普陀区商务委员会", "部门", 2025, "budget"),
        ),
        (
            "上海市2025年市级单位预算预算主管部门：上海市教育委员会预算单位：上海市示例学校",
            ("上海市示例学校", "单位", 2025, "budget"),
        ),
        # parts of a title
        ("2024年度部门决算", (None, "部门", 2024, "final")),
        ("上海市普陀区2025年区级部门预算", (None, "部门", 2025, "budget")),
        ("某局部门决算公开", ("某局", "部门", None, "final")),
    ],
)
def test_titles(title: str, expected: tuple[str | None, str | None, int | None, str | None]) -> None:
    assert read(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "",
        "目录",
        "2024年",
        "第二部分 2024年度部门决算情况说明",
        "一、部门决算情况说明",
        "我单位2024年度部门决算公开说明",
        "2025年部门收入预算表",
        "2025年“三公”经费和机关运行经费预算表",
        "1. 2025年部门财务收支预算总表",
        "政府性基金预算财政拨款收入支出决算表",
        "某局2024年度收入总计10.00万元。部门决算",
    ],
)
def test_headings_and_sentences_are_no_titles(title: str) -> None:
    assert organisation_from_title(title) == OrganisationName(None, None, None, None, "", None)


def test_the_bare_name_and_the_words_of_the_document() -> None:
    name = organisation_from_title("某市某局（本级）2024年度部门决算公开说明")
    assert (name.bare_name, name.doc_words) == ("某市某局", "部门决算公开说明")
    assert organisation_from_title("某中心(某某站)2023年度单位决算").bare_name == "某中心(某某站)"
    assert organisation_from_title("某县教育局本级2023年度决算").bare_name == "某县教育局"


@pytest.mark.parametrize(
    "title",
    [
        "某市2024年财政决算",
        "某区人民政府2024年度政府决算草案",
        "关于某市2023年财政决算的报告",
        "某县2024年度政府决算公开",
        "某市2024年市本级财政决算",
        "2023年某区财政收支决算草案",
        "2024年某市一般公共预算收支决算总表",
        "某市财政总决算",
        "某区2025年政府预算公开",
        "关于某县2024年预算执行情况和2025年预算草案的报告",
        "某镇2024年财政决算",
        "2024年全市一般公共预算收入决算表",
        "二〇二四年度某县财政决算",
        "上海市普陀区2024年决算公开",
        "2022年某某区人民政府决算公开",
    ],
)
def test_whole_governments(title: str) -> None:
    assert is_whole_government(title)


@pytest.mark.parametrize(
    "title",
    [
        "某市人民政府办公室2024年度部门决算",
        "某市人民政府外事办公室2025年部门预算",
        "某镇人民政府2024年度部门决算",
        "某镇人民政府决算公开",
        "某市财政局2024年度部门决算",
        "某市财政局2024年财政决算公开",
        "某局2024年财政预算公开",
        "某市政府采购中心2024年度部门决算",
        "某县财政预算评审中心2024年度决算",
        "国有资产监督管理委员会2024年部门决算",
        "乌鲁木齐市工业和信息化局(本级)2024 年度 部门决算公开说明",
        "上海市普陀区2025年区级部门预算",
        "某某自然保护区管理处2024年度决算",
        "一般公共预算财政拨款支出决算表",
        "一般公共预算支出决算表",
        "财政拨款收入支出决算总表",
        "政府性基金预算财政拨款收入支出决算表",
        "按政府预算支出经济分类",
        "负责编制全市财政决算草案",
    ],
)
def test_departments_are_no_whole_government(title: str) -> None:
    assert not is_whole_government(title)


@pytest.mark.parametrize(
    ("name", "scope", "year", "kind", "expected"),
    [
        (
            "乌鲁木齐市工业和信息化局(本级)",
            "本级",
            2024,
            "final",
            "wulumuqi-shi-gongye-he-xinxihua-ju-benji-2024-final",
        ),
        (
            "上海市普陀区规划和自然资源局",
            "部门",
            2024,
            "final",
            "shanghai-shi-putuo-qu-guihua-he-ziran-ziyuan-ju-2024-final",
        ),
        (
            "上海市普陀区商务委员会",
            "单位",
            2025,
            "budget",
            "shanghai-shi-putuo-qu-shangwu-weiyuanhui-danwei-2025-budget",
        ),
        ("江苏省高级人民法院", None, 2018, "budget", "jiangsu-sheng-gaoji-renmin-fayuan-2018-budget"),
        ("某县教育局（汇总）", "汇总", 2023, "final", "mou-xian-jiaoyu-ju-huizong-2023-final"),
        ("XX市XX局", None, 2024, "final", "xx-shi-xx-ju-2024-final"),
    ],
)
def test_ids(name: str, scope: str | None, year: int, kind: str, expected: str) -> None:
    assert disclosure_id(name, scope, year, kind) == expected


def test_full_width_brackets_and_spaces_give_the_same_id() -> None:
    assert disclosure_id("某市某局（本级）", "本级", 2024, "final") == disclosure_id(
        "某市 某局(本级)", "本级", 2024, "final"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("重庆市江北区卫生健康委员会", "chongqing shi jiangbei qu weisheng jiankang weiyuanhui"),
        ("长沙市教育局", "changsha shi jiaoyu ju"),
        ("厦门市教育局", "xiamen shi jiaoyu ju"),
        ("蚌埠市教育局", "bengbu shi jiaoyu ju"),
        ("六安市人力资源和社会保障局", "luan shi renli ziyuan he shehui baozhang ju"),
        ("南京市六合区教育局", "nanjing shi luhe qu jiaoyu ju"),
        ("乐亭县教育局", "laoting xian jiaoyu ju"),
        ("单县第一中学", "shan xian diyi zhongxue"),
        ("广州市番禺区市场监督管理局", "guangzhou shi panyu qu shichang jiandu guanli ju"),
        ("莘县人民法院", "shen xian renmin fayuan"),
        ("长治市教育局", "changzhi shi jiaoyu ju"),
        ("漯河市教育局", "luohe shi jiaoyu ju"),
        ("朝阳市教育局", "chaoyang shi jiaoyu ju"),
        ("于都县教育局", "yudu xian jiaoyu ju"),
        ("陕西省教育厅", "shaanxi sheng jiaoyu ting"),
        ("山西省教育厅", "shanxi sheng jiaoyu ting"),
        ("内蒙古自治区教育厅", "neimenggu zizhiqu jiaoyu ting"),
        ("财政部会计司", "caizheng bu kuaiji si"),
        ("首都图书馆", "shoudu tushuguan"),
        ("银行业协会", "yinhangye xiehui"),
        ("市中级人民法院", "shi zhongji renmin fayuan"),
        ("合作市场服务中心", "hezuo shichang fuwu zhongxin"),
        ("乌鲁木齐市第一一三中学", "wulumuqi shi diyiyisan zhongxue"),
        ("110指挥中心", "110 zhihui zhongxin"),
        ("ＡＢＣ研究所", "abc yanjiusuo"),
        ("益民小区", "yimin xiaoqu"),
    ],
)
def test_pinyin_by_words(name: str, expected: str) -> None:
    assert " ".join(romanise(name)) == expected


def test_every_division_has_the_pinyin_of_the_list() -> None:
    """A division's own pinyin wins over words that its name contains (会同县, 公安县, 合作市)."""
    by_name: dict[str, set[str]] = {}
    for division in divisions():
        by_name.setdefault(division.name, set()).add(division.pinyin)
    wrong = {name: romanise(name) for name, spelled in by_name.items() if " ".join(romanise(name)) not in spelled}
    assert not wrong


def test_a_long_name_is_cut_between_words_and_stays_distinct() -> None:
    base = "某某省某某市某某县" + "城市管理和综合行政执法" * 4
    first, second = (disclosure_id(base + end, None, 2024, "final") for end in ("一局", "二局"))
    assert first != second
    for identifier, name in ((first, base + "一局"), (second, base + "二局")):
        assert len(identifier) <= 120
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier)
        assert identifier.endswith(f"-{hashlib.sha256(name.encode()).hexdigest()[:8]}-2024-final")
        assert identifier.startswith("moumou-sheng-moumou-shi")


def test_a_name_that_cant_be_read_gets_a_hash() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}-2024-final", disclosure_id("…", None, 2024, "final"))


@pytest.mark.parametrize(("scope", "kind"), [("本机", "final"), (None, "accounts")])
def test_unknown_scopes_and_kinds_are_mistakes_of_the_caller(scope: str | None, kind: str) -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        disclosure_id("某局", scope, 2024, kind)


def test_known_names_need_no_pypinyin_and_its_phrases_are_never_loaded() -> None:
    code = (
        "import sys, os; from pipeline.normalize.identity import disclosure_id, romanise;"
        "disclosure_id('乌鲁木齐市工业和信息化局(本级)', '本级', 2024, 'final'); print('pypinyin' in sys.modules);"
        "romanise('益民'); print('pypinyin' in sys.modules, 'pypinyin.phrases_dict' in sys.modules);"
        "print('PYPINYIN_NO_PHRASES' in os.environ)"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYPINYIN_NO_PHRASES"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == ["False", "True", "False", "False"]


@pytest.mark.parametrize(
    ("cover", "organisation", "scope"),
    [
        (
            ("上海市2025年市级", "单位预算", "预算主管部门：上海市教育委员会", "预算单位：上海市示例", "学校"),
            "上海市示例学校",
            "单位",
        ),
        (
            ("上海市示例区2025年区级部门", "预算", "预算主管部门：上海市示例区", "建设和管理委员会"),
            "上海市示例区建设和管理委员会",
            "部门",
        ),
        (("示例市示例区人民政府", "办公室", "2025年度", "部门", "预算公开"), "示例市示例区人民政府办公室", "部门"),
        (
            ("上海市示例区人民政府", "示例路街道办事处2025", "年度部门预算"),
            "上海市示例区人民政府示例路街道办事处",
            "部门",
        ),
    ],
)
def test_covers_in_large_type(cover: tuple[str, ...], organisation: str, scope: str) -> None:
    text = (
        *cover,
        "一、单位主要职能",
        f"{organisation}负责教学，受上海市教育委员会领导。",
        "二、2025年单位预算编制说明",
        f"2025年，{organisation}收入预算100.00万元，支出预算100.00万元。",
        "三、“三公”经费预算情况说明",
        "2025年“三公”经费预算数为1.00万元。",
        "四、政府采购情况",
        "2025年政府采购预算5.00万元。",
    )
    document = Document("text/plain", tuple(Line(line, f"L{n}") for n, line in enumerate(text, 1)))
    found = identify(document, build_outline(document), SourceFile("a.txt", b""))
    assert (found.name.org_name, found.name.org_scope, found.name.fiscal_year) == (organisation, scope, 2025)


def _tables(*lines: str) -> Document:
    return Document("application/pdf", tuple(Line(line, f"L{n}") for n, line in enumerate(lines, 1)))


def test_words_of_both_kinds_make_no_budget_of_final_accounts() -> None:
    document = _tables(
        "一般公共预算财政拨款支出决算表",
        "部门：示例市示例局",
        "注：本单位2023年度没有政府性基金预算财政拨款支出，也没有国有资本经营预算支出，年初预算数为0，故本表无数据。",
    )
    found = identify(document, build_outline(document), SourceFile("表.xlsx", b""), 2)
    assert (found.name.org_name, found.name.fiscal_year, found.name.kind) == ("示例市示例局", 2023, "final")
    assert (found.title, found.from_file) == ("示例市示例局2023年度决算", False)


def test_the_name_of_a_file_tells_what_the_document_does_not() -> None:
    document = _tables("收入支出决算总表", "部门：示例市示例局", "单位：万元")
    name = "示例市示例局2022年度部门决算公开表.xlsx"
    found = identify(document, build_outline(document), SourceFile(name, b""), 1)
    assert (found.name.org_name, found.name.fiscal_year, found.name.kind, found.from_file) == (
        "示例市示例局",
        2022,
        "final",
        True,
    )
    with pytest.raises(NotADisclosureError, match="年度"):
        identify(document, build_outline(document), SourceFile("附表.xlsx", b""), 2)


def test_a_line_that_names_the_unit_may_say_just_that() -> None:
    document = _tables("收支总表", "2022年度预算", "单位：示例市示例中心 单位：万元", "单位：万元")
    found = identify(document, build_outline(document), SourceFile("表.xlsx", b""), 2)
    assert found.name.org_name == "示例市示例中心"


def test_a_budget_of_tables_alone_is_a_budget() -> None:
    document = _tables("部门支出总表", "部门：示例市示例局", "2025年预算数", "一般公共预算支出表", "比2024年决算数")
    for name in ("表.xlsx", "示例市示例局2025年部门预算.xlsx"):
        assert identify(document, build_outline(document), SourceFile(name, b""), 2).name.kind == "budget"


def test_a_file_name_of_another_year_than_the_text_is_not_believed() -> None:
    document = _tables("支出决算表", "2024年度收入5.00万元", "单位：万元")
    name = "示例市示例局2023年度部门决算.xlsx"
    with pytest.raises(NotADisclosureError, match="2023"):
        identify(document, build_outline(document), SourceFile(name, b""), 2)
