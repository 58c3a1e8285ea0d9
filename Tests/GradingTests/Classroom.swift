import Commands
import Foundation
import Grading
import Lesson
import Markdown
import Running
import Steps

/// A folder of its own, with the command line and what is below it.
final class Classroom {
  let folder: URL
  private(set) var out = ""
  private(set) var err = ""

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ data: Data) throws {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// All files below a folder, sorted.
  func files(_ name: String) -> [String] {
    (FileManager.default.enumerator(atPath: path(name))?.compactMap { $0 as? String } ?? []).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path(name + "/" + $0), isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// Built beside the tests.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("lesson").path

  @discardableResult func lesson(_ words: String..., isInterrupted: @escaping () -> Bool = { false }) -> ExitCode {
    (out, err) = ("", "")
    let terminal = Terminal(
      out: { [self] in out += $0 }, err: { [self] in err += $0 }, isInteractive: false, hasColour: false, width: 80)
    let tool = CommandLineTool(
      terminal: terminal, environment: ["HOME": path("home"), "LESSON_PROGRAM_PATH": Self.program],
      isInterrupted: isInterrupted)
    return tool.run(words)
  }

  func session(_ name: String, _ text: String) throws -> Session {
    try write(name, text)
    var options = Session.Options()
    options.usesSample = true
    options.threads = 1
    options.outputFolder = path("output")
    return try Session(path: path(name), options: options)
  }

  /// A lesson that runs in a moment: 8 points, 2 of them for an answer.
  static let lesson = """
    ---
    title: Small
    ---

    # Small

    <!-- question q1 points: 2 -->
    What does a neuron compute?
    <!-- answer q1 -->

    <!-- /answer -->
    <!-- solution q1 -->
    It adds up its inputs, each multiplied by a weight, and applies an activation.
    <!-- /solution -->
    <!-- /question -->

    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 200
      test: 50
    flatten x_train, x_test
    normalise x_train, x_test
    build network
      dense 8 relu
      dense 10 softmax
    summary network
    expect summary.params = 6370
      points: 1
    ```

    It has [[6,370]](value:summary.params "points: 1") parameters.

    ```step
    fit network on x_train, y_train
      epochs: [[2]]   # points: 1
      batch_size: 32
    evaluate network on x_test, y_test
    expect evaluate.accuracy >= 0.1
      points: 3
      hint: "Is it trained at all?"
    ```

    """

  /// As students get it, with answers filled in.
  static let solved = lesson.replacingOccurrences(
    of:
      "<!-- solution q1 -->\nIt adds up its inputs, each multiplied by a weight, and applies an activation.\n<!-- /solution -->\n",
    with: ""
  )
  .replacingOccurrences(of: "[[6,370]](value:summary.params \"points: 1\")", with: "[6370](blank:summary.params)")
  .replacingOccurrences(of: "[[2]]   # points: 1", with: "2")
  .replacingOccurrences(of: "<!-- answer q1 -->\n", with: "<!-- answer q1 -->\nA weighted sum, and then relu.\n")
}
