/// The report of another lesson, beside this one's.
enum OtherReport {
  /// A link to a lesson leads to its report, which stands beside this one's wherever the lesson lies; any other link stays
  /// as it is.
  static func address(_ destination: String, file: String) -> String {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var lesson = parts[0]
    let isElsewhere = lesson.hasPrefix("/") || lesson.contains { ":?\\".contains($0) }
    if let slash = lesson.lastIndex(of: "/") { lesson = lesson[lesson.index(after: slash)...] }
    guard lesson.hasSuffix(".md"), lesson.utf8.count > 3, !isElsewhere,
      lesson.lowercased() != "readme.md"
    else { return destination }
    return "../\(lesson.dropLast(3))/\(file)" + (parts.count > 1 ? "#" + parts[1] : "")
  }
}
