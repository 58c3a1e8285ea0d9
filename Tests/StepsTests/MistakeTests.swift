import Markdown
import Lesson
import Steps
import Testing

/// A lesson with a mistake, and what its author is told. `⟦…⟧` in the lesson mark where the carets must stand; they are
/// no part of it. A lesson without fences is the inside of one step block.
struct Mistake: Sendable, CustomTestStringConvertible {
  var name: String
  var setting: String?
  var lesson: String
  var says: String

  init(_ name: String, setting: String? = nil, _ lesson: String, says: String) {
    self.name = name
    self.setting = setting
    self.lesson = lesson
    self.says = says
  }

  var testDescription: String { name }

  static let all =
    grammar + syntax + values + names + sources + shapes + labels + prose + settings + writing
    + foreign + habits + slips + cascades + bytes

  /// The whole lesson, with its marks.
  var text: String {
    let isWhole = lesson.contains("```") || Self.prose.contains { $0.name == name }
    return isWhole ? lesson + "\n" : StepsTests.lesson(lesson)
  }
}

@Suite struct MistakeTests {
  @Test func thereAreAtLeastSixty() {
    #expect(Mistake.all.count >= 60)
    #expect(Set(Mistake.all.map(\.name)).count == Mistake.all.count)
  }

  @Test(arguments: Mistake.all) func aMistakeIsExplained(_ mistake: Mistake) {
    let (text, marks) = Self.unmarked(mistake.text)
    let source = SourceText(text)
    let result = plan(text, settings: mistake.setting.map { [$0] } ?? [])
    #expect(DiagnosticText(file: "l.md", source: source).text(result.diagnostics) == mistake.says + "\n")
    if mistake.setting == nil {
      #expect(result.diagnostics.map(\.range) == marks)
    }
    #expect((result.plan == nil) == result.diagnostics.contains { $0.severity == .error })
  }

  /// The text without its marks, and the byte ranges they stood around.
  static func unmarked(_ text: String) -> (text: String, marks: [Range<Int>]) {
    var bytes: [UInt8] = []
    var starts: [Int] = []
    var marks: [Range<Int>] = []
    for character in text {
      switch character {
      case "⟦": starts.append(bytes.count)
      case "⟧": marks.append(starts.removeLast()..<bytes.count)
      default: bytes += Array(String(character).utf8)
      }
    }
    return (String(decoding: bytes, as: UTF8.self), marks)
  }
}
