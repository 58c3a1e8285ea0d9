import Datasets
import Files
import Markdown
import Lesson
import Steps
import Running

/// The options that say where a lesson's data is and how its settings are changed; the commands that check share them.
struct LessonSettings {
  private static let data = CommandOption.texts(
    "--data", "DIR", help: "a folder with one folder a data set (or LESSON_DATA)")
  private static let allow = CommandOption.texts(
    "--allow", "DIR", help: "a further folder whose files the lesson may read")
  private static let sample = CommandOption.isGiven(
    "--sample", help: "use the built-in MNIST sample, whatever data is there")
  static let set = CommandOption.texts(
    "--set", "STEP.KEY=VALUE", help: "change a setting, such as fit.epochs=20")
  static let seed = CommandOption.number(
    "--seed", "N", help: "another seed for all random numbers", in: 0...UInt64.max)

  static let options = [set.spec, seed.spec] + dataOptions
  /// Where the data is alone, of commands that change no settings.
  static let dataOptions = [data.spec, allow.spec, sample.spec]

  var session: Session.Options
  /// `--set`, as typed.
  var changes: [String]
  var seed: UInt64?

  /// - Parameter changes: of a command that reads `--set` by itself; nil for all others.
  init(_ arguments: Arguments, environment: [String: String], changes: [String]? = nil) throws(UsageError) {
    try self.init(dataOf: arguments, environment: environment)
    if let changes { self.changes = changes } else { self.changes = try arguments[Self.set] }
    seed = try arguments[Self.seed]
  }

  /// Where data is alone, as the options say.
  init(dataOf arguments: Arguments, environment: [String: String]) throws(UsageError) {
    try self.init(dataFolders: try arguments[Self.data], environment: environment)
    session.allowedFolders = try arguments[Self.allow]
    session.usesSample = try arguments[Self.sample]
  }

  /// - Parameter dataFolders: those of `--data`.
  init(dataFolders: [String] = [], environment: [String: String]) throws(UsageError) {
    session = Session.Options()
    changes = []
    session.version = CommandLineTool.version
    session.dataFolders = dataFolders
    session.namesData = !session.dataFolders.isEmpty
    let source = session.dataFolders.isEmpty ? "LESSON_DATA" : Self.data.spec.name
    if session.dataFolders.isEmpty, let folder = environment["LESSON_DATA"], !folder.isEmpty {
      session.dataFolders = [folder]
    }
    for folder in session.dataFolders where !isFolder(folder) {
      throw UsageError(summary: "the data folder '\(folder)' that \(source) names does not exist")
    }
    session.program = environment[CommandLineTool.programIdentity] ?? CommandLineTool.version
    session.cacheFolder = DatasetLibrary.cacheFolder(environment)
    session.processor = environment["LESSON_CPU"]
  }

  func plan(_ session: Session) -> PlanningResult { plan(session.source, session.surroundings) }

  func plan(_ source: SourceText, _ surroundings: Surroundings) -> PlanningResult {
    Planner.plan(text: source, surroundings: surroundings, settings: changes.map { Setting($0) }, seed: seed)
  }
}

extension CommandOption<Bool> {
  static let json = isGiven("--json", help: "print JSON, for editors and scripts")
}
