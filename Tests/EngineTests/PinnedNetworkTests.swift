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

  /// Kept results of other bits must not be taken for these: another fingerprint needs another number.
  @Test func otherBitsHaveAnotherNumber() {
    let recorded: [Int: UInt64] = [1: 0x1e8b_b89e_d502_5eca]
    let all = PinnedNetwork.all.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1.fingerprint) &* 0x100_0000_01b3 }
    #expect(
      recorded[Arithmetic.number] == all,
      "raise Arithmetic.number in Sources/Engine/Arithmetic.swift, and record what belongs to it here")
  }
}
