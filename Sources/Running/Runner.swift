package import Datasets
package import Engine
import Figures
package import Planning

/// What a run may use of the machine.
package struct RunEnvironment: Sendable {
  package var device: Device
  package var files: FileAccess
  package var library: DatasetLibrary
  package var version: String
  /// `--set` and the like, as typed, for the report's provenance.
  package var settings: [String]

  package init(
    device: Device, files: FileAccess, library: DatasetLibrary, version: String, settings: [String] = []
  ) {
    self.device = device
    self.files = files
    self.library = library
    self.version = version
    self.settings = settings
  }
}

/// Runs a plan's steps in order; the only place where things happen.
package struct Runner {
  package typealias Listener = (RunEvent) -> Bool

  let plan: Plan
  let environment: RunEnvironment
  let listener: Listener
  var workspace = Workspace()
  var sources: [Provenance.Source] = []
  var sampleNotice: String?
  var figureCount = 0
  var isInterrupted = false

  /// - Parameter listener: hears every event; its `false` interrupts the run.
  package static func run(_ plan: Plan, in environment: RunEnvironment, listener: @escaping Listener) -> Outcome {
    var runner = Runner(plan: plan, environment: environment, listener: listener)
    return runner.run()
  }

  private init(plan: Plan, environment: RunEnvironment, listener: @escaping Listener) {
    self.plan = plan
    self.environment = environment
    self.listener = listener
  }

  private mutating func run() -> Outcome {
    var outcomes: [StepOutcome] = []
    var failures: [Diagnostic] = []
    let clock = ContinuousClock()
    for (index, step) in plan.steps.enumerated() {
      send(.stepStarted(index: index, of: plan.steps.count, step: step))
      if isInterrupted { break }
      let start = clock.now
      var outputs: [Output] = []
      var failure: Diagnostic?
      do { try perform(step, into: &outputs) } catch {
        var problem = error
        if problem.range == nil { problem.range = step.headline }
        failure = problem
        failures.append(problem)
      }
      if isInterrupted { break }
      let seconds = (clock.now - start) / .seconds(1)
      let outcome = StepOutcome(id: step.id, outputs: outputs, seconds: seconds, failure: failure)
      outcomes.append(outcome)
      send(.stepFinished(step, outcome))
      if let failure, failure.id != Runner.unmetExpectation { break }
    }
    return Outcome(
      plan: plan, steps: outcomes, values: workspace.values, failures: failures,
      provenance: Provenance(
        version: environment.version, seed: plan.frontMatter.seed, settings: environment.settings, sources: sources,
        sampleNotice: sampleNotice),
      playground: failures.allSatisfy { $0.id == Runner.unmetExpectation } ? playground : { nil },
      isInterrupted: isInterrupted)
  }

  /// Keeps the networks alone: arrays may be large.
  private var playground: () -> PlaygroundNetwork? {
    var networks = Workspace()
    networks.networks = workspace.networks
    networks.lastTrained = workspace.lastTrained
    let seed = plan.frontMatter.seed
    return { [networks] in networks.playground(seed: seed) }
  }

  static let unmetExpectation = "expectation"

  mutating func send(_ event: RunEvent) {
    if !listener(event) { isInterrupted = true }
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
  mutating func draw(_ figure: Figure, _ step: PlannedStep, caption: String? = nil) -> Output {
    figureCount += 1
    let number = figureCount < 10 ? "0\(figureCount)" : "\(figureCount)"
    return .figure(OutputFigure(name: "\(number)-\(step.verb)", figure: figure, caption: caption))
  }
}
