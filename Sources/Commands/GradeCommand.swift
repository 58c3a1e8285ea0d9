extension Command {
  static let grade = Command(
    name: "grade", operands: Operands(text: "FILE SUBMISSIONS…", count: 1...10_000),
    summary: "Grades what students handed in for a lesson: points, tables, a page of the class, feedback for each.",
    details: """
      FILE is the lesson as you have it, with its solutions; SUBMISSIONS are files, or folders in any layout that learning
      platforms export. Of each student's file only blanks, answers, settings and layers are taken over into the lesson;
      its steps, data, expectations and points are yours. Each is run in a process of its own, within --time and --memory;
      what one of them does stops nobody else. Run the same again to go on, or with a late student's file alone.

      In --out stand grades.csv, grades.json, class.html, feedback/STUDENT/report.html, and marks.csv with the answers for
      you to read: fill in its points and comments, and run the same again.

      On a cluster with Slurm, --slurm hands the class to 'sbatch' in parts, and a job after them grades what was lost and
      writes the tables. All that is named must lie in a folder that its machines share, this program too.
      """,
    options: GradeOptions.all
  ) { tool, arguments throws(UsageError) in try ClassGrading(tool: tool).grade(arguments) }

  /// What `grade` starts for each student; nobody types it.
  static let gradeOne = Command(
    name: "grade-one", operands: Operands(text: "FILE SUBMISSION", count: 2...2),
    summary: "Grades one submission, for 'lesson grade'.", options: GradeOptions.ofOne
  ) { tool, arguments throws(UsageError) in try StudentGrading(tool: tool).grade(arguments) }

  /// What `grade --slurm` has a job do once all parts have ended; nobody types it.
  static let gradeRest = Command(
    name: "grade-rest", operands: grade.operands, summary: "Finds what parts have left, for 'lesson grade --slurm'.",
    options: GradeOptions.all + [GradeOptions.round.spec]
  ) { tool, arguments throws(UsageError) in
    try ClassGrading(tool: tool).grade(arguments, round: try arguments[GradeOptions.round] ?? 1)
  }
}

enum GradeOptions {
  static let out = CommandOption.text("--out", "DIR", help: "where tables and feedback go", standard: "grading")
  static let roster = CommandOption<String?>.text(
    "--roster", "FILE", help: "a CSV file with the class: a header, then a line for each student")
  static let marks = CommandOption<String?>.text(
    "--marks", "FILE", help: "points for answers, as marks.csv with its points filled in")
  static let time = CommandOption<Double?>.duration(
    "--time", help: "of computing for each student, such as 90s or 5min [60s]")
  static let memory = CommandOption<Int64?>.size("--memory", help: "for each student, such as 2GB [2GB]")
  static let jobs = CommandOption.number(
    "--jobs", "N", help: "how many at once", shownStandard: "as many as cores", in: 1...256)
  static let fresh = CommandOption.isGiven("--fresh", help: "grade anew what was graded already")
  static let merge = CommandOption.isGiven(
    "--merge", help: "grade nothing; write the tables of what was graded, in parts or earlier")
  static let quiet = CommandOption.isGiven("--quiet", help: "print nothing but problems")
  static let shard = CommandOption<(part: Int, of: Int)?>(
    "--shard", "K/N", help: "grade the K-th of N parts and write no tables, for several machines with one --out",
    standard: nil
  ) { words throws(UsageError) in
    let parts = words[0].split(separator: "/").map { Int($0) }
    guard parts.count == 2, let part = parts[0], let count = parts[1], part >= 1, part <= count, count <= 10_000 else {
      throw UsageError(summary: "'--shard' takes a part and how many there are, such as 1/4, not '\(words[0])'")
    }
    return (part, count)
  }
  static let key = CommandOption<String?>.text(
    "--key", "FILE", help: "who has got which variant, as 'handout --roster' wrote it")
  static let slurm = CommandOption.isGiven("--slurm", help: "hand the class to Slurm, in parts, and come back at once")
  static let parts = CommandOption.number(
    "--parts", "N", help: "how many, with --slurm", shownStandard: "one for ten files", in: 1...1000)
  static let sbatch = CommandOption.texts(
    "--sbatch", "OPTION", help: "an option for 'sbatch', such as --sbatch=--partition=short")
  static let round = CommandOption.number("--round", "N", help: "how often parts were handed out", in: 1...100)
  static let student = CommandOption<String?>.text("--student", "NAME", help: "whose it is")
  static let keeps = CommandOption.isGiven("--keep", help: "keep results for the others")

  static let all =
    [out.spec, roster.spec, marks.spec, time.spec, memory.spec, jobs.spec] + data
    + [fresh.spec, key.spec, shard.spec, merge.spec, slurm.spec, parts.spec, sbatch.spec, quiet.spec]
  /// Nothing of a lesson's settings, which would be no rules any more.
  static let data = LessonSettings.dataOptions
  static let ofOne =
    [out.spec, time.spec, memory.spec, student.spec, keeps.spec, LessonSettings.set.spec, LessonSettings.seed.spec]
    + data
}
