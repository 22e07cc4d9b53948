"""Documents that PatSnap exports as XML, one `doc` of named strings each."""
