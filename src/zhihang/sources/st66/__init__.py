"""Trademarks in XML after WIPO ST.66 (`Transaction`), and the register of Israel that WIPO receives (`TMBRAND`)."""
