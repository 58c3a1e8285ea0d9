import Engine

@main struct Main {
  static func main() {
    var isSame = true
    for network in PinnedNetwork.all {
      for threads in [1, 2] {
        do {
          let device = try Device(threads: threads, processor: nil)
          let found = try network.train(on: device)
          let word = found == network.fingerprint ? "same" : "OTHER"
          isSame = isSame && found == network.fingerprint
          print("\(word) bits, \(device.processor), \(threads) threads: \(network.name)")
        } catch { fatalError() }
      }
    }
    if !isSame { fatalError() }
  }
}
