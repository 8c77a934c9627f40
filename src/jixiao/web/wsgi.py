"""The door for a web server: ``granian jixiao.web.wsgi:application --interface wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

from jixiao.web.lifeline import end_with_parent

end_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")
application = get_wsgi_application()
