import Datasets
import Arrays
import Engine
package import Lesson
package import Networks
import Text

/// An engine's error in a beginner's words, with what to try.
package func diagnostic(_ error: EngineError, at range: Range<Int>?, layerNames: [String] = []) -> Diagnostic {
  switch error {
  case .unknownProcessor(let name, let known):
    return Diagnostic(
      cause: .machine, id: .unknownProcessor, at: nil,
      "LESSON_CPU is '\(name)', which is no kind of processor known here",
      notes: ["it can be \(known.joined(separator: ", ")), or be left unset"])
  case .unsupportedProcessor(let name):
    return Diagnostic(
      cause: .machine, id: .unsupportedProcessor, at: nil,
      "LESSON_CPU is '\(name)', but this machine's processor has no \(name)",
      notes: ["leave LESSON_CPU unset, and the fastest kind that this machine has is used"])
  case .shape(let layer, let problem):
    let name = layerNames.indices.contains(layer) ? "'\(layerNames[layer])'" : "layer \(layer + 1)"
    return Diagnostic(id: id(of: problem), at: range, "\(name) \(words(problem))")
  case .diverged(let epoch, let batch):
    return Diagnostic(
      id: .diverged, at: range,
      "the loss stopped being a number in epoch \(epoch), batch \(batch): the weights grew without bound",
      notes: [
        "try a learning_rate ten times smaller",
        "check that the pixels are normalised to 0–1 before 'fit'",
      ])
  case .notEnoughMemory(let needed, let available):
    return Diagnostic(
      cause: .machine, id: .noMemory, at: range,
      "this step needs about \(byteText(needed)) of memory, but only \(byteText(available)) are free",
      notes: ["use fewer samples, fewer units or filters, or a smaller batch_size"])
  case .unfit(let words), .unfitLabels(let words): return Diagnostic(id: .doesNotFit, at: range, words)
  case .badWeights(let words): return Diagnostic(id: .badWeights, at: range, words)
  }
}

/// As the check calls them.
private func id(of problem: ShapeProblem) -> Diagnostic.ID {
  switch problem {
  case .needsRows: .needsRows
  case .needsImages: .needsImages
  case .windowTooLarge: .windowTooLarge
  }
}

private func words(_ problem: ShapeProblem) -> String {
  switch problem {
  case .needsRows(let shape): "needs one row of numbers a sample, but gets shape \(shapeText(shape))"
  case .needsImages(let shape): "needs images (height, width, channels), but gets shape \(shapeText(shape))"
  case .windowTooLarge(let window, let shape):
    "has a window of \(window.height)x\(window.width), larger than its input \(shapeText(shape))"
  }
}
