package import Markdown

/// Goes through the prose and collects what belongs to the lesson: marks of regions and links to values.
package struct ProseReader {
  private let source: SourceText
  private let vocabulary: Vocabulary
  package private(set) var marks: [RegionMark] = []
  /// `evaluate.accuracy` with its place.
  package private(set) var links: [(name: String, range: Range<Int>)] = []
  /// The files of Markdown's pictures, as written.
  package private(set) var pictures: [(name: String, range: Range<Int>)] = []
  /// Teachers' remarks within a heading, a table's cell or other words, where no other region can be.
  package private(set) var remarks: [Range<Int>] = []
  package private(set) var problems: [Diagnostic] = []
  /// What is wrong with marks.
  package private(set) var markProblems: [Diagnostic] = []
  private var container = -1
  private var openRemark: RegionMark?
  /// Added to every range: the text may be a part of the lesson.
  private let shift: Int

  package init(_ document: Document, _ vocabulary: Vocabulary, shift: Int = 0) {
    source = document.source
    self.vocabulary = vocabulary
    self.shift = shift
    visit(document.blocks)
  }

  private func moved(_ range: Range<Int>) -> Range<Int> { (range.lowerBound + shift)..<(range.upperBound + shift) }

  private mutating func visit(_ blocks: [Block]) {
    for block in blocks {
      switch block.kind {
      case .paragraph(let content): visit(content, in: nil)
      case .heading(_, let content): visit(content, in: "a heading")
      case .htmlBlock: html(block.range, in: nil)
      case .blockQuote(let inner): enter(block.range.lowerBound) { $0.visit(inner) }
      case .list(let list):
        for item in list.items { enter(item.range.lowerBound) { $0.visit(item.blocks) } }
      case .table(let table):
        for cell in table.header + table.rows.joined() { visit(cell, in: "a table") }
      case .thematicBreak, .codeBlock: break
      }
    }
  }

  private mutating func enter(_ offset: Int, _ body: (inout ProseReader) -> Void) {
    let outer = container
    container = offset
    body(&self)
    container = outer
  }

  /// - Parameter place: where regions cannot be, in words; nil where they can.
  private mutating func visit(_ inlines: [Inline], in place: String?) {
    let outer = openRemark
    openRemark = nil
    defer {
      if let openRemark { markProblems.append(RegionReader.unclosed(openRemark)) }
      openRemark = outer
    }
    for inline in inlines {
      switch inline.kind {
      case .html: html(inline.range, in: place)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): visit(inner, in: "emphasised text")
      case .link(let destination, _, let inner):
        if destination.lowercased().hasPrefix("value:") {
          link(String(destination.dropFirst(6)), inline.range)
        } else {
          warn(of: destination, inline.range)
        }
        visit(inner, in: "a link")
      case .text(let text): if text.contains("(value:") { warn(ofText: inline.range) }
      case .image(let name, _, let words):
        if name.lowercased().hasPrefix("value:") {
          problems.append(
            Diagnostic(
              .warning, id: "no-value-link", at: moved(inline.range), "this is a picture, not a value",
              hint: "write it without the !"))
        } else if !name.contains(":") {
          pictures.append((name, moved(inline.range)))
        }
        visit(words, in: "a picture's description")
      case .softBreak, .lineBreak, .code: break
      }
    }
  }

  /// `[95 %](evaluate.accuracy)`, without `value:`, is a link to a file.
  private mutating func warn(of destination: String, _ range: Range<Int>) {
    let parts = destination.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let step = parts[0].split(separator: "-").first.map(String.init),
      let verb = vocabulary.verb(named: String(parts[0])) ?? vocabulary.verb(named: step),
      verb.values.contains(where: { $0.name == parts[1] })
    else { return }
    problems.append(
      Diagnostic(
        .warning, id: "no-value-link", at: moved(range), "this is a link to a file, not to the value '\(destination)'",
        hint: "write (value:\(destination))"))
  }

  /// `[95 %](value: evaluate.accuracy)`: a link's target has no spaces, so this is no link.
  private mutating func warn(ofText range: Range<Int>) {
    let text = source.text(range)
    guard let start = text.firstRange(of: "(value:"), let end = text[start.upperBound...].firstIndex(of: ")") else {
      return
    }
    let name = text[start.upperBound..<end]
    let from = range.lowerBound + text[..<start.lowerBound].utf8.count
    problems.append(
      Diagnostic(
        .warning, id: "no-value-link", at: moved(from..<(from + name.utf8.count + 8)),
        "this is no link to a value: \(name.contains(" ") ? "a space stands in it" : "its words in [ ] are missing")",
        hint: "write (value:\(name.filter { $0 != " " }))"))
  }

  private mutating func link(_ name: String, _ range: Range<Int>) {
    let wanted = Array("value:".utf8)
    var place = range
    var index = min(range.upperBound, source.utf8.count) - wanted.count
    while index >= range.lowerBound {
      if source.utf8[index...].prefix(wanted.count).elementsEqual(wanted) {
        let start = index + wanted.count
        place = start..<min(start + name.utf8.count, range.upperBound)
        break
      }
      index -= 1
    }
    links.append((name, moved(place)))
  }

  /// Finds the comments in raw HTML. A line such as `<!-- hint --> Look. <!-- /hint -->` is raw HTML as a whole, and the
  /// text between its marks is Markdown again.
  private mutating func html(_ range: Range<Int>, in place: String?) {
    let bytes = source.utf8
    let end = min(range.upperBound, bytes.count)
    var index = range.lowerBound
    var textStart = index
    var hasMarks = false
    while index + 3 < end {
      guard bytes[index] == 0x3C, bytes[index...].prefix(4).elementsEqual([0x3C, 0x21, 0x2D, 0x2D]) else {
        index += 1
        continue
      }
      var close = index + 4
      while close + 2 < end, !bytes[close...].prefix(3).elementsEqual([0x2D, 0x2D, 0x3E]) { close += 1 }
      guard close + 2 < end else {
        markProblems.append(
          Diagnostic(
            id: "unclosed-comment", at: moved(index..<(index + 4)),
            "the comment that starts here never ends: what stands below it is not read",
            hint: "write --> where it ends"))
        break
      }
      let comment = index..<(close + 3)
      if mark(comment, in: place) {
        text(textStart..<index)
        textStart = comment.upperBound
        hasMarks = true
      }
      index = comment.upperBound
    }
    if hasMarks { text(textStart..<end) }
  }

  private mutating func mark(_ range: Range<Int>, in place: String?) -> Bool {
    let comment = source.text(range)
    guard let mark = RegionMark(comment, range: moved(range), container: container) else {
      misspelt(comment, moved(range))
      return false
    }
    if let place {
      if mark.kind == .teacher {
        remark(mark)
      } else {
        markProblems.append(
          Diagnostic(
            id: "misplaced-region", at: mark.range, "a mark cannot stand in \(place)",
            hint: "put \(mark.text) on a line of its own"))
      }
      return false
    }
    marks.append(mark)
    return true
  }

  private mutating func remark(_ mark: RegionMark) {
    if mark.isOpening {
      openRemark = openRemark ?? mark
    } else if let start = openRemark {
      remarks.append(start.range.lowerBound..<mark.range.upperBound)
      openRemark = nil
    } else {
      markProblems.append(RegionReader.unopened(mark))
    }
  }

  private mutating func misspelt(_ comment: String, _ range: Range<Int>) {
    guard let words = RegionMark.words(comment), let first = words.first, words.count <= 2 else { return }
    let isClosing = first.hasPrefix("/")
    let word = isClosing ? String(first.dropFirst()) : first
    guard let nearest = Suggestion.nearest(word, among: Region.Kind.allCases.map(\.rawValue)) else { return }
    problems.append(
      Diagnostic(
        .warning, id: "unknown-mark", at: range, "this comment marks nothing: there is no '\(word)'",
        hint: "did you mean <!-- \(isClosing ? "/" : "")\(([nearest] + words.dropFirst()).joined(separator: " ")) -->?")
    )
  }

  /// Reads the Markdown between two marks in raw HTML; only its links are of interest.
  private mutating func text(_ range: Range<Int>) {
    guard range.count > 8 else { return }
    let part = Array(source.utf8[range])
    let inner = ProseReader(Document.parse(SourceText(utf8: part)), vocabulary, shift: shift + range.lowerBound)
    links += inner.links
  }
}
