internal import Arrays
internal import Networks

/// Whether arrays are what a network takes and what its loss compares its outputs with; fit, evaluate and predict ask it.
struct SampleCheck {
  private let inputShape: [Int]
  private let outputShape: [Int]

  init(_ network: Network) {
    inputShape = network.inputShape
    outputShape = network.outputShapes.last ?? network.inputShape
  }

  /// The number of samples of x, whose samples must have the network's input shape.
  func count(_ x: NDArray) throws(EngineError) -> Int {
    let shape = Array(x.shape.dropFirst())
    guard let count = x.shape.first, withoutOnes(shape) == withoutOnes(inputShape) else {
      throw .unfit(
        "the network takes samples of shape \(shapeText(inputShape)), but the array has shape \(shapeText(x.shape)),"
          + " the number of samples first")
    }
    guard count > 0 else { throw .unfit("there are no samples: the array has shape \(shapeText(x.shape))") }
    guard inputShape.product > 0 else { throw .unfit("a sample of shape \(shapeText(inputShape)) has no numbers") }
    return count
  }

  /// (28, 28, 1) holds the same numbers in the same order as (28, 28).
  private func withoutOnes(_ shape: [Int]) -> [Int] {
    Array(shape.reversed().drop { $0 == 1 }.reversed())
  }

  /// Targets must be one class number a sample for the sparse loss, else (N, outputs).
  func targets(_ y: NDArray, samples: Int, loss: Loss) throws(EngineError) {
    guard outputShape.count == 1, let width = outputShape.first else {
      throw .unfit(
        "the last layer gives \(shapeText(outputShape)) a sample, but a loss needs one row of numbers:"
          + " add a flatten layer")
    }
    guard y.shape.first == samples else {
      throw .unfitLabels("there are \(samples) samples but labels of shape \(shapeText(y.shape))")
    }
    let perSample = y.shape.dropFirst().product
    if loss == .sparseCategoricalCrossentropy {
      guard perSample == 1 else {
        throw .unfitLabels(
          "\(loss.rawValue) needs one class number a sample, but the labels have shape \(shapeText(y.shape));"
            + " use categorical_crossentropy")
      }
      try checkClasses(y, width: width)
    } else if perSample != width {
      throw .unfitLabels(
        "\(loss.rawValue) needs labels of shape (\(samples), \(width)), like the network's outputs, but they have"
          + " shape \(shapeText(y.shape)); one-hot turns class numbers into such rows")
    } else if loss == .binaryCrossentropy, let wrong = y.values.doubles.first(where: { $0 < 0 || $0 > 1 }) {
      throw .unfitLabels("\(loss.rawValue) needs labels from 0 to 1, but they hold \(Float(wrong))")
    } else if loss == .categoricalCrossentropy {
      try checkShares(y)
    }
  }

  /// What helps where labels are whole numbers that only begin too high or go too far.
  private func wayOut(_ y: NDArray, width: Int) -> String {
    let numbers = y.values.doubles
    guard let low = numbers.min(), let high = numbers.max(), numbers.allSatisfy({ $0 == $0.rounded() }), low >= 0,
      high < 1000
    else { return "" }
    let (first, last) = (Int(low), Int(high))
    if first > 0 && last - first < width {
      return "; the labels go from \(first) to \(last): subtract \(first) from each in the file,"
        + " or end the network with 'dense \(last + 1) softmax'"
    }
    return "; for labels up to \(last) end the network with 'dense \(last + 1) softmax'"
  }

  /// Shares of the classes, as one-hot labels are: from 0 to 1.
  private func checkShares(_ y: NDArray) throws(EngineError) {
    let name = Loss.categoricalCrossentropy.rawValue
    let numbers = y.values.doubles
    if let wrong = numbers.first(where: { $0 < 0 || $0 > 1 }) {
      throw .unfitLabels(
        "\(name) needs labels from 0 to 1, a 1 for the right class as 'one-hot' makes them, but they hold \(Float(wrong))"
      )
    }
  }

  private func checkClasses(_ y: NDArray, width: Int) throws(EngineError) {
    func check<Number: CustomStringConvertible>(_ values: [Number], _ isClass: (Number) -> Bool) throws(EngineError) {
      guard let wrong = values.first(where: { !isClass($0) }) else { return }
      throw .unfitLabels(
        "label \(wrong) is no class number: the network's \(width) outputs are classes 0 to \(width - 1)"
          + wayOut(y, width: width))
    }
    func checkIntegers<Number: BinaryInteger>(_ values: [Number]) throws(EngineError) {
      try check(values) { $0 >= 0 && $0 < width }
    }
    func checkFloats<Number: BinaryFloatingPoint & CustomStringConvertible>(_ values: [Number]) throws(EngineError) {
      try check(values) { $0 >= 0 && $0 < Number(width) && $0.rounded() == $0 }
    }
    switch y.values {
    case .bool(let values): try check(values) { ($0 ? 1 : 0) < width }
    case .uint8(let values): try checkIntegers(values)
    case .int8(let values): try checkIntegers(values)
    case .uint16(let values): try checkIntegers(values)
    case .int16(let values): try checkIntegers(values)
    case .uint32(let values): try checkIntegers(values)
    case .int32(let values): try checkIntegers(values)
    case .uint64(let values): try checkIntegers(values)
    case .int64(let values): try checkIntegers(values)
    case .float16(let values): try checkFloats(values)
    case .float32, .indexed: try checkFloats(y.values.floats)
    case .float64(let values): try checkFloats(values)
    }
  }
}
