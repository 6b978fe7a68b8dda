"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
application = get_wsgi_application()

from coopcouncil.web.warming import warm_up  # noqa: E402 - reads tables, which are there only now

warm_up()
