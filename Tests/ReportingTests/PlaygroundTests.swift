import Foundation
import Steps
import Running
import Testing

@testable import Reporting

struct PlaygroundTests {
  static func network(inputs: Int = 784, weight: (Int) -> Float) -> PlaygroundNetwork {
    PlaygroundNetwork(
      inputShape: [inputs],
      layers: [
        .init(
          kind: "dense", activation: "softmax", outputShape: [3],
          weights: [(0..<inputs * 3).map(weight), [0.5, -1, 1e-9]])
      ], classNames: ["0", "a \"</script>", "2"], paper: 0, ink: 1,
      example: ((0..<784).map { Float($0 % 2) }, [0.25, 0.5, 0.25]))
  }

  @Test func namesCannotEndTheElement() throws {
    let data = try #require(PlaygroundData(Self.network { _ in 1 }, room: 100_000))
    #expect(!data.json.contains("<"))
  }

  @Test func networksThatThePageCannotShowAreLeftOut() {
    #expect(PlaygroundData(Self.network { _ in .nan }, room: 100_000) == nil)
    #expect(PlaygroundData(Self.network(inputs: 10) { _ in 1 }, room: 100_000) == nil)
  }

  @Test func theOptionLeavesItOut() {
    var outcome = Fixture.outcome("Text.")
    outcome.playground = { Self.network { _ in 1 } }
    var options = ReportOptions()
    let shown = String(decoding: Report.html(outcome, options: options), as: UTF8.self)
    #expect(shown.contains("<section class=\"draw\""))
    #expect(shown.contains("<tr class=\"best\"><th scope=\"row\">a &quot;&lt;/script&gt;</th>"))
    options.playground = false
    #expect(
      !String(decoding: Report.html(outcome, options: options), as: UTF8.self).contains("<section class=\"draw\""))
  }

  /// With the field to draw on, but without its weights, the page's own parts stay below 30.5 KB.
  @Test func theShellIsSmall() throws {
    var outcome = Fixture.outcome("Text.")
    let network = Self.network { _ in 1 }
    outcome.playground = { network }
    let data = try #require(PlaygroundData(network, room: 100_000)).json.utf8.count
    #expect(Report.html(outcome, options: ReportOptions()).count - data < 30_500)
  }

  @Test func thePictureIsABitmap() {
    let bitmap = PlaygroundPart.bitmap([1] + [Float](repeating: 0, count: 783))
    #expect(bitmap.count == 1862)
    #expect(bitmap.prefix(6) == [0x42, 0x4D, 0x46, 0x07, 0, 0])
    // Rows run from the bottom up: the first pixel begins the last row.
    #expect(bitmap[bitmap.count - 28] == 0 && bitmap[bitmap.count - 27] == 255)
  }
}
