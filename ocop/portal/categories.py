"""The menu of goods: groups, subgroups and sets of Annex I as one tree, whichever decision classed a product."""

from __future__ import annotations

from dataclasses import dataclass, field

from ocop.core.language import term
from ocop.core.text import normalise
from ocop.programme.models import ProductClass

TOURISM = "du lich"
"""What the law's name of the group of services says in every decision."""
UNCLASSED = "chua-phan-nhom"
"""Products of old lists that name no class."""


@dataclass
class Category:
    """A node of the menu. `key` is its place in the annex, which addresses use; `classes` are the law's rows."""

    key: str
    words: str
    decision: str = ""
    parent: Category | None = None
    children: list[Category] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name, with the decision where that is no longer the one in use."""
        return f"{term(self.words)} ({self.decision})" if self.decision else term(self.words)

    @property
    def trail(self) -> list[Category]:
        """From the group down to this one."""
        return [*(self.parent.trail if self.parent else []), self]

    @property
    def is_tourism(self) -> bool:
        return TOURISM in normalise(self.trail[0].words)


class Categories:
    """The tree. Decisions that number the annex alike share nodes; a group that another one numbered differently
    stands by itself with the decision's number."""

    def __init__(self, classes: list[ProductClass]) -> None:
        self.by_key: dict[str, Category] = {}
        self.of_class: dict[int, Category] = {}
        for each in classes:
            self._add(each)

    @classmethod
    def load(cls) -> Categories:
        """All classes of all decisions, the newest decision first, parents before children: one query."""
        rows = ProductClass.objects.select_related("regime", "parent").order_by("order", "pk")
        order = {str(depth): place for place, depth in enumerate(ProductClass.Depth)}
        return cls(sorted(rows, key=lambda each: (-each.regime.effective_from.toordinal(), order[each.depth])))

    def asked_as(self, words: str) -> str:
        """The key of what an address calls a category: its key, or its name as older addresses had it; else ""."""
        if words in self.by_key or words == UNCLASSED:
            return words
        return next((each.key for each in self.by_key.values() if each.words == words), "")

    @property
    def groups(self) -> list[Category]:
        return [each for each in self.by_key.values() if each.parent is None]

    def _add(self, row: ProductClass) -> None:
        parent = self.of_class[row.parent_id] if row.parent_id else None
        key, decision = row.code, ""
        if (parent is None and not self._is_same_group(row)) or (parent is not None and "/" in parent.key):
            key, decision = f"{row.regime.code}/{row.code}", row.regime.decision_number
        node = self.by_key.get(key)
        if node is None:
            node = self.by_key[key] = Category(key, row.name, decision, parent)
            if parent is not None:
                parent.children.append(node)
        node.classes.append(row.pk)
        self.of_class[row.pk] = node

    def _is_same_group(self, row: ProductClass) -> bool:
        """Whether the place in the annex holds the same goods as in a newer decision: one name within the other."""
        known = self.by_key.get(row.code)
        if known is None:
            return True
        one, other = normalise(known.words), normalise(row.name)
        return one in other or other in one
