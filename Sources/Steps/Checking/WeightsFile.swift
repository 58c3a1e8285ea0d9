import Text
import Arrays
package import Datasets
import Engine
import Lesson
import Markdown
package import Networks

/// A file of weights that a step names.
package struct WeightsFile {
  let name: String
  let place: Place

  /// Whether the weights in a file that is there already are those of the network, as far as its shapes are known.
  func fits(_ network: NetworkFact, _ checker: inout Checker) -> Bool {
    guard !checker.scope.savedFiles.contains(name) else { return true }
    var diagnostic: Diagnostic?
    switch checker.surroundings.weightsFile(name) {
    case .failure(let problem): diagnostic = problem.diagnostic(at: place)
    case .success(let weights):
      guard let inputShape = network.inputShape else { return true }
      do { try network.layers.check(weights: weights, inputShape: inputShape) } catch {
        if case .badWeights(let words) = error {
          diagnostic = Diagnostic(id: .badWeights, at: place, "\(name): \(words)", notes: Self.contents(weights))
        }
      }
    }
    guard let diagnostic else { return true }
    checker.report(diagnostic)
    return false
  }

  /// Whether NumPy has packed the weights, by the file's name.
  package static func isPacked(_ name: String) -> Bool { name.lowercased().hasSuffix(".npz") }

  package static func unpacked(_ bytes: [UInt8], _ name: String) throws(DataError) -> [Weight] {
    try NPZArrays.read(bytes, file: name).map { name, array in
      Weight(name: name, shape: array.shape, values: array.values.floats)
    }
  }

  /// What stands in a file of weights, where another program may have made it.
  private static func contents(_ weights: [(name: String, shape: [Int])]) -> [String] {
    guard !weights.isEmpty else { return ["the file holds no weights"] }
    let shown = weights.prefix(12).map { "\($0.name.prefix(60)) \(shapeText($0.shape))" }
    let rest = weights.count - shown.count
    let list = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    let isTorch =
      weights.contains { $0.name.hasSuffix(".weight") } && !weights.contains { $0.name.hasSuffix(".kernel") }
    return ["the file holds \(list)"]
      + (isTorch
        ? ["PyTorch's names: 'weight' is 'kernel' here, with rows and columns swapped: tensors['dense_1.kernel'] = w.T"]
        : [])
  }
}
