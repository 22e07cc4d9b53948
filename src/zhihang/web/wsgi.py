"""The application as a server calls it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhihang.web.settings")

application = get_wsgi_application()

from zhihang.web.warming import start_warming  # noqa: E402 - it reads models, which are there from here on

warming = start_warming(application)
