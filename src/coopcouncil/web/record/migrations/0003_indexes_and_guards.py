"""Lists by kind and by what was done are quick, and the triggers refuse what is added out of turn too."""

import django.db.models.functions.text
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from coopcouncil.web.record.guards import drop_guards, raise_guards


def drop_first(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers off: SQLite makes the table anew for a new column."""
    drop_guards(schema_editor.connection)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS record_refuse()")  # that of an earlier 0002


def raise_after(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers of today on."""
    raise_guards(schema_editor.connection)


class Migration(migrations.Migration):
    """A column of kinds, indexes, and triggers on adding."""

    dependencies = [("record", "0002_guards")]
    operations = [
        migrations.RunPython(drop_first, raise_after),
        migrations.AddField(
            model_name="entry",
            name="kind",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Substr(
                    "about",
                    1,
                    models.expressions.CombinedExpression(
                        django.db.models.functions.text.StrIndex("about", models.Value(":")), "-", models.Value(1)
                    ),
                ),
                output_field=models.CharField(max_length=160),
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["what", "number"], name="record_what"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["kind", "number"], name="record_kind"),
        ),
        migrations.RunPython(raise_after, drop_first),
    ]
