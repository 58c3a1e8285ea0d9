import Caching
import Files
import Grading
import Lesson
import Markdown
import Running
import Steps
import Text

/// Grades one submission: what `grade` starts for each student.
struct StudentGrading {
  let tool: CommandLineTool

  func grade(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let parent = Confinement.parent
    var options = try GradeSetup.session(arguments, tool.environment)
    let out = try arguments[GradeOptions.out]
    let student = try arguments[GradeOptions.student] ?? ""
    let variant = Variant(
      student: student, seed: try arguments[LessonSettings.seed], settings: try arguments[LessonSettings.set])
    let seconds = options.limits.seconds ?? GradeSetup.standardTime
    // A machine that is busy with others must cost nobody points: what counts is the time of the processor.
    options.limits.seconds = Grader.patience(seconds)
    Confinement.set(
      seconds: seconds, memory: options.limits.memory ?? GradeSetup.standardMemory, fileSize: GradeSetup.largestFile)
    // Beside the state of all: `OUT/.state/work-NAME`.
    let store = FolderStore(parentFolder(out) + "/cache").store
    options.store = try arguments[GradeOptions.keeps] ? store : store.readingOnly
    options.outputFolder = out + "/run"
    do throws(Diagnostic) {
      let session = try Session(path: arguments.operands[0], options: options)
      let source = try variant.applied(to: session.source)
      let exercise: Exercise
      do throws(Handout.Problems) { exercise = try Exercise(source, session.surroundings) } catch {
        throw error.diagnostics[0]
      }
      var examination = Examination(
        session, folder: out, student: student, seconds: seconds,
        say: { tool.terminal.document($0.json.text + "\n") }, goesOn: { !Confinement.isOrphan(of: parent) })
      examination.examine(arguments.operands[1], on: exercise)
      return .success
    } catch {
      tool.report(error, of: arguments.operands[0])
      return [error].exitCode
    }
  }
}
