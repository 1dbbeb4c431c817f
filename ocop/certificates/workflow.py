"""What follows a council's result: recognised, closed without, forwarded; the higher level's answer; again."""

from ocop.certificates.access import kept_by_me, led_by_me, returned_to_me
from ocop.core.workflow import transition
from ocop.dossiers.models import State

RECOGNISE = transition(
    model="dossier",
    name="recognise",
    label="Công nhận",
    sources=(State.CONCLUDED,),
    target=State.RECOGNISED,
    who=led_by_me,
    because="lãnh đạo quyết định công nhận, cấp giấy chứng nhận (Điều 7.3e, 7.4g)",
)
CLOSE_UNRECOGNISED = transition(
    model="dossier",
    name="close_unrecognised",
    label="Kết thúc, không công nhận",
    sources=(State.CONCLUDED,),
    target=State.NOT_RECOGNISED,
    who=led_by_me,
    because="kết quả dưới mức công nhận: không quyết định, không giấy chứng nhận (Điều 4.1a)",
)
FORWARD = transition(
    model="dossier",
    name="forward",
    label="Phê duyệt kết quả, chuyển cấp trên",
    sources=(State.CONCLUDED,),
    target=State.FORWARDED,
    who=led_by_me,
    because="lãnh đạo phê duyệt kết quả, đề nghị cấp trên đánh giá (Điều 7.3e)",
)
RECORD_HIGHER_RESULT = transition(
    model="dossier",
    name="record_higher_result",
    label="Ghi kết quả công nhận của cấp trên",
    sources=(State.FORWARDED,),
    target=State.RECOGNISED,
    who=kept_by_me,
    because="cơ quan tham mưu ghi quyết định công nhận của cấp trên (Điều 7.4e, g)",
    work=False,
)
RETURN_FROM_HIGHER = transition(
    model="dossier",
    name="return_from_higher",
    label="Ghi kết quả cấp trên trả về",
    sources=(State.FORWARDED,),
    target=State.CONCLUDED,
    who=kept_by_me,
    because="cơ quan tham mưu ghi kết quả cấp trên trả về khi không đạt (Điều 7.4g)",
    work=False,
)
REOPEN = transition(
    model="dossier",
    name="reopen",
    label="Đánh giá lại theo thẩm quyền",
    sources=(State.CONCLUDED,),
    target=State.UNDER_CHECK,
    who=returned_to_me,
    because="lãnh đạo cho đánh giá lại theo thẩm quyền sau khi cấp trên trả về (Điều 7.4g)",
    work=False,
)
