"""What gunicorn serves, best with `running/gunicorn_settings.py`."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from coopcouncil.web.environment import UnsafeSettingError

STOP = 4  # by this exit status of a worker gunicorn knows that starting another would not help

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
try:
    application = get_wsgi_application()
except UnsafeSettingError as problem:
    print(problem, file=sys.stderr)
    sys.exit(STOP)

from coopcouncil.web.warming import warm_up  # noqa: E402 - it needs the settings

warm_up()
