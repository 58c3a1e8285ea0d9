package import Datasets
package import Engine
import Figures
package import Lesson
package import Networks

/// What a run may use of the machine.
package struct RunEnvironment {
  package var device: Device
  package var files: FileAccess
  package var library: DatasetLibrary
  package var reader: DataFileReader
  package var version: String
  /// `--set` and the like, as typed, for the report's provenance.
  package var settings: [String]
  package var limits: RunLimits
  /// Whether training is to end at the next batch, with what it has learnt so far.
  package var stopsTraining: () -> Bool
  /// Whether a step whose results are not known is left for later, with all that depends on it.
  package var postpones: (PlannedStep) -> Bool
  /// Why a step is not performed, and nothing of it taken over, with all that depends on it; nil where it is.
  package var withholds: (PlannedStep) -> String?
  /// Does a `try` step's runs.
  package var trials: TrialPerformer

  package init(
    device: Device, files: FileAccess, library: DatasetLibrary, reader: DataFileReader, version: String,
    settings: [String] = [], limits: RunLimits = RunLimits(), stopsTraining: @escaping () -> Bool = { false },
    postpones: @escaping (PlannedStep) -> Bool = { _ in false },
    withholds: @escaping (PlannedStep) -> String? = { _ in nil },
    trials: @escaping TrialPerformer = { design, _, _ in TrialRuns(of: design) }
  ) {
    self.limits = limits
    self.device = device
    self.files = files
    self.library = library
    self.reader = reader
    self.version = version
    self.settings = settings
    self.stopsTraining = stopsTraining
    self.postpones = postpones
    self.withholds = withholds
    self.trials = trials
  }
}

/// Where steps are performed: what they have made so far, what they show, and what they may use of the machine.
package struct Stage {
  package typealias Listener = (RunEvent) -> Bool

  package var workspace = Workspace()
  /// What the step at hand has shown and told so far.
  package var result = StepResult()
  /// Whether the step at hand did all that it was to do; else another run takes over nothing of it.
  package var isWhole = true
  /// Where a training goes on, and the states that it comes by; nil where nobody keeps them.
  package var states: FitStates?
  package private(set) var sources: [Provenance.Source] = []
  /// What stands at the top of the report where the built-in sample stood in for a data set.
  package private(set) var sampleNotice: String?
  package private(set) var isInterrupted = false
  /// Whether nobody is told what a step shows.
  var isSilent = false
  private var isHeard = true
  package let environment: RunEnvironment
  private let lessonSeed: UInt64
  private let listener: Listener
  private var figureCount = 0
  let stopwatch = Stopwatch()
  /// What all steps have shown as text, and saved.
  private(set) var outputBytes: Int64 = 0
  /// Whether the step at hand is one whose results depend on the seed.
  private var drawsNumbers = true

  /// - Parameter listener: hears every event; its `false` interrupts the run.
  package init(seed: UInt64, environment: RunEnvironment, listener: @escaping Listener) {
    lessonSeed = seed
    self.environment = environment
    self.listener = listener
  }

  /// What the step at hand has shown so far.
  package var outputs: [Output] { result.outputs }

  /// Keys all random numbers of the lesson.
  package var seed: UInt64 {
    // Else a kept result of it would outlive another seed.
    guard drawsNumbers else { fatalError("a verb that asks for the seed must say so in its 'keeping'") }
    return lessonSeed
  }

  /// Performs a step; what it shows stands in `outputs`, also where it fails.
  package mutating func perform(_ step: PlannedStep) throws(Diagnostic) {
    result = StepResult()
    isWhole = true
    drawsNumbers = step.verb.keeping.drawsNumbers
    defer { drawsNumbers = true }
    if step.effects.touchesArraysOrNetworks { workspace.answers = [:] }
    do {
      try checkLimits(before: step)
      try step.verb.perform(step, &self)
      countOutput()
      try checkOutput(after: step)
    } catch {
      var problem = error
      if problem.range == nil { problem.range = step.headline }
      throw problem
    }
  }

  /// Adds what the step at hand has shown to what the run has.
  mutating func countOutput() { outputBytes += outputs.reduce(0) { $0 + $1.byteCount } }

  package mutating func send(_ event: RunEvent) {
    if isSilent {
      switch event {
      case .picture, .remark: return
      case .stepStarted, .training, .stepFinished, .trials: break
      }
    }
    if isHeard, !listener(event) { isInterrupted = true }
  }

  /// From now on nobody hears of events, and nobody interrupts.
  package mutating func stopListening() { isHeard = false }

  /// What was told stands as it did at another moment; what was made since then stays.
  mutating func tell(as told: Stage) {
    result = told.result
    sources = told.sources
    sampleNotice = told.sampleNotice
    figureCount = told.figureCount
    workspace.values = told.workspace.values
    workspace.classNumbers = told.workspace.classNumbers
    workspace.lastTrained = told.workspace.lastTrained
  }

  mutating func show(_ output: Output) { result.outputs.append(output) }

  /// Tells it in the report, and at once in the terminal.
  mutating func warn(_ text: String) {
    show(.remark(text))
    send(.remark(text))
  }

  mutating func show(lines: [String]) { show(.text(lines.joined(separator: "\n"))) }

  /// Writes a file of the report's folder, where there is room for it.
  mutating func save(_ bytes: [UInt8], as name: String, _ step: PlannedStep) throws(Diagnostic) {
    outputBytes += Int64(bytes.count)
    try checkOutput(after: step)
    try environment.files.save(bytes, as: name, at: step.headline)
  }

  mutating func read(_ source: Provenance.Source) {
    if !sources.contains(source) { sources.append(source) }
    result.sources.append(source)
  }

  /// Says that the built-in sample stands in for a data set, once.
  mutating func notify(_ notice: String) {
    result.sampleNotice = notice
    guard sampleNotice == nil else { return }
    sampleNotice = notice
    send(.remark(notice))
  }

  /// Values named so far; later steps of the same id do not exist, so none is overwritten.
  mutating func note(_ step: PlannedStep, _ values: KeyValuePairs<String, Value>) {
    for (key, value) in values { note(step, key, value) }
  }

  mutating func note(_ step: PlannedStep, _ key: String, _ value: Value) {
    workspace.values[ValueName(step: step.id, key: key)] = value
    result.values.append((key, value))
  }

  /// A class as a value: shown by its name, compared by its number.
  mutating func note(_ step: PlannedStep, _ key: String, class index: Int, _ names: [String]?) {
    note(step, key, .text(className(index, names)))
    note(step, key, number: index)
  }

  mutating func note(_ step: PlannedStep, _ key: String, number: Int) {
    workspace.classNumbers[ValueName(step: step.id, key: key)] = number
    result.classNumbers.append((key, number))
  }

  /// Shows a figure under the next free name.
  mutating func draw(_ figure: Figure, _ step: PlannedStep, caption: String? = nil) {
    figureCount += 1
    let number = figureCount < 10 ? "0\(figureCount)" : "\(figureCount)"
    show(.figure(OutputFigure(name: "\(number)-\(step.verb.name)", figure: figure, caption: caption)))
  }

  /// Lets a terminal show a single image that a `show` step shows.
  mutating func announce(_ figure: Figure, _ step: PlannedStep) {
    guard step.verb.doc == Verb.show.doc, case .images(let grid) = figure, grid.cells.count == 1 else { return }
    let picture = grid.cells[0].picture
    send(.picture(height: picture.height, width: picture.width, values: picture.greys))
  }

  func read(weights file: String, into network: Network, at range: Range<Int>) throws(Diagnostic) {
    func problem(_ error: EngineError) -> Diagnostic {
      guard case .badWeights(let words) = error else {
        return diagnostic(error, at: range, layerNames: network.layerNames)
      }
      return Diagnostic(id: .badWeights, at: range, "\(file): \(words)")
    }
    var weights: [Weight]
    let names: [String: String]
    if WeightsFile.isPacked(file) {
      let bytes = try environment.files.readWeights(file, at: range)
      do { weights = try WeightsFile.unpacked(bytes, file) } catch { throw error.diagnostic(at: range) }
      do {
        names = try network.layers.names(
          ofWeights: weights.map { ($0.name, $0.shape) }, inputShape: network.inputShape)
      } catch { throw problem(error) }
    } else {
      // What does not fit is never read whole.
      let start = try environment.files.readWeightsStart(file, at: range)
      do {
        let found = try Safetensors.describe(start: start.bytes, fileSize: start.size)
        names = try network.layers.names(ofWeights: found, inputShape: network.inputShape)
      } catch { throw problem(error) }
      let bytes = try environment.files.readWeights(file, at: range)
      do { weights = try Safetensors.decode(bytes) } catch { throw problem(error) }
    }
    for index in weights.indices { weights[index].name = names[weights[index].name] ?? weights[index].name }
    do { try network.setWeights(weights) } catch { throw problem(error) }
  }
}
