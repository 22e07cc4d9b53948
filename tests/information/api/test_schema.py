"""The OpenAPI schema against the operations: generated requests, checked answers; the schema itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.workspace.conftest import World

from zhihang.information.api.policy import Scope
from zhihang.information.api.services import make_token
from zhihang.information.collections import services
from zhihang.library import Corpus
from zhihang.web.api import api

SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
SCHEMA.app = get_wsgi_application()
CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance, unsupported_method, negative_data_rejection, missing_required_header, ignored_auth,
)  # fmt: skip
EXAMPLES = 8
"""Per operation; the derandomized profile of the suite makes them the same at every run."""


@pytest.fixture
def collection(world: World, corpus: Corpus) -> int:
    return services.make_list(world.actor("member"), "Cells", records=["EP9800001A1"], corpus=corpus).pk


@pytest.fixture
def secret(world: World) -> str:
    return make_token(world.actor("member"), "schemathesis", list(Scope), 1)[1]


@SCHEMA.parametrize()
@settings(
    parent=settings.get_profile("zhihang"), max_examples=EXAMPLES, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_whatever_the_schema_allows_is_answered_as_the_schema_says(case: Any, secret: str, collection: int) -> None:
    if case.path.startswith("/api/v1/collections/{number}") and isinstance(case.path_parameters.get("number"), int):
        case.path_parameters["number"] = collection  # a number made up is never there: no operation would begin
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)


def test_the_schema_is_openapi_3_1_and_says_what_every_operation_can_answer() -> None:
    schema = json.loads(json.dumps(api.get_openapi_schema()))
    assert schema["openapi"] == "3.1.0"
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert {"400", "401", "403", "422", "429"} <= set(operation["responses"])
            assert len(operation["security"][0]["AccessToken"]) == 1
            assert operation["summary"]
            assert operation["description"]
    assert schema["paths"]["/api/v1/search"]["get"]["security"] == [{"AccessToken": ["search"]}, {}]
    assert schema["paths"]["/api/v1/exports"]["post"]["security"] == [{"AccessToken": ["exports"]}]
    assert schema["components"]["securitySchemes"]["AccessToken"]["scheme"] == "bearer"


def test_the_schema_can_be_read_and_loads_nothing_from_elsewhere(client: Any) -> None:
    response = client.get("/api/v1/openapi.json")
    assert response.json()["info"]["title"] == "Zhihang"
    assert "://" not in json.dumps({key: value for key, value in response.json().items() if key != "info"})
