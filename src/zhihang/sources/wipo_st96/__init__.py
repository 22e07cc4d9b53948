"""Instances of WIPO ST.96: applications for trademarks, designs and geographical indications, one right each."""
