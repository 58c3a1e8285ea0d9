import Files
import Running
import Steps
import Testing

@testable import Reporting

/// Blanks among the prose, as students see them and as they fill them in.
@Suite struct BlankTests {
  private static let lesson =
    "It is a [[9]](value:predict.answer), with [[**99 %**]](value:predict.certainty).\n\n"
    + "```step\npredict n on x[0]\n```\n"

  private static let values: [String: Value] = ["predict.answer": .text("7"), "predict.certainty": .fraction(0.98765)]

  private static func report(
    _ text: String, _ format: ReportFormat, edition: ReportOptions.Edition = .whole, values: [String: Value] = values
  ) -> String {
    var options = ReportOptions()
    options.edition = edition
    let files = Fixture.files(Fixture.outcome(text, values: values), formats: [format], options: options)
    return String(decoding: files[0].bytes, as: UTF8.self)
  }

  @Test func theAuthorSeesTheValues() {
    #expect(Self.report(Self.lesson, .markdown).contains("It is a 7, with **99 %**."))
    #expect(Self.report(Self.lesson, .page).contains("It is a 7, with <strong>99 %</strong>."))
    #expect(!Self.report(Self.lesson, .json).contains("blanks"))
  }

  @Test func studentsSeeBlanksAndNoValue() {
    let markdown = Self.report(Self.lesson, .markdown, edition: .student)
    #expect(markdown.contains("It is a \\_\\_\\_\\_, with \\_\\_\\_\\_."))
    let page = Self.report(Self.lesson, .page, edition: .student)
    #expect(page.contains("<span class=\"field\">____<span class=\"unseen\"> to be filled in</span></span>"))
    let json = Self.report(Self.lesson, .json, edition: .student)
    #expect(json.contains(#""blanks":[{"value":"predict.answer","line":1,"answer":null,"state":"empty"}"#))
    for text in [markdown, page, json] {
      for value in ["99 %", "98.8", "0.98", "\"7\"", "a 7"] { #expect(!text.contains(value), "\(value)") }
    }
  }

  private static func filled(_ answer: String, _ certainty: String) -> String {
    "It is a [\(answer)](blank:predict.answer), with [\(certainty)](blank:predict.certainty).\n\n"
      + "```step\npredict n on x[0]\n```\n"
  }

  @Test func answersAreMarkedRightOrWrong() {
    let text = Self.filled("7", "12 %")
    #expect(Self.report(text, .markdown).contains("It is a **7** ✓ right, with **12 %** ✗ wrong."))
    let page = Self.report(text, .page)
    #expect(
      page.contains(
        "<span class=\"gap-right\"><span class=\"field\">7</span> <span class=\"mark\">✓ right</span></span>"))
    #expect(page.contains("<span class=\"gap-wrong\"><span class=\"field\">12 %</span> "))
    let json = Self.report(text, .json)
    #expect(json.contains(#"{"value":"predict.answer","line":1,"answer":"7","state":"right"}"#))
    #expect(json.contains(#"{"value":"predict.certainty","line":1,"answer":"12 %","state":"wrong"}"#))
    #expect(json.contains(#"{"id":"predict.answer","kind":"text","value":"7"}"#))
    for report in [page, json] {
      for value in ["99 %", "98.8", "0.98", "predict.certainty\",\"kind"] {
        #expect(!report.contains(value), "\(value)")
      }
    }
  }

  @Test func whatIsNotFilledInIsTold() {
    let text = Self.filled("____", "")
    #expect(
      Self.report(text, .markdown).contains(
        "It is a \\_\\_\\_\\_ (not filled in yet), with \\_\\_\\_\\_ (not filled in yet)."))
    #expect(!Self.report(text, .json).contains("\"7\""))
    let unknown = Self.report(Self.filled("7", "1 %"), .markdown, values: [:])
    #expect(unknown.contains("It is a 7 (not checked)"))
  }

  /// In the words of the prose, whichever of a pair these are.
  @Test(arguments: [("correctly", "incorrectly"), ("richtig", "falsch"), ("right", "wrong"), ("perhaps", "no")])
  func aTruthIsShownInTheProsesWords(_ word: String, _ other: String) {
    let text = "So it is [\(word)](value:predict.right).\n\n```step\npredict n on x[0]\n```\n"
    let markdown = Self.report(text, .markdown, values: ["predict.right": .truth(false)])
    #expect(markdown.contains("So it is \(other)."))
    #expect(
      Self.report(text, .json, values: ["predict.right": .truth(true)]).contains(
        #"{"id":"predict.right","kind":"truth","value":true}"#))
  }

  /// Whoever also shows a value elsewhere does not hide it.
  @Test func aValueThatIsShownElsewhereIsTold() {
    let text = Self.filled("1", "2 %") + "\nIt said [9](value:predict.answer).\n"
    #expect(Self.report(text, .json).contains(#"{"id":"predict.answer","kind":"text","value":"7"}"#))
  }

  @Test(arguments: [
    (Value.text("7"), ["7", " 7 ", "7.", "__7__", "**7**"], ["8", "77", "seven or so"]),
    (.text("T-shirt/top"), ["T-shirt/top", "t-shirt/TOP"], ["shirt"]),
    (
      .fraction(0.98765), ["98.8 %", "98.7 %", "99 %", "98 %", "0.988", "98.76%", "987.6 ‰"],
      ["97 %", "98.9 %", "1.5", "98.8"]
    ),
    (.fraction(0.29), ["29 %", "0.29", "29.0 %"], ["28 %", "30 %"]),
    (
      .fraction(0.99994), ["> 99.9 %", ">99.9%", "99.9 %", "99.99 %", "100 %", "0.9999", "≈ 100 %"],
      ["< 99.9 %", "> 99.8 %", "99.8 %"]
    ),
    (.truth(true), ["correctly", "Correct", "yes", "right."], ["incorrectly", "wrong", "no", "7"]),
    (.truth(false), ["incorrectly", "wrong", "falsch", "not correctly"], ["correctly", "maybe"]),
    (.integer(9980), ["9980", "9,980", "9 980"], ["9981", "998", "9,980 %"]),
    (.number(0.0461), ["0.046", "0.05", "0.0461", ".05"], ["0.06", "0.047"]),
  ]) func answersAreAsPreciseAsTheyAreWritten(_ value: Value, _ right: [String], _ wrong: [String]) {
    for (answers, mark) in [(right, "right"), (wrong, "wrong")] {
      for answer in answers {
        let text = "A [\(answer)](blank:predict.answer).\n\n```step\npredict n on x[0]\n```\n"
        let json = Self.report(text, .json, values: ["predict.answer": value])
        #expect(json.contains("\"state\":\"\(mark)\"}],\"failures\""), "\(answer) of \(value)")
      }
    }
  }

  @Test func aQuestionWithoutAnAnswerSaysWhereToWrite() {
    let text = "<!-- question q1 -->\nWhy?\n<!-- answer q1 -->\n\n<!-- /answer -->\n<!-- /question -->\n"
    #expect(
      Self.report(text, .markdown).contains(
        "> *No answer yet.* Write yours into the lesson’s file, between `<!-- answer q1 -->` and `<!-- /answer -->`"))
    #expect(Self.report(text, .page).contains("<code>&lt;!-- answer q1 --&gt;</code>"))
  }
}
