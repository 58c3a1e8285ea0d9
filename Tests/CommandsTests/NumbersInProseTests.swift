import Foundation
import Markdown
import Steps
import Testing

@testable import Lesson

/// A number that a lesson's prose tells is a value of the run, or stays true whatever the settings are: then its words
/// stand in `Tests/Fixtures/numbers-in-prose.txt`. Steps, code, tables, headings and the numbers of questions are passed
/// over.
@Suite struct NumbersInProseTests {
  /// The words that are allowed, by lesson; those under `everywhere` in all of them.
  static let allowed: [String: [String]] = {
    let file = LessonsTests.root.appendingPathComponent("Tests/Fixtures/numbers-in-prose.txt")
    var phrases: [String: [String]] = [:]
    var lesson = ""
    for line in ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n") {
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("[") {
        lesson = String(line.dropFirst().dropLast())
      } else {
        phrases[lesson, default: []].append(String(line))
      }
    }
    return phrases
  }()

  @Test(arguments: LessonsTests.names) func everyNumberIsBoundOrAllowed(_ name: String) throws {
    let phrases = (Self.allowed[name] ?? []) + (Self.allowed["everywhere"] ?? [])
    #expect(!phrases.isEmpty)
    let paragraphs = try Self.paragraphs(of: name)
    #expect(paragraphs.count > 20)
    var unbound: [String] = []
    for words in paragraphs.map({ Self.words($0) }) {
      var isAllowed = words.map { !Self.hasDigit($0) }
      for phrase in phrases.map({ Self.words($0) }) {
        for start in Self.places(of: phrase, in: words) {
          for place in start..<start + phrase.count { isAllowed[place] = true }
        }
      }
      unbound += Self.phrases(words, isAllowed)
    }
    #expect(
      unbound == [], "bind each with [text](value:…), or add its words to numbers-in-prose.txt if they always hold")
  }

  /// What no lesson says any more is taken off the list.
  @Test func everyAllowedPhraseOccurs() throws {
    var paragraphs: [String: [[String]]] = [:]
    for name in LessonsTests.names { paragraphs[name] = try Self.paragraphs(of: name).map { Self.words($0) } }
    for (name, phrases) in Self.allowed {
      let places = name == "everywhere" ? paragraphs.values.flatMap { $0 } : try #require(paragraphs[name])
      let stale = phrases.filter { phrase in
        let wanted = Self.words(phrase)
        return !wanted.contains { Self.hasDigit($0) }
          || !places.contains { !Self.places(of: wanted, in: $0).isEmpty }
      }
      #expect(stale == [], "\(name)")
    }
  }

  @Test func numbersAreFound() throws {
    let text =
      "# Two 2\n\nAbout `3` of [4 %](value:fit.accuracy), 5 %\nof **6** and F1.\n\n- **Question 7.** 8 [9](x.md)\n\n| 10 |\n| --- |\n"
    #expect(Self.paragraphs(SourceText(text)) == ["About @ of @, 5 % of 6 and F1.", "8 @"])
    #expect(
      Self.phrases(["a", "5", "%", "b", "c", "6", "d"], [true, false, true, true, true, false, true]) == [
        "a 5 %", "c 6 d",
      ])
    #expect(Self.places(of: ["5", "%"], in: ["5", "5", "%", "5", "%"]) == [1, 3])
  }

  static func hasDigit(_ word: String) -> Bool { word.utf8.contains { (0x30...0x39).contains($0) } }

  static func words(_ text: String) -> [String] { text.split { $0.isWhitespace }.map { String($0) } }

  static func places(of phrase: [String], in words: [String]) -> [Int] {
    guard !phrase.isEmpty, words.count >= phrase.count else { return [] }
    return (0...words.count - phrase.count).filter { Array(words[$0..<$0 + phrase.count]) == phrase }
  }

  /// Each word that is not allowed, with one on either side; neighbours in one.
  static func phrases(_ words: [String], _ isAllowed: [Bool]) -> [String] {
    var ranges: [Range<Int>] = []
    for place in words.indices where !isAllowed[place] {
      let range = max(place - 1, 0)..<min(place + 2, words.count)
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { words[$0].joined(separator: " ") }
  }

  static func paragraphs(of name: String) throws -> [String] {
    paragraphs(SourceText(try String(contentsOfFile: LessonsTests.lesson(name), encoding: .utf8)))
  }

  /// The prose, with `@` in the place of links and code.
  static func paragraphs(_ source: SourceText) -> [String] {
    let syntax = LessonSyntax(source, Verb.vocabulary)
    return texts(ProseReader(syntax.document, Verb.vocabulary).items)
  }

  private static func texts(_ items: [ProseReader.Item]) -> [String] {
    items.flatMap { item -> [String] in
      switch item {
      case .mark: []
      case .quote(let inner), .note(_, let inner): texts(inner)
      case .list(_, _, let entries): entries.flatMap { texts($0.items) }
      case .part(.paragraph(let prose)):
        [text(prose).replacing(/Question \d+\. ?/, with: "").trimmingCharacters(in: .whitespaces)]
      case .part: []
      }
    }
  }

  private static func text(_ prose: [Prose]) -> String {
    prose.map { piece in
      switch piece {
      case .value: "@"
      case .remark(let content): text(content)
      case .around(let inline, let content):
        if case .link = inline.kind { "@" } else { text(content) }
      case .leaf(let inline):
        switch inline.kind {
        case .text(let text): text
        case .softBreak, .lineBreak: " "
        case .html: ""
        default: "@"
        }
      }
    }.joined()
  }
}
