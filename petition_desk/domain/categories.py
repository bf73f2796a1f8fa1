"""The default categories of petitions (三级分类): what a matter is about, for ledger and figures.

A category is stored as its path with strokes (``投诉举报/接处警/不出警、出警慢``), as the official
export writes it; a path of one or two levels is complete, too. It decides nothing in law: pathways
do (art. 29–31).
"""

from __future__ import annotations

from dataclasses import dataclass

SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Category:
    """One category and those below it, in the order in which they are offered."""

    name: str
    parts: tuple[Category, ...] = ()

    def child(self, name: str) -> Category | None:
        """The category of this name directly below, or None."""
        return next((part for part in self.parts if part.name == name), None)


def _of(name: str, *parts: str | Category) -> Category:
    return Category(name, tuple(Category(p) if isinstance(p, str) else p for p in parts))


CATEGORIES: tuple[Category, ...] = (
    _of(
        "申诉",
        _of("案件申诉", "定性不当", "调查取证不当", "办理时限", "立案撤案"),
        _of("行政处罚申诉", "过重", "过轻", "遗漏违法行为人"),
        "事故认定申诉",
        "执法依据申诉",
        "其他",
    ),
    _of(
        "投诉举报",
        _of("接处警", "不出警、出警慢"),
        _of(
            "执法办案",
            "有案不立",
            "压案不查",
            "追赃挽损不力",
            "事故处理不公",
            "违反程序",
            "违规查扣冻",
            "处罚不公",
            "滥用强制措施",
            "插手经济纠纷",
            "乱罚款乱收费",
            "关系案人情案",
        ),
        _of("行政管理服务", "推诿扯皮", "程序繁琐", "不一次性告知"),
        _of("队伍作风", "吃拿卡要", "态度粗暴", "耍特权", "违纪违法线索"),
        "其他",
    ),
    _of(
        "意见建议",
        "执法办案",
        _of("政务服务", "车驾管", "户籍", "出入境", "窗口"),
        _of("社会治理", "交通秩序", "道路设施", "治安"),
        "队伍管理",
        "其他",
    ),
    _of(
        "求助",
        _of("案件", "加快办理", "返还财物", "冻结解冻", "调解"),
        _of("非案件", "调解纠纷", "寻人寻物", "交通设施", "噪音", "其他"),
    ),
    _of("咨询", "户政", "出入境", "交管", "治安", "案件进度", "其他"),
    _of("表扬"),
    _of("违法线索", "涉黄赌毒", "涉黑", "交通违法", "其他"),
    _of("其他"),
)

_ROOT = Category("", CATEGORIES)


def find_category(path: str) -> Category | None:
    """The category at a path, or None where the default tree has no such path."""
    found: Category | None = _ROOT
    for name in path.split(SEPARATOR) if path else ():
        found = found.child(name) if found is not None else None
    return found


def category_words(path: str) -> str:
    """A path as it is read on screen: 投诉举报 › 接处警 › 不出警、出警慢."""
    return " › ".join(path.split(SEPARATOR))
