from ocop.accounts.models import User
from ocop.core.access import Person
from ocop.core.frame import menu_entry
from ocop.producers.members import acts_for_a_producer
from ocop.trade.queries import new_count


def _acts_for_a_producer(person: Person) -> bool:
    return isinstance(person, User) and acts_for_a_producer(person)


menu_entry(
    "Hỏi mua",
    "trade:inbox",
    order=35,
    shows=_acts_for_a_producer,
    count=lambda person: new_count(person) if isinstance(person, User) else 0,
)
