"""US application publications in XML v4.0 to v4.6 (2005 on): first publications, republications, corrections."""

from __future__ import annotations

from zhihang.sources.source import Head, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us.document import COVERAGE, parse


def recognise(head: Head) -> bool:
    """Root `us-patent-application`."""
    return head.root == "us-patent-application"


SOURCE = Source("us-application-xml", recognise, split_documents, parse, COVERAGE["us-patent-application"])
