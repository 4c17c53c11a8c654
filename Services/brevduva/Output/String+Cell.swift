extension String {
  /// The text as a cell of a table in Markdown.
  var cell: String { replacing("|", with: "\\|") }
}
