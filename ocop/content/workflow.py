"""What may follow what: a question is published or not; a letter is taken up, answered, closed, opened again."""

from ocop.content.access import all_pages, letters_still_kept, letters_to_the_portal
from ocop.content.models import ContactMessage, Question
from ocop.core.workflow import transition

Asked, Letter = Question.State, ContactMessage.State

PUBLISH = transition(
    model="question",
    name="publish",
    label="Đăng câu hỏi và câu trả lời",
    sources=(Asked.NEW, Asked.REJECTED, Asked.PUBLISHED),
    target=Asked.PUBLISHED,
    who=all_pages,
    because="biên tập viên của tỉnh trả lời và đăng câu hỏi",
    work=False,
)
REJECT = transition(
    model="question",
    name="reject",
    label="Không đăng câu hỏi",
    sources=(Asked.NEW, Asked.PUBLISHED),
    target=Asked.REJECTED,
    who=all_pages,
    because="biên tập viên của tỉnh không đăng câu hỏi không phù hợp, hoặc gỡ xuống",
    work=False,
)
TAKE = transition(
    model="contactmessage",
    name="take",
    label="Nhận xử lý",
    sources=(Letter.NEW,),
    target=Letter.IN_PROGRESS,
    who=letters_to_the_portal,
    because="người vận hành cổng nhận thư để xử lý",
    work=False,
)
REPLY = transition(
    model="contactmessage",
    name="reply",
    label="Trả lời",
    sources=(Letter.NEW, Letter.IN_PROGRESS),
    target=Letter.ANSWERED,
    who=letters_to_the_portal,
    because="người vận hành cổng trả lời thư qua e-mail",
    work=False,
)
CLOSE = transition(
    model="contactmessage",
    name="close",
    label="Đóng thư",
    sources=(Letter.NEW, Letter.IN_PROGRESS, Letter.ANSWERED),
    target=Letter.CLOSED,
    who=letters_to_the_portal,
    because="người vận hành cổng đóng thư đã xong hoặc thư rác",
    work=False,
)
REOPEN = transition(
    model="contactmessage",
    name="reopen",
    label="Mở lại",
    sources=(Letter.CLOSED, Letter.ANSWERED),
    target=Letter.IN_PROGRESS,
    who=letters_still_kept,
    because="người vận hành cổng mở lại thư khi việc chưa xong, trước khi thông tin bị xóa",
    work=False,
)
