import Lesson
import Engine
import Networks

/// Steps as Python for Keras 3, NumPy, Matplotlib and scikit-learn, one after the other: what a name holds is known from the
/// steps before.
package struct KerasScript: Sendable {
  /// What has no translation, at its place in the lesson.
  package struct Gap: Sendable, Equatable {
    package var range: Range<Int>
    /// `'diagram' of …`, without a full stop.
    package var words: String
  }

  package private(set) var gaps: [Gap] = []
  /// What the whole script imports: `numpy as np`.
  package private(set) var imports: Set<KerasImport> = []
  /// Values that expectations name: a step that gives one keeps it in a variable.
  private var wanted: Set<ValueName>
  private var values: [ValueName: String] = [:]
  private var defined: Set<KerasHelper> = []
  private var lines: [String] = []
  private var needed: [KerasHelper] = []

  /// Arrays whose rows are one-hot.
  var oneHot: Set<String> = []
  /// The lowest and the highest number of images, where steps say so; others hold bytes.
  var ranges: [String: Interval] = [:]
  /// How many classes labels stand for, where that is known.
  var classCounts: [String: Int] = [:]
  var networks: [String: [LayerSpec]] = [:]
  /// What each network was compiled with.
  var losses: [String: Loss] = [:]
  /// The variables that hold how trainings went, by their steps.
  var histories: [String: String] = [:]
  /// Weights that the script itself has saved.
  var saved: Set<String> = []
  var seed: UInt64
  private let steps: [PlannedStep]

  /// - Parameter steps: those that will be translated.
  package init(seed: UInt64, steps: [PlannedStep]) {
    self.seed = seed
    self.steps = steps
    wanted = Set(steps.compactMap { Verb.valueName(of: $0) })
  }

  /// The lines for a step, with the functions that it is the first to need.
  package mutating func code(for step: PlannedStep) -> [String] {
    lines = []
    needed = []
    if let translate = step.verb.keras { translate(step, &self) } else { lack(step, "'\(step.verb.name)'") }
    let helpers = needed.flatMap { $0.lines + ["", ""] }
    return helpers + lines
  }

  // MARK: Steps once more

  /// The lines of steps as a function has them that performs them again, and where the values are then; nil where
  /// something of them has no translation. What is known of the script's own names stays as it is.
  mutating func function(
    of steps: [PlannedStep], giving names: [ValueName]
  ) -> (lines: [String], values: [String])? {
    var inner = self
    (inner.wanted, inner.values, inner.lines) = (Set(names), [:], [])
    for step in steps {
      guard let translate = step.verb.keras else { return nil }
      translate(step, &inner)
    }
    let values = names.compactMap { inner.value($0) }
    guard inner.gaps.count == gaps.count, values.count == names.count else { return nil }
    (imports, defined, needed) = (inner.imports, inner.defined, inner.needed)
    return (inner.lines.filter { !$0.hasPrefix("print(") }, values)
  }

  /// Whether the arrays that they read are still what they read, where another step stands below them.
  func keepsArrays(of steps: [PlannedStep], until last: PlannedStep) -> Bool {
    let ids = Set(steps.map { $0.id })
    let read = Set(steps.flatMap { $0.effects.reads }.filter { $0.array != nil })
    let between = self.steps.drop { !ids.contains($0.id) }.prefix { $0.id != last.id }
    return between.allSatisfy { ids.contains($0.id) || read.isDisjoint(with: $0.effects.writes + $0.effects.changes) }
  }

  // MARK: What translations write

  mutating func write(_ text: String) {
    lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }

  /// Asks for a library.
  mutating func use(_ libraries: KerasImport...) { for library in libraries { imports.insert(library) } }

  /// Asks for a function that the script defines once.
  mutating func use(_ helper: KerasHelper) {
    for library in helper.imports { imports.insert(library) }
    for other in helper.needs { use(other) }
    if defined.insert(helper).inserted { needed.append(helper) }
  }

  /// Tells that a step, or a part of it, has no translation.
  mutating func lack(_ step: PlannedStep, _ words: String) {
    gaps.append(Gap(range: step.headline, words: words))
    write("# No translation: \(words)")
  }

  /// A variable of a step's own: `accuracy`, of the second evaluation `accuracy_2`.
  func variable(_ name: String, of step: PlannedStep) -> String {
    let verb = step.verb.name
    guard step.id != verb else { return name }
    let tail = step.id.hasPrefix(verb + "-") ? String(step.id.dropFirst(verb.count + 1)) : step.id
    return Self.identifier(name + "_" + tail)
  }

  /// What a value of a step is in Python.
  ///
  /// - Parameter isVariable: whether a variable holds it already.
  mutating func note(_ value: String, of step: PlannedStep, _ code: String, isVariable: Bool = false) {
    let name = ValueName(step: step.id, key: value)
    guard wanted.contains(name) else { return }
    guard !isVariable else { return values[name] = code }
    let variable = variable(Self.identifier("\(step.verb.name)_\(value)"), of: step)
    write("\(variable) = \(code)")
    values[name] = variable
  }

  func value(_ name: ValueName) -> String? { values[name] }
  func wants(_ name: ValueName) -> Bool { wanted.contains(name) }

  // MARK: Names

  /// A lesson's name as one that Python takes and that hides nothing.
  static func identifier(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      text.unicodeScalars.append(scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? scalar : "_")
    }
    if let first = text.unicodeScalars.first, first.properties.numericType != nil { text = "_" + text }
    return taken.contains(text) ? text + "_" : text
  }

  private static let taken: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "np", "plt", "keras", "print", "len",
    "range", "zip", "open", "int", "history",
  ]

  /// An array or its part.
  func code(_ operand: Operand) -> String {
    let name = Self.identifier(operand.name)
    switch operand.selection {
    case .all: return name
    case .element(let index): return "\(name)[\(index)]"
    case .slice(let from, let to): return "\(name)[\(from.map { "\($0)" } ?? ""):\(to.map { "\($0)" } ?? "")]"
    case .matching(let labels, let value): return "\(name)[\(classes(labels)) == \(value)]"
    }
  }

  /// As `code`, with one sample as a row of one.
  func rows(_ operand: Operand) -> String {
    guard case .element(let index) = operand.selection else { return code(operand) }
    return "\(Self.identifier(operand.name))[\(index):\(index == -1 ? "" : "\(index + 1)")]"
  }

  /// Labels as whole numbers, whether they are one-hot or not.
  func classes(_ labels: String) -> String {
    Self.identifier(labels) + (oneHot.contains(labels) ? ".argmax(axis=1)" : "")
  }

  func classRows(_ operand: Operand) -> String {
    rows(operand) + (oneHot.contains(operand.name) ? ".argmax(axis=1)" : "")
  }

  /// Labels beside samples: an array that is named whole is cut as the samples are.
  func labels(_ labels: Operand, beside samples: Operand) -> Operand {
    guard labels.selection == .all else { return labels }
    var labels = labels
    labels.selection = samples.selection
    return labels
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      switch character {
      case "\"", "\\": quoted += "\\\(character)"
      case "\n": quoted += "\\n"
      default: quoted.append(character)
      }
    }
    return quoted + "\""
  }

  static func tuple(_ numbers: [Int]) -> String {
    numbers.count == 1 ? "(\(numbers[0]),)" : "(" + numbers.map { "\($0)" }.joined(separator: ", ") + ")"
  }
}

/// A line at the script's top.
package enum KerasImport: String, Sendable, CaseIterable {
  case glob = "import glob"
  case gzip = "import gzip"
  case json = "import json"
  case re = "import re"
  case time = "import time"
  case keras = "import keras"
  case pyplot = "import matplotlib.pyplot as plt"
  case numpy = "import numpy as np"
  case pandas = "import pandas as pd"
  case image = "from PIL import Image"
  case imageOps = "from PIL import ImageOps"
  case metrics = "from sklearn.metrics import ConfusionMatrixDisplay, classification_report, confusion_matrix"
}
