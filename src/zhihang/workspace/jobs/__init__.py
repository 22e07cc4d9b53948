"""Machine work that outlives its worker: declared, queued, watched, resumed or failed where people see it."""
