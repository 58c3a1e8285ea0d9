import Datasets
import Engine
import Figures
import Planning
import Text

/// Steps on networks: build, fit, plot, weights, save, restore.
extension Runner {
  mutating func build(_ build: Build, _ step: PlannedStep) throws(Diagnostic) {
    // No step uses it, which the check has said.
    guard !build.inputShape.isEmpty else { return }
    do {
      let network = try Network(
        layers: build.layers, inputShape: build.inputShape, seed: plan.frontMatter.seed, step: step.stream,
        device: environment.device)
      workspace.networks[build.network] = BuiltNetwork(network: network, stream: step.stream)
    } catch { throw diagnostic(error, at: step.headline, layerNames: LayerSpec.names(of: build.layers)) }
  }

  mutating func fit(_ fit: Fit, _ step: PlannedStep, into outputs: inout [Output]) throws(Diagnostic) {
    var built = try workspace.network(fit.network, at: step.headline)
    let x = try workspace.resolveRows(fit.x)
    let y = try workspace.resolveRows(fit.y)
    try workspace.sameCount(x.array.rowCount, y.array.rowCount, fit.x, fit.y)
    let validation = try fit.validation.map { pair throws(Diagnostic) in
      let held = (x: try workspace.resolveRows(pair.x).array, y: try workspace.resolveRows(pair.y).array)
      try workspace.sameCount(held.x.rowCount, held.y.rowCount, pair.x, pair.y)
      try requireFinite(held.x, pair.x)
      try requireFinite(held.y, pair.y)
      return held
    }
    if let file = fit.initialWeights { try read(weights: file, into: built.network, at: step.headline) }
    var options = fit.options
    options.seed = plan.frontMatter.seed
    options.step = step.stream
    var snapshots: [String] = []
    var goesOn = true
    let history: History
    do {
      history = try built.network.fit(x: x.array, y: y.array, validation: validation, options: options) { event in
        if case .epoch(let result) = event, fit.showsWeights {
          snapshots.append(Runner.weightText(built.network.weights, epoch: result.epoch))
        }
        goesOn = listener(.training(TrainingProgress(event, epochs: options.epochs))) && goesOn
        return goesOn
      }
    } catch {
      if case .diverged = error {
        try requireFinite(x.array, fit.x)
        try requireFinite(y.array, fit.y)
      }
      let place = if case .unfitLabels = error { fit.y.range } else { step.headline }
      throw diagnostic(error, at: place, layerNames: built.network.layerNames)
    }
    if !goesOn { isInterrupted = true }
    built.classNames = y.classNames
    built.pixels = x.pixels
    built.sample = x.array.rowCount > 0 ? x.array.rows(0..<1) : nil
    let picked = min(x.array.rowCount, 500)
    built.trainingSamples = x.array.rows(at: (0..<picked).map { $0 * x.array.rowCount / picked })
    built.isTrained = true
    workspace.networks[fit.network] = built
    let record = FitRecord(
      history: history, hasClasses: try !workspace.predictsNumber(fit.network, fit.x, options.loss))
    workspace.histories[step.id] = record
    workspace.lastTrained = fit.network
    noteHistory(history, step)
    outputs.append(.table(epochTable(record)))
    if let remark = Runner.remark(history, options) { outputs.append(.remark(remark)) }
    outputs += snapshots.map(Output.text)
  }

  private mutating func noteHistory(_ history: History, _ step: PlannedStep) {
    guard let last = history.epochs.last else { return }
    note(
      step,
      ["loss": .number(last.loss), "accuracy": .fraction(last.accuracy), "epochs": .integer(history.epochs.count)])
    if let loss = last.validationLoss, let accuracy = last.validationAccuracy {
      note(step, ["val_loss": .number(loss), "val_accuracy": .fraction(accuracy)])
    }
    let losses = history.epochs.map { $0.validationLoss ?? $0.loss }
    if let best = losses.indices.min(by: { losses[$0] < losses[$1] }) {
      note(step, ["best_epoch": .integer(history.epochs[best].epoch)])
    }
  }

  private static func remark(_ history: History, _ options: FitOptions) -> String? {
    switch history.ending {
    case .allEpochs, .interrupted: return nil
    case .earlyStopping(let best):
      return "Training stopped early after epoch \(history.epochs.count) of \(options.epochs): "
        + "the \(history.epochs.last?.validationLoss == nil ? "" : "validation ")loss had not improved since epoch \(best)."
    case .timeLimit:
      return "Training stopped after epoch \(history.epochs.count) of \(options.epochs): the time limit was reached."
    }
  }

  /// Every layer's weights and biases, shortened as NumPy shortens them.
  private static func weightText(_ weights: [Weight], epoch: Int) -> String {
    let parts = weights.map { weight in
      let array = NDArray(shape: weight.shape, values: .float32(weight.values))
      return "\(weight.name) \(shapeText(weight.shape))\n"
        + ArrayText.describe(array, precision: 4, threshold: 20)
    }
    return (["after epoch \(epoch)"] + parts).joined(separator: "\n\n")
  }

  mutating func plot(_ id: String, _ step: PlannedStep) throws(Diagnostic) -> Output {
    guard let record = workspace.histories[id] else {
      throw Diagnostic(id: "no-history", at: step.headline, "there is no finished training '\(id)' to plot")
    }
    let epochs = record.history.epochs
    let curves = TrainingCurves(
      loss: epochs.map(\.loss), validationLoss: epochs.compactMap(\.validationLoss),
      accuracy: record.hasClasses ? epochs.map(\.accuracy) : [],
      validationAccuracy: record.hasClasses ? epochs.compactMap(\.validationAccuracy) : [])
    let what = record.hasClasses ? "Loss and accuracy" : "Loss"
    return try draw(.curves(curves), step, caption: "\(what) in each epoch of '\(id)'")
  }

  mutating func weights(_ name: String, layer: String?, _ step: PlannedStep) throws(Diagnostic) -> [Output] {
    let network = try workspace.network(name, at: step.headline).network
    let chosen = network.weights.filter { weight in layer.map { weight.name.hasPrefix($0 + ".") } ?? true }
    guard !chosen.isEmpty else {
      throw Diagnostic(
        id: "no-weights", at: step.headline, "'\(layer ?? name)' has no weights",
        notes: ["the layers of \(name) are \(network.layerNames.joined(separator: ", "))"])
    }
    var outputs: [Output] = []
    for weight in chosen {
      guard let pictures = weightPictures(weight) else { continue }
      outputs.append(try draw(.weights(pictures), step, caption: "Weights of \(pictures.layer)"))
    }
    return outputs + [.table(weightTable(chosen))]
  }

  func save(_ name: String, _ file: String, _ step: PlannedStep) throws(Diagnostic) -> Output {
    let network = try workspace.network(name, at: step.headline).network
    let bytes = Safetensors.encode(network.weights)
    try environment.files.save(bytes, as: file, at: step.headline)
    return .sentence("Saved \(network.weights.count) weight tensors (\(byteText(bytes.count))) to \(file).")
  }

  mutating func restore(_ name: String, _ file: String, at range: Range<Int>) throws(Diagnostic) -> Output {
    let built = try workspace.network(name, at: range)
    try read(weights: file, into: built.network, at: range)
    workspace.networks[name]?.isTrained = true
    workspace.lastTrained = built.sample == nil ? workspace.lastTrained : name
    return .sentence("Restored \(built.network.weights.count) weight tensors from \(file).")
  }

  private func read(weights file: String, into network: Network, at range: Range<Int>) throws(Diagnostic) {
    let bytes = try environment.files.readWeights(file, at: range)
    do { try network.setWeights(try Safetensors.decode(bytes)) } catch {
      if case .badWeights(let words) = error {
        throw Diagnostic(id: "bad-weights", at: range, "\(file): \(words)")
      }
      throw diagnostic(error, at: range, layerNames: network.layerNames)
    }
  }
}

extension TrainingProgress {
  fileprivate init(_ event: FitEvent, epochs: Int) {
    switch event {
    case .batch(let epoch, let batch, let batches, let loss, let accuracy):
      self.init(
        epoch: epoch, epochs: epochs, batch: batch, batches: batches, loss: loss, accuracy: accuracy,
        isEpochEnd: false)
    case .epoch(let result):
      self.init(
        epoch: result.epoch, epochs: epochs, batch: 1, batches: 1, loss: result.loss, accuracy: result.accuracy,
        isEpochEnd: true, validationLoss: result.validationLoss, validationAccuracy: result.validationAccuracy)
    }
  }
}

/// Refuses numbers that are infinite as 32-bit floats, or none: they spoil every loss.
func requireFinite(_ array: NDArray, _ operand: Operand) throws(Diagnostic) {
  let place: Int? =
    switch array.values {
    case .float16(let numbers): numbers.firstIndex { !$0.isFinite }
    case .float32(let numbers): numbers.firstIndex { !$0.isFinite }
    case .float64(let numbers): numbers.firstIndex { !Float($0).isFinite }
    case .indexed(let bytes, let table): bytes.firstIndex { !table[Int($0)].isFinite }
    default: nil
    }
  guard let place = place.map({ $0 / max(array.elementsPerRow, 1) }) else { return }
  throw Diagnostic(
    id: "not-a-number", at: operand.range,
    "\(operand.text) holds a value that is no finite number, in sample \(place) (counted from 0), so the loss is none either",
    notes: ["mend the data, or pick the samples before it, as in '\(operand.name)[0:\(max(place, 1))]'"])
}
