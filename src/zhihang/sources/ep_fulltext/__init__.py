"""European publications in full: XML of the EPO (`ep-patent-document`, DTD 1.0 to 1.5.1)."""
