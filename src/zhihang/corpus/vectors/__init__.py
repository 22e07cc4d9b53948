"""Which records mean about the same? Meaning as vectors 语义向量, beside the editions, with the extra `semantic`.

`encoder` text → vector (an offline multilingual model) · `passage` what of a record is encoded · `store` vectors by the
digest of their text, shared by all editions · `encoding` one edition → which record has which vector · `nearest` asks.
Nothing here is part of an edition: without vectors everything else works as before.
"""
