"""Reading papers back, as a person would open them."""

import io

import docx
from docx.oxml.ns import qn


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """All text of the body in its order, one paragraph a line."""
    lines = []
    for paragraph in opened(data).element.body.iter(qn("w:p")):
        nodes = (node for run in paragraph.iter(qn("w:r")) for node in run)
        shown = {qn("w:t"): lambda node: node.text, qn("w:br"): lambda _: " ", qn("w:tab"): lambda _: " "}
        lines.append("".join(shown[node.tag](node) for node in nodes if node.tag in shown))
    return "\n".join(lines)


def lines_of(data: bytes) -> list[str]:
    return [line for line in text_of(data).split("\n") if line.strip()]
