"""What was read of the public pages: today, this month, by day and by section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from wagtail.models import Page

from ocop.content.models import DayVisitors, SectionViews, VisitorMark
from ocop.core.dates import today
from ocop.core.versions import cached

SCREENS = {
    "": "Trang chủ",
    "san-pham": "Sản phẩm",
    "chu-the": "Chủ thể",
    "gcn": "Giấy chứng nhận",
    "xac-thuc": "Xác thực giấy chứng nhận",
    "thong-ke": "Thống kê",
    "tim-kiem": "Tìm kiếm",
    "ban-do": "Bản đồ OCOP",
    "thi-truong": "Thị trường tiêu thụ",
    "diem-ban": "Điểm bán",
    "lang-nghe": "Làng nghề",
    "du-lich": "Điểm du lịch",
    "goi-qua": "Gói quà",
    "hoi-dap": "Hỏi đáp",
    "lien-he": "Liên hệ, góp ý",
}
FIRST_LEVEL = 3


@dataclass(frozen=True)
class Totals:
    """How many pages were looked at."""

    today: int
    month: int
    all: int


@dataclass(frozen=True)
class Day:
    """A day: pages looked at, and different visitors."""

    day: date
    views: int
    visitors: int


def totals() -> Totals:
    """Today, this month and since counting began: one query."""
    now = today()
    found = SectionViews.objects.aggregate(
        today=Sum("views", filter=Q(day=now)),
        month=Sum("views", filter=Q(day__gte=now.replace(day=1))),
        all=Sum("views"),
    )
    return Totals(**{name: count or 0 for name, count in found.items()})


def by_day(days: int) -> list[Day]:
    """The last days that were counted, the newest first."""
    since = today() - timedelta(days=days - 1)
    views = SectionViews.objects.filter(day__gte=since).values("day").annotate(total=Sum("views")).order_by("-day")
    visitors = dict(DayVisitors.objects.filter(day__gte=since).values_list("day", "visitors"))
    open_days = VisitorMark.objects.filter(day__gte=since).values_list("day").annotate(total=Count("pk"))
    for day, count in open_days:
        visitors[day] = visitors.get(day, 0) + count
    return [Day(row["day"], row["total"], visitors.get(row["day"], 0)) for row in views]


def by_section(days: int) -> list[tuple[str, int]]:
    """The sections of the site by how much they were read in the last days: name and pages, the most first."""
    since = today() - timedelta(days=days - 1)
    rows = SectionViews.objects.filter(day__gte=since).values("section").annotate(total=Sum("views"))
    return [(section_name(row["section"]), row["total"]) for row in rows.order_by("-total", "section")]


def each_day_and_section(days: int) -> list[tuple[date, str, int]]:
    """Every figure there is of the last days, the newest day first."""
    since = today() - timedelta(days=days - 1)
    rows = SectionViews.objects.filter(day__gte=since).order_by("-day", "-views", "section")
    return [(row.day, section_name(row.section), row.views) for row in rows]


def section_name(section: str) -> str:
    """What a section is called: a screen by its name, the editors' pages by their title."""
    return str(SCREENS.get(section) or _titles().get(section, section))


def _titles() -> dict[str, str]:
    rows = Page.objects.filter(depth=FIRST_LEVEL)
    return cached("titles of sections", lambda: dict(rows.values_list("slug", "title")))
