package import Markdown

/// Pairs the marks into regions; reports those that do not pair.
package struct RegionReader {
  private let source: SourceText
  /// The mark that closes a region, by the first byte of the one that opens it.
  package private(set) var closings: [Int: RegionMark] = [:]
  package private(set) var problems: [Diagnostic] = []
  private var open: [RegionMark] = []
  private var questions: [String: Range<Int>] = [:]
  /// Indices into `open` of the regions of each kind.
  private var openKinds: [Region.Kind: [Int]] = [:]
  /// Where the marks start of which one, in another of its kind, is reported: which of the two stays open is a guess.
  private var nested: Set<Int> = []

  package init(_ source: SourceText, _ marks: [RegionMark]) {
    self.source = source
    for mark in marks {
      if mark.isOpening { start(mark) } else { close(mark) }
    }
    while let last = open.last { leaveOpen(last, because: nil) }
  }

  private func line(_ range: Range<Int>) -> Int { source.line(of: range.lowerBound) }

  private func openMark(_ kind: Region.Kind) -> RegionMark? { openKinds[kind]?.last.map { open[$0] } }

  private mutating func removeLast() -> RegionMark {
    let last = open.removeLast()
    openKinds[last.kind]?.removeLast()
    return last
  }

  private mutating func start(_ mark: RegionMark) {
    if let outer = openMark(mark.kind) {
      problems.append(
        Diagnostic(
          id: .nestedRegion, at: mark.range, "a '\(mark.kind.rawValue)' cannot stand inside another one",
          notes: [
            "one is open since line \(line(outer.range)): write <!-- /\(mark.kind.rawValue) --> where it ends, here or above"
          ]))
      nested.formUnion([outer.range.lowerBound, mark.range.lowerBound])
    }
    if let points = mark.points, mark.kind != .question {
      problems.append(
        Diagnostic(
          id: .badValue, at: mark.range, "points belong to a question, not to its \(mark.kind.rawValue)",
          hint: "write <!-- question\(mark.name.map { " " + $0 } ?? "") points: \(points) -->"))
    } else if let points = mark.points, Points.value(points) == nil {
      problems.append(Points.problem(points, at: mark.range))
    }
    if mark.kind == .question {
      if let name = mark.name {
        if let earlier = questions[name] {
          problems.append(
            Diagnostic(
              id: .duplicateName, at: mark.range, "there are two questions '\(name)'",
              hint: "give this one another name", notes: ["the first is on line \(line(earlier))"]))
        }
        questions[name] = questions[name] ?? mark.range
      }
    } else if let name = mark.name, let question = openMark(.question),
      let wanted = question.name, wanted != name
    {
      problems.append(
        Diagnostic(
          id: .otherQuestion, at: mark.range,
          "this \(mark.kind.rawValue) is for '\(name)', but stands in the question '\(wanted)'",
          hint: "write <!-- \(mark.kind.rawValue) \(wanted) -->"))
    }
    openKinds[mark.kind, default: []].append(open.count)
    open.append(mark)
  }

  private mutating func close(_ mark: RegionMark) {
    guard let index = openKinds[mark.kind]?.last else {
      return problems.append(Self.unopened(mark))
    }
    while open.count > index + 1, let inner = open.last { leaveOpen(inner, because: mark) }
    let start = removeLast()
    if let name = mark.name, let wanted = start.name, name != wanted {
      problems.append(
        Diagnostic(
          id: .otherName, at: mark.range,
          "this mark closes '\(name)', but '\(wanted)' is open since line \(line(start.range))",
          hint: "write <!-- /\(mark.kind.rawValue) \(wanted) -->"))
    }
    if start.container != mark.container {
      problems.append(
        Diagnostic(
          id: .crossingRegion, at: mark.range,
          "this '\(mark.kind.rawValue)' starts on line \(line(start.range)) and ends here, but only one of the two marks stands in the list item or quotation",
          notes: ["put both marks inside, or both outside"]))
    }
    closings[start.range.lowerBound] = mark
  }

  private mutating func leaveOpen(_ mark: RegionMark, because end: RegionMark?) {
    _ = removeLast()
    if nested.contains(mark.range.lowerBound) { return }
    problems.append(
      Self.unclosed(
        mark, end.map { ", before <!-- /\($0.kind.rawValue) --> on line \(line($0.range))" } ?? ""))
  }

  package static func unopened(_ mark: RegionMark) -> Diagnostic {
    Diagnostic(
      id: .unopenedRegion, at: mark.range, "nothing is open that <!-- /\(mark.kind.rawValue) --> could close",
      notes: ["write <!-- \(mark.kind.rawValue) --> where it starts, or delete this mark"])
  }

  package static func unclosed(_ mark: RegionMark, _ place: String = "") -> Diagnostic {
    Diagnostic(
      id: .unclosedRegion, at: mark.range, "the \(mark.kind.rawValue) that starts here is never closed",
      notes: ["write <!-- /\(mark.kind.rawValue) --> at its end\(place)"])
  }
}
