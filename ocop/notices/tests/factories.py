import factory
from django.conf import settings
from factory.django import DjangoModelFactory

from ocop.notices.models import Notice


class UserFactory(DjangoModelFactory):
    """Anybody with an account; what else a person is, is decided above."""

    class Meta:
        model = settings.AUTH_USER_MODEL

    email = factory.Sequence(lambda n: f"nguoi{n}@thong-bao.test")
    full_name = "Nguyễn Thị Mai"


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    to = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Hồ sơ số {n} đã được tiếp nhận.")
    url = "/ho-so/"
