import Datasets
import Lesson

extension KerasScript {
  /// `255`, `0.5`
  static func number(_ number: Float) -> String {
    number == number.rounded() && number.magnitude < 1e9 ? "\(Int(number))" : "\(number)"
  }

  /// Where Keras keeps weights that a lesson would keep as .safetensors.
  static func weightsFile(_ name: String) -> String {
    let stem = name.hasSuffix(".safetensors") ? String(name.dropLast(".safetensors".count)) : name
    return quoted(stem + ".weights.h5")
  }

  func wants(_ value: String, of step: PlannedStep) -> Bool { wants(ValueName(step: step.id, key: value)) }

  mutating func copyFacts(from name: String, to new: String) {
    if oneHot.contains(name) { oneHot.insert(new) }
    if let range = ranges[name] { ranges[new] = range }
    if let count = classCounts[name] { classCounts[new] = count }
  }

  /// The true classes and the answers that a step compares, each as whole numbers.
  mutating func judged(_ step: PlannedStep) -> (truth: String, answers: String) {
    guard step.data.count == 2 else { return (classRows(step.operands[1]), classRows(step.operands[0])) }
    use(.predictClasses)
    let answers = variable("answers", of: step)
    write("\(answers) = predict_classes(\(Self.identifier(step.network)), \(rows(step.data[0])))")
    return (classRows(step.data[1]), answers)
  }

  /// - Parameters:
  ///   - train: how many training images are kept; nil for all.
  ///   - test: the same of test images.
  mutating func loadDataset(_ name: String, _ step: PlannedStep, train: Int?, test: Int?) {
    use(.keras)
    let names = step.names.map { Self.identifier($0) }
    let module = Self.identifier(name)
    write("(\(names[0]), \(names[1])), (\(names[2]), \(names[3])) = keras.datasets.\(module).load_data()")
    for (first, count) in [(0, train), (2, test)] {
      guard let count else { continue }
      write("\(names[first]), \(names[first + 1]) = \(names[first])[:\(count)], \(names[first + 1])[:\(count)]")
    }
    for labels in [step.names[1], step.names[3]] { classCounts[labels] = 10 }
    note("train_count", of: step, "len(\(names[0]))")
    note("test_count", of: step, "len(\(names[2]))")
    note("classes", of: step, "10")
  }

  /// A table whose columns have names, as pandas reads it.
  ///
  /// - Parameter areWords: whether the labels are words, which become classes.
  mutating func loadTable(_ file: String, _ step: PlannedStep, _ choice: TableChoice, areWords: Bool) {
    use(.pandas)
    let names = step.names.map { Self.identifier($0) }
    let label: String? =
      switch choice.labels {
      case nil: nil
      case .first: "table.columns[0]"
      case .last: "table.columns[-1]"
      case .named(let name): Self.quoted(name)
      }
    write("table = pd.read_csv(\(Self.quoted(file)), sep=None, engine=\"python\")")
    if let label { write("label = \(label)") }
    if !choice.columns.isEmpty {
      let columns = choice.columns.map { Self.quoted($0) } + (label == nil ? [] : ["label"])
      write("table = table[[\(columns.joined(separator: ", "))]]")
    }
    if choice.missing == .drop { write("table = table.dropna()") }
    if choice.missing == .mean { write("table = table.fillna(table.mean(numeric_only=True))") }
    write("\(names[0]) = table\(label == nil ? "" : ".drop(columns=label)").to_numpy()")
    if names.count > 1 {
      write(
        areWords
          ? "\(names[1]), class_names = pd.factorize(table[label], sort=True)" : "\(names[1]) = table[label].to_numpy()"
      )
    }
    note("samples", of: step, "len(table)")
    if areWords { note("classes", of: step, "len(class_names)") }
  }

  /// - Parameter labels: which column of a table is taken apart; nil for none.
  mutating func loadFile(
    _ file: String, _ step: PlannedStep, labels: String?, isDigit: Bool, _ reading: FileReading
  ) {
    let names = step.names.map { Self.identifier($0) }
    let path = Self.quoted(file)
    let name = file.lowercased()
    func ends(_ ends: String...) -> Bool { ends.contains { name.hasSuffix($0) || name.hasSuffix($0 + ".gz") } }
    if isDigit {
      use(.cutOutDigit)
      return write("\(names[0]) = cut_out_digit(\(path))")
    }
    if reading != .arrays {
      use(.numpy)
      let opened =
        reading == .bytes && name.hasSuffix(".gz") ? "gzip.open(\(path))" : "open(\(path), \"rb\")"
      if reading == .bytes, name.hasSuffix(".gz") { use(.gzip) }
      write("with \(opened) as file:\n    \(names[0]) = np.frombuffer(file.read(), dtype=\"uint8\")")
      return
    }
    use(.numpy)
    if ends(".npy") {
      write("\(names[0]) = np.load(\(path))")
    } else if ends(".npz") {
      use(.loadNPZ)
      let keys = names.map { Self.quoted($0) }.joined(separator: ", ")
      write("\(names.joined(separator: ", "))\(names.count == 1 ? "," : "") = load_npz(\(path), \(keys))")
    } else if ends(".csv", ".txt", ".dat", ".tsv") {
      let table = labels == nil ? names[0] : "table"
      let separator = ends(".csv") ? ", delimiter=\",\"" : ""
      write("\(table) = np.genfromtxt(\(path)\(separator))")
      write("\(table) = \(table)[~np.isnan(\(table)).any(axis=-1)]  # a line of names is no row of numbers")
      if labels == "first" { write("\(names[0]), \(names[1]) = table[:, 1:], table[:, 0].astype(int)") }
      if labels == "last" { write("\(names[0]), \(names[1]) = table[:, :-1], table[:, -1].astype(int)") }
    } else if ends(".png", ".jpg", ".jpeg") {
      use(.image)
      write("\(names[0]) = np.asarray(Image.open(\(path)))")
    } else {
      use(.readIDX)
      write("\(names[0]) = read_idx(\(path))")
    }
  }
}
