"""A plugin for tests on PostgreSQL: what a test itself does reaches all rows; requests and jobs reach their own."""

from __future__ import annotations

from zhihang.workspace.actors.reach import everything_from_now_on

everything_from_now_on("tests make what they look at")
