import Running
import Steps
import Places
import Testing

@testable import Commands

@Suite struct ProgressTests {
  /// What a terminal of 100 columns gets from these events.
  func text(isInteractive: Bool, detail: Progress.Detail = .normal, _ events: [RunEvent]) -> String {
    var written = ""
    var progress = Progress(
      terminal: Terminal(
        out: { _ in }, err: { written += $0 }, isInteractive: isInteractive, hasColour: false, width: 100),
      detail: detail)
    for event in events { progress.hear(event) }
    progress.clear()
    return written
  }

  static let batch = RunEvent.training(
    TrainingProgress(epoch: 2, epochs: 10, batch: 50, batches: 100, loss: 0.5, accuracy: 0.75, isEpochEnd: false))
  static let epoch = RunEvent.training(
    TrainingProgress(
      epoch: 2, epochs: 10, batch: 1, batches: 1, loss: 0.25, accuracy: 0.875, isEpochEnd: true, validationLoss: 0.5,
      validationAccuracy: 0.8))

  @Test func aFileGetsALineAnEpochAndNoControlCodes() {
    let text = text(isInteractive: false, [Self.batch, Self.epoch])
    #expect(text == "  epoch  2/10  loss 0.2500  accuracy 0.8750  val_loss 0.5000  val_accuracy 0.8000\n")
  }

  /// A share of right answers is none where a number is predicted.
  @Test(arguments: [false, true]) func aRegressionHasNoAccuracy(isInteractive: Bool) throws {
    let place = try Workplace()
    try place.write("x.csv", (0..<40).map { "\($0),\($0 * $0)\n" }.joined())
    let steps = """
      load "x.csv" as x, y
        labels: last
      build net
        dense 1
      fit net on x, y
        loss: mse
        epochs: 2
        validation_split: 0.25
        learning_rate: 0.0001
      evaluate net on x, y
      """
    try place.write("l.md", "# L\n\n```step\n\(steps)\n```\n")
    let words = ["run", place.path("l.md"), "--out", place.path("o"), "--no-cache"]
    #expect(place.lesson(words, isInteractive: isInteractive) == .success, "\(place.err)")
    #expect(place.err.contains("val_loss") && !place.err.contains("accuracy"), "\(place.err)")
  }

  @Test func aTerminalGetsARedrawnBarThatIsTakenAway() {
    let text = text(isInteractive: true, [Self.batch])
    #expect(text.contains("██████████░░░░░░░░░░ 50/100"))
    #expect(text.hasSuffix("\r\u{1B}[K"))
  }

  @Test func quietIsQuiet() { #expect(text(isInteractive: true, detail: .quiet, [Self.batch, Self.epoch]) == "") }

  @Test func anImageIsDrawnWithHalfBlocks() {
    #expect(halfBlocks(height: 3, width: 4, values: [1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0]) == "█▀▄ \n ▀  ")
  }
}
