from django.db import migrations, models

HOUSEHOLDS = ("production_household", "business_household")
"""As law/organisations.yaml marks them; rows published before the mark get it here, once."""


def mark(apps, schema_editor):
    apps.get_model("programme", "OrganisationType").objects.filter(code__in=HOUSEHOLDS).update(is_household=True)


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="organisationtype",
            name="is_household",
            field=models.BooleanField(default=False, help_text="địa chỉ thường là nhà ở"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
