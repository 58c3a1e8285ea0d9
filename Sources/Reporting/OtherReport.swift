/// The report of another lesson, beside this one's.
enum OtherReport {
  /// A link to a lesson in the same folder leads to its report; any other stays as it is.
  static func address(_ destination: String, file: String) -> String {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var lesson = parts[0]
    if lesson.hasPrefix("./") { lesson = lesson.dropFirst(2) }
    guard lesson.hasSuffix(".md"), lesson.utf8.count > 3, !lesson.contains(where: { "/:?\\".contains($0) }),
      lesson.lowercased() != "readme.md"
    else { return destination }
    return "../\(lesson.dropLast(3))/\(file)" + (parts.count > 1 ? "#" + parts[1] : "")
  }
}
