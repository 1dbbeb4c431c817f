"""What a DOCX package holds besides its text: styles, language, fields, entry times."""

import io
import zipfile
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from ocop.papers.markup import add, set_fonts


def add_field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, such as PAGE."""
    for kind in ("begin", None, "end"):
        run = add(paragraph, "r")
        properties = add(run, "rPr")
        set_fonts(properties)
        add(properties, "sz", val=26)
        if kind:
            add(run, "fldChar", fldCharType=kind)
        else:
            add(run, "instrText").text = f" {code} "


def set_styles(document: Any, size: float) -> None:
    """Times New Roman for every script and Vietnamese as the language, in the defaults and in every style."""
    styles = document.styles.element
    for properties in styles.iter(qn("w:rPr")):
        set_fonts(properties)
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        add(properties, "lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")
    document.styles["Normal"].font.size = Pt(size)
    spacing = next(styles.find(qn("w:docDefaults")).iter(qn("w:spacing")))
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # the current Word, without «Compatibility Mode» in its title bar
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")


def without_times(written: io.BytesIO) -> bytes:
    """The same package with fixed entry times."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
