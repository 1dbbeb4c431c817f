from ocop.accounts.models import User
from ocop.core.access import Person
from ocop.core.frame import menu_entry
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import awaiting


def _waiting(person: Person) -> int:
    return awaiting(person).count() if isinstance(person, User) else 0


def _sees_dossiers(person: Person) -> bool:
    return isinstance(person, User) and Dossier.objects.allowed(person, "dossier.view").exists()


menu_entry("Việc cần làm", "workspace:home", order=10, shows=lambda person: True, count=_waiting)
menu_entry("Hồ sơ", "workspace:dossiers", order=15, shows=_sees_dossiers)
