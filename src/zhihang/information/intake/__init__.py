"""Files that people, programs and folders bring for a corpus: kept, read by a job, each one's fate told."""
