import Foundation
import Places
import Testing

@testable import Commands

/// What every lesson has, and what two of them show of the program without running it.
@Suite struct LessonPartsTests {
  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: LessonsTests.lesson(name), encoding: .utf8)
  }

  /// The words between the title and the first paragraph that is no quotation, with the lesson's name taken out.
  private func box(_ name: String) throws -> String {
    let lines = try text(name).split(separator: "\n", omittingEmptySubsequences: false)
    let title = try #require(lines.firstIndex { $0.hasPrefix("# ") })
    let quote = lines[(title + 2)...].prefix { $0.hasPrefix(">") }
    return quote.map { $0.dropFirst(2) }.joined(separator: " ").replacing(name, with: "NAME")
  }

  @Test(arguments: LessonsTests.names) func opensWithItsBox(_ name: String) throws {
    let box = try box(name)
    #expect(box.hasPrefix("**How to use this page.**"))
    for words in ["`lesson run NAME.md`", "`output/NAME/report.html`", "`<!-- answer … -->`", "“No answer yet.”"] {
      #expect(box.contains(words), "\(words)")
    }
    #expect(try box == self.box("00-mlp"))
  }

  @Test(arguments: LessonsTests.names) func endsWithFurtherReading(_ name: String) throws {
    let parts = try text(name).split(separator: "\n## ")
    let last = try #require(parts.last)
    #expect(last.hasPrefix("Further reading\n"))
    for words in ["Michael Nielsen", "François Chollet", "The MNIST page"] { #expect(last.contains(words), "\(words)") }
    #expect(parts.dropLast().last?.hasPrefix("What you have learnt\n") == true)
  }

  /// Lesson 03 quotes what is said of the file that was cut off.
  @Test func theMessageOnTheCutFileIsQuoted() throws {
    let place = try Workplace()
    let file = "data/cut-images-idx3-ubyte.gz"
    let data = LessonsTests.root.appendingPathComponent("Lessons/\(file)")
    try place.write(file, Data(contentsOf: data))
    try place.write("cut.md", "```step\nload \"\(file)\" as cut\nshow cut[0:6]\n```\n")
    #expect(place.lesson("check", place.path("cut.md")) != .success)
    let line = try #require(place.err.split(separator: "\n").first { $0.contains("error: ") })
    let message = try #require(line.firstRange(of: "error: ").map { line[$0.lowerBound...] })
    let words = try text("03-gzip-idx").split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains(message), "\(message)")
  }

  /// Lesson 04 reads a progress line aloud.
  @Test func theProgressLineIsOneThatCanBe() throws {
    let words = try text("04-hands-on").split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("fit epoch 3/5 \(bar(207.0 / 375)) 207/375 loss 0.0447 accuracy 0.9862"))
  }
}
