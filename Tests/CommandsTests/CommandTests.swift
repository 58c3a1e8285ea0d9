import Files
import Foundation
import Places
import Testing

@testable import Commands

extension Workplace {
  /// A lesson that runs in a moment.
  static let quick = """
    # Quick

    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 200
      test: 50
    shape x_train
    show x_train[0:6]
    ```
    """
}

@Suite struct CommandTests {
  @Test func aRunWritesBothReportsAndTheFigures() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    #expect(place.lesson("run", place.path("quick.md"), "--sample", "--out", place.path("output")) == .success)
    #expect(try place.read("output/quick/report.html").contains("(200, 28, 28)"))
    #expect(try place.read("output/quick/report.md").contains("(200, 28, 28)"))
    #expect(place.exists("output/quick/figures/01-show.png"))
    #expect(place.err.contains("built-in sample"))
    #expect(place.err.contains("wrote"))
  }

  @Test func whatARunHasComputedIsKept() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    let words = ["run", place.path("quick.md"), "--sample", "--out", place.path("output")]
    #expect(place.lesson(words) == .success)
    #expect(!place.err.contains("from the cache"))
    let report = try place.read("output/quick/report.html")
    #expect(place.lesson(words) == .success)
    #expect(place.err.contains("3 of 3 steps taken from the cache"))
    #expect(try place.read("output/quick/report.html") == report)
    #expect(place.lesson("cache") == .success)
    #expect(place.out.contains("home/.cache/lesson/steps: "))
    for option in ["--fresh", "--no-cache"] {
      #expect(place.lesson(words + [option]) == .success)
      #expect(!place.err.contains("from the cache"))
    }
    #expect(place.lesson("cache", "clear") == .success)
    #expect(place.out.hasPrefix("removed "))
    #expect(place.lesson(words + ["--no-cache"]) == .success)
    #expect(place.lesson("cache") == .success)
    #expect(place.out.hasSuffix(": 0 results, 0.0 MB\n"))
    #expect(place.lesson("cache", "empty") == .usage)
  }

  @Test func quietRunsPrintNothing() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    #expect(place.lesson("run", place.path("quick.md"), "--sample", "--quiet", "--out", place.path("o")) == .success)
    #expect(place.err == "" && place.out == "")
  }

  @Test func formatsCanBeChosen() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    let path = place.path("quick.md")
    #expect(place.lesson("run", path, "--sample", "--format", "md", "--out", place.path("o")) == .success)
    #expect(place.exists("o/quick/report.md") && !place.exists("o/quick/report.html"))
    #expect(place.lesson("run", path, "--format", "pdf", "--out", place.path("o")) == .usage)
    #expect(place.lesson("run", path, "--sample", "--format", "json", "--out", place.path("j")) == .success)
    #expect(try place.read("j/quick/report.json").contains(#"{"id":"load","state":"ran""#))
    #expect(!place.exists("j/quick/report.md") && !place.exists("j/quick/figures"))
  }

  @Test func aTypoExitsWithOneAndKeepsTheEarlierReport() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    let words = ["run", place.path("quick.md"), "--sample", "--out", place.path("output")]
    #expect(place.lesson(words[0], words[1], words[2], words[3], words[4]) == .success)
    let before = try place.read("output/quick/report.html")
    try place.write("quick.md", Workplace.quick.replacingOccurrences(of: "show x", with: "shwo x"))
    #expect(place.lesson(words[0], words[1], words[2], words[3], words[4]) == .lesson)
    #expect(place.err.contains("quick.md:8:1: error:"))
    #expect(place.err.contains("did you mean 'show'?"))
    #expect(try place.read("output/quick/report.html") == before)
  }

  @Test func aDamagedDataFileExitsWithThreeAndKeepsTheEarlierReport() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    #expect(place.lesson("run", place.path("quick.md"), "--sample", "--out", place.path("output")) == .success)
    let before = try place.read("output/quick/report.html")
    // A gzip header, then nothing: what an interrupted download leaves.
    for name in [
      "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz",
    ] {
      try place.write("data/mnist/" + name, Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x63, 0x60]))
    }
    let code = place.lesson(
      "run", place.path("quick.md"), "--data", place.path("data"), "--out", place.path("output"))
    #expect(code == .machine)
    #expect(place.err.contains("quick.md:4:"))
    #expect(place.err.contains("train-images-idx3-ubyte.gz"))
    #expect(try place.read("output/quick/report.html") == before)
  }

  @Test func aMissingFileOfTheLessonIsFoundByTheCheck() throws {
    let place = try Workplace()
    try place.write("l.md", "```step\nload \"seven.png\" as seven\nshow seven\n```\n")
    #expect(place.lesson("check", place.path("l.md")) == .machine)
    #expect(place.err.contains("l.md:2:6: error: there is no file 'seven.png'"))
  }

  @Test func anOutputFolderThatCannotBeMadeExitsWithThreeBeforeAnythingRuns() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    try place.write("file", "in the way")
    #expect(place.lesson("run", place.path("quick.md"), "--sample", "--out", place.path("file")) == .machine)
    #expect(!place.err.contains("built-in sample"))
    #expect(try place.read("file") == "in the way")
  }

  @Test func aFailedDownloadSaysWhatToDoWithoutIt() throws {
    let place = try Workplace()
    #expect(place.lesson("fetch", "fashion-mnist", "--mirror", "http://127.0.0.1:1/") == .machine)
    #expect(place.err.contains("--data DIR") && !place.err.contains("sample"))
    #expect(place.lesson("fetch", "mnist", "--mirror", "http://127.0.0.1:1/") == .machine)
    #expect(place.err.contains("lessons on mnist run on the built-in sample"))
  }

  @Test func aLessonThatIsNotThereExitsWithThree() throws {
    let place = try Workplace()
    #expect(place.lesson("run", place.path("nope.md")) == .machine)
    #expect(place.err.contains("nope.md cannot be read: no such file or directory"))
  }

  @Test func anInterruptionKeepsTheEarlierReport() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    let code = place.lesson(
      "run", place.path("quick.md"), "--sample", "--out", place.path("output"), isInterrupted: { true })
    #expect(code == .interrupted)
    #expect(!place.exists("output/quick/report.html"))
  }

  @Test func anUnmetExpectationIsWrittenIntoTheReportAndExitsWithOne() throws {
    let place = try Workplace()
    try place.write("q.md", Workplace.quick + "\n\n```step\nhistogram y_test\nexpect histogram.largest = 3\n```\n")
    #expect(place.lesson("run", place.path("q.md"), "--sample", "--out", place.path("output")) == .lesson)
    #expect(try place.read("output/q/report.html").contains("expected histogram.largest = 3"))
  }

  @Test func settingsChangeARunAndMistakesInThemTeach() throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick)
    let path = place.path("quick.md")
    let output = place.path("output")
    #expect(place.lesson("run", path, "--sample", "--out", output, "--set", "load.train=300") == .success)
    #expect(try place.read("output/quick/report.md").contains("This run was told --set load.train=300."))
    #expect(try place.read("output/quick/report.md").contains("(300, 28, 28)"))
    #expect(place.lesson("run", path, "--sample", "--out", output, "--set", "load.trian=300") == .usage)
    #expect(place.err.contains("did you mean 'train'?"))
  }

  @Test(arguments: [
    ["rnu"], ["run"], ["run", "a.md", "--thread", "2"], ["run", "a.md", "./a.md"], ["run", "a.md", "--seed", "x"],
    ["check", "--data", "/no/such/folder", "a.md"], ["params"], ["help", "fitt"], [],
  ])
  func commandLinesThatCannotBeUnderstoodExitWithTwo(_ words: [String]) throws {
    let place = try Workplace()
    let tool = CommandLineTool(
      terminal: Terminal(out: { _ in }, err: { _ in }, isInteractive: false, hasColour: false, width: 80),
      environment: [:], isInterrupted: { false })
    #expect(tool.run(words) == .usage)
    #expect(!place.exists("output"))
  }

  @Test func aNewLessonChecksWithoutRemarksAndIsNeverOverwritten() throws {
    let place = try Workplace()
    let path = place.path("mine.md")
    #expect(place.lesson("new", path) == .success)
    #expect(place.lesson("check", "--sample", path) == .success)
    #expect(place.err == "\(path): no errors\n")
    #expect(place.lesson("new", path) == .machine)
  }

  @Test func everyCommandHasHelp() throws {
    let place = try Workplace()
    for command in Command.all {
      #expect(place.lesson(command.name, "--help") == .success)
      #expect(place.out.hasPrefix("usage: lesson \(command.name)"))
    }
  }

  @Test(arguments: Command.all.map { $0.name })
  func theReadmeListsEveryCommand(_ name: String) throws {
    let readme = try String(contentsOf: LessonsTests.root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(readme.contains("`lesson \(name) ") || readme.contains("`lesson \(name)`"))
  }

  @Test func checkAndParamsPrintJSON() throws {
    let place = try Workplace()
    try place.write("q.md", "```step\nlod mnist\n```\n")
    #expect(place.lesson("check", "--json", place.path("q.md")) == .lesson)
    let problems = try JSONSerialization.jsonObject(with: Data(place.out.utf8)) as? [[String: Any]]
    #expect(problems?.first?["line"] as? Int == 2)
    #expect(problems?.first?["severity"] as? String == "error")
    try place.write("q.md", Workplace.quick)
    #expect(place.lesson("params", "--json", "--sample", place.path("q.md")) == .success)
    let parameters = try JSONSerialization.jsonObject(with: Data(place.out.utf8)) as? [[String: Any]]
    #expect(parameters?.contains { $0["key"] as? String == "train" && $0["value"] as? String == "200" } == true)
  }

  @Test func valuesAreListedWithTheirUses() throws {
    let place = try Workplace()
    try place.write(
      "q.md",
      Workplace.quick
        + "\n\n[So many](value:load.train_count)\n\n```step\nhistogram y_test\nexpect histogram.largest >= 3\n```\n")
    try place.write("none.md", "```step\nlod mnist\n```\n")
    #expect(place.lesson("values", "--sample", place.path("q.md")) == .success)
    let lines = place.out.split(separator: "\n").map { $0.split(separator: "  ", omittingEmptySubsequences: true) }
    let cells = lines.map { $0.map { $0.drop { $0 == " " } } }
    #expect(cells[0] == ["value", "line", "kind", "used by", "is"])
    #expect(cells[1] == ["load.train_count", "4", "whole number", "prose", "training images"])
    #expect(cells[4] == ["shape.shape", "7", "text", "the first array's shape, as NumPy shows it"])
    #expect(cells[5] == ["shape.count", "7", "whole number", "how many numbers the first array holds"])
    #expect(cells[7].prefix(4) == ["histogram.largest", "14", "whole number", "expect"])
    #expect(cells[7].last == "samples of the most frequent label, or in the fullest interval")
    #expect(cells.count == 8)
    #expect(place.lesson("values", "--json", "--sample", place.path("none.md"), place.path("q.md")) == .lesson)
    #expect(place.err.contains("none.md:2:1: error"))
    let values = try JSONSerialization.jsonObject(with: Data(place.out.utf8)) as? [[String: Any]]
    #expect(values?.count == 7)
    #expect(values?[0]["prose"] as? Bool == true && values?[0]["expect"] as? Bool == false)
    #expect(values?[6]["step"] as? String == "histogram" && values?[6]["key"] as? String == "largest")
  }

  @Test func fmtPutsStepsInOrderWhereTheyStand() throws {
    let place = try Workplace()
    try place.write("a.md", "Prose\n\n```step\nLoad mnist as a,b,c,d\n```\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: place.path("a.md"))
    try FileManager.default.createSymbolicLink(atPath: place.path("link.md"), withDestinationPath: place.path("a.md"))
    #expect(place.lesson("fmt", "--check", place.path("link.md")) == .lesson)
    #expect(try place.read("a.md").contains("a,b,c,d"))
    #expect(place.lesson("fmt", place.path("link.md")) == .success)
    #expect(place.err.contains("formatted"))
    #expect(try place.read("a.md") == "Prose\n\n```step\nload mnist as a, b, c, d\n```\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: place.path("a.md"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: place.path("link.md")) == place.path("a.md"))
    #expect(place.lesson("fmt", "--check", place.path("a.md")) == .success && place.err.isEmpty)
    try place.write("open.md", "```step\nLoad  mnist\n")
    #expect(place.lesson("fmt", place.path("open.md"), place.path("none.md")) == .machine)
    #expect(place.err.contains("open.md:1:1: error: the steps that start here never end"))
    #expect(try place.read("open.md") == "```step\nLoad  mnist\n")
  }

  @Test(arguments: ["\r\n", "\r"])
  func aHandoutKeepsLineEnds(end: String) throws {
    let place = try Workplace()
    try place.write("quick.md", Workplace.quick.replacingOccurrences(of: "\n", with: end))
    #expect(place.lesson("handout", place.path("quick.md")) == .success)
    #expect(place.out == (try place.read("quick.md")))
  }

  @Test func helpKnowsCommandsToo() throws {
    let place = try Workplace()
    #expect(place.lesson("help", "run") == .success)
    #expect(place.out.contains("--threads"))
  }

  @Test func sealedLessonsForgiveExperiments() throws {
    let place = try Workplace()
    let steps = Workplace.quick.replacingOccurrences(of: "show x_train[0:6]", with: "expect load.train_count = 200")
    try place.write("quick.md", steps)
    #expect(place.lesson("fmt", "--check", "--seal", place.path("quick.md")) == .lesson)
    #expect(place.err.contains("'lesson fmt --seal' would change its seal"))
    #expect(place.lesson("fmt", "--seal", place.path("quick.md")) == .success)
    #expect(place.err.contains("formatted and sealed"))
    let sealed = try place.read("quick.md")
    #expect(sealed.hasPrefix("---\nseal: "))
    #expect(place.lesson("fmt", "--check", "--seal", place.path("quick.md")) == .success && place.err.isEmpty)
    #expect(place.lesson("check", place.path("quick.md"), "--sample") == .success && !place.err.contains("note"))
    try place.write("quick.md", sealed.replacingOccurrences(of: "train: 200", with: "train: 300"))
    let words = ["run", place.path("quick.md"), "--sample", "--format", "json", "--out", place.path("o")]
    #expect(place.lesson(words) == .success)
    #expect(place.err.contains("The expectation load.train_count = 200 does not apply: you changed 'load'."))
    #expect(try place.read("o/quick/report.json").contains(#""doesNotApply":"you changed 'load'""#))
    // For whoever formats only, a seal is no matter.
    #expect(place.lesson("fmt", "--check", place.path("quick.md")) == .success)
    #expect(place.lesson("handout", place.path("quick.md")) == .success)
    let copy = try #require(place.out.split(separator: "\n").first { $0.hasPrefix("seal: ") })
    #expect(!sealed.contains(copy))
  }

  @Test func theCheckSaysWhatToAllow() throws {
    let place = try Workplace()
    let steps = Workplace.quick.replacingOccurrences(
      of: "show x_train[0:6]", with: "build n\n  flatten\n  dense 10 softmax\nfit n on x_train, y_train")
    try place.write("quick.md", steps)
    #expect(place.lesson("check", place.path("quick.md"), "--sample") == .success)
    #expect(place.err.contains("where a warning is meant, write below its step: allow: raw-pixels\n"))
    try place.write(
      "quick.md", steps.replacingOccurrences(of: ", y_train\n```", with: ", y_train\n  allow: raw-pixels\n```"))
    #expect(place.lesson("check", place.path("quick.md"), "--sample") == .success)
    #expect(place.err == "\(place.path("quick.md")): no errors\n")
  }
}
