from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds
from ocop.core.access import Person
from ocop.core.frame import menu_entry
from ocop.producers.members import invitations_to
from ocop.producers.models import DoubtfulPair, Producer


def _has_pairs(person: Person) -> bool:
    return isinstance(person, User) and DoubtfulPair.objects.allowed(person, "doubtfulpair.view").exists()


def _is_officer(person: Person) -> bool:
    return isinstance(person, User) and holds(person, Role.OFFICER)


def _is_invited(person: Person) -> bool:
    return isinstance(person, User) and invitations_to(person).exists()


def _has_doubtful_places(person: Person) -> bool:
    return isinstance(person, User) and Producer.objects.allowed(person, "producer.settle_place").in_doubt().exists()


menu_entry(
    "Lời mời phụ trách",
    "producers:invitations",
    order=15,
    shows=_is_invited,
    count=lambda person: invitations_to(person).count(),  # type: ignore[arg-type]
)
menu_entry("Sản phẩm tiềm năng", "producers:potential", order=70, shows=_is_officer)
menu_entry(
    "Chủ thể nghi trùng",
    "producers:pairs",
    order=75,
    shows=_has_pairs,
    count=lambda person: DoubtfulPair.objects.allowed(person, "doubtfulpair.view").open().count(),
)
menu_entry(
    "Địa bàn cần xem lại",
    "producers:places",
    order=76,
    shows=_has_doubtful_places,
    count=lambda person: Producer.objects.allowed(person, "producer.settle_place").in_doubt().count(),
)
