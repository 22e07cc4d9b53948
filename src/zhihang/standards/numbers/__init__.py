"""Numbers of documents, applications and registers 号码: one module per office, the same verbs in each.

`publication_number` and `application_number` read any usual spelling; `any_number` returns every reading.
"""

from zhihang.standards.numbers.document import (
    ApplicationNumber,
    DocumentNumber,
    application_from_docdb,
    application_number,
    document_number,
    publication_number,
)
from zhihang.standards.numbers.fallback import register_number
from zhihang.standards.numbers.readings import NumberReading, any_number, lookup_keys, register_readings

__all__ = [
    "ApplicationNumber",
    "DocumentNumber",
    "NumberReading",
    "any_number",
    "application_from_docdb",
    "application_number",
    "document_number",
    "lookup_keys",
    "publication_number",
    "register_number",
    "register_readings",
]
