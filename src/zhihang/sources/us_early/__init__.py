"""US patents before XML v4: publications of 2001-04 (PAP), grants of 2001-04 (ST.32) and of 1976-2001 (APS text)."""
