"""Who works here, for whom, on what: people, organizations, mandates, jobs, notices, audit, the frame of pages."""
