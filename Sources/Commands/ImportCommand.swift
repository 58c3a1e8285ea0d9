import Exchange
import Files
import Lesson
import Running

extension Command {
  static let `import` = Command(
    name: "import", operands: .file,
    summary: "Prints a lesson made of a Jupyter notebook, a Python script or Markdown with fenced Python.",
    details: """
      The calls of Keras, NumPy, Matplotlib and scikit-learn that tutorials use become steps, prose stays. What is not
      understood stays as a block of Python, which is shown and not run, and is listed with its place; so is each
      argument of a call that no setting of a lesson stands for.
      """,
    options: [output.spec]
  ) { tool, arguments throws(UsageError) in try Importing(tool: tool).importNotebook(arguments) }

  fileprivate static let output = CommandOption<String?>.text(
    "--output", "NAME", help: "write the lesson to this file instead of printing it")
}

/// Makes lessons of what others wrote.
private struct Importing {
  let tool: CommandLineTool

  func importNotebook(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let path = arguments.operands[0]
    let name = try arguments[Command.output]
    do throws(Diagnostic) {
      let bytes: [UInt8]
      do { bytes = try readFile(path, limit: 64 << 20) } catch {
        throw Diagnostic(cause: .machine, id: .unreadableLesson, at: nil, "\(path) cannot be read: \(error.words)")
      }
      let lesson: ImportedLesson
      do {
        lesson = try ImportedLesson(text: bytes, name: path, title: Session.name(of: path)) { file in
          firstLine(of: file, beside: path)
        }
      } catch {
        throw Self.refusal(error, path)
      }
      if lesson.problem == nil { try tool.deliver(lesson.text, to: name) }
      for remark in lesson.remarks { tool.terminal.say("\(path): \(remark.place): \(remark.words)\n") }
      if let problem = lesson.problem { throw Self.refusal(problem, path) }
      return .success
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }

  private static func refusal(_ problem: ImportedLesson.Problem, _ path: String) -> Diagnostic {
    Diagnostic(id: .foreignLesson, at: nil, "\(path) cannot be imported: \(problem.words)", notes: [problem.note])
  }

  /// Of a table beside the notebook, for the names of its columns.
  private func firstLine(of file: String, beside path: String) -> String? {
    let whole = file.hasPrefix("/") ? file : parentFolder(path) + "/" + file
    guard let bytes = try? readStart(whole, upTo: 1 << 16).bytes else { return nil }
    return String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
  }
}
