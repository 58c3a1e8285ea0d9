import Engine
import Markdown

/// Trains each network, then, where asked, the peers', and prints what it took as Markdown tables.
func benchmarkLessons(_ settings: Settings) throws {
  if let peers = settings.peers { try PeerRun.check(peers) }
  let networks = settings.networks
  let device = try Device(threads: settings.threads, processor: settings.processor)
  let data = try TrainingData(folder: settings.data)
  var peak = 0.0
  var measurements: [Measurement] = []
  for network in networks {
    peak = max(peak, device.measurePeak())
    report("training \(network.name) …")
    var measurement = try network.train(on: data, epochs: settings.epochs, device: device)
    measurement.kernelSeconds = try network.kernelTimings(on: data, device: device).reduce(0) { $0 + $1.seconds }
    measurements.append(measurement)
  }
  peak = max(peak, device.measurePeak())

  print("Data: \(data.origin). \(device.threads) threads, \(device.processor), peak \(decimal(peak / 1e9, 0)) GFLOP/s.")
  print("Median of \(settings.epochs) epochs, training alone.\n")
  var table = MarkdownTable(
    header: ["lesson", "samples", "s/epoch", "GFLOP/s", "of peak", "peak memory", "training acc.", "of kernels"])
  for (network, measurement) in zip(networks, measurements) {
    let rate = Double(network.operationsPerSample * network.samples.count) / measurement.epochSeconds
    let steps = (network.samples.count + network.batchSize - 1) / network.batchSize
    table.rows.append([
      network.name, String(network.samples.count), seconds(measurement.epochSeconds), decimal(rate / 1e9, 1),
      decimal(100 * rate / peak, 0) + " %", decimal(Double(measurement.peakMemory) / 1_048_576, 0) + " MB",
      decimal(measurement.accuracy, 3),
      decimal(measurement.epochSeconds / Double(steps) / measurement.kernelSeconds, 2) + "×",
    ])
  }
  print(table.text)

  guard let peers = settings.peers else { return }
  let results = try PeerRun(peers: peers, networks: networks, data: data, settings: settings).results()
  if results.contains(where: { $0.problem == nil }) {
    print("\nSeconds an epoch, and how many times as long as this engine:\n")
    print(peerTable(of: networks, ours: measurements, theirs: results).text)
  }
  for result in results {
    if let problem = result.problem { print("\n\(result.name): not measured, \(problem)") }
  }
}

private func peerTable(
  of networks: [BenchmarkNetwork], ours measurements: [Measurement], theirs results: [PeerResult]
) -> MarkdownTable {
  let measured = results.filter { $0.problem == nil }
  var table = MarkdownTable(header: ["lesson", "this engine"] + measured.map(\.name) + ["best peer"])
  for (network, measurement) in zip(networks, measurements) {
    let own = measurement.epochSeconds
    let peers = measured.map { $0.measurements[network.name]?.epochSeconds ?? .nan }
    let best = peers.filter(\.isFinite).min() ?? .nan
    table.rows.append(
      [network.name, seconds(own)] + peers.map { "\(seconds($0)) (\(decimal($0 / own, 1))×)" }
        + [decimal(best / own, 1) + "×"])
  }
  return table
}
