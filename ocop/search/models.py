from django.db import models


class SearchEntry(models.Model):
    """Mục tìm kiếm: one public page as the search knows it; its words are in the full-text index beside it."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80, help_text="mã công khai của thứ được tìm")
    is_demo = models.BooleanField(default=False)
    on = models.DateField(null=True)
    order = models.CharField(max_length=380)
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=400, help_text="địa chỉ của bản tiếng Việt")
    title_words = models.CharField(max_length=600)
    keyword_words = models.CharField(max_length=1000)
    text_words = models.TextField()
    text = models.TextField(help_text="để trích quanh chữ tìm thấy")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"
