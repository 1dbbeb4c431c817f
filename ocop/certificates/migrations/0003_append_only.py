from django.db import migrations

from ocop.certificates.append_only import lock, unlock


def put_on(apps, schema_editor):
    for statement in lock(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_off(apps, schema_editor):
    for statement in unlock(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_what_certificates_say")]

    operations = [migrations.RunPython(put_on, take_off)]
