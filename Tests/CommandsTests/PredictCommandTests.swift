import Foundation
import Places
import Testing
import Text

@testable import Commands

/// A network that a lesson has saved answers for pictures without it.
@Suite struct PredictCommandTests {
  private static let lesson = """
    ```step
    load mnist as x, y, x_test, y_test
      train: 100
      test: 20
    normalise x, x_test
    build net
      flatten
      dense 10 softmax
    fit net on x, y
    save net to "net.safetensors"
    save net to "net.npz"
    build copy
      flatten
      dense 10 softmax
    restore copy from "net.npz"
    evaluate net on x_test, y_test
    evaluate copy on x_test, y_test
    load "four.png" as four
      digit: true
    reshape four to (1, 28, 28)
    normalise four
    predict net on four[0]
    ```
    """

  private static func number(_ json: JSON?) -> Double? {
    switch json {
    case .number(let number)?: number
    case .integer(let number)?: Double(number)
    default: nil
    }
  }

  @Test func itAnswersAsTheLessonDoes() throws {
    let place = try Workplace()
    let picture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Lessons/data/four.png")
    try place.write("four.png", Data(contentsOf: picture))
    try place.write("lesson.md", Self.lesson)
    let words = ["run", place.path("lesson.md"), "--sample", "--format", "json", "--out", place.path("output")]
    #expect(place.lesson(words) == .success, "\(place.err)")
    let report = try JSON(parsing: Array(place.read("output/lesson/report.json").utf8))
    guard case .array(let values)? = report["values"] else {
      Issue.record("no values")
      return
    }
    func value(_ id: String) -> Double? { Self.number(values.first { $0["id"] == .string(id) }?["value"]) }
    #expect(value("evaluate.loss") != nil && value("evaluate.loss") == value("evaluate-2.loss"))

    let network = place.path("output/lesson/net.safetensors")
    #expect(place.lesson("predict", network, place.path("four.png"), "--json") == .success, "\(place.err)")
    guard case .array(let answers) = try JSON(parsing: Array(place.out.utf8)), answers.count == 1 else {
      Issue.record("no answers: \(place.out)")
      return
    }
    #expect(answers[0]["picture"] == .string(place.path("four.png")))
    let certainty = try #require(Self.number(answers[0]["certainty"]))
    #expect(abs(certainty - (value("predict.certainty") ?? 0)) < 1e-6)
    guard case .object(let shares)? = answers[0]["probabilities"] else { return }
    #expect(abs(shares.reduce(0) { $0 + (Self.number($1.value) ?? 0) } - 1) < 1e-5)

    #expect(place.lesson("predict", network, place.path("four.png"), place.path("none.png")) == .machine)
    #expect(place.out.hasPrefix("picture") && place.out.contains("certainty") && place.out.contains("four.png"))
    #expect(place.err.contains("none.png"))
    #expect(place.lesson("predict", place.path("output/lesson/net.npz"), place.path("four.png")) == .lesson)
    #expect(place.lesson("predict", place.path("four.png"), place.path("four.png")) == .lesson)
    #expect(place.lesson("predict", network) == .usage)
  }

  /// Slides and the page for paper are written beside each other.
  @Test func slidesHaveASectionEach() throws {
    let place = try Workplace()
    try place.write(
      "talk.md", "# Talk\n\nOne.\n\n## First\n\n- a\n\n<!-- teacher -->\nSay b.\n<!-- /teacher -->\n\n## Second\n\nc\n")
    let words = ["run", place.path("talk.md"), "--format", "html,slides", "--print", "--out", place.path("output")]
    #expect(place.lesson(words) == .success, "\(place.err)")
    let slides = try place.read("output/talk/slides.html")
    #expect(slides.components(separatedBy: "<section class=\"slide\"").count == 4)
    #expect(slides.contains("aria-label=\"2 of 3: First\""))
    #expect(slides.contains("<aside class=\"notes\" aria-label=\"Speaker notes\">\n<p>Say b.</p>"))
    let page = try place.read("output/talk/report.html")
    #expect(!page.contains("Say b.") && page.contains("@media all{"))
    #expect(place.lesson(words + ["--edition", "student"]) == .success)
    #expect(try !place.read("output/talk/slides.html").contains("Say b."))
  }
}
