import Foundation
import Markdown
import Lesson
import Steps
import Testing

@Suite struct HandoutTests {
  private func handout(_ text: String) throws -> String {
    let result = try Handout.text(of: SourceText(text), Verb.vocabulary)
    return result.text(0..<result.utf8.count)
  }

  @Test func solutionsAndRemarksGoAndBlanksAreEmpty() throws {
    let lesson = """
      # A lesson

      <!-- question q -->
      Why?
      <!-- answer q -->

      <!-- /answer -->
      <!-- hint q --> Look. <!-- /hint -->
      <!-- solution q -->
      Because.

      ```step
      show x[[ [3] ]]
      ```
      <!-- /solution -->
      <!-- /question -->

      <!-- teacher --> Four minutes. <!-- /teacher -->

      Text <!-- teacher -->and more<!-- /teacher --> here, [[not a blank]].

      ```step
      fit net on x, y
        epochs: [[20]]  # try [[30]]
        batch_size: [[ 64 ]]
      ```
      """
    let expected = """
      # A lesson

      <!-- question q -->
      Why?
      <!-- answer q -->

      <!-- /answer -->
      <!-- hint q --> Look. <!-- /hint -->
      <!-- /question -->

      Text  here, [[not a blank]].

      ```step
      fit net on x, y
        epochs: ____  # try [[30]]
        batch_size: ____
      ```
      """
    #expect(try handout(lesson) == expected)
    #expect(try handout(expected) == expected)
    #expect(try handout(lesson.replacing("\n", with: "\r\n")) == expected.replacing("\n", with: "\r\n"))
  }

  @Test func blanksAmongTheProseAreEmpty() throws {
    let lesson =
      "A [[9]](value:predict.answer), [9](value:predict.answer), [[1]](https://example.org).\n"
      + "<!-- solution -->\nIt is [[9]](value:predict.answer).\n<!-- /solution -->\n| a |\n| - |\n| [[**9 %**]](value:a.b) |\n"
    let expected =
      "A [____](blank:predict.answer), [9](value:predict.answer), [[1]](https://example.org).\n"
      + "| a |\n| - |\n| [____](blank:a.b) |\n"
    #expect(try handout(lesson) == expected)
    #expect(try handout(expected) == expected)
  }

  @Test(arguments: [
    ("## Part <!-- teacher -->NOTE<!-- /teacher -->", "## Part "),
    ("| a <!-- teacher -->NOTE<!-- /teacher --> | b |\n| - | - |", "| a  | b |\n| - | - |"),
    ("**a<!-- teacher -->NOTE<!-- /teacher -->**", "**a**"),
    ("![a<!-- teacher -->NOTE<!-- /teacher -->](x.png)", "![a](x.png)"),
    (
      "<!-- teacher -->\n## Part <!-- teacher -->NOTE<!-- /teacher -->\n<!-- /teacher -->\nText", "Text"
    ),
  ])
  func remarksGoWhereverTheyStand(lesson: String, expected: String) throws {
    #expect(try handout(lesson) == expected)
  }

  @Test(arguments: [
    "## A <!-- solution -->B<!-- /solution -->", "## A <!-- teacher -->B", "**A <!-- /teacher -->**",
    "A <a title=\"<!-- teacher -->B<!-- /teacher -->\">C</a>", "<!-- solution -->\nNever closed",
    "```step\nshow x[[3]]\n\nNever closed",
  ])
  func whatIsNotSureIsRefused(lesson: String) {
    #expect(throws: Handout.Problems.self) { try handout(lesson) }
  }

  /// A student's first run tells which blanks are empty.
  @Test func theHandoutOfTheExerciseAsksForItsBlanks() throws {
    let url = URL(filePath: #filePath).appending(path: "../../../Lessons/05-fashion.md").standardizedFileURL
    let text = try handout(try String(contentsOf: url, encoding: .utf8))
    #expect(!text.contains("<!-- solution") && !text.contains("<!-- teacher") && text.contains("<!-- hint"))
    let problems = plan(text.replacing("fashion-mnist", with: "mnist")).diagnostics
    #expect(problems.contains { $0.id == .unfilledBlank }, "\(Set(problems.map(\.id)))")
  }
}
