"""Which names mean the same applicant? Names normalised, judged by people, standardized; candidates proposed.

`normal` a name without its accidents · `legal_forms` · `statements` what people say · `disputes` where they contradict
each other · `resolving` one standardized name for many · `groups` who belonged to whom when · `overlay` all of that,
with a version of its own · `standing` the standardized names of an edition's records · `standardized` questions about
them · `account` all about one name · `writing` a judgement written down · `candidates` what may be the same: `profiles`
of names, `people` and `organizations` compared, `evidence` and `scoring`. Nothing is merged without a person's word.
"""
