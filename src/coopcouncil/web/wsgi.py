"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from coopcouncil.web.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
application = get_wsgi_application()
warm_up()
