from django.db import migrations, models

from ocop.core.text import normalise

AT_ONCE = 1_000


def fill(apps, schema_editor):
    """Names as search compares them, of features that are there already."""
    features = apps.get_model("gis", "Feature").objects.using(schema_editor.connection.alias)
    named, last = features.exclude(title="").order_by("pk").only("pk", "title"), 0
    while some := list(named.filter(pk__gt=last)[:AT_ONCE]):
        for each in some:
            each.name_key = normalise(each.title)[:200]
        features.bulk_update(some, ["name_key"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("gis", "0003_shapes_of_other_dates")]

    operations = [
        migrations.AddField(
            "feature",
            "name_key",
            models.CharField(blank=True, editable=False, help_text="tên, không dấu, để xếp", max_length=200),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
