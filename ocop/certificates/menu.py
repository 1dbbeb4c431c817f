from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds, units_where
from ocop.core.access import Person
from ocop.core.frame import menu_entry
from ocop.dossiers.models import Dossier, State
from ocop.programme.models import Level


def _decides(person: Person) -> bool:
    """A leader or officer of a unit on a level that evaluates."""
    deciding = Level.objects.filter(task=Level.Task.DECIDE).values("unit_level")
    return (
        isinstance(person, User) and units_where(person, Role.LEADER, Role.OFFICER).filter(level__in=deciding).exists()
    )


def _waiting(person: Person) -> int:
    return Dossier.objects.allowed(person, "dossier.decide").filter(state=State.CONCLUDED).count()


def _is_official(person: Person) -> bool:
    return isinstance(person, User) and holds(person, Role.OFFICER, Role.LEADER)


menu_entry("Chờ quyết định", "certificates:desk", order=40, shows=_decides, count=_waiting)
menu_entry("Sổ giấy chứng nhận", "certificates:register", order=45, shows=_is_official)
