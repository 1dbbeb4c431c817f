import django.db.models.deletion
from django.db import migrations, models

from ocop.trade.channels import CHANNELS


def load(apps, schema_editor):
    channels = apps.get_model("trade", "SalesChannel").objects
    for order, (code, name, name_en, domains) in enumerate(CHANNELS):
        channels.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "domains": domains, "order": order}
        )


class Migration(migrations.Migration):

    dependencies = [("trade", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="market",
            name="province",
            field=models.ForeignKey(
                blank=True, limit_choices_to={"level": "province", "valid_to": None}, null=True,
                on_delete=django.db.models.deletion.PROTECT, related_name="markets", to="places.unit",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
