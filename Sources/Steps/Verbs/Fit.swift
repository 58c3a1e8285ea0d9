import Text
import Arrays
import Engine
import Networks
import Lesson

extension Verb {
  static let fit = Verb(
    VerbDoc(
      "fit", aliases: ["train"], forms: ["fit net on x, y"],
      summary: "trains the network, with a progress bar, and tables the epochs", clauses: [.on],
      keys: [FitKeys.epochs.spec, FitKeys.batchSize.spec] + OptimizerSettings.specs + [
        FitKeys.loss.spec, FitKeys.metrics.spec, FitKeys.validationData.spec, FitKeys.validationSplit.spec,
        FitKeys.shuffles.spec, FitKeys.initialWeights.spec,
        FitKeys.shown.spec, FitKeys.earlyStopping.spec, FitKeys.kept.spec, FitKeys.timeLimit.spec,
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
      guard step[FitKeys.shown] == .nothing, stage.workspace.histories[step.id] != nil else { return false }
      tell(step, &stage)
      return true
    }.goingOn(
      Keeping.Course(
        ends: { step in
          let isWhole = OptimizerSettings.schedule(of: step)?.dependsOnEpochs == true
          return isWhole ? [FitKeys.earlyStopping.name] : [FitKeys.epochs.name, FitKeys.earlyStopping.name]
        }, options: { options(of: $0) }, isOpen: { $0[FitKeys.shown] == .nothing })),
    effects: { step in
      Effects(
        reads: step[FitKeys.initialWeights].map { [.file($0)] } ?? [],
        makes: [.training(step.id), .example(step.network)], changes: [.network(step.network)])
    },
    lacks: { value, step in
      if value.hasSuffix("accuracy"), !step[Key.hasClasses] { return Key.noClasses }
      guard value.hasPrefix("val_"), step[FitKeys.validationData] == nil, step[FitKeys.validationSplit] == 0 else {
        return nil
      }
      return "it validates nothing: add 'validation_split: 0.1' or 'validation_data' to that step"
    },
    memory: { step, stage in
      let network = stage.workspace.networks[step.network]?.network
      return MemoryUse(
        bytes: network?.memoryNeed(batch: step[FitKeys.batchSize]) ?? 0,
        advice: "use fewer units or filters, or a smaller batch_size")
    },
    check: { checker, step, keys in
      guard let (name, x, y) = JudgedSamples.operands(step, &checker) else { return nil }
      let samples = JudgedSamples(name, x, y, verb: "fit", &checker)
      var fits = keys.isValid
      if let pair = keys[FitKeys.validationData] {
        fits = validationFits(pair, samples, name, keys, &checker) && fits
      }
      guard OptimizerSettings.fit(keys, &checker), let samples else { return nil }
      if let file = keys[FitKeys.initialWeights], let entry = keys.entry(FitKeys.initialWeights) {
        fits = WeightsFile(name: file, place: entry.place).fits(samples.network, &checker) && fits
      }
      let validates = keys[FitKeys.validationData] != nil || keys[FitKeys.validationSplit] != 0
      fits =
        OptimizerSettings.scheduleFits(keys, epochs: keys[FitKeys.epochs], validates: validates, &checker) && fits
      guard fits, splitFits(samples, keys, &checker) else { return nil }
      if keys[FitKeys.kept] == .best, !validates, let entry = keys.entry(FitKeys.kept) {
        checker.report(
          Diagnostic(
            .warning, id: .noValidation, at: entry.key,
            "without validation data, 'keep: best' goes by the training loss, which is nearly always smallest at the end",
            notes: ["add 'validation_split: 0.1', so that it goes by the loss on samples that are not trained on"]))
      }
      if keys[FitKeys.earlyStopping] != nil, !validates, let entry = keys.entry(FitKeys.earlyStopping) {
        checker.report(
          Diagnostic(
            .warning, id: .noValidation, at: entry.key,
            "without validation data, 'early_stopping' watches the training loss, which hardly ever rises",
            notes: ["add 'validation_split: 0.1', so that it watches the loss on samples that are not trained on"]))
      }
      guard let loss = samples.loss(keys, FitKeys.loss, &checker) else { return nil }
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
        settings: [FitKeys.loss.name: .word(loss.rawValue), Key.hasClasses.name: .flag(!network.predictsNumber(loss))])
    },
    perform: { step, stage throws(Diagnostic) in try train(step, &stage) },
    keras: { step, script in translate(step, &script) })

  private static func translate(_ step: PlannedStep, _ script: inout KerasScript) {
    let network = KerasScript.identifier(step.network)
    let options = options(of: step)
    script.use(.keras)
    if let file = step[FitKeys.initialWeights] {
      script.use(.loadSafetensors)
      script.write("load_safetensors(\(network), \(KerasScript.quoted(file)))")
    }
    let isValidated = step[FitKeys.validationData] != nil || options.validationSplit > 0
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
    if let pair = step[FitKeys.validationData] {
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
    if step[FitKeys.shown] == .weights {
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
    if let entry = keys.entry(FitKeys.validationSplit), keys[FitKeys.validationSplit] > 0 {
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key, "'validation_split' and 'validation_data' exclude each other",
          hint: "keep one of the two"))
      fits = false
    }
    return fits
  }

  private static func splitFits(_ samples: JudgedSamples, _ keys: Keys, _ checker: inout Checker) -> Bool {
    let share = keys[FitKeys.validationSplit]
    guard let count = samples.xFact.shape.first ?? nil, share > 0, let entry = keys.entry(FitKeys.validationSplit)
    else {
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
}
