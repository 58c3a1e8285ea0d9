import Arrays
import Engine
import Figures
import Lesson
package import Networks
import Text

extension Verb {
  /// What a fit step tells the engine, but for the random stream.
  package static func options(of step: PlannedStep) -> FitOptions {
    var options = FitOptions()
    options.epochs = step[FitKeys.epochs]
    options.batchSize = step[FitKeys.batchSize]
    options.validationSplit = step[FitKeys.validationSplit]
    options.shuffle = step[FitKeys.shuffles]
    options.timeLimit = step[FitKeys.timeLimit]
    options.earlyStopping = step[FitKeys.earlyStopping].map { EarlyStopping(patience: $0) }
    options.loss = step[FitKeys.loss] ?? options.loss
    options.optimizer = OptimizerSettings.optimizer(of: step)
    options.schedule = OptimizerSettings.schedule(of: step)
    options.keepsBest = step[FitKeys.kept] == .best
    return options
  }

  static func train(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let (xName, yName) = (step.data[0], step.data[1])
    var built = try stage.workspace.network(step.network, at: step.headline)
    let x = try stage.workspace.resolveRows(xName)
    let y = try stage.workspace.resolveRows(yName)
    try sameCount(x.array, y.array, xName, yName)
    let workspace = stage.workspace
    let validation = try step[FitKeys.validationData].map { pair throws(Diagnostic) in
      let held = (x: try workspace.resolveRows(pair.x).array, y: try workspace.resolveRows(pair.y).array)
      try sameCount(held.x, held.y, pair.x, pair.y)
      try requireFinite(held.x, pair.x)
      try requireFinite(held.y, pair.y)
      return held
    }
    if let file = step[FitKeys.initialWeights] { try stage.read(weights: file, into: built.network, at: step.headline) }
    var options = options(of: step)
    options.seed = stage.seed
    options.step = step.stream
    let hasClasses = step[Key.hasClasses]
    var snapshots: [(epoch: Int, text: String)] = []
    var isStopped = false
    let doubt = sortedLabels(y, yName, share: options.validationSplit)
    if let doubt { stage.send(.remark(doubt)) }
    for epoch in stage.states?.start?.epochs ?? [] {
      stage.send(
        .training(TrainingProgress(.epoch(epoch), epochs: options.epochs, hasClasses: hasClasses, isKept: true)))
    }
    var states = stage.states
    let history: History
    do throws(EngineError) {
      history = try built.network.fit(
        x: x.array, y: y.array, validation: validation, options: options, states: &states
      ) { event in
        if case .epoch(let result) = event, step[FitKeys.shown] == .weights {
          snapshots.append((result.epoch, weightText(built.network.weights, epoch: result.epoch)))
        }
        stage.send(.training(TrainingProgress(event, epochs: options.epochs, hasClasses: hasClasses)))
        isStopped = isStopped || stage.environment.stopsTraining()
        return !stage.isInterrupted && !isStopped && !stage.isOutOfTime
      }
    } catch {
      if case .diverged = error {
        try requireFinite(x.array, xName)
        try requireFinite(y.array, yName)
      }
      let place = if case .unfitLabels = error { yName.range } else { step.headline }
      throw diagnostic(error, at: place, layerNames: built.network.layerNames)
    }
    stage.states = states
    built.remember(x, classNames: y.classNames)
    stage.workspace.networks[step.network] = built
    stage.workspace.histories[step.id] = FitRecord(history: history, hasClasses: hasClasses, doubt: doubt)
    stage.workspace.lastTrained = step.network
    tell(step, &stage)
    for (place, snapshot) in snapshots.enumerated() {
      // Between the first and the last, epochs look much alike.
      let isOpen = place == 0 || place == snapshots.count - 1
      stage.show(isOpen ? .text(snapshot.text) : .folded(title: "after epoch \(snapshot.epoch)", text: snapshot.text))
    }
    if history.ending == .interrupted, stage.isOutOfTime { throw stage.outOfTime(at: step.headline) }
  }

  /// Shows and tells how a training went whose record stands in the workspace.
  static func tell(_ step: PlannedStep, _ stage: inout Stage) {
    guard let record = stage.workspace.histories[step.id] else { return }
    if let doubt = record.doubt { stage.show(.remark(doubt)) }
    note(record.history, hasClasses: record.hasClasses, step, &stage)
    stage.show(.table(record.table))
    if let remark = remark(record.history, options(of: step)) { stage.show(.remark(remark)) }
    if let kept = record.history.keptEpoch {
      stage.show(.remark(keptRemark(kept, record.history)))
    }
  }

  /// What speaks against taking the last samples for validation: classes that only they have.
  private static func sortedLabels(_ labels: Variable, _ y: Operand, share: Double) -> String? {
    guard share > 0, labels.array.rowCount > 1 else { return nil }
    let classes = classIndices(labels.array)
    let trained = Int(Double(classes.count) * (1 - share))
    let unseen = Set(classes[trained...]).subtracting(classes[..<trained]).sorted()
    // Of many numbers, as a regression has, most stand in one place alone.
    guard let first = unseen.first, first >= 0, unseen.count <= 10, Set(classes).count <= 100 else { return nil }
    return "The last \(grouped(classes.count - trained)) samples are for validation, and only they have the "
      + (unseen.count == 1 ? "label" : "labels")
      + " \(unseen.map { className($0, labels.classNames) }.joined(separator: ", ")), which the network never sees in training: the labels seem to be sorted. Write 'shuffle \("x" + y.name.dropFirst()), "
      + "\(y.name)' above this step."
  }

  private static func note(
    _ history: History, hasClasses: Bool, _ step: PlannedStep, _ stage: inout Stage
  ) {
    guard let last = history.kept else { return }
    stage.note(
      step, ["loss": .number(last.loss), "epochs": .integer(history.epochs.count), "steps": .integer(history.steps)])
    if let loss = last.validationLoss { stage.note(step, ["val_loss": .number(loss)]) }
    if hasClasses {
      stage.note(step, ["accuracy": .fraction(last.accuracy)])
      if let accuracy = last.validationAccuracy { stage.note(step, ["val_accuracy": .fraction(accuracy)]) }
    }
    let losses = history.epochs.map { $0.validationLoss ?? $0.loss }
    if let best = losses.indices.min(by: { losses[$0] < losses[$1] }) {
      stage.note(step, ["best_epoch": .integer(history.epochs[best].epoch)])
    }
  }

  private static func keptRemark(_ kept: Int, _ history: History) -> String {
    let loss = history.epochs.contains { $0.validationLoss != nil } ? "validation loss" : "training loss"
    return "The network has the weights of epoch \(kept)"
      + (kept == history.epochs.last?.epoch ? ", the last one" : "") + ", which has the smallest \(loss)."
  }

  private static func remark(_ history: History, _ options: FitOptions) -> String? {
    switch history.ending {
    case .allEpochs: return nil
    case .interrupted:
      return "Training was stopped by hand in epoch \(history.epochs.count + 1) of \(options.epochs)."
    case .earlyStopping(let best):
      return "Training stopped early after epoch \(history.epochs.count) of \(options.epochs): "
        + "the \(history.epochs.last?.validationLoss == nil ? "" : "validation ")loss had not improved since epoch \(best)."
    case .timeLimit:
      return "Training stopped after epoch \(history.epochs.count) of \(options.epochs): the time limit was reached."
    }
  }
}
