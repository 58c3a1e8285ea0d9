package import Commands
package import Foundation

/// A folder of its own, and the command line as a user there has it.
package final class Workplace {
  package let folder: URL
  package private(set) var out = ""
  package private(set) var err = ""

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  // MARK: Files

  package func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  package func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  package func write(_ name: String, _ data: Data) throws {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  package func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// All files below a folder, sorted.
  package func files(_ name: String) -> [String] {
    (FileManager.default.enumerator(atPath: path(name))?.compactMap { $0 as? String } ?? []).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path(name + "/" + $0), isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  // MARK: The command line

  /// Built beside the tests.
  package static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("lesson").path

  @discardableResult
  package func lesson(_ words: String..., isInterrupted: @escaping () -> Bool = { false }) -> ExitCode {
    lesson(words, isInterrupted: isInterrupted)
  }

  @discardableResult
  package func lesson(
    _ words: [String], isInteractive: Bool = false, isInterrupted: @escaping () -> Bool = { false }
  ) -> ExitCode {
    (out, err) = ("", "")
    let terminal = Terminal(
      out: { [self] in out += $0 }, err: { [self] in err += $0 }, isInteractive: isInteractive, hasColour: false,
      width: 80)
    let tool = CommandLineTool(
      terminal: terminal, environment: ["HOME": path("home"), CommandLineTool.programPath: Self.program],
      isInterrupted: isInterrupted)
    return tool.run(words)
  }
}
