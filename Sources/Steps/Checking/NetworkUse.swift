import Text
import Networks
import Arrays
import Engine
import Lesson
import Markdown

/// A network that is given samples.
struct NetworkUse {
  let name: Operand
  let operand: Operand
  let data: ArrayFact

  init(of name: Operand, on operand: Operand, _ data: ArrayFact) {
    self.name = name
    self.operand = operand
    self.data = data
  }

  /// The network's facts afterwards; sets its input shape where it had none. nil where something
  /// does not fit, which is reported.
  func check(_ checker: inout Checker) -> NetworkFact? {
    guard var network = checker.network(name.name, at: name.place) else { return nil }
    let lengths = operand.isOneSample ? data.shape[...] : data.shape.dropFirst()
    let sample = lengths.compactMap { $0 }
    guard sample.count == lengths.count else {
      // The run compares them.
      if network.inputShape != nil { return network }
      checker.report(
        Diagnostic(
          id: .unknownShape, at: operand.place,
          "how many numbers a sample of \(operand.name) has is known only when the lesson runs",
          notes: ["tell the network, with a line such as 'input: 784' below 'build \(name.name)'"]))
      return nil
    }
    if let input = network.inputShape {
      guard input != sample else { return network }
      if checker.scope.unfit.insert([name.name, operand.name]).inserted {
        checker.report(otherShape(input, sample: sample, checker.scope))
      }
      return nil
    }
    var whole = operand
    var shape = data.shape
    if case .array(let fact) = checker.scope.entries[operand.name], fact.sampleShape == sample {
      whole.selection = .all
      shape = fact.shape
    }
    let inference = ShapeInference(source: checker.source, network: network, origin: .data(whole, shape))
    do { network.outputShape = try inference.outputShape(from: sample) } catch {
      checker.scope.update(name.name, .broken)
      return checker.refuse(error)
    }
    network.inputShape = sample
    checker.scope.update(name.name, .network(network))
    checker.planned[network.index].settings[Verb.input.name] = .shape(sample)
    return network
  }

  private func otherShape(_ input: [Int], sample: [Int], _ scope: Scope) -> Diagnostic {
    let count = input.product
    var notes: [String] = []
    if case .element = operand.selection, case .array(let whole)? = scope.entries[operand.name],
      whole.shape.compactMap({ $0 }).product == count
    {
      notes.append(
        "'\(operand.name)' is one sample, and \(operand.text) a row of it: add 'reshape \(operand.name) to \(shapeText([1] + input))' before this step"
      )
    } else if sample.product == count, !sample.isEmpty {
      notes.append(
        input.count == 1
          ? "add 'flatten \(operand.name)' before this step"
          : "add 'reshape \(operand.name) to \(shapeText([-1] + input))' before this step")
    } else if sample.isEmpty {
      notes.append("use the images, not their labels")
    } else if operand.selection == .all, data.shape.compactMap({ $0 }).product == count {
      notes.append(
        "if '\(operand.name)' is one sample, add 'reshape \(operand.name) to \(shapeText([1] + input))' before this step"
      )
    }
    return Diagnostic(
      id: .otherShape, at: operand.place,
      "'\(name.name)' takes samples of shape \(shapeText(input)), but those of \(operand.name) have \(sample.isEmpty ? "one number only" : shapeText(sample))",
      notes: notes)
  }
}
