from django.db import models


class Planted(models.Model):
    """Nội dung ban đầu: a page or list entry put in by set-up once, so that it never comes back by itself."""

    key = models.CharField("khóa", max_length=160, unique=True)

    class Meta:
        verbose_name = "nội dung ban đầu"
        verbose_name_plural = "nội dung ban đầu"

    def __str__(self) -> str:
        return self.key
