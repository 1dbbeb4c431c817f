"""The demo people: one for each part somebody plays, each a personal account that says it is a sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from ocop.accounts.models import Appointment, Role, User
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.places.models import Unit
from ocop.workspace.seeding.clock import BEGAN

PASSWORD = "ocop-demo-2026"
"""The demo sign-ins' common password, printed at start and on the sign-in page, in demo mode only."""


@dataclass(frozen=True)
class DemoPerson:
    """A demo account. `role` is None for a producer's person; `place` is where the role is held.

    One of another province is there only where that province is.
    """

    key: str
    full_name: str
    what: str
    role: str | None = None
    place: str = ""
    agency: str = ""
    position: str = ""


PEOPLE = (
    DemoPerson("mai", "Trần Thị Mai", "Chủ thể"),
    DemoPerson("phuc", "Nguyễn Hữu Phúc", "Chủ thể"),
    DemoPerson("lan", "Nguyễn Thị Lan", "Cán bộ xã Mỏ Cày", Role.OFFICER, "Mỏ Cày", "Phòng Kinh tế", "Chuyên viên"),
    DemoPerson("hoa", "Lê Thị Hoa", "Cán bộ xã Giồng Trôm", Role.OFFICER, "Giồng Trôm", "Phòng Kinh tế", "Chuyên viên"),
    DemoPerson(
        "son", "Phạm Văn Sơn", "Cán bộ OCOP tỉnh", Role.OFFICER, "tỉnh", "Văn phòng điều phối OCOP tỉnh", "Phó phòng"
    ),
    DemoPerson("tu", "Bùi Anh Tú", "Tổ tư vấn", Role.ADVISER, "tỉnh", "Chi cục Quản lý chất lượng", "Tổ trưởng"),
    DemoPerson(
        "thu", "Đặng Anh Thư", "Thư ký hội đồng", Role.SECRETARY, "tỉnh", "Đơn vị tham mưu quản lý OCOP cấp tỉnh"
    ),
    DemoPerson("tam", "Võ Minh Tâm", "Thành viên hội đồng", Role.MEMBER, "tỉnh", "Sở Công Thương"),
    DemoPerson("binh", "Đỗ Thanh Bình", "Thành viên hội đồng", Role.MEMBER, "tỉnh", "Sở Y tế"),
    DemoPerson("chi", "Huỳnh Kim Chi", "Thành viên hội đồng", Role.MEMBER, "tỉnh", "Sở Khoa học và Công nghệ"),
    DemoPerson("dung", "Lý Quốc Dũng", "Thành viên hội đồng", Role.MEMBER, "tỉnh", "Sở Văn hóa, Thể thao và Du lịch"),
    DemoPerson("yen", "Phan Hải Yến", "Thành viên hội đồng", Role.MEMBER, "tỉnh", "Sở Nông nghiệp và Môi trường"),
    DemoPerson("ha", "Trương Thị Hà", "Lãnh đạo ký quyết định", Role.LEADER, "tỉnh", "UBND tỉnh", "Phó Chủ tịch"),
    DemoPerson("minh", "Hoàng Nhật Minh", "Cán bộ Bộ", Role.OFFICER, "trung ương", "Bộ Nông nghiệp và Môi trường"),
    DemoPerson(
        "bien",
        "Lâm Thị Biên",
        "Biên tập viên tỉnh",
        Role.EDITOR,
        "tỉnh",
        "Văn phòng điều phối OCOP tỉnh",
        "Chuyên viên",
    ),
    DemoPerson("nga", "Tô Thị Nga", "Biên tập viên xã", Role.EDITOR, "Mỏ Cày", "UBND xã", "Công chức văn hóa"),
    DemoPerson("khoa", "Đinh Đăng Khoa", "Cán bộ OCOP tỉnh An Giang", Role.OFFICER, "tỉnh An Giang", "Chi cục OCOP"),
    DemoPerson("an", "Ngô Bảo An", "Quản trị hệ thống", Role.ADMINISTRATOR, "tỉnh", "Sở Nông nghiệp và Môi trường"),
)


def home_province() -> Unit:
    """The province this installation serves. Refused when the units have not been loaded."""
    province = Unit.objects.current().filter(level=Unit.Level.PROVINCE, code=settings.HOME_PROVINCE).first()
    if province is None:
        raise Refused("Chưa có danh mục đơn vị hành chính. Hãy chạy: ocop load_units.")
    return province


def is_at_home(person: DemoPerson) -> bool:
    """Whether the person belongs to every demo, not to that of another province's old lists only."""
    return not person.place.startswith("tỉnh ")


def place_of(name: str) -> Unit:
    """The unit a demo role is held in. Unit.DoesNotExist for a province that has not been loaded."""
    province = home_province()
    if name == "tỉnh":
        return province
    if name.startswith("tỉnh "):
        return Unit.objects.current().get(level=Unit.Level.PROVINCE, name=name.removeprefix("tỉnh "))
    if name == "trung ương":
        return Unit.objects.get(level=Unit.Level.NATION)
    return Unit.objects.current().get(parent=province, name=name)


def email_of(key: str) -> str:
    """The demo address of a person; nothing is sent there."""
    return f"{key}@ocop.demo"


def make_people() -> dict[str, User]:
    """The demo accounts by key, made where they are missing."""
    people: dict[str, User] = {}
    password = make_password(PASSWORD)  # once: it is slow on purpose, and no secret here
    provinces = set(Unit.objects.current().filter(level=Unit.Level.PROVINCE).values_list("name", flat=True))
    for each in PEOPLE:
        if not is_at_home(each) and each.place.removeprefix("tỉnh ") not in provinces:
            continue
        user = User.objects.filter(email=email_of(each.key)).first()
        if user is None:
            user = User(email=email_of(each.key), password=password, full_name=each.full_name, is_demo=True)
            user.save()
        people[each.key] = user
        if each.role and not user.appointments.exists():
            Appointment.objects.create(
                user=user,
                role=each.role,
                unit=place_of(each.place),
                agency=each.agency,
                position=each.position,
                starts=today() - timedelta(days=BEGAN),
            )
    return people
