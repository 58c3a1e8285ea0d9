import Engine
import Markdown
import Networks

/// Shows for each network where a training step's time goes, as Markdown tables.
func benchmarkProfile(_ settings: Settings) throws {
  let device = try Device(threads: settings.threads, processor: settings.processor)
  let data = try TrainingData(folder: settings.data)
  print("Data: \(data.origin). \(device.threads) threads, \(device.processor), mean of \(settings.epochs) epochs.")
  print("Microseconds of a step: at work and waiting before it, mean of the threads; the fastest call by itself.")
  for network in settings.networks {
    let engine = try Network(
      layers: network.layers, inputShape: network.inputShape, seed: 0, step: 0, device: device)
    let (x, y) = data.arrays(for: network, samples: network.samples)
    var options = network.options
    options.epochs = settings.epochs
    report("profiling \(network.name) …")
    let profile = try StepProfile.measured(engine, x: x, y: y, options: options)
    print("\nLesson \(network.name), batches of \(network.batchSize):\n\n" + profileTable(of: profile).text)
  }
}

private func profileTable(of profile: StepProfile) -> MarkdownTable {
  var table = MarkdownTable(textColumns: [0, 1], header: ["kernel", "shape", "work", "waiting", "of step", "alone"])
  func add(_ kernel: String, _ shape: String = "", work: Double?, waiting: Double?, alone: Double? = nil) {
    let spent = (work ?? 0) + (waiting ?? 0)
    func microseconds(_ value: Double?) -> String { value.map { decimal($0 * 1e6, 1) } ?? "" }
    table.rows.append([
      kernel, shape, microseconds(work), microseconds(waiting), decimal(100 * spent / profile.seconds, 1) + " %",
      microseconds(alone),
    ])
  }
  for part in profile.parts {
    add(part.kernel, part.shape, work: part.seconds, waiting: part.waiting, alone: part.alone)
  }
  add("between steps", work: nil, waiting: profile.waitingAtEnd)
  add("rest", work: profile.rest, waiting: nil)
  let alone = profile.parts.reduce(0) { $0 + $1.alone }
  let waiting = profile.parts.reduce(profile.waitingAtEnd) { $0 + $1.waiting }
  add(
    "step", "\(decimal(profile.seconds / alone, 2)) times its kernels", work: profile.seconds - waiting,
    waiting: waiting, alone: alone)
  return table
}
