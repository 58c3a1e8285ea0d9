import Lesson
import Markdown
import Testing

@testable import Steps

@Suite struct CompletionsTests {
  /// What is offered at the `|`.
  private func offered(_ steps: String) -> Completions {
    let text = "Words.\n\n```step\nload mnist as x_train, y_train, x_test, y_test\n\(steps)\n```\n"
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    return Completions(in: SourceText(parts.joined()), at: parts[0].utf8.count)
  }

  @Test(arguments: [
    ("no|", ["normalise"]), ("shape x_te|", ["x_test"]), ("show y|", ["y_train", "y_test"]),
    ("fit net on x_train, y_train\n  ep|", ["epochs"]), ("fit net on x_train, y_train\n  optimizer: a|", ["adam"]),
    ("build net\n  max|", ["maxpool"]), ("build net\n  dense 16 rel|", ["relu"]),
    ("fit net on x_train, y_train\n  shuffle: |", ["true", "false"]), ("zzz|", []), ("shape x_test|", []),
  ])
  func whatCanStandThereIsOffered(steps: String, words: [String]) {
    #expect(offered(steps).words.map { $0.word } == words)
  }

  @Test func networksAboveAreKnown() {
    #expect(offered("build deep\n  dense 10 softmax\nfit de|").words.map { $0.word } == ["deep"])
    #expect(!offered("fit de|\nbuild deep\n  dense 10 softmax").words.map { $0.word }.contains("deep"))
  }

  @Test func theVerbIsKnownForItsHelp() {
    #expect(offered("fit net on x_train, y_train\n  |").topic == "fit")
    #expect(offered("build net\n  dense |").topic == "dense")
  }

  @Test func proseOffersNothing() {
    #expect(Completions(in: SourceText("no"), at: 2) == Completions(in: SourceText(""), at: 0))
  }
}
