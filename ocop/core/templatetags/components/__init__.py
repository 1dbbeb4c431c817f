"""The components: template tags that know nothing of the domain. All stand on `/_components/`.

Every tag escapes what it is given unless it is already safe markup, and every tag takes `as name` to keep its result.
"""

from ocop.core.templatetags.components import content, controls, forms, frame, language, lists, marks, seo
from ocop.core.templatetags.components.markup import register

__all__ = ["content", "controls", "forms", "frame", "language", "lists", "marks", "register", "seo"]
