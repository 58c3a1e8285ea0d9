import Text
package import Markdown

package struct FrontMatter: Sendable, Equatable {
  package var title: String?
  package var author: String?
  package var date: String?
  package var language = "en"
  package var seed: UInt64 = 0
  /// As it is written; `Seal` reads it.
  package var seal: Seal?
  /// Where `allow: no-steps` says that no steps are meant.
  package var allowsNoSteps: Range<Int>?
  /// Its bytes in the lesson, both `---` lines included; empty where there is none. `Document` starts behind it.
  package var range: Range<Int> = 0..<0
  package init() {}

  /// The codes by which a run tells what was changed in the lesson, as `lesson fmt --seal` writes them.
  package struct Seal: Sendable, Equatable {
    package var text: String
    package var range: Range<Int>
  }
}

/// Reads the flat `key: value` lines between two `---` at the top, above which only blank lines and comments may stand.
package struct FrontMatterReader {
  private let source: SourceText
  /// The line of the first `---`, where there is a head.
  private var first = 1
  package private(set) var frontMatter = FrontMatter()
  package private(set) var problems: [Diagnostic] = []

  package init(_ source: SourceText) { self.source = source }

  private static let keys = ["title", "author", "date", "language", "seed"]

  package mutating func read() {
    first = firstLine
    guard let last = closingLine else {
      noteUnclosed()
      return noteLate()
    }
    let end = last < source.lineStarts.count ? source.lineStarts[last] : source.utf8.count
    frontMatter.range = 0..<end
    guard last > first + 1 else { return }
    var places: [String: Int] = [:]
    var isNested = false
    for number in (first + 1)..<last {
      guard isOfKey(number) else {
        read(line: number, &places)
        continue
      }
      if !isNested { noteNested(number) }
      isNested = true
    }
  }

  /// The number of the line of the second `---`; nil where the lesson does not start with front matter. A first line
  /// of `---` that is not followed by a `key:` line is a thematic break.
  private var closingLine: Int? {
    guard text(first) == "---", source.lineStarts.count > first + 1 else { return nil }
    let second = text(first + 1)
    guard second == "---" || second.contains(":") || second.hasPrefix("#") else { return nil }
    return ((first + 1)...min(source.lineStarts.count, first + 200)).first { text($0) == "---" || text($0) == "..." }
  }

  /// Behind blank lines and comments that mark nothing, where a head stands there; else 1.
  private var firstLine: Int {
    var number = 1
    let last = min(source.lineStarts.count, 200)
    while number <= last {
      let line = text(number)
      if line.hasPrefix("<!--") {
        guard let end = (number...last).first(where: { text($0).hasSuffix("-->") }) else { return 1 }
        let comment = source.text(source.lineRange(number).lowerBound..<source.lineRange(end).upperBound)
        if RegionMark(comment, range: 0..<0, container: -1) != nil { return 1 }
        number = end + 1
      } else if line.allSatisfy({ $0.isWhitespace }) {
        number += 1
      } else {
        return number == 1 || startsHead(number) ? number : 1
      }
    }
    return 1
  }

  /// Whether `---` stands on the line, and a line with one of the head's keys below it.
  private func startsHead(_ number: Int) -> Bool {
    guard text(number) == "---", number < source.lineStarts.count else { return false }
    let parts = text(number + 1).split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 1 && (Self.keys + ["seal"]).contains(parts[0].lowercased())
  }

  /// A head below other words is a heading, and what stands in it counts for nothing.
  private mutating func noteLate() {
    guard text(1) != "---" else { return }
    for number in 1...min(source.lineStarts.count, 30) {
      if text(number).hasPrefix("```") || text(number).hasPrefix("~~~") { return }
      guard startsHead(number) else { continue }
      problems.append(
        Diagnostic(
          .warning, id: .lateFrontMatter, at: source.lineRange(number),
          "a lesson's head stands at its very top, so what is set here is ignored",
          hint: "move these lines, up to the second ---, above everything else"))
      return
    }
  }

  /// `---` above a line such as `title: …` is meant to start front matter.
  private mutating func noteUnclosed() {
    guard text(first) == "---", source.lineStarts.count > first,
      let key = text(first + 1).split(separator: ":", omittingEmptySubsequences: false).first,
      text(first + 1).contains(":"),
      Self.keys.contains(key.lowercased())
    else { return }
    problems.append(
      Diagnostic(
        id: .unclosedFrontMatter, at: source.lineRange(first), "the lesson's head that starts here never ends",
        hint: "write --- on a line of its own below its last key"))
  }

  private func text(_ line: Int) -> String {
    var range = source.lineRange(line)
    if line == 1, source.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { range = 3..<range.upperBound }
    while let last = range.last, source.utf8[last] == 0x20 || source.utf8[last] == 0x09 { range.removeLast() }
    return source.text(range)
  }

  /// Whether the line belongs to the key above it, as lists and nested keys do in YAML.
  private func isOfKey(_ number: Int) -> Bool {
    func indentation(_ line: ArraySlice<UInt8>) -> Int { line.prefix { $0 <= 0x20 }.count }
    let line = source.utf8[source.lineRange(number)]
    guard number > first + 1, let start = line.first(where: { $0 > 0x20 }), start != UInt8(ascii: "#") else {
      return false
    }
    return start == UInt8(ascii: "-") || indentation(line) > indentation(source.utf8[source.lineRange(first + 1)])
  }

  /// Said once, whatever else stands there.
  private mutating func noteNested(_ number: Int) {
    let owner = text(number - 1).split(separator: ":").first.map { String($0) } ?? ""
    problems.append(
      Diagnostic(
        .warning, id: .frontMatter, at: source.lineRange(number),
        "a lesson's head has no lists and no keys inside of others, so these lines are ignored",
        hint: Self.keys.contains(owner.lowercased()) ? "write '\(owner): …' on one line" : nil,
        notes: ["its keys are \(Words.list(Self.keys)), each with its value on its line"]))
  }

  private mutating func read(line number: Int, _ places: inout [String: Int]) {
    let lexer = Lexer(source, source.lineRange(number))
    guard let first = lexer.tokens.first, let whole = lexer.tokens.range else { return }
    guard lexer.tokens.count > 1, lexer.tokens[1].isSeparator else {
      problems.append(
        Diagnostic(
          id: .frontMatter, at: whole, "the lines between the two '---' are written 'key: value'",
          hint: "such as 'title: My lesson'"))
      return
    }
    let key = first.text.lowercased()
    if let earlier = places[key] {
      problems.append(
        Diagnostic(
          id: .duplicateKey, at: first.range, "'\(key)' is set twice",
          notes: ["it stands on line \(earlier) already: keep one of the two"]))
      return
    }
    places[key] = number
    let value = value(lexer.tokens, line: number)
    switch key {
    case "title": frontMatter.title = value.text.isEmpty ? nil : value.text
    case "author": frontMatter.author = value.text
    case "date": frontMatter.date = value.text
    case "language", "lang": language(value.text, value.range)
    case "seed": seed(value.text, value.range)
    case "allow": allow(value.text, value.range)
    // No key that anyone writes by hand, so it is not among those that are told.
    case "seal": frontMatter.seal = FrontMatter.Seal(text: value.text, range: value.range)
    default:
      let nearest = Suggestion.nearest(key, among: Self.keys)
      problems.append(
        Diagnostic(
          .warning, id: .unknownKey, at: first.range, "a lesson's head has no '\(first.text)', so it is ignored",
          hint: nearest.map { "did you mean '\($0)'?" },
          notes: nearest == nil ? ["its keys are \(Words.list(Self.keys))"] : []))
    }
  }

  /// A title may hold quotes, `#` and whatever else: it is the line's rest as written, unless all of it is quoted.
  private func value(_ tokens: [Token], line: Int) -> (text: String, range: Range<Int>) {
    var range = tokens[1].range.upperBound..<source.lineRange(line).upperBound
    while let first = range.first, source.utf8[first] <= 0x20 { range.removeFirst() }
    while let last = range.last, source.utf8[last] <= 0x20 { range.removeLast() }
    let text = source.text(range)
    if let unquoted = QuotedValue.text(of: text) { return (unquoted, range) }
    if tokens.count == 3, tokens[2].kind == .quoted { return (tokens[2].text, tokens[2].range) }
    return (text, range)
  }

  private mutating func language(_ text: String, _ range: Range<Int>) {
    // The form of BCP 47; whether there is such a language is not ours to say.
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isTag = parts.allSatisfy {
      (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
    guard isTag, (2...8).contains(parts[0].count) else {
      problems.append(
        Diagnostic(
          .warning, id: .badValue, at: range, "'\(text)' is no language, so it is ignored",
          hint: "write a code such as 'language: de'"))
      return
    }
    frontMatter.language = text
  }

  /// Of all warnings only this one is of no step.
  private mutating func allow(_ text: String, _ range: Range<Int>) {
    guard text == Diagnostic.ID.noSteps.rawValue else {
      problems.append(
        Diagnostic(
          .warning, id: .unknownWarning, at: range, "a lesson's head allows nothing but 'no-steps'",
          hint: "write 'allow: \(text)' below the step that it is meant for"))
      return
    }
    frontMatter.allowsNoSteps = range
  }

  private mutating func seed(_ text: String, _ range: Range<Int>) {
    let digits = text.prefix { $0 != "#" }.filter { $0 != "_" && $0 != " " }
    guard let seed = UInt64(digits) else {
      problems.append(
        Diagnostic(
          id: .badValue, at: range,
          text.isEmpty ? "'seed' has no value" : "'seed' needs a whole number from 0, not '\(text)'",
          hint: "write 'seed: 1'"))
      return
    }
    frontMatter.seed = seed
  }
}
