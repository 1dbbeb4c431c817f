from django.db import migrations

from ocop.councils.append_only import lock, unlock


def put_on(apps, schema_editor):
    for statement in lock(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_off(apps, schema_editor):
    for statement in unlock(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("councils", "0002_minutes_versions_and_amendments")]

    operations = [migrations.RunPython(put_on, take_off)]
