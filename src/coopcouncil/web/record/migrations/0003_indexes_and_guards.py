"""Lists by what was done and when are quick, and the triggers refuse what is added out of turn too."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from coopcouncil.web.record.guards import raise_guards


def raise_anew(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers of today in the place of those of 0002; on PostgreSQL drop the function behind the old ones."""
    raise_guards(schema_editor.connection)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS record_refuse()")


class Migration(migrations.Migration):
    """Indexes, and triggers on adding."""

    dependencies = [("record", "0002_guards")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["what", "number"], name="record_what"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at"], name="record_at"),
        ),
        migrations.RunPython(raise_anew, migrations.RunPython.noop),
    ]
