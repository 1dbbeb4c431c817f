from typing import Any

from django.core.management import BaseCommand
from django_q.models import Schedule

TIMETABLE = {
    "Gửi lại thư chưa gửi được": ("ocop.notices.tasks.mail_waiting", Schedule.MINUTES, 10),
    "Gửi lại câu trả lời hỏi mua": ("ocop.trade.tasks.mail_waiting", Schedule.MINUTES, 10),
    "Xóa thông tin người hỏi mua hết hạn giữ": ("ocop.trade.tasks.anonymise_old", Schedule.DAILY, None),
    "Đăng và gỡ trang đã hẹn giờ": ("ocop.content.tasks.publish_scheduled", Schedule.MINUTES, 5),
    "Đối chiếu quyền biên tập với vai trò": ("ocop.content.tasks.match_groups", Schedule.DAILY, None),
    "Gửi lại câu trả lời thư liên hệ": ("ocop.content.tasks.mail_waiting", Schedule.MINUTES, 10),
    "Xóa thông tin người hỏi, người gửi thư hết hạn giữ": ("ocop.content.tasks.forget_old", Schedule.DAILY, None),
    "Lập bản PDF giấy chứng nhận còn thiếu": ("ocop.certificates.tasks.render_missing", Schedule.DAILY, None),
    "Gửi lại thư mời chưa gửi được": ("ocop.accounts.tasks.mail_invitations", Schedule.MINUTES, 30),
    "Gửi lại lời mời phụ trách chủ thể": ("ocop.producers.tasks.mail_invitations", Schedule.MINUTES, 30),
    "Dọn tệp không thuộc về đâu": ("ocop.files.tasks.sweep", Schedule.DAILY, None),
    "Dọn ô bản đồ dựng dở": ("ocop.gis.tasks.sweep", Schedule.DAILY, None),
}


class Command(BaseCommand):
    help = "Ghi lịch chạy việc định kỳ. Chạy lại không đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the timetable of the worker: what runs, how often."""
        for name, (func, kind, minutes) in TIMETABLE.items():
            Schedule.objects.update_or_create(
                name=name, defaults={"func": func, "schedule_type": kind, "minutes": minutes}
            )
