@testable import Figures

extension HardCases {
  /// Combinations of settings with results that rise and fall; `missing` of them failed.
  static func tried(
    _ settings: [(name: String, values: [String])], seeds: Int = 3, missing: Set<Int> = [], isShare: Bool = true,
    result: (Int) -> Double = { 0.9 + 0.08 * Double(($0 * 7) % 11) / 11 }
  ) -> Figure {
    var combinations: [[String]] = [[]]
    for setting in settings { combinations = combinations.flatMap { first in setting.values.map { first + [$0] } } }
    var entries = combinations.enumerated().map { index, values in
      TrialFigure.Entry(
        values: values, mean: missing.contains(index) ? .nan : result(index),
        spread: seeds > 1 ? 0.004 + 0.002 * Double(index % 4) : 0)
    }
    entries.sort { $0.mean.isNaN ? false : $1.mean.isNaN || $0.mean > $1.mean }
    return .trials(
      TrialFigure(
        settings: settings.map { $0.name }, entries: entries, measure: "fit.val_accuracy", isShare: isShare,
        seeds: seeds))
  }

  static let trials: [String: Figure] = [
    "tried, 2 epochs": tried([("epochs", ["1", "5"])]),
    "tried, 10 epochs": tried([("epochs", ["1", "2", "3", "5", "8", "10", "20", "50", "100", "200"])]),
    "tried, 60 neurons": tried([("dense_1", (1...60).map { "\($0 * 16)" })], seeds: 1),
    "tried, one failed": tried([("learning_rate", ["0.0001", "0.001", "0.01", "0.1", "1"])], missing: [3]),
    "tried, all failed": tried([("epochs", ["1", "5", "20"])], missing: [0, 1, 2]),
    "tried, all equal": tried([("epochs", ["1", "5", "20"])], result: { _ in 0.95 }),
    "tried, losses": tried([("epochs", ["1", "5", "20"])], isShare: false, result: { 2.3 / Double($0 + 1) }),
    "tried, huge losses": tried([("epochs", ["1", "5", "20"])], isShare: false, result: { Double($0) * 1e30 }),
    "tried, optimizers": tried([("optimizer", ["sgd", "adam", "rmsprop"])]),
    "tried, two settings": tried([("dense_1", ["16", "64", "256"]), ("epochs", ["1", "5", "20"])]),
    "tried, two settings, one seed": tried(
      [("dense_1", ["16", "64"]), ("optimizer", ["sgd", "adam", "a very long name of an optimizer"])], seeds: 1),
    "tried, two settings, one failed": tried(
      [("dense_1", ["16", "64", "256"]), ("learning_rate", ["0.001", "0.1", "10"])], missing: [2]),
    "tried, two settings, all equal": tried(
      [("dense_1", ["16", "64"]), ("epochs", ["1", "5"])], result: { _ in 0.95 }),
    "tried, 60 of two settings": tried(
      [
        ("dense_1", ["4", "8", "16", "32", "64", "128"]),
        ("epochs", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
      ]),
    "tried, three settings": tried(
      [("dense_1", ["16", "64"]), ("epochs", ["1", "5"]), ("batchnorm_1", ["on", "off"])], missing: [5]),
    "tried, 60 of three settings": tried(
      [
        ("dense_1", ["16", "64", "256"]), ("epochs", ["1", "5", "10", "20"]),
        ("dropout_1", ["0", "0.1", "0.2", "0.3", "0.5"]),
      ]
    ),
    "tried, long names": tried(
      [
        (
          "a_setting_with_a_very_long_name_indeed_that_goes_on",
          ["one value that is long", "another value that is long"]
        ),
        ("another_one_with_a_long_name_too", ["x", "y"]), ("z", ["1", "2"]),
      ]),
    "curves of 2 runs": overlay(2), "curves of 10 runs": overlay(10), "curves of 60 runs": overlay(60),
    "curves of 1 epoch": overlay(3, epochs: 1),
    "curves of nothing": .overlay(CurveOverlay(lines: [], measure: "val_loss", isShare: false)),
    "curves with gaps": .overlay(
      CurveOverlay(
        lines: [
          .init(name: "a", epochs: [1, 2, 3], values: [1, .nan, 0.5]), .init(name: "b", epochs: [], values: []),
        ],
        measure: "fit.val_loss", isShare: false)),
  ]

  private static func overlay(_ count: Int, epochs: Int = 20) -> Figure {
    .overlay(
      CurveOverlay(
        lines: (0..<count).map { run in
          CurveOverlay.Line(
            name: "dense_1 \(16 * (run + 1)), epochs \(epochs), learning_rate 0.00\(run)", epochs: Array(1...epochs),
            values: (1...epochs).map { 0.97 - 0.1 / Double($0) - 0.002 * Double(run % 17) })
        }, measure: "fit.val_accuracy", isShare: true))
  }
}
