"""The law as files: one folder a decision under law/, read strictly. No database.

law/<code>/regime.yaml, classes.yaml, forms.yaml, sheets/NN-slug.yaml; law/holidays.yaml, law/organisations.yaml.
What the files must hold is checked in `law_checks`. Dates are kept as ISO text, so what is read is plain JSON.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

Mapping = dict[str, Any]


class WrongLaw(ValueError):
    """A file of the law is absent or cannot be read; the message names it and says why."""


@dataclass(frozen=True)
class LawFolder:
    """Everything one decision's folder holds."""

    code: str
    regime: Mapping
    classes: Mapping
    forms: Mapping
    sheets: tuple[Mapping, ...]

    @property
    def fingerprint(self) -> str:
        return fingerprint([self.regime, self.classes, self.forms, *self.sheets])


def fingerprint(content: object) -> str:
    """A checksum of the content itself: layout and comments of the file do not count."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def codes(law_dir: Path) -> list[str]:
    """The decisions kept under law/, oldest first.

    Raises:
        WrongLaw: the folder is absent or holds none.
    """
    found = [path.parent.name for path in law_dir.glob("*/regime.yaml")]
    if not found:
        raise WrongLaw(f"Không tìm thấy văn bản nào trong thư mục {law_dir}.")
    return sorted(found, key=lambda code: (code.rpartition("-")[2], code))


def read_folder(law_dir: Path, code: str) -> LawFolder:
    """All files of one decision; `classes_of` in its regime takes the classes of another.

    Raises:
        WrongLaw: an unknown decision or an unreadable file.
    """
    regime = read_regime(law_dir, code)
    classes = law_dir / regime.get("classes_of", code) / "classes.yaml"
    forms = law_dir / code / "forms.yaml"
    return LawFolder(
        code=code,
        regime=regime,
        classes=read_yaml(classes) if classes.exists() else {"groups": []},
        forms=read_yaml(forms) if forms.exists() else {"forms": regime.get("forms", []), "evidence_kinds": []},
        sheets=tuple(read_yaml(path) for path in sorted((law_dir / code / "sheets").glob("*.yaml"))),
    )


def read_regime(law_dir: Path, code: str) -> Mapping:
    """regime.yaml of one decision.

    Raises:
        WrongLaw: an unknown decision or an unreadable file.
    """
    known = codes(law_dir)
    if code not in known:
        raise WrongLaw(f"Không có bộ tiêu chí «{code}»; các bộ hiện có: {', '.join(known)}.")
    return read_yaml(law_dir / code / "regime.yaml")


def read_sheet(law_dir: Path, code: str, number: int) -> Mapping:
    """One scoring sheet of a known decision.

    Raises:
        WrongLaw: the decision has no such sheet, or the file cannot be read.
    """
    paths = sorted((law_dir / code / "sheets").glob(f"{number:02d}-*.yaml"))
    if not paths:
        held = sorted(int(path.name.partition("-")[0]) for path in (law_dir / code / "sheets").glob("*.yaml"))
        having = f"có các phiếu từ {held[0]} đến {held[-1]}" if held else "không có phiếu chấm điểm nào"
        raise WrongLaw(f"Bộ tiêu chí {code} không có phiếu số {number}; bộ này {having}.")
    return read_yaml(paths[0])


def read_yaml(path: Path) -> Mapping:
    """A file as a mapping of plain JSON values.

    Raises:
        WrongLaw: absent, not UTF-8, not YAML, a key twice, or not a mapping.
    """
    try:
        with path.open(encoding="utf-8") as file:
            content = yaml.load(file, Loader=_StrictLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise WrongLaw(f"Không đọc được {path.parent.name}/{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise WrongLaw(f"{path.parent.name}/{path.name} không có nội dung.")
    plain: Mapping = json.loads(json.dumps(content, default=date.isoformat))
    return plain


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key given twice, which YAML readers let pass silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"khóa trùng: {', '.join(twice)}", node.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping
