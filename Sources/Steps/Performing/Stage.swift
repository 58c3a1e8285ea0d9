import Networks
package import Datasets
package import Engine
import Figures
package import Lesson

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

  package init(
    device: Device, files: FileAccess, library: DatasetLibrary, reader: DataFileReader, version: String,
    settings: [String] = [], limits: RunLimits = RunLimits(), stopsTraining: @escaping () -> Bool = { false }
  ) {
    self.limits = limits
    self.device = device
    self.files = files
    self.library = library
    self.reader = reader
    self.version = version
    self.settings = settings
    self.stopsTraining = stopsTraining
  }
}

/// Where steps are performed: what they have made so far, what they show, and what they may use of the machine.
package struct Stage {
  package typealias Listener = (RunEvent) -> Bool

  package var workspace = Workspace()
  /// What the step at hand has shown so far.
  package var outputs: [Output] = []
  package private(set) var sources: [Provenance.Source] = []
  /// What stands at the top of the report where the built-in sample stood in for a data set.
  package var sampleNotice: String?
  package private(set) var isInterrupted = false
  package let seed: UInt64
  package let environment: RunEnvironment
  private let listener: Listener
  private var figureCount = 0
  let stopwatch = Stopwatch()
  /// What all steps have shown as text, and saved.
  private(set) var outputBytes: Int64 = 0

  /// - Parameter listener: hears every event; its `false` interrupts the run.
  package init(seed: UInt64, environment: RunEnvironment, listener: @escaping Listener) {
    self.seed = seed
    self.environment = environment
    self.listener = listener
  }

  /// Performs a step; what it shows stands in `outputs`, also where it fails.
  package mutating func perform(_ step: PlannedStep) throws(Diagnostic) {
    outputs = []
    if step.effects.touchesArraysOrNetworks { workspace.answers = [:] }
    do {
      try checkLimits(before: step)
      try step.verb.perform(step, &self)
      outputBytes += outputs.reduce(0) { $0 + $1.byteCount }
      try checkOutput(after: step)
    } catch {
      var problem = error
      if problem.range == nil { problem.range = step.headline }
      throw problem
    }
  }

  package mutating func send(_ event: RunEvent) {
    if !listener(event) { isInterrupted = true }
  }

  mutating func show(_ output: Output) { outputs.append(output) }

  /// Tells it in the report, and at once in the terminal.
  mutating func warn(_ text: String) {
    show(.remark(text))
    send(.remark(text))
  }

  mutating func show(lines: [String]) { outputs.append(.text(lines.joined(separator: "\n"))) }

  /// Writes a file of the report's folder, where there is room for it.
  mutating func save(_ bytes: [UInt8], as name: String, _ step: PlannedStep) throws(Diagnostic) {
    outputBytes += Int64(bytes.count)
    try checkOutput(after: step)
    try environment.files.save(bytes, as: name, at: step.headline)
  }

  mutating func read(_ source: Provenance.Source) {
    if !sources.contains(source) { sources.append(source) }
  }

  /// Values named so far; later steps of the same id do not exist, so none is overwritten.
  mutating func note(_ step: PlannedStep, _ values: KeyValuePairs<String, Value>) {
    for (key, value) in values { workspace.values[ValueName(step: step.id, key: key)] = value }
  }

  /// A class as a value: shown by its name, compared by its number.
  mutating func note(_ step: PlannedStep, _ key: String, class index: Int, _ names: [String]?) {
    note(step, [key: .text(className(index, names))])
    workspace.classNumbers[ValueName(step: step.id, key: key)] = index
  }

  /// Shows a figure under the next free name.
  mutating func draw(_ figure: Figure, _ step: PlannedStep, caption: String? = nil) {
    figureCount += 1
    let number = figureCount < 10 ? "0\(figureCount)" : "\(figureCount)"
    show(.figure(OutputFigure(name: "\(number)-\(step.verb.name)", figure: figure, caption: caption)))
  }

  func read(weights file: String, into network: Network, at range: Range<Int>) throws(Diagnostic) {
    // What does not fit is never read whole.
    let start = try environment.files.readWeightsStart(file, at: range)
    do throws(EngineError) {
      let found = try Safetensors.describe(start: start.bytes, fileSize: start.size)
      try network.layers.check(weights: found, inputShape: network.inputShape)
    } catch {
      guard case .badWeights(let words) = error else { throw diagnostic(error, at: range) }
      throw Diagnostic(id: .badWeights, at: range, "\(file): \(words)")
    }
    let bytes = try environment.files.readWeights(file, at: range)
    do { try network.setWeights(try Safetensors.decode(bytes)) } catch {
      if case .badWeights(let words) = error {
        throw Diagnostic(id: .badWeights, at: range, "\(file): \(words)")
      }
      throw diagnostic(error, at: range, layerNames: network.layerNames)
    }
  }
}
