import Files
import Markdown

/// Hands jobs to Slurm: an array of parts of a grading, and one that comes after it.
package struct Slurm {
  package struct Problem: Error {
    package var words: String
  }

  private let folder: String
  private let options: [String]

  /// - Parameters:
  ///   - folder: for what the jobs print; all machines see it under this name.
  ///   - options: of `sbatch`, for all jobs.
  package init(folder: String, options: [String]) {
    self.folder = folder
    self.options = options
  }

  /// - Parameters:
  ///   - parts: from 1; each job of the array finds its own in `SLURM_ARRAY_TASK_ID`.
  ///   - command: what each of them does, for a shell.
  /// - Returns: the array's number.
  package func submit(_ parts: [Int], named name: String, _ command: String) throws(Problem) -> String {
    try submit(["--array=" + Self.ranges(parts), "--job-name=" + name, "--output=\(folder)/%A-%a.log"], command)
  }

  /// One job, which starts once all of the array have ended, however they did.
  package func submit(after array: String, named name: String, _ command: String) throws(Problem) -> String {
    try submit(["--dependency=afterany:" + array, "--job-name=" + name, "--output=\(folder)/%j.log"], command)
  }

  private func submit(_ words: [String], _ command: String) throws(Problem) -> String {
    let (output, errors) = (folder + "/sbatch.out", folder + "/sbatch.err")
    let ending: ChildProcess.Ending
    do throws(FileProblem) {
      try makeFolders(folder)
      // As it stands in this program's own environment, with what tells Slurm where it is.
      let environment = String(decoding: try readFile("/proc/self/environ", limit: 16 << 20), as: UTF8.self)
      ending = try ChildProcess(
        "sbatch", ["--parsable"] + words + options + ["--wrap", command],
        environment: environment.split(separator: "\0").map { String($0) }, output: output, errors: errors
      ).wait()
    } catch { throw Problem(words: "'sbatch' cannot be started: \(error.words)") }
    let said = Self.text(output)
    guard ending == .code(0), let number = said.split(separator: ";").first, !number.isEmpty else {
      let lines = Self.text(errors).split(separator: "\n").prefix(4).joined(separator: "; ")
      throw Problem(words: "'sbatch' took no job" + (lines.isEmpty ? "" : ": \(lines)"))
    }
    return String(number)
  }

  private static func text(_ path: String) -> String {
    let bytes = (try? readFile(path, limit: 1 << 20)) ?? []
    return String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace && $0 != " " }.joined(separator: "\n")
  }

  /// `1-4,7,9-10`
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  /// Words as a shell takes them for what they are.
  package static func quoted(_ words: [String]) -> String {
    words.map { word in
      let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
          byte >= 0x30 && byte <= 0x3A || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            || [0x2D, 0x2E, 0x2F, 0x5F, 0x3D].contains(byte)
        }
      return isPlain ? word : "'" + word.substituting("'\\''", for: "'") + "'"
    }.joined(separator: " ")
  }
}
