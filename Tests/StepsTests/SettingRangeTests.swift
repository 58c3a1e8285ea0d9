import Markdown
import Text
import Testing

@testable import Lesson
@testable import Steps

/// What the help says of a setting's range is what the check holds values against.
@Suite struct SettingRangeTests {
  private static let keys = Verb.all.flatMap { $0.doc.keys } + LayerDoc.all.flatMap { $0.keys }

  private func accepts(_ spec: KeySpec, _ text: String) -> Bool {
    let source = SourceText(text)
    if case .success = KeyReader(source: source, spec: spec).read(Lexer(source, 0..<source.utf8.count).tokens[...]) {
      return true
    }
    return false
  }

  @Test func wholeNumbersGoAsFarAsTheHelpSays() {
    var count = 0
    for spec in Self.keys {
      guard case .integer(let range) = spec.kind else { continue }
      count += 1
      #expect(spec.kind.rangeText == "from \(range.lowerBound) to \(range.upperBound)", "\(spec.name)")
      #expect(accepts(spec, "\(range.lowerBound)") && accepts(spec, "\(range.upperBound)"), "\(spec.name)")
      #expect(!accepts(spec, "\(range.lowerBound - 1)") && !accepts(spec, "\(range.upperBound + 1)"), "\(spec.name)")
    }
    #expect(count > 10)
  }

  @Test func numbersGoAsFarAsTheHelpSays() {
    var count = 0
    for spec in Self.keys {
      guard case .number(let bounds) = spec.kind else { continue }
      count += 1
      for edge in [bounds.low, bounds.high] where edge.isFinite {
        #expect(accepts(spec, Words.number(edge)) == bounds.contains(edge), "\(spec.name) \(edge)")
        #expect(bounds.words.contains(Words.number(edge)), "\(spec.name)")
      }
      #expect(!accepts(spec, Words.number(bounds.low - 1)), "\(spec.name)")
      if bounds.high.isFinite { #expect(!accepts(spec, Words.number(bounds.high + 1)), "\(spec.name)") }
    }
    #expect(count > 5)
  }

  @Test func otherKindsToo() {
    func spec(_ kind: KeyKind) -> KeySpec { KeySpec("key", kind, text: "", "") }
    #expect(KeyKind.size.rangeText.contains("from 1 to 1024"))
    #expect(accepts(spec(.size), "1024x1") && !accepts(spec(.size), "1025") && !accepts(spec(.size), "0"))
    #expect(KeyKind.shape.rangeText.contains("from 1 to 2147483647"))
    #expect(accepts(spec(.shape), "2147483647") && !accepts(spec(.shape), "2147483648"))
    #expect(KeyKind.duration.rangeText.contains("at most 1000000000 seconds"))
    #expect(accepts(spec(.duration), "1000000000") && !accepts(spec(.duration), "1000000001"))
  }

  @Test func theReferenceSaysIt() {
    let print = Verb.print.doc.keys.first { $0.name == "threshold" }
    #expect(print?.kind.rangeText == "from 0 to 1000000")
  }
}
