import Testing

@testable import Benchmark

@Suite struct ArgumentsTests {
  @Test func readsEveryOption() throws {
    var settings = Settings()
    #expect(try Arguments([String]()) == .lessons(settings))
    settings.data = "d"
    settings.epochs = 3
    settings.only = ["00", "04b"]
    settings.threads = 2
    settings.peers = Settings.Peers(python: "p", script: "s")
    let words = "--data d --epochs 3 --only 00,04b --threads=2 --peers --python p --peers-script s"
    #expect(try Arguments(words.split(separator: " ").map(String.init)) == .lessons(settings))
    settings = Settings()
    settings.only = ["02"]
    #expect(try Arguments(["kernels", "--only", "02"]) == .kernels(settings))
    #expect(try Arguments(["--profile", "--only=02"]) == .profile(settings))
    #expect(try Arguments(["--epochs", "3", "--help"]) == .help)
  }

  @Test(arguments: [
    ("--epochs 0", "'--epochs' needs a whole number from 1 to 10000, not '0'"),
    ("--epochs x", "'--epochs' needs a whole number from 1 to 10000, not 'x'"),
    ("--epochs 99999999999999999999", "'--epochs' needs a whole number from 1 to 10000, not '99999999999999999999'"),
    ("--threads -1", "'--threads' needs a whole number from 1 to 10000, not '-1'"),
    ("--threads", "'--threads' needs a value after it"), ("--data=", "'--data' needs a value after it"),
    ("--only 07", "'--only' knows the networks 00, 01, 02, 03, 04, 04b, not '07'"),
    ("--only ,", "'--only' knows the networks 00, 01, 02, 03, 04, 04b, not ','"),
    ("--epoch 3", "'--epoch' is neither an option nor 'kernels'"),
    ("kernel", "'kernel' is neither an option nor 'kernels'"),
    ("--peers --peers", "'--peers' is given twice"), ("--peers=yes", "'--peers' takes no value"),
    ("--python p", "'--python' is of use with '--peers' only"),
    ("--profile --peers", "'--profile' shows this engine alone, without '--peers'"),
    ("kernels --profile", "'benchmark kernels' has no option '--profile'"),
    ("kernels --peers", "'benchmark kernels' has no option '--peers'"),
  ])
  func refuses(_ line: String, _ message: String) {
    #expect(throws: UsageError(message: message)) { try Arguments(line.split(separator: " ").map(String.init)) }
  }

  @Test func helpNamesEveryOption() {
    let options = [
      "--data", "--epochs", "--only", "--threads", "--peers", "--python", "--peers-script", "--help", "kernels",
      "--profile",
    ]
    for option in options { #expect(Arguments.usage.contains(option)) }
  }
}
