/// Modules whose calls are named as those of Keras are, and mean something else.
enum ForeignModules {
  /// By their first name, and what people call them.
  private static let all = [
    "torch": "PyTorch", "torchvision": "PyTorch", "pytorch_lightning": "PyTorch", "lightning": "PyTorch",
    "fastai": "PyTorch", "flax": "Flax", "paddle": "PaddlePaddle", "mxnet": "MXNet",
  ]

  /// The names that `import torch.nn as nn`, `from torch import nn, optim` give.
  static func names(importedBy text: String) -> Set<String> {
    let words = PythonLexer.tokens(text).filter { $0.kind != .end }.map { $0.text }
    guard let start = words.firstIndex(of: "import") else { return [] }
    let isFrom = words.first == "from"
    if isFrom, !(words.count > 1 && all[words[1]] != nil) { return [] }
    return Set(
      words[(start + 1)...].split(separator: ",").compactMap { part in
        let part = part.filter { $0 != "(" && $0 != ")" }
        guard let first = part.first, isFrom || all[first] != nil else { return nil }
        return part.contains("as") ? part.last : first
      })
  }

  /// Which of them a script imports, as people call it.
  static func library(importedBy text: String) -> String? {
    for line in text.split(separator: "\n") {
      let words = PythonLexer.tokens(String(line)).map { $0.text }
      guard words.count > 1, ["import", "from"].contains(words[0]) else { continue }
      if let name = all[words[1]] { return name }
    }
    return nil
  }
}
