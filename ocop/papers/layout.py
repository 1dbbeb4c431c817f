"""A4 papers after Nghị định 30/2020/NĐ-CP, Phụ lục I: heads, titles, bodies, tables, signatures, receivers."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from ocop.papers import markup
from ocop.papers.markup import Cell, Grid, Look, Run, italic, runs_of
from ocop.papers.package import add_field, set_styles, without_times
from ocop.papers.parts import Heading, Signer
from ocop.papers.text import balanced, clean, long_day, one_line, or_dots, paragraphs

DEMO_MARK = "BẢN MÔ PHỎNG – DỮ LIỆU TRÌNH DIỄN"
DRAFT_MARK = "DỰ THẢO"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

# NĐ 30/2020/NĐ-CP, Phụ lục I, phần I.I: top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm.
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
WIDTH = 210 - LEFT - RIGHT
LANDSCAPE_WIDTH = 297 - LEFT - RIGHT


class Paper:
    """A paper that grows from top to bottom; `save()` gives the DOCX.

    The same input gives the same bytes, so a paper made twice is one file.
    """

    def __init__(self, title: str, *, size: float = 14, demo: bool = False, draft: bool = False) -> None:
        self.size = size
        self.demo, self.draft = demo, draft
        self.width: float = WIDTH
        self._document = docx.Document()
        self._set_up(one_line(title))

    # ------------------------------------------------------------------ body text

    def add(self, element: Any) -> None:
        """An element at the end of the paper."""
        self._document.element.body[-1].addprevious(element)

    def line(self, *content: Any, look: Look | None = None, size: float | None = None) -> None:
        """One paragraph as it is."""
        self.add(markup.paragraph(runs_of(content), look or Look(after=3), size or self.size))

    def text(self, *content: Any, indent: float = 10, keep_next: bool = False) -> None:
        """Body paragraphs: justified, first line set in; line breaks in a single text start new paragraphs."""
        look = Look(align="both", first=indent, before=3, after=3, line=1.1, keep_next=keep_next)
        if len(content) == 1 and isinstance(content[0], str):
            for part in paragraphs(content[0]):
                self.line(part, look=look)
        else:
            self.line(*content, look=look)

    def texts(self, items: Iterable[str], keep_last: bool = False) -> None:
        """Several body paragraphs; the last may be kept on the page of what follows."""
        rows = list(items)
        for number, item in enumerate(rows, 1):
            self.text(item, keep_next=keep_last and number == len(rows))

    def pair(self, label: object, value: object, *, left: float = 0) -> None:
        """`Label: value`, with dots where the value is missing."""
        self.line(f"{one_line(label).rstrip(':')}: ", or_dots(value), look=_LINE.but(left=left))

    def section(self, title: str, *, level: int = 0) -> None:
        """A bold heading of a numbered part."""
        look = Look(align="both", first=10, before=6, after=3, line=1.1, keep_next=True, outline=level)
        self.line(Run(one_line(title), bold=True, italic=level > 1), look=look)

    def centred(self, *content: Any, before: float = 0, after: float = 0, size: float | None = None) -> None:
        self.line(*content, look=Look("center", before=before, after=after, keep_next=True), size=size)

    def rule(self, length: float, width: float | None = None) -> None:
        """A short line in the middle, under a title."""
        self.add(_rule(length, width or self.width))

    # ------------------------------------------------------------------ head

    def national_head(self) -> None:
        """National name and motto across the page, for papers that people write to an office."""
        self.centred(Run(NATION, bold=True, size=13))
        self.centred(Run(MOTTO, bold=True, size=14))
        self.rule(_MOTTO_LENGTH)
        if self.draft:
            self.add(_draft_box(self.width))

    def head(self, heading: Heading, *, about: str = "") -> None:
        """The two-column head. `about` is the «V/v …» of a letter, under its number (Phụ lục I, II.5)."""
        middle = Look("center")
        left = (
            [markup.paragraph([Run(balanced(heading.parent, 29).upper(), size=12)], middle)] if heading.parent else []
        )
        left += [
            markup.paragraph([Run(balanced(heading.body, 27).upper(), bold=True, size=12)], middle),
            _rule(26, _HEAD[0]),
        ]
        right = [
            markup.paragraph([Run(NATION, bold=True, size=12)], middle),
            markup.paragraph([Run(MOTTO, bold=True, size=13)], middle),
            _rule(_MOTTO_LENGTH - 3, _HEAD[1]),
        ]
        number = [markup.paragraph([Run(_number(heading), size=13)], middle)] if heading.symbol else []
        if about:
            number.append(markup.paragraph([Run(balanced(f"V/v {about}", 38), size=12)], middle.but(before=6)))
        if self.draft:
            number.append(_draft_box(_HEAD[0]))
        day = f"{or_dots(heading.place, '……')}, {long_day(heading.day)}"
        dated = [markup.paragraph([Run(day, italic=True, size=13)], middle)]
        rows = [[Cell(left), Cell(right)], [Cell(number or [""]), Cell(dated)]]
        self.add(markup.table(rows, Grid(_HEAD, borders=False, padding=0)))

    def title(self, kind: str, about: str = "", *more: str) -> None:
        """Kind of paper in capitals, what it is about below, and a line (Phụ lục I, II.5)."""
        self.line(
            Run(one_line(kind).upper(), bold=True, size=14),
            look=Look("center", before=14, keep_next=True, outline=0),
        )
        for text in (about, *more):
            if text:
                self.centred(Run(balanced(text, 66), bold=True, size=14))
        self.rule(32 if about else 0)
        self.line("", look=Look(exact=6))

    def addressed_to(self, receivers: Sequence[str]) -> None:
        """«Kính gửi», one receiver in the middle or several in a list (Phụ lục I, II.9)."""
        if len(receivers) == 1:
            self.centred("Kính gửi: ", one_line(receivers[0]), before=12, after=8)
            return
        look = Look(left=38, before=12, keep_next=True)
        self.line("Kính gửi:", look=look)
        for number, name in enumerate(receivers, 1):
            end = "." if number == len(receivers) else ";"
            self.line(f"- {one_line(name).rstrip('.;')}{end}", look=look.but(left=54, first=-4, before=0))
        self.line("", look=Look(exact=8))

    def basis(self, lines: Iterable[str]) -> None:
        """The legal basis in italics, each ended by a semicolon, the last by a full stop (Phụ lục I, II.6)."""
        rows = [one_line(line).rstrip(".;") for line in lines]
        for number, row in enumerate(rows, 1):
            end = "." if number == len(rows) else ";"
            self.line(italic(row + end), look=Look("both", first=10, before=3, after=3, line=1.1))

    # ------------------------------------------------------------------ tables, appendices

    def table(
        self,
        headers: Sequence[object],
        rows: Iterable[Sequence[Any]],
        widths: Sequence[float],
        *,
        aligns: Sequence[str] = (),
        size: float = 12,
        may_split: bool = False,
    ) -> None:
        """A bordered table as wide as the text; the header row repeats. `widths` are proportions."""
        scale = self.width / sum(widths)
        grid = Grid([width * scale for width in widths], tuple(aligns), size=size)
        self.add(markup.table([headers, *rows], grid, header_rows=1, may_split=may_split))
        self.line("", look=Look(exact=8))

    def turn(self, *, landscape: bool) -> None:
        """What follows starts on a new page, upright or lying."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        self.width = LANDSCAPE_WIDTH if landscape else WIDTH

    def appendix(self, title: str, about: str, *, landscape: bool = False, label: str = "PHỤ LỤC") -> None:
        """An appendix on a new page: label, title, and which paper it belongs to (Phụ lục I, III.1)."""
        self.turn(landscape=landscape)
        if label:
            self.line(Run(label, bold=True, size=14), look=Look("center", keep_next=True, outline=0))
        self.centred(Run(balanced(title, 60).upper(), bold=True, size=14))
        self.centred(Run(f"({balanced(about, round(self.width / 2.1))})", italic=True, size=13))
        self.rule(32)
        self.line("", look=Look(exact=8))

    # ------------------------------------------------------------------ end

    def signature(self, right: Signer, *, receivers: Sequence[str] = (), left: Signer | None = None) -> None:
        """The end of a paper: receivers or a second signer on the left, the signer on the right."""
        half = [self.width * 0.47, self.width * 0.53]
        beside = _signer(left) if left else _receivers(receivers) if receivers else [""]
        rows = [[Cell(beside), Cell(_signer(right))]]
        self.line("", look=Look(exact=8, keep_next=True))
        self.add(markup.table(rows, Grid(half, borders=False, padding=0)))

    def dated_signature(self, right: Signer, *, place: str, day: date | None, left: Signer | None = None) -> None:
        """A signature with its place and day above, as on papers of producers."""
        above = Run(f"{or_dots(place, '……')}, {long_day(day)}", italic=True, size=self.size)
        dated = [markup.paragraph([above], Look("center", keep_next=True)), *_signer(right)]
        rows = [[Cell(_signer(left) if left else [""]), Cell(dated)]]
        self.line("", look=Look(exact=8, keep_next=True))
        self.add(markup.table(rows, Grid([self.width / 2] * 2, borders=False, padding=0)))

    def save(self) -> bytes:
        """The DOCX."""
        written = io.BytesIO()
        self._document.save(written)
        return without_times(written)

    # ------------------------------------------------------------------ page and styles

    def _set_up(self, title: str) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.header_distance, section.footer_distance = Mm(7), Mm(9)
        section.different_first_page_header_footer = True
        self._fill_header(section.first_page_header, numbered=False)
        self._fill_header(section.header, numbered=True)
        set_styles(self._document, self.size)
        facts = self._document.core_properties
        facts.title, facts.language = title, "vi-VN"
        facts.author = facts.comments = facts.last_modified_by = ""

    def _fill_header(self, header: Any, *, numbered: bool) -> None:
        header.is_linked_to_previous = False
        body = header._element
        for child in list(body):
            body.remove(child)
        if marks := " – ".join(m for m in (DEMO_MARK * self.demo, DRAFT_MARK * self.draft) if m):
            body.append(markup.paragraph([Run(marks, bold=True, size=9, color="B00020")], Look("center")))
        if numbered:
            number = markup.paragraph([], Look("center"))
            add_field(number, "PAGE")
            body.append(number)
        if not len(body):
            body.append(markup.paragraph([], Look()))


_HEAD = (70, WIDTH - 70)
_MOTTO_LENGTH = 60
_LINE = Look("both", before=2, after=2, line=1.05)


def _number(heading: Heading) -> str:
    return f"Số: {or_dots(heading.number, '……')}/{clean(heading.symbol)}"


def _rule(length: float, width: float) -> Any:
    side = max((width - length) / 2, 0)
    if not length:
        return markup.paragraph([], Look(exact=2))
    return markup.paragraph([], Look("center", left=side, right=side, exact=4, rule_above=True, before=2.5))


def _draft_box(width: float) -> Any:
    side = (width - 30) / 2
    look = Look("center", left=side, right=side, before=6, box=True)
    return markup.paragraph([Run(DRAFT_MARK, bold=True, size=12)], look)


def _signer(signer: Signer) -> list[Any]:
    middle = Look("center", keep_next=True)
    lines = [markup.paragraph([Run(balanced(line, 34).upper(), bold=True, size=13)], middle) for line in signer.lines]
    if signer.hint:
        lines.append(markup.paragraph([Run(f"({one_line(signer.hint).strip('()')})", italic=True, size=12)], middle))
    name = Run(one_line(signer.name), bold=True, size=14)
    return [*lines, markup.paragraph([name], middle.but(before=58, keep_next=False))]


def _receivers(receivers: Sequence[str]) -> list[Any]:
    lines = [markup.paragraph([Run("Nơi nhận:", bold=True, italic=True, size=12)], Look(keep_next=True))]
    for number, name in enumerate(receivers, 1):
        end = "." if number == len(receivers) else ";"
        text = f"- {one_line(name).rstrip('.;')}{end}"
        lines.append(markup.paragraph([Run(text, size=11)], Look(left=2.5, first=-2.5, right=4, keep_next=True)))
    return lines
