package import Caching
import Datasets
import Engine
package import Files
package import Markdown
package import Lesson
package import Steps

/// One lesson file with what its commands may use: the data it finds, the folders it may touch.
package struct Session {
  package struct Options: Sendable {
    /// The folder under which each lesson's report has a folder of its own.
    package var outputFolder = "output"
    /// `--data` and `LESSON_DATA`, the first first.
    package var dataFolders: [String] = []
    /// Whether the command line names the data folders, so that the sample is no match for what they lack.
    package var namesData = false
    package var cacheFolder: String?
    package var allowedFolders: [String] = []
    package var usesSample = false
    /// Whether the lesson may come from a pipe: alone it may, and beside others where the path says so.
    package var takesPipe = true
    /// nil for all cores.
    package var threads: Int?
    /// `LESSON_CPU`
    package var processor: String?
    package var version = ""
    package var limits = RunLimits()
    /// What tells this very program from another one: what steps show is kept for no other.
    package var program = ""
    /// Where results are kept from run to run; nil where none are.
    package var store: Store?
    package init() {}
  }

  package let path: String
  package let source: SourceText
  package let options: Options
  let library: DatasetLibrary
  let files: FileAccess
  /// Shared by the check and the run.
  let reader = DataFileReader()

  /// Reads the lesson.
  package init(path: String, options: Options) throws(Diagnostic) {
    do { source = SourceText(utf8: try readFile(path, limit: 16 << 20, takesPipe: options.takesPipe)) } catch {
      throw Diagnostic(
        cause: .machine, id: .unreadableLesson, at: nil, "\(path) cannot be read: \(error.words)",
        notes: path.contains("\u{FFFD}") ? ["its name is not in UTF-8: rename it"] : [])
    }
    if let problem = notText(source) { throw problem }
    self.path = path
    self.options = options
    library = DatasetLibrary(
      dataFolders: options.dataFolders, cacheFolder: options.cacheFolder, forceSample: options.usesSample,
      allowSample: !options.namesData)
    files = FileAccess(
      lessonFolder: parentFolder(path), reportFolder: options.outputFolder + "/" + Session.name(of: path),
      readableFolders: options.dataFolders + options.allowedFolders)
  }

  /// `02-cnn` for `Lessons/02-cnn.md`.
  package static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.lastIndex(of: ".").map { file[..<$0] } ?? file[...]
    // A name of points alone is another folder's.
    return name.allSatisfy { $0 == "." } ? "lesson" : String(name)
  }

  package var reportFolder: String { files.reportFolder }

  static let largestPicture = 8 << 20

  /// The bytes of an image that the lesson's prose shows, where the lesson may read it.
  package func image(_ name: String) -> [UInt8]? {
    guard case .success(let path) = files.locatePicture(name) else { return nil }
    return try? readFile(path, limit: Session.largestPicture)
  }

  /// Of what its steps read, the files that are there: their bytes, by the names that the lesson calls them.
  /// - Throws: where they take more than `limit` bytes together.
  package func files(of plan: Plan, limit: Int) throws(FileProblem) -> [(name: String, bytes: [UInt8])] {
    var found: [(name: String, bytes: [UInt8])] = []
    var room = limit
    for step in plan.steps {
      for name in fileNames(readBy: step) where !found.contains(where: { $0.name == name }) {
        let place = step.verb.readsLessonFiles ? files.locate(name) : files.locateWeights(name)
        guard case .success(let path) = place else { continue }
        let bytes = try readFile(path, limit: room)
        room -= bytes.count
        found.append((name, bytes))
      }
    }
    return found
  }

  /// The files that a step reads, as the lesson names them; each of those that it names together.
  package func fileNames(readBy step: PlannedStep) -> [String] {
    if case .success(let pictures)? = files.pictures(readBy: step) { return pictures.files.map { $0.name } }
    return step.effects.reads.compactMap { if case .file(let name) = $0 { name } else { nil } }
  }

  /// The bytes of a file that a step of the lesson names.
  package func contents(_ name: String) -> Result<[UInt8], Surroundings.Unavailable> {
    files.locate(name).flatMap { path in
      do throws(FileProblem) { return .success(try readFile(path)) } catch {
        return .failure(.init(summary: "'\(name)' cannot be read: \(error.words)", isMachine: true))
      }
    }
  }

  package func run(
    _ plan: Plan, settings: [String], saving pending: PendingFolder? = nil,
    stopsTraining: @escaping () -> Bool = { false }, postpones: @escaping (PlannedStep) -> Bool = { _ in false },
    withholds: @escaping (PlannedStep) -> String? = { _ in nil },
    listener: @escaping (RunEvent) -> Bool
  ) throws(Diagnostic) -> Outcome {
    var files = files
    files.pending = pending
    let device: Device
    do { device = try Device(threads: options.threads, processor: options.processor) } catch {
      throw diagnostic(error, at: nil)
    }
    let environment = RunEnvironment(
      device: device, files: files, library: library, reader: reader, version: options.version, settings: settings,
      limits: options.limits, stopsTraining: stopsTraining, postpones: postpones, withholds: withholds)
    return Runner.run(
      plan, in: environment,
      keeper: options.store.map { store in
        Keeper(
          store: store, lesson: realPath(path) ?? path,
          surroundings: keySurroundings(store, seed: plan.frontMatter.seed, device, files))
      },
      trials: trialRunner(plan, environment), listener: listener)
  }

  /// Does the runs of a design of this lesson.
  package func run(
    _ design: TrialDesign, of plan: Plan, seconds: Double? = nil, hear: (TrialProgress) -> Bool
  ) throws(Diagnostic) -> TrialRuns {
    let device: Device
    do { device = try Device(threads: options.threads, processor: options.processor) } catch {
      throw diagnostic(error, at: nil)
    }
    let environment = RunEnvironment(
      device: device, files: files, library: library, reader: reader, version: options.version,
      limits: options.limits)
    let runs = try trialRunner(plan, environment).run(design, seconds: seconds, hear: hear)
    options.store?.trim()
    return runs
  }

  /// Without a store of the user's, runs share what they have in one of their own.
  private func trialRunner(_ plan: Plan, _ environment: RunEnvironment) -> TrialRunner {
    let store = options.store ?? MemoryStore(room: 1 << 28).store
    return TrialRunner(
      lesson: plan.lesson, machine: TrialRunner.Machine(environment), store: store,
      surroundings: keySurroundings(store, seed: plan.frontMatter.seed, environment.device, environment.files))
  }
}

/// What a program for formatted text, or another one, has saved instead of plain text; nil where it may be a lesson.
private func foreignLesson(_ bytes: [UInt8]) -> Diagnostic? {
  let start = Array(bytes.prefix(512))
  func holds(_ word: StaticString) -> Bool { bytes.firstPlace(of: word, from: 0, before: 1 << 16) != nil }
  let kind: String
  let isPacked = start.starts(with: [0x50, 0x4B, 0x03, 0x04])
  if start.starts(with: Array("{\\rtf".utf8)) {
    kind = "an RTF document"
  } else if isPacked, holds("opendocument.text") {
    kind = "an OpenDocument text (.odt)"
  } else if isPacked, holds("word/") {
    kind = "a Word document (.docx)"
  } else if isPacked {
    kind = "a packed file"
  } else if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
    kind = "an old Word document (.doc)"
  } else if let foreign = ForeignFile.recognised(start), bytes.contains(0) || foreign.kind == "a Jupyter notebook" {
    kind = foreign.kind
  } else {
    return nil
  }
  return Diagnostic(
    id: .foreignLesson, at: nil, "this is \(kind), and a lesson is plain text",
    notes: [
      "in a word processor choose 'Save as', the type 'Plain text (.txt)' and the encoding UTF-8, and rename the file to end with .md",
      "better, write lessons in an editor for plain text, which also keeps quotes and dashes as they are typed",
    ])
}

/// Why a file is no lesson, nor any text in UTF-8; nil where it is one.
private func notText(_ source: SourceText) -> Diagnostic? {
  let bytes = source.utf8
  if let foreign = foreignLesson(bytes) { return foreign }
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
    return Diagnostic(
      id: .notUtf8, at: nil, "the lesson is stored as UTF-16", hint: "save it as UTF-8 in your editor")
  }
  if bytes.contains(0) { return Diagnostic(id: .notUtf8, at: nil, "this file is no text, and so no lesson") }
  guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch decoder.decode(&iterator) {
    case .scalarValue(let scalar): offset += UTF8.width(scalar)
    case .emptyInput: return nil
    case .error:
      let line = source.position(of: offset).line
      return Diagnostic(
        id: .notUtf8, at: nil, "line \(line) holds a character that is not stored as UTF-8",
        hint: "save the lesson as UTF-8 in your editor")
    }
  }
}
