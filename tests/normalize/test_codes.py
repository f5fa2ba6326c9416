"""Names of subjects and divisions find their codes, in the right year, or none with a reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.normalize.codes import division_of, economic_code, functional_code, name_of
from pipeline.spec.codes import code_list
from tests.shared import SHARED, needs_shared


def rows(folder: str, name: str) -> list[dict[str, str]]:
    path = (SHARED or Path()) / "gold" / folder / name
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


@needs_shared
@pytest.mark.parametrize("name", ["functional_items.tsv", "gov_fund_items.tsv"])
def test_every_item_of_a_real_narrative_has_its_code(name: str) -> None:
    for row in rows("000_d275dab837725ab3", name):
        match = functional_code(2024, row["lei"], row["kuan"], row["xiang"])
        assert match.code is not None, match.reason
        assert name_of(match.code, 2024) == row["xiang"]
        assert name_of(match.code[:5], 2024) == row["kuan"]
        assert name_of(match.code[:3], 2024) == row["lei"]


@needs_shared
def test_every_economic_item_of_a_real_narrative_has_its_code() -> None:
    groups = {"人员经费": "personnel", "公用经费": "operating"}
    items = rows("000_d275dab837725ab3", "econ_items.tsv")
    codes = {row["item"]: economic_code(2024, row["item"], groups[row["group"]]).code for row in items}
    assert None not in codes.values()
    assert codes["住房公积金"] == "30113"
    assert codes["公务用车运行维护费"] == "30231"


@needs_shared
def test_codes_printed_in_a_real_table_have_their_printed_names() -> None:
    cells = rows("sh-putuo-guihua-2024-final", "cells.tsv")
    printed = {(row["row_code"], row["row_label"]) for row in cells if row["row_code"].isdigit()}
    assert len(printed) > 40
    assert not {(code, name, name_of(code, 2024)) for code, name in printed if name_of(code, 2024) != name}


@pytest.mark.parametrize(
    ("year", "path", "code"),
    [
        (2024, ("教育支出",), "205"),
        (2024, ("教育支出", "普通教育"), "20502"),
        (2024, ("教育支出", "普通教育", "小学教育"), "2050202"),
        (2024, ("资源勘探工业信息等支出", "工业和信息产业监管", "行政运行"), "2150501"),
        (2024, ("资源勘探工业信息等支出", "资源勘探开发", "行政运行"), "2150101"),
        (2019, ("资源勘探信息等支出", "工业和信息产业监管", "行政运行"), "2150501"),
        (2018, ("国土海洋气象等支出", "国土资源事务", "行政运行"), "2200101"),
        (2018, ("医疗卫生与计划生育支出", "行政事业单位医疗", "行政单位医疗"), "2101101"),
        (2019, ("社会保障和就业支出", "行政事业单位离退休", "归口管理的行政单位离退休"), "2080501"),
        (2020, ("社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休"), "2080501"),
        (2024, ("城乡社区支出", "国有土地使用权出让收入安排的支出", "征地和拆迁补偿支出"), "2120801"),
        (2024, ("其他支出", "彩票公益金安排的支出", "用于体育事业的彩票公益金支出"), "2296003"),
        (2024, ("国有资本经营预算支出", "解决历史遗留问题及改革成本支出"), "22301"),
        # brackets and spaces as printed, the level in brackets, curly or missing quotation marks
        (2024, ("卫生健康支出", "公立医院", "中医(民族)医院"), "2100202"),
        (2024, ("教育支出(类)", "普通教育（款）", "高中 教育（项）"), "2050204"),
        (2024, ("公共安全支出", "检察", "两房建设"), "2040409"),
        # the last word more or less, and an alias
        (2024, ("社会保障和就业", "行政事业单位养老", "机关事业单位职业年金缴费"), "2080506"),
        (2024, ("公共安全支出", "司法", "法制建设"), "2040612"),
        # without its 款
        (2024, ("住房保障支出", None, "购房补贴"), "2210203"),
    ],
)
def test_functional_paths(year: int, path: tuple[str, ...], code: str) -> None:
    assert functional_code(year, *path).code == code


def test_how_a_name_was_found_is_told() -> None:
    assert functional_code(2024, "教育支出").via == "name"
    assert functional_code(2024, "教育").via == "optional word"
    assert functional_code(2024, "公共安全支出", "司法", "法制建设").via == "alias"


@pytest.mark.parametrize(
    ("year", "path", "nearest", "severity", "reason"),
    [
        (2024, ("一般公共服务支出", "税收事务", "税务宣传"), "20107", "warning", "2010707（2017–2019）"),
        (2024, ("教育支出", "普通教育", "书院教育"), "20502", "info", "没有“书院教育”"),
        (2024, ("一般公共服务支出", None, "行政运行"), "201", "warning", "可能是 2010101"),
        (2024, ("教育支出", "普通教有"), "205", "info", "没有“普通教有”"),
        (2012, ("教育支出",), None, "info", "科目表没有 2012 年"),
    ],
)
def test_what_is_not_certain_has_no_code_but_a_reason(
    year: int, path: tuple[str, ...], nearest: str | None, severity: str, reason: str
) -> None:
    match = functional_code(year, *path)
    assert (match.code, match.nearest, match.severity) == (None, nearest, severity)
    assert reason in match.reason
    finding = match.finding("functional_expenditure", "3", "L12")
    assert (finding.rule, finding.severity, finding.table) == ("code-unmatched", severity, "functional_expenditure")
    assert (finding.row_key, finding.source_ref) == ("3", "L12")
    assert match.reason in finding.message
    assert match.reason_en in finding.message_en
    assert "/".join(name for name in path if name) in finding.message


@pytest.mark.parametrize(
    ("path", "code", "names"),
    [
        (("资源勘探信息等支出",), "215", ("资源勘探工业信息等支出",)),
        (("社会保障和就业支出", "行政事业单位离退休", "事业单位离退休"), "2080502", ("行政事业单位养老支出",)),
        (
            ("社会保障和就业支出", "行政事业单位离退休", "归口管理的行政单位离退休"),
            "2080501",
            ("行政事业单位养老支出", "行政单位离退休"),
        ),
    ],
)
def test_a_name_of_other_years_gives_the_code_and_a_remark(
    path: tuple[str, ...], code: str, names: tuple[str, ...]
) -> None:
    match = functional_code(2024, *path)
    assert match.code == code
    remark = match.former_name("functional_expenditure", "3", "L12")
    assert remark is not None
    assert (remark.rule, remark.severity, remark.source_ref) == ("code-former-name", "info", "L12")
    assert all(name in remark.message and name in remark.message_en for name in names)
    assert functional_code(2018, *path).former_name("functional_expenditure", "3", "L12") is None


def test_an_economic_item_by_a_name_of_other_years_gets_a_remark_too() -> None:
    match = economic_code(2024, "生产补贴", "personnel")
    remark = match.former_name("economic_item", "personnel/1", "L3")
    assert match.code == "30310"
    assert remark is not None and "个人农业生产补贴" in remark.message


def test_a_found_code_is_no_finding() -> None:
    with pytest.raises(ValueError, match="205"):
        functional_code(2024, "教育支出").finding("expenditure", "1", "p1")


@pytest.mark.parametrize(
    ("year", "name", "group", "code"),
    [
        (2017, "住房公积金", "personnel", "30311"),
        (2018, "住房公积金", "personnel", "30113"),
        (2024, "代缴社会保险费", "personnel", "30311"),
        (2019, "代缴社会保险费", "personnel", None),
        (2024, "因公出国(境)费", "operating", "30212"),
        (2024, "因公出国（境）费用", "operating", "30212"),
        (2024, "维修(护)费", "operating", "30213"),
        (2024, "其他对个人和家庭的补助支出", "personnel", "30399"),
        (2019, "其他对个人和家庭的补助", "personnel", "30399"),
        (2024, "办公设备购置", "operating", "31002"),
        (2024, "办公设备购置", None, None),
        (2024, "其他基本建设支出", "operating", "30999"),
        (2024, "其他支出", "operating", "399"),
        (2024, "工资福利支出", "personnel", "301"),
        (2024, "基本工资", "operating", None),
        (2024, "基本工资", None, "30101"),
    ],
)
def test_economic_names(year: int, name: str, group: str | None, code: str | None) -> None:
    match = economic_code(year, name, group)
    assert match.code == code, match.reason
    assert (match.reason == "") is (code is not None)


def test_an_unknown_group_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="personnel"):
        economic_code(2024, "办公费", "staff")


def test_every_entry_finds_its_way_back() -> None:
    """In every year, the path of names of each functional code leads to that code and to no other."""
    for year in range(2017, 2026):
        entries = [entry for entry in code_list("functional").entries if entry.holds_in(year)]
        names = {entry.code: entry.name for entry in entries}
        for entry in entries:
            path = [names[entry.code[:length]] for length in (3, 5, 7) if length <= len(entry.code)]
            assert functional_code.__wrapped__(year, *path).code == entry.code


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        ("乌鲁木齐市工业和信息化局", ("650100", "乌鲁木齐市")),
        ("上海市普陀区规划和自然资源局", ("310107", "普陀区")),
        ("江苏省高级人民法院", ("320000", "江苏省")),
        ("国家税务总局乌鲁木齐市税务局", ("650100", "乌鲁木齐市")),
        ("中共上海市普陀区委员会组织部", ("310107", "普陀区")),
        ("政协江苏省委员会办公厅", ("320000", "江苏省")),
        ("南京市鼓楼区文化和旅游局", ("320106", "鼓楼区")),
        ("吉林市丰满区民政局", ("220211", "丰满区")),
        ("吉林省吉林市民政局", ("220200", "吉林市")),
        ("济南市市中区审计局", ("370103", "市中区")),
        ("单县第一中学", ("371722", "单县")),
        ("海淀区财政局", ("110108", "海淀区")),
        ("北京海淀区教育委员会", ("110108", "海淀区")),
        ("新疆维吾尔自治区乌鲁木齐市天山区司法局", ("650102", "天山区")),
        ("凉山州生态环境局", ("513400", "凉山彝族自治州")),
        ("青海省海南州民政局", ("632500", "海南藏族自治州")),
        ("三明市梅列区财政局", ("350402", "梅列区")),
        ("浦东新区教育局", ("310115", "浦东新区")),
        ("东莞市大朗镇人民政府", ("441900", "东莞市")),
        ("朝阳区人民法院", None),
        ("鼓楼区文化和旅游局", None),
        ("普陀区商务委员会", None),
        ("北京大学", None),
        ("合作市场服务中心", None),
        ("某某局", None),
        ("", None),
    ],
)
def test_divisions_of_organisations(organisation: str, expected: tuple[str, str] | None) -> None:
    assert division_of(organisation) == expected
