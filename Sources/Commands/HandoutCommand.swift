import Markdown
import Planning
import Running

extension CommandLineTool {
  func printHandout(_ path: String) -> ExitCode {
    do throws(Diagnostic) {
      let session = try Session(path: path, options: Session.Options())
      do throws(Handout.Problems) {
        let handout = try Handout.text(of: session.source)
        terminal.document(handout.text(0..<handout.utf8.count))
        return .success
      } catch {
        report(error.diagnostics, of: session)
        return error.diagnostics.exitCode
      }
    } catch {
      report(error, of: path)
      return [error].exitCode
    }
  }
}
