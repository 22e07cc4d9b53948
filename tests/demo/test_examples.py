"""The examples in the docstrings of the room run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import zhihang.demo

MODULES = [module.name for module in pkgutil.walk_packages(zhihang.demo.__path__, "zhihang.demo.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
