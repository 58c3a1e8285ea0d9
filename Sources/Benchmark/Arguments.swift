import Glibc
/// A command line that cannot be understood; what was found and what is possible.
struct UsageError: Error, Equatable {
  var message: String
}

struct Settings: Equatable {
  /// A folder with a folder `mnist`; nil for the places where lessons look.
  var data: String?
  var epochs = 5
  /// Networks to measure, by their names in `BenchmarkNetwork.all`; empty for all of them.
  var only: [String] = []
  /// Nil for all cores.
  var threads: Int?
  /// As `LESSON_CPU` gives it; nil picks the best.
  var processor: String? { getenv("LESSON_CPU").map { String(cString: $0) } }
  var peers: Peers?

  var networks: [BenchmarkNetwork] { BenchmarkNetwork.all.filter { only.isEmpty || only.contains($0.name) } }

  struct Peers: Equatable {
    var python = "python3"
    var script = "Tests/Peers/peers.py"
  }
}

enum Arguments: Equatable {
  case help
  case lessons(Settings)
  case kernels(Settings)
  case profile(Settings)

  static let usage = """
    usage: benchmark [options]           train the lessons' networks and measure
           benchmark kernels [options]   measure each kernel at the shapes the lessons use

      --data DIR           a folder with a folder 'mnist' in it [LESSON_DATA, then where lessons look]
      --epochs N           epochs to train; the median counts [5]
      --only 00,02         these networks only: \(BenchmarkNetwork.all.map(\.name).joined(separator: ", "))
      --threads N          threads, of the peers too [all cores]
      --profile            show where a training step's time goes instead
      --peers              train the same networks in Keras (on TensorFlow and JAX) and PyTorch, and compare
      --python PATH        the Python that has some of them [python3]
      --peers-script PATH  what it runs [Tests/Peers/peers.py]
      --help               this text
    """

  init(_ words: some Sequence<String>) throws(UsageError) {
    var settings = Settings()
    var peers = Settings.Peers()
    var comparesPeers = false
    var measuresKernels = false
    var profiles = false
    var seen: Set<String> = []
    var words = Array(words)[...]
    while let word = words.popFirst() {
      let (option, attached) = Arguments.split(word)
      guard seen.insert(option).inserted else { throw UsageError(message: "'\(option)' is given twice") }
      func value() throws(UsageError) -> String {
        guard let value = attached ?? words.popFirst(), !value.isEmpty else {
          throw UsageError(message: "'\(option)' needs a value after it")
        }
        return value
      }
      switch option {
      case "--data": settings.data = try value()
      case "--epochs": settings.epochs = try Arguments.count(value(), option)
      case "--threads": settings.threads = try Arguments.count(value(), option)
      case "--only": settings.only = try Arguments.names(value())
      case "--python": peers.python = try value()
      case "--peers-script": peers.script = try value()
      case "--peers", "--profile", "--help", "-h", "kernels":
        guard attached == nil else { throw UsageError(message: "'\(option)' takes no value") }
        switch option {
        case "--peers": comparesPeers = true
        case "--profile": profiles = true
        case "kernels": measuresKernels = true
        default:
          self = .help
          return
        }
      default:
        throw UsageError(message: "'\(word)' is neither an option nor 'kernels'")
      }
    }
    if !comparesPeers, let option = ["--python", "--peers-script"].first(where: seen.contains) {
      throw UsageError(message: "'\(option)' is of use with '--peers' only")
    }
    if measuresKernels, let option = ["--peers", "--epochs", "--profile"].first(where: seen.contains) {
      throw UsageError(message: "'benchmark kernels' has no option '\(option)'")
    }
    if profiles, comparesPeers { throw UsageError(message: "'--profile' shows this engine alone, without '--peers'") }
    settings.peers = comparesPeers ? peers : nil
    self = measuresKernels ? .kernels(settings) : profiles ? .profile(settings) : .lessons(settings)
  }

  /// `--epochs=3` as `--epochs` and `3`.
  private static func split(_ word: String) -> (option: String, value: String?) {
    guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return (word, nil) }
    return (String(word[..<equals]), String(word[word.index(after: equals)...]))
  }

  private static func count(_ text: String, _ option: String) throws(UsageError) -> Int {
    guard let count = Int(text), (1...10_000).contains(count) else {
      throw UsageError(message: "'\(option)' needs a whole number from 1 to 10000, not '\(text)'")
    }
    return count
  }

  private static func names(_ text: String) throws(UsageError) -> [String] {
    let known = BenchmarkNetwork.all.map(\.name)
    let names = text.split(separator: ",").map(String.init)
    guard !names.isEmpty, names.allSatisfy(known.contains) else {
      throw UsageError(message: "'--only' knows the networks \(known.joined(separator: ", ")), not '\(text)'")
    }
    return names
  }
}
