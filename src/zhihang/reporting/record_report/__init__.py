"""What does a report of records hold? The bibliographic report 著录项目报告: one entry a record, indexes, strategy."""
