import Engine

/// Times each kernel at the shapes of one training step of each network, and prints them as Markdown tables.
func benchmarkKernels(_ settings: Settings) throws {
  let device = try Device(threads: settings.threads, processor: nil)
  let peak = device.measurePeak()
  print("\(device.threads) threads, \(device.processor), peak \(decimal(peak / 1e9, 0)) GFLOP/s; the fastest call.")
  for network in BenchmarkNetwork.all where settings.only.isEmpty || settings.only.contains(network.name) {
    let engine = try Network(
      layers: network.layers, inputShape: network.inputShape, seed: 0, step: 0, device: device)
    let (x, y) = network.batch
    print("\nLesson \(network.name), batches of \(network.batchSize):\n")
    var table = MarkdownTable(
      textColumns: 2, header: ["kernel", "shape", "µs", "GFLOP/s", "of peak", "GB/s"])
    for timing in try engine.timeKernels(x: x, y: y, options: network.options) {
      let rate = Double(timing.operations) / timing.seconds
      let isProduct = timing.operations > 0
      table.rows.append([
        timing.kernel, timing.shape, decimal(timing.seconds * 1e6, 1), isProduct ? decimal(rate / 1e9, 1) : "",
        isProduct ? decimal(100 * rate / peak, 0) + " %" : "",
        isProduct ? "" : decimal(Double(timing.bytes) / timing.seconds / 1e9, 1),
      ])
    }
    print(table.text)
  }
}

extension BenchmarkNetwork {
  /// A batch of uneven numbers; no kernel's time depends on them.
  fileprivate var batch: (x: NDArray, y: NDArray) {
    let size = inputShape.reduce(1, *)
    let x = (0..<batchSize * size).map { UInt8($0 * 7919 % 251) }
    let y = (0..<batchSize * 10).map { Float($0 % 11 == 0 ? 1 : 0) }
    return (
      NDArray(shape: [batchSize] + inputShape, values: .indexed(x, table: (0..<256).map { Float($0) / 255 })),
      NDArray(shape: [batchSize, 10], values: .float32(y))
    )
  }
}
