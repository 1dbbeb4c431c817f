"""Everything the journal may hold is said in Vietnamese: each verb given to `record`, each transition."""

import ast
from pathlib import Path

import ocop
from ocop.certificates.models import RecognitionDecision
from ocop.core.workflow import all_transitions
from ocop.journal import words

MADE = {
    "decision.{}": [f"decision.{kind}" for kind in RecognitionDecision.Kind.values],
    "{}.place": ["producer.place", "product.place"],
}
"""Verbs put together when they are written, by their shape."""


def verbs_in(source: str) -> set[str]:
    """The first argument of every call of `record`, where it is written out; the shape of those put together."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
            elif isinstance(first, ast.JoinedStr):
                shape = "".join("{}" if isinstance(part, ast.FormattedValue) else part.value for part in first.values)
                found |= set(MADE[shape])
    return found


def test_every_act_of_the_journal_is_said_in_vietnamese():
    folder = Path(ocop.__path__[0])
    files = [path for path in folder.rglob("*.py") if "tests" not in path.parts]
    verbs = {verb for path in files for verb in verbs_in(path.read_text())}
    verbs |= {transition.permission for transition in all_transitions()}

    assert len(verbs) > 100
    assert sorted(verb for verb in verbs if words.words_for(verb) == verb) == []
