import Markdown

/// Links to values, and to places in the lesson.
extension ProseReader {
  /// What stands before a value's name in a link.
  enum Scheme: String, CaseIterable {
    case value = "value:"
    case blank = "blank:"

    var start: StaticString { self == .value ? "value:" : "blank:" }
    var inBrackets: StaticString { self == .value ? "(value:" : "(blank:" }
  }

  /// What stands behind `value:` or `blank:`.
  static func value(_ destination: String) -> (Scheme, String)? {
    let start = destination.prefix(6).lowercased()
    return Scheme(rawValue: start).map { ($0, String(destination.dropFirst(6))) }
  }

  func link(_ scheme: Scheme, _ name: String, _ range: Range<Int>) -> ValueLink {
    var place = range
    var index = range.lowerBound
    // The last one: the words before it may say `value:`, too.
    while let start = source.utf8.firstPlace(of: scheme.start, from: index, before: range.upperBound) {
      place = (start + 6)..<min(start + 6 + name.utf8.count, range.upperBound)
      index = start + 6
    }
    return ValueLink(name: name, range: place, whole: range)
  }

  /// What a link's title says of them; only blanks have any.
  mutating func points(_ title: String?, of link: ValueLink) -> Double? {
    guard let written = title.flatMap({ Points.written($0) }) else { return nil }
    if link.kind == .shown {
      problems.append(
        Diagnostic(
          .warning, id: .uselessKey, at: link.whole, "points belong to a blank, and this only shows a value",
          hint: "put its words in double square brackets, [[…]]"))
      return nil
    }
    let points = Points.value(written)
    if points == nil { problems.append(Points.problem(written, at: link.whole)) }
    return points
  }

  /// `[95 %](evaluate.accuracy)`, without `value:`, is a link to a file.
  mutating func noteFile(_ destination: String, _ range: Range<Int>) {
    let parts = destination.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let step = parts[0].split(separator: "-").first.map({ String($0) }),
      let verb = vocabulary.verb(named: String(parts[0])) ?? vocabulary.verb(named: step),
      verb.values.contains(where: { $0.name == parts[1] })
    else { return }
    problems.append(
      Diagnostic(
        .warning, id: .noValueLink, at: range, "this is a link to a file, not to the value '\(destination)'",
        hint: "write (value:\(destination))"))
  }

  /// `[95 %](value: evaluate.accuracy)`: a link's target has no spaces, so this is no link.
  mutating func noteText(_ range: Range<Int>) {
    for scheme in Scheme.allCases { noteText(scheme, range) }
  }

  private mutating func noteText(_ scheme: Scheme, _ range: Range<Int>) {
    guard let start = source.utf8.firstPlace(of: scheme.inBrackets, from: range.lowerBound, before: range.upperBound),
      let end = source.utf8[start..<range.upperBound].firstIndex(of: UInt8(ascii: ")"))
    else { return }
    let name = source.text((start + 7)..<end)
    problems.append(
      Diagnostic(
        .warning, id: .noValueLink, at: start..<(end + 1),
        "this is no link to a value: \(name.contains { $0 == " " } ? "a space stands in it" : "its words in [ ] are missing")",
        hint: "write (\(scheme.rawValue)\(name.filter { $0 != " " }))"))
  }

  mutating func noteAnchor(_ destination: String) {
    if destination.utf8.first == UInt8(ascii: "#") { anchors.insert(String(destination.dropFirst())) }
  }

  mutating func noteAnchors(inHTML html: String) {
    for destination in SafeHTML.links(in: html) { noteAnchor(destination) }
  }
}
