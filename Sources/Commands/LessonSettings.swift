import Datasets
import Files
import Markdown
import Planning
import Running

/// The options that say where a lesson's data is and how its settings are changed; `run`, `check` and `params` share them.
struct LessonSettings {
  var session: Session.Options
  /// `--set`, as typed.
  var changes: [String]
  var seed: UInt64?

  init(_ arguments: Arguments, environment: [String: String]) throws(UsageError) {
    session = Session.Options()
    session.version = CommandLineTool.version
    session.outputFolder = arguments.value("--out") ?? "output"
    session.dataFolders = arguments.values("--data")
    if session.dataFolders.isEmpty, let folder = environment["LESSON_DATA"], !folder.isEmpty {
      session.dataFolders = [folder]
    }
    for folder in session.dataFolders where !isFolder(folder) {
      let source = arguments.has("--data") ? "--data" : "LESSON_DATA"
      throw UsageError(summary: "the data folder '\(folder)' that \(source) names does not exist")
    }
    session.cacheFolder = DatasetLibrary.cacheFolder(environment)
    session.allowedFolders = arguments.values("--allow")
    session.usesSample = arguments.has("--sample")
    session.threads = try arguments.number("--threads", in: 1...256)
    session.processor = environment["LESSON_CPU"]
    changes = arguments.values("--set")
    seed = try arguments.number("--seed", in: 0...UInt64.max)
  }

  func plan(_ session: Session) -> PlanningResult {
    Planner.plan(
      text: session.source, surroundings: session.surroundings, settings: changes.map(Setting.init), seed: seed)
  }
}
