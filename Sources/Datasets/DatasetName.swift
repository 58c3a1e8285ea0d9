/// A data set that lessons load by name.
package enum DatasetName: String, Sendable, CaseIterable {
  case mnist
  case fashionMNIST = "fashion-mnist"

  /// What the labels 0–9 mean, in order.
  package var classNames: [String] {
    switch self {
    case .mnist: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    case .fashionMNIST:
      ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
    }
  }

  /// What to do where it cannot be downloaded; a line of advice.
  package var withoutDownload: String {
    switch self {
    case .mnist: "until then, lessons on mnist run on the built-in sample"
    case .fashionMNIST:
      #if arch(wasm32)
      "they are at https://github.com/zalandoresearch/fashion-mnist"
      #else
      "or copy its four .gz files into DIR/fashion-mnist and run with '--data DIR'; "
        + "on Debian, 'apt-get install dataset-fashion-mnist' is enough"
      #endif
    }
  }
}
