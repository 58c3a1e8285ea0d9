import Engine
import Files
import Foundation
import Lesson
import Networks
import Running
import Steps
import Testing

@testable import Figures
@testable import Reporting

/// A problem that is no matter of a lesson's text: of its bytes, the machine, the disk, or what happens while it runs.
struct Condition: Sendable, CustomTestStringConvertible {
  var id: Diagnostic.ID
  /// What is wrong; and why it is brought about by hand, where no lesson can.
  var what: String
  var says: String
  /// The folder of the bench is named FOLDER in the message.
  var provoke: @Sendable (inout Bench) throws -> [Diagnostic]

  init(
    _ id: Diagnostic.ID, _ what: String, says: String, provoke: @escaping @Sendable (inout Bench) throws -> [Diagnostic]
  ) {
    self.id = id
    self.what = what
    self.says = says
    self.provoke = provoke
  }

  var testDescription: String { "\(id.rawValue): \(what)" }

  static let all = lessons + processors + limits + memory + reports + exports

  /// The problem that `body` throws.
  static func thrown(_ body: () throws -> Void) throws -> [Diagnostic] {
    do { try body() } catch let problem as Diagnostic { return [problem] }
    return []
  }
}

@Suite struct ConditionTests {
  @Test(arguments: Condition.all) func aProblemIsExplained(_ condition: Condition) throws {
    var bench = try Bench(Condition.lesson)
    let problems = try condition.provoke(&bench)
    #expect(problems.last?.id == condition.id)
    let text = try bench.text(problems.suffix(1))
    #expect(matches(text, condition.says + "\n"), "\n\(text)")
  }
}

extension Condition {
  static let lesson = """
    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 20
      test: 20
    build net
      input: 28x28
      flatten
      dense 10 softmax
    save net to "w.safetensors"
    show x_train[0]
    ```

    """

  fileprivate static let lessons = [
    Condition(
      .unreadableLesson, "a folder instead of a lesson",
      says: """
        lesson.md: error: FOLDER/lesson.md cannot be read: is a directory
        """
    ) { bench in
      try FileManager.default.removeItem(atPath: bench.path)
      try FileManager.default.createDirectory(atPath: bench.path, withIntermediateDirectories: true)
      return try thrown { _ = try bench.session() }
    },
    Condition(
      .notUtf8, "a lesson in Latin-1",
      says: """
        lesson.md: error: line 1 holds a character that is not stored as UTF-8
            = save the lesson as UTF-8 in your editor
        """
    ) { bench in
      try Data([0x47, 0x72, 0xFC, 0xDF, 0x65]).write(to: URL(filePath: bench.path))
      return try thrown { _ = try bench.session() }
    },
    Condition(
      .foreignLesson, "a lesson that a word processor has saved",
      says: """
        lesson.md: error: this is an RTF document, and a lesson is plain text
            = in a word processor choose 'Save as', the type 'Plain text (.txt)' and the encoding UTF-8, and rename the file to end with .md
            = better, write lessons in an editor for plain text, which also keeps quotes and dashes as they are typed
        """
    ) { bench in
      try bench.write("lesson.md", "{\\rtf1\\ansi Words\\par}\n")
      return try thrown { _ = try bench.session() }
    },
    Condition(
      .moreProblems, "more problems than are shown",
      says: """
        lesson.md:102:1: note: 1 more problem is not shown
         102 | shwo x[101]
             | ^~~~
        """
    ) { bench in
      let lines = (1...101).map { "shwo x[\($0)]\n" }.joined()
      try bench.write("lesson.md", "```step\n\(lines)```\n")
      return try bench.check().diagnostics
    },
    Condition(
      .unavailable, "a file that goes between the check and the run",
      says: """
        lesson.md:2:6: error: there is no file 'table.csv'
          2 | load "table.csv" as x, y
            |      ^~~~~~~~~~~
            = file names are relative to the lesson, that is to FOLDER
        """
    ) { bench in
      try bench.write("lesson.md", table)
      try bench.write("table.csv", "1,2\n3,4\n")
      return try bench.run { try FileManager.default.removeItem(at: $0.appending(path: "table.csv")) }
    },
    Condition(
      .wrongNameCount, "a file that changes between the check and the run",
      says: """
        lesson.md:2:6: error: 'table.csv' holds 1 array now, but there are 2 names
          2 | load "table.csv" as x, y
            |      ^~~~~~~~~~~
            = it has changed since the lesson was checked: run the lesson again
        """
    ) { bench in
      try bench.write("lesson.md", table)
      try bench.write("table.csv", "1,2\n3,4\n")
      return try bench.run { try Data("1\n2\n3\n".utf8).write(to: $0.appending(path: "table.csv")) }
    },
  ]

  fileprivate static let processors = [
    Condition(
      .unknownProcessor, "LESSON_CPU with a word",
      says: """
        lesson.md: error: LESSON_CPU is 'z80', which is no kind of processor known here
            = it can be ⋯, or be left unset
        """
    ) { bench in
      bench.options.processor = "z80"
      return try thrown { _ = try bench.run() }
    },
    Condition(
      .unsupportedProcessor, "LESSON_CPU with another machine's kind; this one may have them all, so it is injected",
      says: """
        lesson.md: error: LESSON_CPU is 'avx512', but this machine's processor has no avx512
            = leave LESSON_CPU unset, and the fastest kind that this machine has is used
        """
    ) { _ in [diagnostic(.unsupportedProcessor("avx512"), at: nil)] },
  ]

  fileprivate static let limits = [
    Condition(
      .outOfTime, "a run without time",
      says: """
        lesson.md:2:1: error: the run was stopped here: it had taken the 0 s that '--time' allows
          2 | load mnist as x_train, y_train, x_test, y_test
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = let it do less, with fewer epochs or samples, or allow more: '--time 10'
        """
    ) { bench in
      bench.options.limits = RunLimits(seconds: 0)
      return try bench.run()
    },
    Condition(
      .outputTooLarge, "images printed number by number",
      says: """
        lesson.md:6:1: error: the run was stopped here: what it shows and saves takes 12.80 KB, more than the 9.77 KB that '--output-size' allows
          6 | print x_train[3]
            | ^~~~~~~~~~~~~~~~
            = show and save less
        """
    ) { bench in
      let steps = (0..<20).map { "print x_train[\($0)]\n" }.joined()
      try bench.write("lesson.md", "```step\nload mnist as x_train, y_train, x_test, y_test\n\(steps)```\n")
      bench.options.limits = RunLimits(outputSize: 10_000)
      return try bench.run()
    },
  ]

  fileprivate static let memory = [
    Condition(
      .noFigure, "a figure that libpng cannot encode, for want of memory; what draws is injected",
      says: """
        lesson.md:10:1: error: a figure could not be encoded as PNG
         10 | show x_train[0]
            | ^~~~~~~~~~~~~~~
        """
    ) { bench in
      let session = try bench.session()
      guard let plan = try bench.check().plan else { return [] }
      let outcome = try session.run(plan, settings: []) { _ in true }
      return try thrown {
        _ = try Report.files(outcome, formats: ReportFormat.all, options: ReportOptions { _ in nil }) {
          _ throws(FigureError) in
          throw .cannotEncode
        }
      }
    }
  ]

  private static let page = [ReportFile(path: "report.html", bytes: Array("page".utf8))]

  fileprivate static let reports = [
    Condition(
      .cannotWrite, "a file where a folder for weights is to be made",
      says: """
        lesson.md:9:1: error: FOLDER/lesson.md/lesson/w.safetensors cannot be written: not a directory
          9 | save net to "w.safetensors"
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~
        """
    ) { bench in
      bench.options.outputFolder = bench.path
      return try bench.run()
    },
    Condition(
      .cannotWriteReport, "a folder whose name is too long",
      says: """
        lesson.md: error: cannot write the report to FOLDER/⋯: its name is too long
            = choose another folder with '--out DIR'
            = an earlier report, if there is one, is as it was
        """
    ) { bench in
      let folder = bench.folder.path + "/" + String(repeating: "a", count: 300)
      return try thrown { try ReportWriter.write(files: page, to: folder) }
    },
    Condition(
      .cannotWriteReport, "a file outside of the report's folder, which no lesson can name",
      says: """
        lesson.md: error: a report cannot hold a file named '../a'
        """
    ) { bench in
      let folder = bench.folder.path + "/output/lesson"
      return try thrown { try ReportWriter.write(files: [ReportFile(path: "../a", bytes: [])], to: folder) }
    },
    Condition(
      .fileInTheWay, "a file in the report's folder that no report made",
      says: """
        lesson.md: error: FOLDER/output/lesson/report.html is in the way: no earlier report made it, so it is not replaced
            = move or rename it, or choose another folder with '--out DIR'
        """
    ) { bench in
      let folder = bench.folder.path + "/output/lesson"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try bench.write("output/lesson/report.html", "mine")
      return try thrown { try ReportWriter.check(paths: ["report.html"], folder: folder) }
    },
    Condition(
      .notAFolder, "a file where the report's folder is to be",
      says: """
        lesson.md: error: the report goes into the folder FOLDER/lesson.md, but that is a file
            = move or rename it, or choose another folder with '--out DIR'
        """
    ) { bench in
      let folder = bench.path
      return try thrown { try ReportWriter.check(paths: ["report.html"], folder: folder) }
    },
  ]
}

extension Condition {
  fileprivate static let table = """
    ```step
    load "table.csv" as x, y
      labels: last
    shape x, y
    ```

    """
}
