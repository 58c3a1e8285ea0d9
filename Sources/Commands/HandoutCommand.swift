import Datasets
import Files
import Grading
import Markdown
import Lesson
import Steps
import Running
import Text

extension Command {
  static let handout = Command(
    name: "handout", operands: .file,
    summary: "Prints the lesson as students get it: no solutions, no notes for teachers, and blanks to fill in.",
    details: """
      With --to DIR it writes a folder to give away: the students' lesson, the data and pictures that it needs and no
      others, worksheet.html to print, and README.md. Nothing is written where anything in it says what stands in a
      solution, a teacher's note or a blank; each such place is told.

      A value in double square brackets, [[20]], becomes the blank ____, which a run asks to be filled in; in the
      prose, [[9]](value:predict.answer) becomes [____](blank:predict.answer), and the report says whether the answer
      is right. A seal becomes that of the copy.
      """,
    options: [HandoutOptions.to.spec, HandoutOptions.told.spec]
  ) { tool, arguments throws(UsageError) in
    let told = try arguments[HandoutOptions.told]
    guard let folder = try arguments[HandoutOptions.to] else {
      return HandingOut(tool: tool).printHandout(arguments.operands[0])
    }
    return HandingOut(tool: tool).writeHandout(arguments.operands[0], to: folder, told: told)
  }
}

enum HandoutOptions {
  static let to = CommandOption<String?>.text("--to", "DIR", help: "write a folder to give away")
  static let told = CommandOption<[String]>.texts(
    "--told", "WORDS", help: "words that students may get although a solution holds them")
}

/// Writes what students get.
private struct HandingOut {
  let tool: CommandLineTool

  func printHandout(_ path: String) -> ExitCode {
    do throws(Diagnostic) {
      let session = try Session(path: path, options: Session.Options())
      do throws(Handout.Problems) {
        let handout = try Handout.text(of: session.source, Verb.vocabulary) { Seal.of($0).text }
        tool.terminal.document(handout.text(0..<handout.utf8.count))
        return .success
      } catch {
        tool.report(error.diagnostics, of: session)
        return error.diagnostics.exitCode
      }
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }

  func writeHandout(_ path: String, to folder: String, told: [String]) -> ExitCode {
    do throws(Diagnostic) {
      var options = Session.Options()
      options.version = CommandLineTool.version
      options.dataFolders = tool.environment["LESSON_DATA"].map { [$0] } ?? []
      options.cacheFolder = DatasetLibrary.cacheFolder(tool.environment)
      let session = try Session(path: path, options: options)
      let result = Planner.plan(text: session.source, surroundings: session.surroundings)
      tool.report(result.diagnostics.filter { $0.severity != .note }, of: session)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      let made: HandoutFolder
      do throws(Handout.Problems) { made = try HandoutFolder(session, plan: plan, allowed: told) } catch {
        tool.report(error.diagnostics, of: session)
        return error.diagnostics.exitCode
      }
      guard made.problems.isEmpty else {
        tool.report(made.problems, of: session)
        tool.terminal.say("\(path): nothing was written to \(folder)\n")
        return made.problems.exitCode
      }
      try write(made.files, to: folder)
      tool.terminal.say("\(path): wrote \(Words.count(made.files.count, "file")) to \(folder)\n")
      let others = strangers(in: folder, beside: made.files)
      if !others.isEmpty {
        tool.terminal.say(
          "\(folder) also holds \(Words.list(others)), which belong to no handout: look at them first\n")
      }
      return .success
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }

  private func write(_ files: [FolderFile], to folder: String) throws(Diagnostic) {
    for file in files {
      do throws(FileProblem) {
        try makeFolders(parentFolder("\(folder)/\(file.path)"))
        try replaceFile("\(folder)/\(file.path)", with: file.bytes)
      } catch {
        throw Diagnostic(
          cause: .machine, id: .cannotWrite, at: nil, "\(folder)/\(file.path) cannot be written: \(error.words)")
      }
    }
  }

  private func strangers(in folder: String, beside files: [FolderFile]) -> [String] {
    let own = Set(files.map { $0.path.split(separator: "/").first.map { String($0) } ?? "" })
    return ((try? FolderListing(folder))?.entries ?? []).map { $0.name }.filter { !own.contains($0) }
  }
}
