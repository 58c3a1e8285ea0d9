import Engine
import Markdown
import Networks

/// Times each kernel at the shapes of one training step of each network, and prints them as Markdown tables. Products that
/// skip zeros count as if they did not.
func benchmarkKernels(_ settings: Settings) throws {
  let device = try Device(threads: settings.threads, processor: settings.processor)
  let data = try TrainingData(folder: settings.data)
  let peak = device.measurePeak()
  print("First batches of \(data.origin).")
  print("\(device.threads) threads, \(device.processor), peak \(decimal(peak / 1e9, 0)) GFLOP/s; the fastest call.")
  for network in settings.networks {
    print("\nLesson \(network.name), batches of \(network.batchSize):\n")
    var table = MarkdownTable(
      textColumns: [0, 1], header: ["kernel", "shape", "µs", "GFLOP/s", "of peak", "GB/s"])
    for timing in try network.kernelTimings(on: data, device: device) {
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
