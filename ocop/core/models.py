from django.db import models


class Version(models.Model):
    """Phiên bản của điều được công khai: a stamp that changes with every published change. See `core.versions`."""

    name = models.CharField(max_length=20, primary_key=True)
    stamp = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.name} {self.stamp}"
