import Text
import Arrays
import Engine
package import Networks
import Lesson

extension Verb {
  private static let epochs = Key<Int>.integer(
    "epochs", aliases: ["epoch_count", "nb_epoch"], in: 1...1_000_000, standard: 1, "how often it sees all samples")
  private static let batchSize = Key<Int>.integer(
    "batch_size", aliases: ["batch"], in: 1...1_000_000, standard: 32,
    "how many samples between two changes of the weights")
  private static let loss = Key<Loss?>.loss(
    text: "the cross-entropy that fits the labels", "what training makes small")
  private static let metrics = Key<Metric>.choice(
    "metrics", aliases: ["metric"], [(.accuracy, ["acc"])], standard: .accuracy, "what else is measured")
  private static let validationData = Key<SamplePair?>.pair(
    "validation_data", aliases: ["validation", "val_data"], "samples that it is tested on after each epoch")
  private static let validationSplit = Key<Double>.number(
    "validation_split", aliases: ["val_split"], in: .belowOne, standard: 0,
    "the share of samples, from the end, that it is tested on instead of trained on")
  private static let shuffles = Key<Bool>.flag(
    "shuffle", standard: true, "another order of the samples in each epoch")
  private static let initialWeights = Key<String?>.file(
    "initial_weights", text: "random", "a .safetensors file with the weights to start from")
  private static let shown = Key<Shown>.choice(
    "show", [(.nothing, []), (.weights, [])], standard: .nothing,
    "weights prints every layer's weights and biases after each epoch")
  private static let earlyStopping = Key<Int?>.patience(
    "early_stopping", aliases: ["patience"],
    "stops when the validation loss has not fallen for so many epochs; true means 3")
  private static let kept = Key<Kept>.choice(
    "keep", aliases: ["restore_best_weights"], [(.last, ["false"]), (.best, ["true", "best_weights"])], standard: .last,
    "the weights that the network ends with: best are those of the epoch with the smallest validation loss")
  private static let timeLimit = Key<Double?>.duration("time_limit", "no epoch starts after so many seconds")

  static let fit = Verb(
    VerbDoc(
      "fit", aliases: ["train"], forms: ["fit net on x, y"],
      summary: "trains the network, with a progress bar, and tables the epochs", clauses: [.on],
      keys: [epochs.spec, batchSize.spec] + OptimizerSettings.specs + [
        loss.spec, metrics.spec, validationData.spec, validationSplit.spec, shuffles.spec, initialWeights.spec,
        shown.spec, earlyStopping.spec, kept.spec, timeLimit.spec,
      ],
      values: [
        ValueDoc("accuracy", .fraction, "training accuracy in the last epoch, or in the one whose weights are kept"),
        ValueDoc("loss", .number, "training loss in the last epoch, or in the one whose weights are kept"),
        ValueDoc(
          "val_accuracy", .fraction, "validation accuracy after the last epoch, or after the one whose weights are kept"
        ),
        ValueDoc("val_loss", .number, "validation loss after the last epoch, or after the one whose weights are kept"),
        ValueDoc("epochs", .integer, "epochs that were trained"),
        ValueDoc("steps", .integer, "changes of the weights, one a batch"),
        ValueDoc("best_epoch", .integer, "the epoch with the smallest validation loss, else training loss"),
      ],
      example: "fit network on x_train, y_train\n  epochs: 3\n  batch_size: 64\n  validation_data: x_val, y_val"),
    keeping: Keeping(showsNames: false, drawsNumbers: true, state: .always).retelling { step, stage in
      guard step[shown] == .nothing, stage.workspace.histories[step.id] != nil else { return false }
      tell(step, &stage)
      return true
    }.goingOn(
      Keeping.Course(
        ends: { step in
          let isWhole = OptimizerSettings.schedule(of: step)?.dependsOnEpochs == true
          return isWhole ? [earlyStopping.name] : [epochs.name, earlyStopping.name]
        }, options: { options(of: $0) }, isOpen: { $0[shown] == .nothing })),
    effects: { step in
      Effects(
        reads: step[initialWeights].map { [.file($0)] } ?? [],
        makes: [.training(step.id), .example(step.network)], changes: [.network(step.network)])
    },
    lacks: { value, step in
      if value.hasSuffix("accuracy"), !step[Key.hasClasses] { return Key.noClasses }
      guard value.hasPrefix("val_"), step[validationData] == nil, step[validationSplit] == 0 else { return nil }
      return "it validates nothing: add 'validation_split: 0.1' or 'validation_data' to that step"
    },
    memory: { step, stage in
      let network = stage.workspace.networks[step.network]?.network
      return MemoryUse(
        bytes: network?.memoryNeed(batch: step[batchSize]) ?? 0,
        advice: "use fewer units or filters, or a smaller batch_size")
    },
    check: { checker, step, keys in
      guard let (name, x, y) = JudgedSamples.operands(step, &checker) else { return nil }
      let samples = JudgedSamples(name, x, y, verb: "fit", &checker)
      var fits = keys.isValid
      if let pair = keys[validationData] {
        fits = validationFits(pair, samples, name, keys, &checker) && fits
      }
      guard OptimizerSettings.fit(keys, &checker), let samples else { return nil }
      if let file = keys[initialWeights], let entry = keys.entry(initialWeights) {
        fits = WeightsFile(name: file, place: entry.place).fits(samples.network, &checker) && fits
      }
      let validates = keys[validationData] != nil || keys[validationSplit] != 0
      fits =
        OptimizerSettings.scheduleFits(keys, epochs: keys[epochs], validates: validates, &checker) && fits
      guard fits, splitFits(samples, keys, &checker) else { return nil }
      if keys[kept] == .best, !validates, let entry = keys.entry(kept) {
        checker.report(
          Diagnostic(
            .warning, id: .noValidation, at: entry.key,
            "without validation data, 'keep: best' goes by the training loss, which is nearly always smallest at the end",
            notes: ["add 'validation_split: 0.1', so that it goes by the loss on samples that are not trained on"]))
      }
      if keys[earlyStopping] != nil, !validates, let entry = keys.entry(earlyStopping) {
        checker.report(
          Diagnostic(
            .warning, id: .noValidation, at: entry.key,
            "without validation data, 'early_stopping' watches the training loss, which hardly ever rises",
            notes: ["add 'validation_split: 0.1', so that it watches the loss on samples that are not trained on"]))
      }
      guard let loss = samples.loss(keys, loss, &checker) else { return nil }
      if samples.xFact.scale == .bytes, samples.xFact.role == .values {
        checker.report(
          Diagnostic(
            .warning, id: .rawPixels, at: x.range,
            "\(x.text) holds bytes from 0 to 255; a network learns better from small numbers",
            notes: ["add 'normalise \(x.name)' before this step, and the same for the data you test with"]))
      }
      var network = samples.network
      network.loss = loss
      network.trained = (x.name, samples.xFact.scale, samples.xFact.isInverted)
      checker.scope.update(name.name, .network(network))
      return Checked(
        operands: [name], data: [x, y],
        settings: [Verb.loss.name: .word(loss.rawValue), Key.hasClasses.name: .flag(!network.predictsNumber(loss))])
    },
    perform: { step, stage throws(Diagnostic) in try train(step, &stage) },
    keras: { step, script in translate(step, &script) })

  private static func translate(_ step: PlannedStep, _ script: inout KerasScript) {
    let network = KerasScript.identifier(step.network)
    let options = options(of: step)
    script.use(.keras)
    if let file = step[initialWeights] {
      script.use(.loadSafetensors)
      script.write("load_safetensors(\(network), \(KerasScript.quoted(file)))")
    }
    let isValidated = step[validationData] != nil || options.validationSplit > 0
    let watched = isValidated ? "" : "monitor=\"loss\", "
    let batches = script.variable("batches", of: step)
    let schedule = options.schedule?.keras(epochs: options.epochs, batches: batches)
    if schedule != nil {
      let count = "len(\(script.rows(step.data[0])))"
      let trained =
        options.validationSplit > 0 ? "int(\(count) * (1 - \(Words.number(options.validationSplit))))" : count
      script.write("\(batches) = -(-\(trained) // \(options.batchSize))")
    }
    script.write("\(network).compile(")
    script.write(
      "    optimizer=\(options.optimizer.keras(schedule: schedule)),\n    loss=\"\(options.loss.rawValue)\",")
    script.write("    metrics=[\"\(step[Key.hasClasses] ? "accuracy" : "mae")\"],\n)")
    script.losses[step.network] = options.loss
    let history = script.variable("training", of: step)
    var arguments = [
      "\(script.rows(step.data[0])), \(script.rows(step.data[1]))", "epochs=\(options.epochs)",
      "batch_size=\(options.batchSize)",
    ]
    if let pair = step[validationData] {
      arguments.append("validation_data=(\(script.rows(pair.x)), \(script.rows(pair.y)))")
    }
    if options.validationSplit > 0 { arguments.append("validation_split=\(Words.number(options.validationSplit))") }
    if !options.shuffle { arguments.append("shuffle=False") }
    var callbacks: [String] = []
    if options.earlyStopping != nil || options.keepsBest {
      let patience = options.earlyStopping?.patience ?? options.epochs
      let kept = options.keepsBest ? ", restore_best_weights=True" : ""
      callbacks.append("keras.callbacks.EarlyStopping(\(watched)patience=\(patience)\(kept))")
    }
    if case .plateau(let factor, let patience, let least)? = options.schedule?.course {
      let end = least == 0 ? "" : ", min_lr=\(Words.number(least))"
      callbacks.append(
        "keras.callbacks.ReduceLROnPlateau(\(watched)factor=\(Words.number(factor)), patience=\(patience)\(end))")
    }
    if let seconds = options.timeLimit {
      script.use(.timeLimit)
      callbacks.append("TimeLimit(\(Words.number(seconds)))")
    }
    if step[shown] == .weights {
      callbacks.append(
        "keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: print(epoch + 1, *\(network).get_weights()))")
    }
    if !callbacks.isEmpty { arguments.append("callbacks=[\(callbacks.joined(separator: ", "))]") }
    script.write("\(history) = \(network).fit(")
    for argument in arguments { script.write("    \(argument),") }
    script.write(")")
    script.histories[step.id] = history
    let measures = step[Key.hasClasses] ? ["accuracy", "loss", "val_accuracy", "val_loss"] : ["loss", "val_loss"]
    script.use(.numpy)
    let best = "int(np.argmin(\(history).history[\"\(isValidated ? "val_loss" : "loss")\"]))"
    for measure in measures {
      script.note(measure, of: step, "\(history).history[\"\(measure)\"][\(options.keepsBest ? best : "-1")]")
    }
    script.note("epochs", of: step, "len(\(history).epoch)")
    script.note("steps", of: step, "int(\(network).optimizer.iterations)")
    script.note("best_epoch", of: step, "\(best) + 1")
  }

  private static func validationFits(
    _ pair: SamplePair, _ samples: JudgedSamples?, _ name: Operand, _ keys: Keys, _ checker: inout Checker
  ) -> Bool {
    let held = JudgedSamples(name, pair.x, pair.y, verb: "fit", &checker)
    var fits = held != nil
    if let held, let samples {
      if (samples.yFact.shape.count == 1) != (held.yFact.shape.count == 1) {
        let missing = samples.yFact.shape.count == 1 ? samples.y : pair.y
        checker.report(
          Diagnostic(
            id: .mixedLabels, at: pair.y.place,
            "\(samples.y.text) holds \(samples.yFact.role.words), but \(pair.y.text) holds \(held.yFact.role.words)",
            notes: ["add 'one-hot \(missing.name)' before this step"]))
        fits = false
      }
      OtherScale.warn(
        of: pair.x, held.xFact, unlike: (samples.x.name, samples.xFact.scale, samples.xFact.isInverted), &checker)
    }
    if let entry = keys.entry(validationSplit), keys[validationSplit] > 0 {
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key, "'validation_split' and 'validation_data' exclude each other",
          hint: "keep one of the two"))
      fits = false
    }
    return fits
  }

  private static func splitFits(_ samples: JudgedSamples, _ keys: Keys, _ checker: inout Checker) -> Bool {
    let share = keys[validationSplit]
    guard let count = samples.xFact.shape.first ?? nil, share > 0, let entry = keys.entry(validationSplit) else {
      return true
    }
    let trained = Int(Double(count) * (1 - share))
    guard trained == count || trained < 1 else { return true }
    checker.report(
      Diagnostic(
        id: .outOfRange, at: entry.place,
        "\(entry.text) of \(Words.count(count, "sample")) "
          + (trained == count ? "is less than one sample" : "leaves none to train on")))
    return false
  }

  /// What a fit step tells the engine, but for the random stream.
  package static func options(of step: PlannedStep) -> FitOptions {
    var options = FitOptions()
    options.epochs = step[epochs]
    options.batchSize = step[batchSize]
    options.validationSplit = step[validationSplit]
    options.shuffle = step[shuffles]
    options.timeLimit = step[timeLimit]
    options.earlyStopping = step[earlyStopping].map { EarlyStopping(patience: $0) }
    options.loss = step[loss] ?? options.loss
    options.optimizer = OptimizerSettings.optimizer(of: step)
    options.schedule = OptimizerSettings.schedule(of: step)
    options.keepsBest = step[kept] == .best
    return options
  }

  private static func train(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let (xName, yName) = (step.data[0], step.data[1])
    var built = try stage.workspace.network(step.network, at: step.headline)
    let x = try stage.workspace.resolveRows(xName)
    let y = try stage.workspace.resolveRows(yName)
    try sameCount(x.array, y.array, xName, yName)
    let workspace = stage.workspace
    let validation = try step[validationData].map { pair throws(Diagnostic) in
      let held = (x: try workspace.resolveRows(pair.x).array, y: try workspace.resolveRows(pair.y).array)
      try sameCount(held.x, held.y, pair.x, pair.y)
      try requireFinite(held.x, pair.x)
      try requireFinite(held.y, pair.y)
      return held
    }
    if let file = step[initialWeights] { try stage.read(weights: file, into: built.network, at: step.headline) }
    var options = options(of: step)
    options.seed = stage.seed
    options.step = step.stream
    let hasClasses = step[Key.hasClasses]
    var snapshots: [(epoch: Int, text: String)] = []
    var isStopped = false
    let doubt = sortedLabels(y.array, yName, share: options.validationSplit)
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
        if case .epoch(let result) = event, step[shown] == .weights {
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
  private static func tell(_ step: PlannedStep, _ stage: inout Stage) {
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
  private static func sortedLabels(_ labels: NDArray, _ y: Operand, share: Double) -> String? {
    guard share > 0, labels.rowCount > 1 else { return nil }
    let classes = classIndices(labels)
    let trained = Int(Double(classes.count) * (1 - share))
    let unseen = Set(classes[trained...]).subtracting(classes[..<trained]).sorted()
    // Of many numbers, as a regression has, most stand in one place alone.
    guard let first = unseen.first, first >= 0, unseen.count <= 10, Set(classes).count <= 100 else { return nil }
    return "The last \(grouped(classes.count - trained)) samples are for validation, and only they have the "
      + (unseen.count == 1 ? "label" : "labels") + " \(unseen.map { String($0) }.joined(separator: ", ")), which the "
      + "network never sees in training: the labels seem to be sorted. Write 'shuffle \("x" + y.name.dropFirst()), "
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

private enum Metric: String, Sendable { case accuracy }
private enum Kept: String, Sendable { case last, best }
private enum Shown: String, Sendable { case nothing, weights }
