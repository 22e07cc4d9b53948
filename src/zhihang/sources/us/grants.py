"""US grants in XML v4.0 to v4.7 (2005 on): utility, design, plant, reissue, statutory invention registrations.

Weekly files hold many documents, each with its own declaration, and sequence parts between them.
"""

from __future__ import annotations

from zhihang.sources.source import Head, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us.document import COVERAGE, parse


def recognise(head: Head) -> bool:
    """Root `us-patent-grant`, or a file that begins with a sequence part of the grants' own kind."""
    if head.root == "sequence-cwu":
        return "<us-patent-grant" in head.text
    return head.root == "us-patent-grant"


SOURCE = Source("us-grant-xml", recognise, split_documents, parse, COVERAGE["us-patent-grant"])
