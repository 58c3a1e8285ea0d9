import Engine
import Testing

extension PinnedNetwork: CustomTestStringConvertible {
  var testDescription: String { name }
}

@Suite struct PinnedNetworkTests {
  private static let isFused = (try? Device(threads: 1, processor: nil).processor != "baseline") ?? false

  @Test(
    .enabled(if: isFused, "without fused multiply-add each product is rounded by itself"),
    arguments: PinnedNetwork.all, [1, 2, 3])
  func everyMachineFindsTheSameBits(network: PinnedNetwork, threads: Int) throws {
    let device = try Device(threads: threads, processor: nil)
    let found = try network.train(on: device)
    #expect(found == network.fingerprint)
  }
}
