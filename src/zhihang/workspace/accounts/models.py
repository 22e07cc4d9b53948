"""The account of a person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class People(BaseUserManager["User"]):
    """Finds people by their e-mail address, however it is written."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """A new account; without a password one can only sign in after setting it, or by OpenID Connect."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """By e-mail, large or small letters."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who can sign in (用户), known by e-mail, with what the person prefers."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=10, blank=True)
    density = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[People] = People()

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_one_email")]

    def __str__(self) -> str:
        return self.name or self.email
