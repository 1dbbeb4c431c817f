"""What may follow what, up to the round. Councils and certificates add the rest in their own workflow.py."""

from ocop.core.workflow import transition
from ocop.dossiers.access import (
    on_my_deciding_desk,
    on_my_desk,
    on_my_screening_desk,
    overdue_on_my_desk,
    own,
)
from ocop.dossiers.models import State

SUBMIT = transition(
    model="dossier",
    name="submit",
    label="Nộp hồ sơ",
    sources=(State.DRAFT, State.RETURNED),
    target=State.SUBMITTED,
    who=own,
    because="chủ thể nộp hồ sơ của mình (Điều 7.1)",
)
WITHDRAW = transition(
    model="dossier",
    name="withdraw",
    label="Rút hồ sơ",
    sources=(State.DRAFT, State.SUBMITTED, State.UNDER_CHECK, State.RETURNED, State.SCHEDULED),
    target=State.WITHDRAWN,
    who=own,
    because="chủ thể rút hồ sơ khi chưa đánh giá",
    work=False,
)
ACCEPT = transition(
    model="dossier",
    name="accept",
    label="Tiếp nhận",
    sources=(State.SUBMITTED,),
    target=State.UNDER_CHECK,
    who=on_my_desk,
    because="cán bộ tiếp nhận hồ sơ nộp tới đơn vị mình (Điều 7.2, 7.3a)",
)
SEND_BACK = transition(
    model="dossier",
    name="send_back",
    label="Trả lại để bổ sung",
    sources=(State.SUBMITTED, State.UNDER_CHECK),
    target=State.RETURNED,
    who=on_my_desk,
    because="cán bộ yêu cầu hoàn thiện hồ sơ (Điều 7.2a, 7.3a)",
)
REFUSE = transition(
    model="dossier",
    name="refuse",
    label="Loại hồ sơ",
    sources=(State.SUBMITTED, State.UNDER_CHECK),
    target=State.REFUSED,
    who=on_my_desk,
    because="cán bộ loại hồ sơ có căn cứ loại của bộ tiêu chí (Phụ lục II)",
)
PROPOSE = transition(
    model="dossier",
    name="propose",
    label="Đề nghị cấp trên đánh giá",
    sources=(State.UNDER_CHECK,),
    target=State.SUBMITTED,
    who=on_my_screening_desk,
    because="đơn vị kiểm tra gửi hồ sơ lên cấp đánh giá (Điều 7.2b)",
)
SCHEDULE = transition(
    model="dossier",
    name="schedule",
    label="Xếp vào đợt đánh giá",
    sources=(State.UNDER_CHECK,),
    target=State.SCHEDULED,
    who=on_my_deciding_desk,
    because="cơ quan tham mưu xếp hồ sơ vào đợt (Điều 5, 7.3a)",
)
RESCHEDULE = transition(
    model="dossier",
    name="reschedule",
    label="Chuyển sang đợt khác",
    sources=(State.SCHEDULED,),
    target=State.SCHEDULED,
    who=on_my_deciding_desk,
    because="cơ quan tham mưu chuyển hồ sơ sang đợt khác khi chưa giao hội đồng (Điều 5)",
    work=False,
)
RESCHEDULE_IN_REVIEW = transition(
    model="dossier",
    name="reschedule_in_review",
    label="Chuyển sang đợt khác",
    sources=(State.IN_REVIEW,),
    target=State.IN_REVIEW,
    who=on_my_deciding_desk,
    because="cơ quan tham mưu chuyển hồ sơ đang xem xét sang đợt khác khi đợt đã qua hạn (Điều 5)",
    work=False,
)
CLOSE_OVERDUE = transition(
    model="dossier",
    name="close_overdue",
    label="Đóng hồ sơ quá hạn bổ sung",
    sources=(State.RETURNED,),
    target=State.LAPSED,
    who=overdue_on_my_desk,
    because="đơn vị giữ hồ sơ đóng hồ sơ trả lại đã quá hạn mà chủ thể không bổ sung (Điều 7.2a, 7.3a)",
    work=False,
)
