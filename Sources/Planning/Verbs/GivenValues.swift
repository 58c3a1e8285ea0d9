extension PlannedStep {
  /// The values that it will give, by what it was told: a `fit` without validation has no `val_loss`.
  package var values: [ValueCatalogue.Entry] {
    Verb.named(verb).map(ValueCatalogue.entries)?.filter { Checker.unmet($0, action) == nil } ?? []
  }
}
