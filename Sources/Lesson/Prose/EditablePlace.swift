package import Markdown

/// A part of a lesson that is edited in its page, where it stands there.
package struct EditablePlace: Sendable, Equatable {
  package enum Form: String, Sendable {
    /// Whole lines, without the last one's end and without what stands before them in a list or a quotation.
    case lines
    /// What is between two marks, where nothing is written yet.
    case between
    /// Words within a paragraph, as they read.
    case words
    /// Words within a step.
    case code
  }

  package var range: Range<Int>
  package var form: Form

  package init(_ range: Range<Int>, _ form: Form = .lines) {
    self.range = range
    self.form = form
  }

  /// The lines of an answer, or where its first is to stand; nil where it shares a line with its marks.
  ///
  /// - Parameter content: what is between the marks.
  package init?(answer content: Range<Int>, in source: SourceText) {
    let isBlank = source.utf8[content].allSatisfy { Self.isMargin($0) || $0 == 0x0A || $0 == 0x0D }
    guard !isBlank else {
      self.init(content, .between)
      return
    }
    let (first, last) = (source.line(of: content.lowerBound), source.line(of: content.upperBound))
    let before = content.lowerBound..<source.lineRange(first).upperBound
    let behind = source.lineRange(last).lowerBound..<content.upperBound
    guard first < last, source.utf8[before].allSatisfy(Self.isMargin), source.utf8[behind].allSatisfy(Self.isMargin)
    else { return nil }
    let margin = Self.margin(before: content.lowerBound, source)
    let lines = (first + 1..<last).map { Self.line($0, behind: margin, source) }
      .drop { source.utf8[$0].allSatisfy(Self.isMargin) }
    guard let start = lines.first?.lowerBound,
      let end = lines.last(where: { !source.utf8[$0].allSatisfy(Self.isMargin) })?.upperBound
    else { return nil }
    self.init(start..<end)
  }

  /// As it is shown to whoever edits it; words and code stand there as they are.
  package func text(in source: SourceText) -> String {
    switch form {
    case .between: ""
    case .words, .code: source.text(range)
    case .lines: lines(in: source).map { source.text($0) }.joined(separator: "\n")
    }
  }

  /// What stands in its place where `text` is written there; nil where the lesson has no such place.
  package func replacement(_ text: String, in source: SourceText) -> String? {
    guard range.lowerBound >= 0, range.upperBound <= source.utf8.count else { return nil }
    let line = source.lineRange(source.line(of: range.lowerBound))
    let isWindows = line.upperBound < source.utf8.count && source.utf8[line.upperBound] == 0x0D
    let end = isWindows ? "\r\n" : "\n"
    let typed = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    switch form {
    case .words: return Self.escaped(Self.oneLine(text))
    case .code: return Self.oneLine(text)
    case .between:
      if text.allSatisfy({ $0.isWhitespace }) { return source.text(range) }
      let margin = end + String(decoding: Self.margin(before: range.lowerBound, source), as: UTF8.self)
      return margin + typed.joined(separator: margin) + margin
    case .lines:
      let margin = source.utf8[line.lowerBound..<max(line.lowerBound, range.lowerBound)]
      guard margin.allSatisfy(Self.isMargin) else { return nil }
      return rewritten(typed, separator: end + String(decoding: margin, as: UTF8.self), in: source)
    }
  }

  /// Lines that stay at both ends keep all of their bytes, also those that are not shown.
  private func rewritten(_ typed: [Substring], separator: String, in source: SourceText) -> String {
    let old = lines(in: source)
    let shown = old.map { source.text($0) }
    let least = min(shown.count, typed.count)
    var (above, below) = (0, 0)
    while above < least, shown[above] == typed[above] { above += 1 }
    while below < least - above, shown[shown.count - 1 - below] == typed[typed.count - 1 - below] { below += 1 }
    var text = ""
    for (index, line) in typed.enumerated() {
      let isKept = index < above || index >= typed.count - below
      let place = index < above ? index : index + shown.count - typed.count
      if isKept, index > 0, place > 0 {
        text += source.text(old[place - 1].upperBound..<old[place].lowerBound)
      } else if index > 0 {
        text += separator
      }
      text += line
    }
    return text
  }

  /// Each without what stands before it.
  private func lines(in source: SourceText) -> [Range<Int>] {
    let (first, last) = (source.line(of: range.lowerBound), source.line(of: range.upperBound))
    let margin = Array(source.utf8[source.lineRange(first).lowerBound..<range.lowerBound])
    return (first...last).map { number in
      let line =
        number == first
        ? range.lowerBound..<source.lineRange(first).upperBound : Self.line(number, behind: margin, source)
      return min(line.lowerBound, range.upperBound)..<min(line.upperBound, range.upperBound)
    }
  }

  /// A line without as much of the margin as it has.
  private static func line(_ number: Int, behind margin: [UInt8], _ source: SourceText) -> Range<Int> {
    let line = source.lineRange(number)
    let shared = zip(source.utf8[line], margin).prefix { $0 == $1 }.count
    return line.lowerBound + shared..<line.upperBound
  }

  /// What lines below the one with a mark at that place begin with: the signs of a list take as many spaces.
  private static func margin(before place: Int, _ source: SourceText) -> [UInt8] {
    let line = source.utf8[source.lineRange(source.line(of: place)).lowerBound..<place]
    return line.prefix { $0 != UInt8(ascii: "<") }.map { isMargin($0) ? $0 : 0x20 }
  }

  private static func isMargin(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ">") }

  private static func oneLine(_ text: String) -> String {
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    return words.isEmpty ? Handout.blank : words
  }

  /// So that Markdown shows it as it was typed.
  private static func escaped(_ text: String) -> String {
    if text == Handout.blank { return text }
    let characters = Array(text)
    func isWord(_ index: Int) -> Bool {
      characters.indices.contains(index) && (characters[index].isLetter || characters[index].isNumber)
    }
    var written = ""
    for (index, character) in characters.enumerated() {
      let isJoint = character == "_" && isWord(index - 1) && isWord(index + 1)
      if "\\`*_[]<&~|".contains(character), !isJoint { written += "\\" }
      written.append(character)
    }
    return written
  }
}
