import Caching
import Lesson
import Steps

/// Steps whose results were taken over, and which were not performed: what they make is not in the workspace yet. It is
/// made when a later step needs it, out of what was kept or by performing them, in their order.
struct PendingSteps {
  private struct Entry {
    var step: PlannedStep
    var key: StepKey
    /// What it makes and changes that is neither in the workspace yet nor overwritten.
    var open: Set<Resource>
    /// What must be as it was before it, where it is performed.
    var inputs: Set<Resource>
    /// What was kept of its making; nil until somebody asks, and then `.some(nil)` where nothing was.
    var state: StepState??
  }
  private enum Way {
    case perform
    case restore(StepState)
  }

  private var entries: [Entry] = []
  private let store: Store

  init(store: Store) { self.store = store }

  private static func isInWorkspace(_ resource: Resource) -> Bool {
    switch resource {
    case .array, .network, .example, .training: true
    case .value, .dataset, .file: false
    }
  }

  static func written(_ step: PlannedStep) -> Set<Resource> { Set(step.effects.writes.filter(isInWorkspace)) }

  static func inputs(_ step: PlannedStep) -> Set<Resource> {
    Set((step.effects.reads + step.effects.changes).filter(isInWorkspace))
  }

  /// - Parameter made: what of it is in the workspace already.
  mutating func append(_ step: PlannedStep, _ key: StepKey, made: Set<Resource> = []) {
    let open = Self.written(step).subtracting(made)
    guard !open.isEmpty else { return }
    entries.append(Entry(step: step, key: key, open: open, inputs: Self.inputs(step)))
  }

  /// What a step has made anew needs nobody to make it any more.
  mutating func overwrite(_ resources: Set<Resource>) { close(resources, before: entries.count) }

  private mutating func close(_ resources: Set<Resource>, before end: Int) {
    for index in 0..<end { entries[index].open.subtract(resources) }
  }

  func isPending(_ resource: Resource) -> Bool { entries.contains { $0.open.contains(resource) } }

  /// Sees to it that `wanted` is in the workspace, and that whatever else depends on what will be overwritten is too.
  /// - Parameter perform: performs a step whose results are told already.
  mutating func settle(
    _ wanted: Set<Resource>, overwriting: Set<Resource>, _ stage: inout Stage,
    perform: (PlannedStep, inout Stage) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    while true {
      let ways = ways(wanted, overwriting: overwriting, stage.workspace)
      var isDone = true
      for index in ways.keys.sorted() {
        let step = entries[index].step
        switch ways[index] {
        case .restore(let state)?:
          let open = entries[index].open
          guard state.restore(open, of: step, into: &stage.workspace) else {
            // It does not fit what it was kept for: the step must be performed, and so what it needs.
            store.remove(entries[index].key.state)
            entries[index].state = .some(nil)
            isDone = false
            break
          }
          close(open, before: index + 1)
        case .perform?:
          let newer = KeptAside(Self.written(step).subtracting(entries[index].open), of: stage.workspace)
          try perform(step, &stage)
          if stage.isInterrupted { return }
          newer.put(into: &stage.workspace)
          close(Self.written(step), before: index + 1)
        case nil: break
        }
        if !isDone { break }
      }
      if isDone { return }
    }
  }

  /// Which entries must be made up for, and how.
  private mutating func ways(
    _ wanted: Set<Resource>, overwriting: Set<Resource>, _ workspace: Workspace
  ) -> [Int: Way] {
    var forced: Set<Int> = []
    while true {
      let ways = ways(wanted, forced: forced, workspace)
      // What reads something that will be overwritten must come before that, if it has anything to make.
      var overwritten = overwriting
      var isComplete = true
      for index in entries.indices.reversed() {
        let entry = entries[index]
        if ways[index] == nil, !entry.open.isEmpty, !entry.inputs.isDisjoint(with: overwritten) {
          forced.insert(index)
          isComplete = false
        }
        switch ways[index] {
        case .perform?: overwritten.formUnion(Self.written(entry.step))
        case .restore?: overwritten.formUnion(entry.open)
        case nil: break
        }
      }
      if isComplete { return ways }
    }
  }

  private mutating func ways(_ wanted: Set<Resource>, forced: Set<Int>, _ workspace: Workspace) -> [Int: Way] {
    var ways: [Int: Way] = [:]
    var needed = wanted
    // Networks whose weights come from what was kept, and which must have been built.
    var unbuilt: Set<String> = []
    for index in entries.indices.reversed() where !entries[index].open.isEmpty {
      let (step, open) = (entries[index].step, entries[index].open)
      let isBuild = step.verb.doc.takesLayers && unbuilt.contains(step.network)
      guard isBuild || forced.contains(index) || !open.isDisjoint(with: needed) else { continue }
      needed.subtract(open)
      if let state = state(index) {
        ways[index] = .restore(state)
        for case .network(let name) in open where workspace.networks[name] == nil { unbuilt.insert(name) }
        for case .example(let name) in open where workspace.networks[name] == nil { unbuilt.insert(name) }
      } else {
        ways[index] = .perform
        needed.formUnion(entries[index].inputs)
      }
    }
    return ways
  }

  private mutating func state(_ index: Int) -> StepState? {
    if let known = entries[index].state { return known }
    let step = entries[index].step
    let found = step.verb.keeping.state == .never ? nil : store.read(entries[index].key.state).flatMap { StepState($0) }
    entries[index].state = .some(found)
    return found
  }
}

/// What stands in a workspace under some names. Weights are no part of it: a network that has changed since is never
/// trained again.
private struct KeptAside {
  private var arrays: [String: Variable] = [:]
  private var histories: [String: FitRecord] = [:]
  private var examples: [String: BuiltNetwork] = [:]

  init(_ resources: Set<Resource>, of workspace: Workspace) {
    for resource in resources {
      switch resource {
      case .array(let name): arrays[name] = workspace.arrays[name]
      case .training(let id): histories[id] = workspace.histories[id]
      case .example(let name): examples[name] = workspace.networks[name]
      case .network, .value, .dataset, .file: break
      }
    }
  }

  func put(into workspace: inout Workspace) {
    for (name, variable) in arrays { workspace.arrays[name] = variable }
    for (id, record) in histories { workspace.histories[id] = record }
    for (name, built) in examples where workspace.networks[name] != nil {
      workspace.networks[name]?.sample = built.sample
    }
  }
}
