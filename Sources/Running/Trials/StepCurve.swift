import Lesson
package import Steps

extension StepOutcome {
  /// How a training went, out of its table: by the wanted measure, else by validation, else by what there is; nil where
  /// it is no training.
  package func curve(of wanted: String? = nil) -> (name: String, points: [TrialRun.CurvePoint])? {
    for case .table(let table) in outputs where table.header.first == "epoch" {
      let names = [wanted, "val_accuracy", "val_loss", "accuracy", "loss"].compactMap { $0 }
      guard let name = names.first(where: { table.header.contains($0) }),
        let column = table.header.firstIndex(of: name)
      else { continue }
      let points = table.rows.compactMap { row -> TrialRun.CurvePoint? in
        guard let epoch = Int(row[0]), let value = Numbers.decimal(row[column]) else { return nil }
        return TrialRun.CurvePoint(epoch: epoch, value: value)
      }
      return (name, points)
    }
    return nil
  }
}
