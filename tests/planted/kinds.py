"""The kinds of planted errors, and on which papers each of them is planted."""

from __future__ import annotations

from tests.planted import kinds_forms, kinds_tables, kinds_text
from tests.planted.kind import Kind, Slipped
from tests.planted.paper import BUDGET, FINAL, PAPERS

_TABLES = ("national", "shanghai_budget", "book", "jiangsu", "shanghai", "pair", "plain")
_ACCOUNTS = ("national", "book", "shanghai", "pair", "plain")
_TEXT = ("text", "national", "text", "shanghai", "pair")
_BOTH = ("pair", "national", "shanghai", "plain")
_FORMS = ("text", "plain", "text", "national", "text", "shanghai")

KINDS: tuple[Kind, ...] = (
    Kind("table cell +100", kinds_tables.hundred_more, _TABLES),
    Kind("share", kinds_text.share, _TEXT),
    Kind("score above its weight", kinds_forms.score_above_weight, _FORMS, kinds_forms.has_forms),
    Kind("table digits swapped", kinds_tables.digits, _TABLES),
    Kind("rate of change", kinds_text.growth, _TEXT),
    Kind("weights not 100", kinds_forms.weight, _FORMS, kinds_forms.has_forms),
    Kind("figure in the neighbour row", kinds_tables.other_row, _TABLES),
    Kind("budget variance rate", kinds_text.variance, ("text", "national", "pair")),
    Kind("total score", kinds_forms.total_score, _FORMS, kinds_forms.has_forms),
    Kind("figure in the neighbour column", kinds_tables.other_column, _TABLES),
    Kind("completion rate", kinds_text.completion, ("text", "shanghai", "pair")),
    Kind("execution rate", kinds_forms.execution_rate, _FORMS, kinds_forms.has_forms),
    Kind("total wrong", kinds_tables.total, _TABLES),
    Kind("one word of direction", kinds_text.one_direction, _TEXT),
    Kind("execution score", kinds_forms.execution_score, _FORMS, kinds_forms.has_forms),
    Kind("total blank", kinds_tables.blank_total, _TABLES),
    Kind("both words of direction", kinds_text.both_directions, _TEXT),
    Kind("funding unlike its parts", kinds_forms.funding, _FORMS, kinds_forms.has_forms),
    Kind("class unlike its subclasses", kinds_tables.class_sum, ("national", "shanghai_budget", "book", "jiangsu")),
    Kind("narrative amount unlike the table", kinds_text.amount, _BOTH),
    Kind("indicator score", kinds_forms.indicator_score, _FORMS, kinds_forms.has_forms),
    Kind("three-public item in the table", kinds_tables.three_public, _TABLES),
    Kind("three-public item in the text", kinds_text.three_public, _TEXT),
    Kind("projects unlike the forms", kinds_forms.evaluated, _FORMS, kinds_forms.has_forms),
    Kind("fund closing in the table", kinds_tables.fund_closing, _ACCOUNTS, kinds_tables.has_fund),
    Kind("fund closing in the text", kinds_text.fund_closing, _TEXT, kinds_tables.has_fund),
    Kind("元 for 万元 in a table", kinds_tables.yuan, _TABLES),
    Kind("元 for 万元 in the text", kinds_text.yuan, _TEXT),
    Kind("all-source basic expenditure", kinds_text.all_source_basic, _TEXT),
    Kind("personnel expenses in the text", kinds_text.personnel, _TEXT),
    Kind("sign lost", kinds_text.sign, ("text", "national", "pair")),
    Kind("amount of an item in the text", kinds_text.item_amount, _TEXT),
    Kind("procurement unlike its parts", kinds_text.procurement, _TEXT),
    Kind("staff unlike its parts", kinds_text.staff, _TEXT),
    Kind("vehicles unlike their uses", kinds_text.vehicles, _TEXT),
)

__all__ = ["BUDGET", "FINAL", "KINDS", "PAPERS", "Kind", "Slipped"]
