import Files
import Grading
import Lesson
import Text

/// Hands a class to Slurm in parts, and finds what they have left.
struct ClusterGrading {
  let tool: CommandLineTool
  let setup: GradeSetup
  let cluster: GradeSetup.Cluster

  /// So often parts are handed out before the job after them grades the rest by itself.
  private static let mostRounds = 3
  private static let mostParts = 100
  private static let studentsOfPart = 10

  /// - Parameter round: of the job that comes after parts, how often they were handed out by then.
  /// - Returns: nil where nothing is left for others: this process goes on by itself.
  func handOut(_ grader: Grader, _ tasks: [Grader.Task], round: Int?) throws(Diagnostic) -> ExitCode? {
    let parts =
      cluster.parts ?? min(Self.mostParts, max(1, (tasks.count + Self.studentsOfPart - 1) / Self.studentsOfPart))
    let left: Set<Int>
    let count: Int
    do throws(FileProblem) {
      let work = try grader.pending(tasks)
      left = Set(work.map { $0.index % parts + 1 })
      count = work.count
      if round == nil, setup.grader.isFresh { for task in tasks { grader.folder.forget(task.student) } }
    } catch {
      throw setup.cannotUse(error)
    }
    guard count > 0 else { return nil }
    guard (round ?? 0) < Self.mostRounds else { return nil }
    if round != nil { say("\(Words.count(count, "file")) of \(Words.count(left.count, "part")) were lost") }
    do throws(Slurm.Problem) {
      let jobs = try submit(left.sorted(), of: parts, in: grader.folder, round: (round ?? 0) + 1)
      say(
        "handed \(Words.count(count, "file")) to Slurm in \(Words.count(left.count, "part")): job \(jobs.array), and job "
          + "\(jobs.rest) writes the tables to \(setup.grader.out)")
      return .success
    } catch {
      // Some clusters take no jobs from jobs.
      if round != nil {
        say("\(error.words); so this job grades the rest")
        return nil
      }
      throw Diagnostic(
        cause: .machine, id: .unavailable, at: nil, error.words,
        notes: ["without Slurm, '--shard 1/4' to '--shard 4/4' and then '--merge' do the same on any machines"])
    }
  }

  private func submit(
    _ left: [Int], of parts: Int, in folder: GradingFolder, round: Int
  ) throws(Slurm.Problem) -> (array: String, rest: String) {
    let slurm = Slurm(folder: folder.state + "/slurm", options: cluster.options)
    let program = realPath(setup.grader.program) ?? setup.grader.program
    let name = "lesson-" + fileName(setup.path)
    // The shell puts the part's number in.
    let part = Slurm.quoted([program, "grade", "--quiet"] + setup.words) + " --shard \"$SLURM_ARRAY_TASK_ID/\(parts)\""
    let array = try slurm.submit(left, named: name, "exec " + part)
    let options = cluster.options.map { "--sbatch=" + $0 }
    let rest = [program, "grade-rest", "--round", "\(round)", "--slurm", "--parts", "\(parts)"] + options + setup.words
    return (array, try slurm.submit(after: array, named: name, "exec " + Slurm.quoted(rest)))
  }

  private func say(_ text: String) {
    if !setup.isQuiet { tool.terminal.say("\(setup.path): \(text)\n") }
  }
}
