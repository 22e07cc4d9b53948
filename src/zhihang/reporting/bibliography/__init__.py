"""What does a record say, line by line? Its bibliography 著录项目 in words of the reader, for pages and reports."""
