// Training, and how it went.

extension KerasAssignment {
  /// Optimizers, losses, schedules and callbacks that have a name.
  static let settings = named { name, value, reader in
    // `callbacks = [EarlyStopping(patience=3), checkpoint]`
    if let elements = value.elements, !elements.isEmpty,
      elements.allSatisfy({ isCallback($0, reader.known) || otherCallbacks.contains($0.calledName ?? "") })
    {
      return reader.name(name, .value(value))
    }
    guard value.calledName != nil else { return false }
    let read = KerasSettings(known: reader.known)
    if let lines = read.optimizer(value) {
      reader.known.names[name] = .optimizer(lines, isWhole: !read.leavesScheduleOut(value))
    } else if read.loss(value) != nil {
      reader.known.names[name] = .value(value)
    } else if let rate = KerasRate.schedule(value, reader.known) {
      reader.known.names[name] = .rate(rate)
    } else if let lines = callback(value, reader.known) {
      reader.known.names[name] = .callback(lines)
    } else if otherCallbacks.contains(value.calledName ?? "") {
      reader.known.names[name] = .value(value)
    } else {
      return false
    }
    return true
  }

  /// Callbacks of Keras that no lesson has; `fit` tells that it leaves them out.
  private static let otherCallbacks: Set<String> = [
    "ModelCheckpoint", "TensorBoard", "CSVLogger", "LearningRateScheduler", "TerminateOnNaN", "ProgbarLogger",
    "BackupAndRestore", "History",
  ]

  private static func isCallback(_ value: PythonExpression, _ known: KerasKnowledge) -> Bool {
    if case .name(let name) = value, case .callback? = known.names[name] { true } else { callback(value, known) != nil }
  }

  /// `history = model.fit(…)`, `histories["adam"] = model.fit(…)`
  static let training = KerasAssignment { target, value, reader in
    guard let name = target.root, target.elements == nil else { return nil }
    if value.calledName == "fit", let network = reader.known.network(value.receiver) {
      return KerasCall.fit(network, value, as: name, &reader) ? true : nil
    }
    guard case .name = target, let fit = reader.known.history(in: value) else { return nil }
    return reader.name(name, .history(fit))
  }

  /// The settings of `fit` that a callback stands for; nil for one that lessons do not have.
  static func callback(_ call: PythonExpression, _ known: KerasKnowledge) -> [String]? {
    switch call.calledName {
    case "EarlyStopping":
      let isBest = call.given("restore_best_weights") == .name("True")
      guard let patience = known.integer(call.given("patience") ?? .number("1")) else { return nil }
      return ["early_stopping: \(max(patience, 1))"] + (isBest ? ["keep: best"] : []) + watched(by: call)
    case "ReduceLROnPlateau":
      guard let factor = known.numberText(call.given("factor") ?? .number("0.1")),
        let patience = known.integer(call.given("patience") ?? .number("10")),
        let least = known.numberText(call.given("min_lr") ?? .number("0"))
      else { return nil }
      return ["plateau by \(factor) after \(patience)\(least == "0" ? "" : " to \(least)")"] + watched(by: call)
    case "TimeLimit": return known.numberText(call.arguments.first).map { ["time_limit: \($0)"] }
    default: return nil
    }
  }

  /// What a callback goes by, which only the training can tell the worth of.
  private static func watched(by call: PythonExpression) -> [String] {
    let name = call.calledName ?? ""
    if case .string(let value)? = call.given("monitor") { return ["watches \(name) \(value)"] }
    return ["watches \(name) val_loss"]
  }
}

extension KerasCall {
  static let trainingCalls = [fitsNetwork, fitsScaler, plotHistory]

  private static let fitsNetwork = method(["fit"]) { network, call, reader in fit(network, call, as: nil, &reader) }

  private static let fitsScaler = KerasCall(["fit"]) { call, reader in
    switch call.receiver?.root.flatMap({ reader.known.names[$0] }) {
    case .scaler?, .encoder?, .wordEncoder?: true
    default: nil
    }
  }

  private static let plotHistory = KerasCall(["plot_history"]) { call, reader in
    guard let fit = call.arguments.first.flatMap({ reader.known.history(in: $0) }) else { return false }
    return reader.plot(fit)
  }

  static func fit(
    _ network: String, _ call: PythonExpression, as name: String?, _ reader: inout KerasReader
  ) -> Bool {
    guard reader.build(network), let x = reader.known.operand(call.given("x")),
      let y = reader.known.operand(call.given("y"))
    else { return false }
    var lines: [String] = []
    if let epochs = call.given("epochs", "nb_epoch") {
      guard let count = reader.known.integer(epochs) else { return false }
      lines.append("epochs: \(count)")
    }
    if let size = call.given("batch_size"), size != .name("None") {
      guard let count = reader.known.integer(size) else { return false }
      if count != 32 { lines.append("batch_size: \(count)") }
    }
    lines += reader.models[network]?.compiled ?? []
    // One-hot labels have one cross-entropy, whole numbers the other; the lesson finds it.
    lines.removeAll { ["loss: categorical_crossentropy", "loss: sparse_categorical_crossentropy"].contains($0) }
    if let given = call.given("validation_split") {
      guard let share = reader.known.number(given) else { return false }
      if share > 0 { lines.append("validation_split: \(share)") }
    }
    if let given = call.given("validation_data"), given != .name("None") {
      let pair = reader.known.resolved(given)
      guard let parts = pair.elements, parts.count == 2, let vx = reader.known.operand(parts[0]),
        let vy = reader.known.operand(parts[1])
      else { return false }
      lines.append("validation_data: \(vx), \(vy)")
    }
    if call.given("shuffle") == .name("False") { lines.append("shuffle: false") }
    let callbacks = call.given("callbacks").map { reader.known.resolved($0) }
    for given in callbacks?.elements ?? callbacks.map({ [$0] }) ?? [] where given != .name("None") {
      if let own = KerasAssignment.callback(given, reader.known) {
        lines += own
      } else if case .name(let name) = given, case .callback(let own)? = reader.known.names[name] {
        lines += own
      } else if given.calledName == "LambdaCallback" {
        lines.append("show: weights")
      } else {
        let made = reader.known.resolved(given)
        reader.remark("left out of 'fit': \(made.calledName ?? made.root ?? "a callback")")
      }
    }
    tellWhatIsWatched(&lines, &reader)
    settle(&lines)
    reader.fits += 1
    let id = reader.fits == 1 ? "fit" : "fit-\(reader.fits)"
    reader.step("fit", [network], "on", [x, y], lines: lines)
    if let name { reader.known.names[name] = .history(id) }
    return true
  }

  /// Callbacks go by the loss here: of the validation, where there is one.
  private static func tellWhatIsWatched(_ lines: inout [String], _ reader: inout KerasReader) {
    let own = lines.contains { $0.hasPrefix("validation_") } ? "val_loss" : "loss"
    for words in lines.map({ $0.split(separator: " ") }) where words[0] == "watches" && words.count > 2 {
      if words[2] != own { reader.remark("left out of '\(words[1])': monitor='\(words[2])'; here it is '\(own)'") }
    }
    lines.removeAll { $0.hasPrefix("watches ") }
  }

  /// Puts together what several lines say of the same, as `fit` has it.
  private static func settle(_ lines: inout [String]) {
    func value(_ key: String) -> String? {
      lines.first { $0.hasPrefix(key + ": ") }.map { String($0.dropFirst(key.utf8.count + 2)) }
    }
    let epochs = value("epochs").flatMap { Int($0) } ?? 1
    if value("keep") == "best", let patience = value("early_stopping").flatMap({ Int($0) }), patience >= epochs {
      lines.removeAll { $0.hasPrefix("early_stopping: ") }
    }
    if let plateau = lines.first(where: { $0.hasPrefix("plateau ") }) {
      let start = value("learning_rate") ?? (value("optimizer") == "sgd" ? "0.01" : "0.001")
      lines.removeAll { $0 == plateau || $0.hasPrefix("learning_rate: ") }
      lines.append("learning_rate: plateau \(start) \(plateau.dropFirst("plateau ".utf8.count))")
    }
    // A cosine that ends with the training, as it does where nothing is said.
    if let rate = value("learning_rate"), rate.hasPrefix("cosine ") {
      let words = rate.split(separator: " ")
      let warmup = words.firstIndex(of: "warmup").flatMap { Int(words[$0 + 1]) } ?? 0
      if let over = words.firstIndex(of: "over"), words[over + 1] == "\(epochs - warmup)" {
        let whole = (words[..<over] + words[(over + 2)...]).joined(separator: " ")
        lines = lines.map { $0.hasPrefix("learning_rate: ") ? "learning_rate: " + whole : $0 }
      }
    }
  }
}
