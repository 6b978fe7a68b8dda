"""The database refuses to alter or remove what the record holds."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from coopcouncil.web.record.guards import drop_guards, raise_guards


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on."""
    raise_guards(schema_editor.connection)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers off."""
    drop_guards(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers on the record's tables."""

    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
