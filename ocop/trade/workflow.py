"""What may follow what: an enquiry is seen, answered, closed, and may be opened again. All by the producer asked."""

from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.workflow import transition
from ocop.trade.access import asked_of_me
from ocop.trade.models import Enquiry

State = Enquiry.State


def asked_of_me_and_kept(user: User) -> Q:
    """Enquiries of the person's producers of which the asker's name and address are still kept."""
    return asked_of_me(user) & Q(anonymised_at=None)


SEE = transition(
    model="enquiry",
    name="see",
    label="Đã xem",
    sources=(State.NEW,),
    target=State.SEEN,
    who=asked_of_me,
    because="chủ thể được hỏi đọc câu hỏi mua",
    work=False,
)
ANSWER = transition(
    model="enquiry",
    name="answer",
    label="Trả lời",
    sources=(State.NEW, State.SEEN, State.ANSWERED),
    target=State.ANSWERED,
    who=asked_of_me,
    because="chủ thể được hỏi trả lời người hỏi mua",
)
CLOSE = transition(
    model="enquiry",
    name="close",
    label="Đóng",
    sources=(State.NEW, State.SEEN, State.ANSWERED),
    target=State.CLOSED,
    who=asked_of_me,
    because="chủ thể được hỏi đóng câu hỏi khi đã xong",
    work=False,
)
REOPEN = transition(
    model="enquiry",
    name="reopen",
    label="Mở lại",
    sources=(State.CLOSED,),
    target=State.SEEN,
    who=asked_of_me_and_kept,
    because="chủ thể được hỏi mở lại khi người hỏi liên lạc tiếp, trước khi thông tin bị xóa",
    work=False,
)
