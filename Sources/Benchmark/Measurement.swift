import Engine
import Files
import Networks
import Glibc

/// What training one network took.
struct Measurement {
  /// Each epoch's, in order.
  var seconds: [Double]
  /// The largest resident memory while training, in bytes; 0 where it cannot be had.
  var peakMemory: Int
  /// Of the last epoch.
  var accuracy: Double
  /// The sum of the fastest calls of a step's kernels; NaN where they were not measured.
  var kernelSeconds = Double.nan

  /// The median epoch.
  var epochSeconds: Double {
    let sorted = seconds.sorted()
    guard !sorted.isEmpty else { return .nan }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

extension BenchmarkNetwork {
  /// On the first batch.
  func kernelTimings(on data: TrainingData, device: Device) throws(EngineError) -> [KernelTiming] {
    let engine = try Network(layers: layers, inputShape: inputShape, seed: 0, step: 0, device: device)
    let (x, y) = data.arrays(for: self, samples: samples.prefix(batchSize))
    return try KernelTiming.all(of: engine, x: x, y: y, options: options)
  }

  func train(on data: TrainingData, epochs: Int, device: Device) throws(EngineError) -> Measurement {
    let (x, y) = data.arrays(for: self, samples: samples)
    resetPeakMemory()
    let network = try Network(layers: layers, inputShape: inputShape, seed: 0, step: 0, device: device)
    var options = options
    options.epochs = epochs
    var seconds: [Double] = []
    var start = ContinuousClock.now
    let history = try network.fit(x: x, y: y, validation: nil, options: options) { event in
      guard case .epoch = event else { return true }
      let now = ContinuousClock.now
      seconds.append((now - start) / .seconds(1))
      start = now
      return true
    }
    return Measurement(
      seconds: seconds, peakMemory: peakMemory(), accuracy: history.epochs.last?.accuracy ?? .nan)
  }
}

/// Linux counts the largest resident memory anew from here.
private func resetPeakMemory() {
  guard let file = fopen("/proc/self/clear_refs", "w") else { return }
  fputs("5", file)
  fclose(file)
}

/// Linux's `VmHWM`, in bytes.
private func peakMemory() -> Int {
  (Int(systemValue("/proc/self/status", "VmHWM:")?.filter { $0.isNumber } ?? "") ?? 0) * 1024
}

/// Progress and problems go to standard error.
func report(_ message: String) {
  let bytes = Array((message + "\n").utf8)
  _ = write(2, bytes, bytes.count)
}
