"""What may follow what from the round to the council's conclusion (QĐ 26/2026/QĐ-TTg, Điều 7.3c, 7.3d, 7.4, 7.6)."""

from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.workflow import transition
from ocop.councils.access import not_my_own, open_before_my_secretariat
from ocop.dossiers.access import on_my_deciding_desk
from ocop.dossiers.models import State


def on_my_desk_to_give(user: User) -> Q:
    """Dossiers on the officer's deciding desk, of producers the officer does not act for."""
    return on_my_deciding_desk(user) & not_my_own(user)


def with_my_unit_or_council(user: User) -> Q:
    """The same, or dossiers before the council the person is a secretary of."""
    return on_my_desk_to_give(user) | open_before_my_secretariat(user)


BEGIN_REVIEW = transition(
    model="dossier",
    name="begin_review",
    label="Giao hội đồng và tổ tư vấn",
    sources=(State.SCHEDULED,),
    target=State.IN_REVIEW,
    who=on_my_desk_to_give,
    because="cơ quan tham mưu giao hồ sơ cho hội đồng và tổ tư vấn (Điều 7.3b, 7.3c)",
)
BEGIN_SCORING = transition(
    model="dossier",
    name="begin_scoring",
    label="Chuyển hội đồng chấm điểm",
    sources=(State.IN_REVIEW,),
    target=State.IN_SCORING,
    who=with_my_unit_or_council,
    because="thư ký hoặc cán bộ chuyển hồ sơ cho hội đồng khi tổ tư vấn đã báo cáo (Điều 7.3c, 7.3d)",
)
CONCLUDE = transition(
    model="dossier",
    name="conclude",
    label="Kết luận của hội đồng",
    sources=(State.IN_SCORING,),
    target=State.CONCLUDED,
    who=open_before_my_secretariat,
    because="thư ký ghi kết luận của hội đồng (Điều 7.3d)",
)
