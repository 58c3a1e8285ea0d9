import Foundation
import Places
import Testing

@testable import Commands

/// Folders and names made to do harm, as the command line meets them.
@Suite struct HostileTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("l.md", Workplace.quick)
    try place.write("thesis/text.txt", "years of work")
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: place.path(name), withDestinationPath: place.path(target))
  }

  @Test func linksUnderGuessedNamesAreNotFollowed() throws {
    try place.write("output/x", "")
    for name in [".l.lesson-new", ".l.lesson-old"] { try link("output/" + name, to: "thesis") }
    try link("l.md.part", to: "thesis/text.txt")
    #expect(place.lesson("run", place.path("l.md"), "--sample", "--out", place.path("output")) == .success)
    try place.write("l.md", Workplace.quick.replacingOccurrences(of: "show ", with: "Show  "))
    #expect(place.lesson("fmt", place.path("l.md")) == .success)
    #expect(try place.read("thesis/text.txt") == "years of work")
    #expect(try place.read("l.md") == Workplace.quick)
  }

  @Test(.timeLimit(.minutes(1))) func aPipeAmongSeveralLessonsIsRefused() throws {
    #expect(mkfifo(place.path("pipe.md"), 0o600) == 0)
    #expect(place.lesson("check", "--sample", place.path("l.md"), place.path("pipe.md")) == .machine)
    #expect(place.err.contains("pipe.md cannot be read: it is no ordinary file"))
    #expect(place.lesson("fmt", "--check", place.path("l.md"), place.path("pipe.md")) == .machine)
  }

  @Test func namesDoNotSteerTheTerminal() throws {
    let name = "a\u{1B}]0;x\u{7}\u{202E}b"
    try place.write(name + ".md", Workplace.quick + "\n")
    let path = place.path(name + ".md")
    for words in [
      ["fmt", path], ["run", path, "--sample", "--out", place.path("o")], ["check", path], ["new", path],
    ] {
      _ = place.lesson(words)
      let text = place.err + place.out
      #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("\u{7}"))
      if words[0] != "fmt" { #expect(text.contains(#"a\u{1B}]0;x\u{7}\u{202E}b"#)) }
    }
  }

  @Test func controlsInProseAreReplacedInReports() throws {
    try place.write("l.md", "# T\u{1B}[2J\u{7}\u{9B}\n\nprose\u{1B}[31m\u{85}\n\n" + Workplace.quick)
    #expect(place.lesson("run", place.path("l.md"), "--sample", "--out", place.path("output")) == .success)
    let report = try place.read("output/l/report.md")
    #expect(!report.unicodeScalars.contains { ["\u{1B}", "\u{7}", "\u{9B}", "\u{85}"].contains($0) })
    #expect(try place.read("output/l/report.html").contains("<title>T\u{FFFD}[2J\u{FFFD}\u{FFFD}</title>"))
  }

  /// What is saved and the report change together: a later step's failure leaves both as they were.
  @Test func withoutAReportNothingIsSaved() throws {
    let training = """
      ```step
      flatten x_train
      normalise x_train
      build net
        dense 10 softmax
      fit net on x_train, y_train
        epochs: 1
      save net to "a.safetensors"
      restore net from "a.safetensors"
      ```
      """
    try place.write("l.md", Workplace.quick + "\n\n" + training)
    try place.write("output/l/a.safetensors", "old")
    try place.write("output/l/report.md", "mine")
    let words = ["run", place.path("l.md"), "--sample", "--out", place.path("output")]
    var asked = 0
    #expect(place.lesson(words) == .machine)
    try FileManager.default.removeItem(atPath: place.path("output/l/report.md"))
    let code = place.lesson(words) {
      asked += 1
      return asked > 14
    }
    #expect(code == .interrupted)
    #expect(try place.read("output/l/a.safetensors") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path("output")) == ["l"])
    #expect(place.lesson(words) == .success)
    let weights = try Data(contentsOf: URL(fileURLWithPath: place.path("output/l/a.safetensors")))
    #expect(weights.count > 30_000)
  }
}
