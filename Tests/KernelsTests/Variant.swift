import Foundation
import Kernels
import Operations
import Testing

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// A compiled variant that this processor can run.
struct Variant: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var execute: @Sendable (Operations.Operation, BatchState, Int, Int) -> Void

  static let all: [Variant] = {
    var variants = [Variant(testDescription: "baseline") { Kernels.execute($0, $1, part: $2, parts: $3) }]
    #if arch(x86_64)
    let flags = processorFlags()
    if flags.contains("fma"), flags.contains("avx2") {
      variants.append(Variant(testDescription: "avx2") { KernelsAVX2.execute($0, $1, part: $2, parts: $3) })
    }
    if flags.contains("avx512vl"), flags.contains("avx512dq") {
      variants.append(Variant(testDescription: "avx512") { KernelsAVX512.execute($0, $1, part: $2, parts: $3) })
    }
    #endif
    return variants
  }()

  /// Runs an operation on two threads' parts, one after the other.
  func callAsFunction(_ operation: Operations.Operation, count: Int, learningRate: Float = 0) {
    var state = BatchState()
    state.count = count
    state.learningRate = learningRate
    for part in 0..<2 { execute(operation, state, part, 2) }
  }
}

/// Numbers in an allocation of their own, with the slack that kernels read filled with NaN.
final class Numbers {
  let pointer: Floats
  let count: Int

  init(_ values: [Float], slack: Int = 4096) {
    count = values.count
    pointer = .allocate(capacity: count + slack)
    pointer.initialize(repeating: .nan, count: count + slack)
    for (index, value) in values.enumerated() { pointer[index] = value }
  }

  convenience init(random count: Int, seed: UInt64 = 1) {
    var state = seed
    self.init(
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int64(bitPattern: state) >> 40) * 0x1p-23
      })
  }

  convenience init(zeros count: Int) { self.init([Float](repeating: 0, count: count)) }

  var values: [Float] { (0..<count).map { pointer[$0] } }

  deinit { pointer.deallocate() }
}

/// A matrix in panels and its plain values.
struct Matrix {
  let numbers: Numbers
  let panels: Panels

  init(rows: Int, columns: Int, seed: UInt64? = nil) {
    numbers = Numbers(zeros: Panels.size(rows: rows, columns: columns))
    panels = Panels(values: numbers.pointer, rows: rows, columns: columns)
    guard let seed else { return }
    let random = Numbers(random: rows * columns, seed: seed)
    for row in 0..<rows {
      for column in 0..<columns { numbers.pointer[position(row, column)] = random.pointer[row * columns + column] }
    }
  }

  func position(_ row: Int, _ column: Int) -> Int {
    let half = column / 16
    let width = half | 1 < (panels.columns + 15) / 16 ? 32 : 16
    return half / 2 * panels.rows * 32 + half % 2 * 16 + row * width + column % 16
  }

  subscript(row: Int, column: Int) -> Float { numbers.pointer[position(row, column)] }
}

func isClose(_ a: [Float], _ b: [Float], tolerance: Float = 1e-4) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * (1 + abs($1)) }
}

private func processorFlags() -> Set<String> {
  guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return [] }
  let line = text.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
  return Set(line.split(separator: " ").map(String.init))
}
