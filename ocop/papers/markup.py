"""WordprocessingML elements. Text goes in as text nodes only, so nothing a person wrote can become markup."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from ocop.papers.text import clean

FONT = "Times New Roman"
TICK_FONT = "Segoe UI Symbol"
TICKED, UNTICKED = "☒", "☐"

Element = Any


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look. `size` in points, None is the size around it."""

    text: object
    bold: bool = False
    italic: bool = False
    size: float | None = None
    raised: bool = False
    tick: bool = False
    color: str = ""


@dataclass(frozen=True)
class Look:
    """How a paragraph stands. Lengths in mm, spacing in points; `line` is a multiple, `exact` a fixed height."""

    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    exact: float | None = None
    keep_next: bool = False
    outline: int | None = None
    rule_above: bool = False
    box: bool = False
    tab: float | None = None

    def but(self, **changes: Any) -> "Look":
        return replace(self, **changes)


@dataclass(frozen=True)
class Cell:
    """One cell: paragraphs (each a text, a Run or several Runs), with its own look."""

    content: Any = ""
    bold: bool = False
    italic: bool = False
    align: str = ""
    span: int = 1
    fill: str = ""
    left: float = 0
    keep_next: bool = False


@dataclass(frozen=True)
class Grid:
    """Widths of a table in mm and how it looks."""

    widths: Sequence[float]
    aligns: Sequence[str] = field(default_factory=tuple)
    borders: bool = True
    size: float | None = None
    padding: float = 1.6


def bold(text: object) -> Run:
    return Run(text, bold=True)


def italic(text: object) -> Run:
    return Run(text, italic=True)


def tick(on: bool) -> Run:
    """A box, ticked or not."""
    return Run(TICKED if on else UNTICKED, tick=True)


def twips(mm: float) -> str:
    return str(round(mm * 1440 / 25.4))


def add(parent: Element, tag: str, **attributes: object) -> Element:
    """A child element; attributes are in the w: namespace."""
    child = etree.SubElement(parent, qn(f"w:{tag}"))
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    return child


def runs_of(content: Any) -> list[Run]:
    """A text, a Run or a list of both, as Runs."""
    if isinstance(content, Run):
        return [content]
    if isinstance(content, (list, tuple)):
        return [run for part in content for run in runs_of(part)]
    return [Run(content)]


def set_fonts(properties: Element, font: str = FONT) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = etree.Element(qn("w:rFonts"))
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _run_properties(element: Element, run: Run, size: float | None) -> None:
    properties = add(element, "rPr")
    set_fonts(properties, TICK_FONT if run.tick else FONT)
    if run.bold:
        add(properties, "b")
        add(properties, "bCs")
    if run.italic:
        add(properties, "i")
        add(properties, "iCs")
    if run.color:
        add(properties, "color", val=run.color)
    if points := run.size or size:
        add(properties, "sz", val=round(points * 2))
        add(properties, "szCs", val=round(points * 2))
    if run.raised:
        add(properties, "vertAlign", val="superscript")


def add_run(paragraph: Element, run: Run, size: float | None = None) -> None:
    """The run; line breaks and tabs in its text become breaks and tabs."""
    element = add(paragraph, "r")
    _run_properties(element, run, size)
    for number, line in enumerate(clean(run.text).split("\n")):
        if number:
            add(element, "br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                add(element, "tab")
            if piece:
                text = add(element, "t")
                text.text = piece
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def paragraph(runs: Iterable[Run], look: Look, size: float | None = None) -> Element:
    """A w:p. The order of the properties is the schema's."""
    element = etree.Element(qn("w:p"))
    properties = add(element, "pPr")
    if look.keep_next:
        add(properties, "keepNext")
    _borders(properties, look)
    if look.tab is not None:
        add(add(properties, "tabs"), "tab", val="left", pos=twips(look.tab))
    line, rule = (look.exact * 20, "exact") if look.exact else (look.line * 240, "auto")
    before, after = round(look.before * 20), round(look.after * 20)
    add(properties, "spacing", before=before, after=after, line=round(line), lineRule=rule)
    indent = add(properties, "ind", left=twips(look.left), right=twips(look.right))
    if look.first >= 0:
        indent.set(qn("w:firstLine"), twips(look.first))
    else:
        indent.set(qn("w:hanging"), twips(-look.first))
    add(properties, "jc", val=look.align)
    if look.outline is not None:
        add(properties, "outlineLvl", val=look.outline)
    for run in runs:
        add_run(element, run, size)
    return element


def _borders(properties: Element, look: Look) -> None:
    sides = ("top", "left", "bottom", "right") if look.box else ("top",) if look.rule_above else ()
    if sides:
        borders = add(properties, "pBdr")
        for side in sides:
            add(borders, side, val="single", sz=6, space=1 if look.box else 0, color="000000")


def table(rows: Iterable[Sequence[Any]], grid: Grid, *, header_rows: int = 0, may_split: bool = False) -> Element:
    """A w:tbl of fixed widths; the first `header_rows` repeat on every page."""
    element = etree.Element(qn("w:tbl"))
    properties = add(element, "tblPr")
    add(properties, "tblW", w=twips(sum(grid.widths)), type="dxa")
    if grid.borders:
        borders = add(properties, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            add(borders, side, val="single", sz=4, space=0, color="000000")
    add(properties, "tblLayout", type="fixed")
    margins = add(properties, "tblCellMar")
    for side in ("left", "right"):
        add(margins, side, w=twips(grid.padding), type="dxa")
    columns = add(element, "tblGrid")
    for width in grid.widths:
        add(columns, "gridCol", w=twips(width))
    for number, row in enumerate(rows):
        _add_row(element, row, grid, header=number < header_rows, may_split=may_split)
    return element


def _add_row(element: Element, row: Sequence[Any], grid: Grid, *, header: bool, may_split: bool) -> None:
    line = add(element, "tr")
    properties = add(line, "trPr")
    if not may_split or header:
        add(properties, "cantSplit")
    if header:
        add(properties, "tblHeader")
    place = 0
    for item in row:
        cell = item if isinstance(item, Cell) else Cell(item)
        if header:
            cell = replace(cell, bold=True, align=cell.align or "center", fill=cell.fill or "EDEDED")
        _add_cell(line, cell, grid, place, header=header)
        place += cell.span


def _add_cell(line: Element, cell: Cell, grid: Grid, place: int, *, header: bool) -> None:
    element = add(line, "tc")
    properties = add(element, "tcPr")
    add(properties, "tcW", w=twips(sum(grid.widths[place : place + cell.span])), type="dxa")
    if cell.span > 1:
        add(properties, "gridSpan", val=cell.span)
    if cell.fill:
        add(properties, "shd", val="clear", color="auto", fill=cell.fill)
    if header:
        add(properties, "vAlign", val="center")
    align = cell.align or (grid.aligns[place] if place < len(grid.aligns) else "left")
    space = 2 if grid.borders else 0
    look = Look(align=align, before=space, after=space, left=cell.left, keep_next=cell.keep_next or header)
    for content in cell.content if isinstance(cell.content, list) and cell.content else [cell.content]:
        if hasattr(content, "tag"):
            element.append(content)
            continue
        runs = [replace(r, bold=r.bold or cell.bold, italic=r.italic or cell.italic) for r in runs_of(content)]
        element.append(paragraph(runs, look, grid.size))
