import Engine
import Lesson
import Networks
import Steps

/// A step's action as bytes that say all that it does, and nothing of where and how it is written: arrays and networks by
/// the order in which they come up, not by their names.
struct CanonicalForm {
  private var arrays: [String: Int] = [:]
  private var networks: [String: Int] = [:]

  private mutating func place(ofArray name: String) -> Int { Self.place(name, &arrays) }
  private mutating func place(ofNetwork name: String) -> Int { Self.place(name, &networks) }

  private static func place(_ name: String, _ places: inout [String: Int]) -> Int {
    if let known = places[name] { return known }
    places[name] = places.count
    return places.count - 1
  }

  mutating func write(_ step: PlannedStep, to coder: inout Coder) {
    coder.write(step.verb.name)
    let effects = step.effects
    coder.write(step.operands.count)
    for operand in step.operands {
      // Which of the two it is, the effects tell as well.
      let isNetwork = (effects.reads + effects.writes).contains(.network(operand.name))
      coder.write(isNetwork ? "network" : "array")
      if isNetwork { coder.write(place(ofNetwork: operand.name)) } else { write(operand, to: &coder) }
    }
    coder.write(step.data.count)
    for operand in step.data { write(operand, to: &coder) }
    coder.write(step.names.count)
    for name in step.names { coder.write(place(ofArray: name)) }
    coder.write(step.settings.count)
    for name in step.settings.keys.sorted() {
      coder.write(name)
      if let value = step.settings[name] { write(value, to: &coder) }
    }
    coder.write(step.layers.count)
    for layer in step.layers { Self.write(layer, to: &coder) }
    if let trials = step.trials { Self.write(trials, to: &coder) }
  }

  /// All of its runs, and what its table says of them.
  private static func write(_ trials: TrialDesign, to coder: inout Coder) {
    coder.write("trials")
    coder.write(trials.axes.count)
    for axis in trials.axes {
      coder.write(axis.name)
      coder.write(axis.values.count)
      for value in axis.values { coder.write(value) }
    }
    coder.write(trials.seeds.count)
    for seed in trials.seeds { coder.write(seed) }
    for measure in [trials.measure, trials.test] { coder.write(measure?.text ?? "none") }
    coder.write(trials.fit ?? "none")
    coder.write(trials.combinations.count)
    for combination in trials.combinations {
      for value in combination.values { coder.write(value) }
      coder.write(combination.problem ?? "none")
      coder.write(combination.parameters ?? -1)
      coder.write(combination.steps.count)
      var form = CanonicalForm()
      for step in combination.steps {
        coder.write(step.id)
        coder.write(step.stream)
        form.write(step, to: &coder)
      }
    }
  }

  /// Which resources are the same one, though names are left out.
  mutating func write(_ resource: Resource, to coder: inout Coder) {
    switch resource {
    case .array(let name):
      coder.write("array")
      coder.write(place(ofArray: name))
    case .network(let name):
      coder.write("network")
      coder.write(place(ofNetwork: name))
    case .example(let name):
      coder.write("example")
      coder.write(place(ofNetwork: name))
    case .training: coder.write("training")
    case .value: coder.write("value")
    case .dataset: coder.write("dataset")
    case .file: coder.write("file")
    }
  }

  private mutating func write(_ operand: Operand, to coder: inout Coder) {
    coder.write(place(ofArray: operand.name))
    switch operand.selection {
    case .all: coder.write("all")
    case .element(let index):
      coder.write("element")
      coder.write(index)
    case .slice(let from, let to):
      coder.write("slice")
      for end in [from, to] {
        coder.write(end == nil ? "open" : "at")
        coder.write(end ?? 0)
      }
    case .matching(let labels, let value):
      coder.write("matching")
      coder.write(place(ofArray: labels))
      coder.write(value)
    }
  }

  private mutating func write(_ value: KeyValue, to coder: inout Coder) {
    switch value {
    case .integer(let number):
      coder.write("integer")
      coder.write(number)
    case .number(let number):
      coder.write("number")
      coder.write(number.bitPattern)
    case .flag(let flag): coder.write(flag ? "true" : "false")
    case .word(let word):
      coder.write("word")
      coder.write(word)
    case .text(let text):
      coder.write("text")
      coder.write(text)
    case .operand(let operand):
      coder.write("operand")
      write(operand, to: &coder)
    case .pair(let x, let y):
      coder.write("pair")
      write(x, to: &coder)
      write(y, to: &coder)
    case .shape(let shape):
      coder.write("shape")
      coder.write(shape.count)
      for length in shape { coder.write(length) }
    case .interval(let low, let high):
      coder.write("interval")
      coder.write(UInt64(low.bitPattern))
      coder.write(UInt64(high.bitPattern))
    case .amount(.count(let count)):
      coder.write("count")
      coder.write(count)
    case .amount(.fraction(let share)):
      coder.write("fraction")
      coder.write(share.bitPattern)
    case .patience(let epochs):
      coder.write(epochs == nil ? "none" : "patience")
      coder.write(epochs ?? 0)
    case .words(let words):
      coder.write("words")
      coder.write(words.count)
      for word in words { coder.write(word) }
    case .rate(let schedule):
      coder.write("rate")
      coder.write(schedule.text { "\($0.bitPattern)" })
    case .size(let size):
      coder.write("size")
      Self.write(size, to: &coder)
    }
  }

  private static func write(_ layer: LayerSpec, to coder: inout Coder) {
    coder.write(layer.kind.name)
    coder.write(layer.count)
    write(layer.window, to: &coder)
    coder.write(UInt64(layer.rate.bitPattern))
    coder.write(layer.activation?.rawValue ?? "none")
    for setting in layer.kind.settings {
      coder.write(setting.name)
      switch layer.settings[setting.name] ?? setting.standard {
      case .word(let word): coder.write(word)
      case .size(let size): write(size, to: &coder)
      }
    }
  }

  private static func write(_ size: Size2D, to coder: inout Coder) {
    coder.write(size.height)
    coder.write(size.width)
  }
}
