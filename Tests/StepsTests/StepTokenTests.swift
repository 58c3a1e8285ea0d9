import Markdown
import Testing

@testable import Lesson
@testable import Steps

struct StepTokenTests {
  private func lines(_ text: String) -> [StepLine] {
    ResolvedLesson(LessonSyntax(SourceText("```step\n\(text)\n```\n"), Verb.vocabulary)).stepBlocks.first?.lines ?? []
  }

  private func marked(_ text: String, _ kinds: Set<StepToken.Kind>) -> [String] {
    lines(text).flatMap(\.tokens).filter { kinds.contains($0.kind) }.map { "\($0.kind.rawValue) \($0.text)" }
  }

  @Test func tokensCarryTheirKinds() {
    let text = """
      fit network on x_train, y_train      # a comment
        epochs: 3
        learning_rate = [[0.01]]
        validation_split: 1/12
      save network to "my #1.safetensors"
      build network
        conv2d 32 3x3
      show x_train[-2]
        caption: 0 is black and 255 white # or not
      show x where y = 7
        caption: "0 to 9"
      """
    #expect(lines(text).map(\.text).joined(separator: "\n") == text)
    #expect(
      marked(text, [.verb, .key, .layer, .joint, .number, .text, .blank, .comment]) == [
        "verb fit", "joint on", "comment # a comment", "key epochs", "number 3", "key learning_rate", "blank [[0.01]]",
        "key validation_split", "number 1/12", "verb save", "joint to", "text \"my #1.safetensors\"", "verb build",
        "layer conv2d", "number 32", "number 3x3", "verb show", "number -2", "key caption",
        "text 0 is black and 255 white ", "comment # or not", "verb show", "joint where", "number 7", "key caption",
        "text \"0 to 9\"",
      ])
    #expect(
      marked("confusion matrix a, b\nfit n on x, y\n  Batch Size: ____", [.verb, .key, .name, .gap]) == [
        "verb confusion", "verb matrix", "name a", "name b", "verb fit", "name n", "name x", "name y", "key Batch",
        "key Size", "gap ____",
      ])
    #expect(
      marked("show x\n  caption: About [[three]] of them", [.text, .blank]) == [
        "text About ", "blank [[three]]", "text  of them",
      ])
  }

  @Test(arguments: [
    "\n\n", "\"open", "[[", "[[ ]", "#", "  ", "a\tb\u{301}", "🙂 x[5:", "-", "1.", "1/", "“smart”", "show x\n\t[[5]]  ",
    "show x\n  caption: [[", "show x\n  caption:", "show x\n  caption: # none",
  ])
  func nothingIsLost(text: String) {
    let lines = lines("show x\n" + text)
    #expect(lines.map(\.text).joined(separator: "\n") == "show x\n" + text)
    #expect(lines.flatMap(\.tokens).allSatisfy { !$0.text.isEmpty })
  }

  /// Lines are shown without the marks of what they stand in, and blocks know their steps' lines.
  @Test func blocksInQuotationsKnowTheirSteps() {
    let text = "> - a\n>\n>   ~~~ step\n>   # first\n>   show x\n>\t  perrow: 3\n>\n>   fit n on x, y\n>   ~~~\n"
    let lesson = ResolvedLesson(LessonSyntax(SourceText(text), Verb.vocabulary))
    #expect(lesson.stepBlocks[0].steps == [.init(id: "show", lines: 1..<3), .init(id: "fit", lines: 4..<5)])
    #expect(lesson.stepBlocks[0].lines.map(\.text) == ["# first", "show x", "  perrow: 3", "", "fit n on x, y"])
    #expect(lesson.lines(of: "show").map(\.code) == ["show x", "perrow: 3"])
  }
}
