import Engine

@main struct Main {
  static func main() {
    var isSame = true
    for network in PinnedNetwork.all {
      for threads in [1, 2] {
        do {
          let device = try Device(threads: threads, processor: nil)
          let found = try network.train(on: device)
          isSame = isSame && found == network.fingerprint
          print("\(found == network.fingerprint ? "same" : "OTHER") bits, \(device.processor), \(threads): \(network.name)")
        } catch { fatalError() }
      }
    }
    if !isSame { fatalError() }
  }
}
