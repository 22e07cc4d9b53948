"""What do people say about names? Judgements 名称判定: the file by which decisions on applicants reach a corpus.

`judgement` the value · `lines` the reader of the product `judgements` (TSV or JSON lines).
"""
