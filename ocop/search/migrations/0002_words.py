from django.db import migrations

from ocop.search.schema import DROP, create


def make(apps, schema_editor):
    create(schema_editor.connection)


def unmake(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entry")]

    operations = [migrations.RunPython(make, unmake)]
