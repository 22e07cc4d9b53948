"""Settings of the Django project. What an operator may change is a setting of `zhihang.config`, never this file."""

from __future__ import annotations

from pathlib import Path

from zhihang import config
from zhihang.web.database import database_settings
from zhihang.web.logs import LOGGING as LOGGING
from zhihang.web.mail import mail_settings
from zhihang.web.production import allowed_hosts, sender, transport_settings
from zhihang.web.secret import secret_key
from zhihang.web.sign_in import oidc_provider, sign_in_apps
from zhihang.web.static_files import static_address

PACKAGE = Path(__file__).resolve().parent.parent
STATE = Path("var").resolve()
APPS = ("workspace", "information")

DEBUG = bool(config.value("debug"))
SECRET_KEY = config.text_value("secret_key") or secret_key(STATE)
ALLOWED_HOSTS = allowed_hosts()
ROOT_URLCONF = "zhihang.web.urls"
WSGI_APPLICATION = "zhihang.web.wsgi.application"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    *sign_in_apps(),
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *(f"zhihang.{app}" for app in APPS),
]
MIDDLEWARE = [
    "zhihang.workspace.pages.middleware.started",
    "zhihang.web.production.asked_from",
    "zhihang.workspace.actors.reach.walled",
    "zhihang.workspace.actors.requests.numbered",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "zhihang.workspace.pages.middleware.content_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhihang.workspace.accounts.middleware.preferences_of_the_person",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhihang.workspace.accounts.middleware.ReadingNeedsSignIn",
    "zhihang.workspace.pages.middleware.ErrorsForPeople",
    "zhihang.information.editions.middleware.EditionsGone",
]
DATABASES = {"default": database_settings(config.text_value("database"), STATE)}
# what several processes must know together: how often somebody tried to sign in
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# each concept of an app brings its own templates, static files and catalogs
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(folder for app in APPS for folder in (PACKAGE / app).glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.contrib.auth.context_processors.auth",
                "zhihang.workspace.accounts.context.entrance",
                "zhihang.workspace.organizations.context.acting",
                "zhihang.workspace.notices.context.waiting",
                "zhihang.workspace.pages.context.frame",
                "zhihang.information.editions.context.edition",
            ],
            "builtins": [
                "zhihang.workspace.pages.template_tags",
                "zhihang.workspace.audit.template_tags",
                "zhihang.workspace.jobs.template_tags",
                "zhihang.workspace.organizations.template_tags",
                "zhihang.information.record_pages.template_tags",
                "zhihang.information.search_pages.template_tags",
                "zhihang.information.collections.template_tags",
                "zhihang.information.annotations.template_tags",
                "zhihang.information.exports.template_tags",
                "zhihang.information.intake.template_tags",
                "zhihang.information.comparisons.template_tags",
            ],
        },
    }
]
STATICFILES_DIRS = sorted(folder for app in APPS for folder in (PACKAGE / app).glob("*/static"))
LOCALE_PATHS = sorted(folder for app in APPS for folder in (PACKAGE / app).glob("*/locale"))

# the address of static files changes with their content: no build step, and browsers may keep them for ever
STATIC_URL = static_address(STATICFILES_DIRS)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 31_536_000

# people: local accounts known by e-mail, a second factor, OpenID Connect where the operator configured it
AUTH_USER_MODEL = "workspace.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:home"
ACCOUNT_ADAPTER = "zhihang.workspace.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_REDIRECT_URL = "pages:home"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Zhihang"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "zhihang.workspace.accounts.adapter.OrganizationSignIn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = oidc_provider()
SESSION_COOKIE_NAME = "zhihang_session"
SESSION_COOKIE_SAMESITE = "Lax"
# who opens an account shows that the address is the own one, as soon as letters leave
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if config.text_value("mail") else "none"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = sender()
globals().update(mail_settings(config.text_value("mail"), STATE))
globals().update(transport_settings())

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "low"]}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "Simplified Chinese")]
LANGUAGE_COOKIE_NAME = "zhihang_language"
USE_TZ = True
TIME_ZONE = config.text_value("time_zone")

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "zhihang.workspace.pages.error_pages.form_too_old"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
