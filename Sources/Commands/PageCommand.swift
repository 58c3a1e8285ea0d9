import Files
import Grading
import Lesson
import Reporting
import Running
import Steps
import Text

extension Command {
  private static let out = CommandOption.text("--out", "FILE", help: "where the page goes [NAME.html, in this folder]")
  private static let edition = CommandOption<ReportOptions.Edition>(
    "--edition", "student|teacher",
    help: "student leaves out solutions and empties blanks, as 'handout' does; teacher shows notes for teachers",
    standard: .whole, shownStandard: "neither"
  ) { words throws(UsageError) in
    switch words[0] {
    case "student": return .student
    case "teacher": return .teacher
    default: throw UsageError(summary: "'--edition' takes student or teacher, not '\(words[0])'")
    }
  }

  static let page = Command(
    name: "page", operands: .file,
    summary: "Writes a lesson as one HTML file that is the whole tutorial and runs by itself in any browser.",
    details: """
      Whoever opens the file reads the lesson, edits its steps and trains its networks, with nothing installed and without
      a network: the file holds the program, the lesson, the files that it loads and the built-in digits. It can be put on a
      learning platform, a stick or a web server. Its numbers are those of 'lesson run --sample', to the last bit, where
      the browser adds products with one rounding, as most do; elsewhere those of 'LESSON_CPU=baseline lesson run
      --sample'. The page says which.
      """,
    options: [out.spec, edition.spec, HandoutOptions.told.spec]
  ) { tool, arguments throws(UsageError) in
    var settings = try LessonSettings(environment: tool.environment)
    settings.session.takesPipe = false
    return Paging(tool: tool, told: try arguments[HandoutOptions.told]).writePage(
      arguments.operands[0], settings, to: try arguments[out], edition: try arguments[edition])
  }
}

/// Writes lessons as pages that run by themselves.
private struct Paging {
  let tool: CommandLineTool
  /// Words that the students' edition may hold.
  let told: [String]

  func writePage(
    _ path: String, _ settings: LessonSettings, to target: String?, edition: ReportOptions.Edition
  ) -> ExitCode {
    let target = target ?? Session.name(of: path) + ".html"
    do throws(Diagnostic) {
      let session = try Session(path: path, options: settings.session)
      let result = settings.plan(session)
      tool.report(result.diagnostics, of: session)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      var page = PageWriter(session: session, version: CommandLineTool.version, edition: edition)
      let text: String
      do throws(FileProblem) {
        if edition == .student {
          let made = try studentPage(session, plan, &page)
          guard made.problems.isEmpty else {
            tool.report(made.problems, of: session)
            tool.terminal.say("\(path): no page was written\n")
            return made.problems.exitCode
          }
          text = made.text
        } else {
          text = try page.page(plan).text
        }
      } catch {
        tool.terminal.say("\(path): the files that it loads do not fit into a page: \(error.words)\n")
        return .machine
      }
      do throws(FileProblem) {
        if exists(target), try !readFile(target, limit: 64 << 20).starts(with: Array("<!DOCTYPE html>".utf8)) {
          tool.terminal.say("lesson: '\(target)' is no page, so it is not replaced; choose another name with '--out'\n")
          return .machine
        }
        try replaceFile(target, with: Array(text.utf8))
      } catch {
        tool.terminal.say("lesson: '\(target)' cannot be written: \(error.words)\n")
        return .machine
      }
      let size = Double(text.utf8.count) / 1_000_000
      tool.terminal.say("\(path): wrote \(target), \(decimal(size, 1)) MB; open it in a browser\n")
      if !page.missing.isEmpty {
        tool.terminal.say(
          "    It does not hold \(page.missing.joined(separator: ", ")): whoever opens it adds the files.\n")
      }
      return .success
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }

  /// A page of what students get, if nothing in it tells a solution.
  private func studentPage(
    _ session: Session, _ plan: Plan, _ page: inout PageWriter
  ) throws(FileProblem) -> (text: String, problems: [Diagnostic]) {
    let copy: Handout.Copy
    do throws(Handout.Problems) {
      copy = try Handout.copy(of: session.source, Verb.vocabulary) { Seal.of($0).text }
    } catch { return ("", error.diagnostics) }
    page.source = copy.text
    let scan = LeakScan(copy, allowed: told)
    guard scan.problems.isEmpty else { return ("", scan.problems) }
    let made = try page.page(copy.kept(of: plan))
    return (made.text, scan.problems(inPage: made.text, holding: made.files, named: "the page"))
  }
}
