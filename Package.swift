// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The kernels' loops are bounds-checked by their tests, not at run time; `-Ounchecked` holds in debug builds too.
func kernelSettings(architecture: String? = nil) -> [SwiftSetting] {
  let target = architecture.map { ["-Xcc", "-march=\($0)"] } ?? []
  return strict + [.unsafeFlags(["-Ounchecked"] + target)]
}

#if arch(x86_64)
let kernelVariants = ["KernelsAVX2": "x86-64-v3", "KernelsAVX512": "x86-64-v4"]
#else
let kernelVariants: [String: String] = [:]
#endif

let kernels = ["Kernels"] + kernelVariants.keys.sorted()

func target(_ name: String, _ dependencies: [String]) -> Target {
  .target(name: name, dependencies: dependencies.map { .init(stringLiteral: $0) }, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [String], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies.map { .init(stringLiteral: $0) },
    resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "lesson",
  products: [
    .executable(name: "lesson", targets: ["lesson"]),
    .executable(name: "benchmark", targets: ["Benchmark"]),
  ],
  targets: [
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CSample", exclude: ["data"], cSettings: [.unsafeFlags(["-std=c23"])]),

    target("Markdown", []),
    .target(name: "Kernels", swiftSettings: kernelSettings()),
    target("Engine", kernels),
    target("Figures", ["CPNG"]),
    // Optimized in debug builds too: it walks through millions of bytes, also in tests.
    .target(
      name: "Datasets", dependencies: ["Engine", "CZlib", "CSample"], swiftSettings: strict + [.unsafeFlags(["-O"])]),
    target("Planning", ["Markdown", "Engine"]),
    target("Running", ["Markdown", "Planning", "Engine", "Datasets", "Figures"]),
    target("Reporting", ["Markdown", "Planning", "Running"]),
    target("Commands", ["Markdown", "Planning", "Running", "Reporting"]),
    .executableTarget(name: "lesson", dependencies: ["Commands"], swiftSettings: strict),
    .executableTarget(name: "Benchmark", dependencies: ["Engine", "Datasets"], swiftSettings: strict),

    tests("Markdown", ["Markdown"], resources: [.copy("Examples")]),
    tests("Kernels", kernels),
    tests("Engine", ["Engine"], resources: [.copy("Reference")]),
    tests("Figures", ["Figures"]),
    tests("Datasets", ["Datasets", "Engine"], resources: [.copy("Files")]),
    tests("Planning", ["Planning", "Markdown", "Engine"]),
    tests("Running", ["Running", "Planning", "Markdown", "Engine", "Datasets", "Figures"]),
    tests("Reporting", ["Reporting", "Running", "Planning", "Markdown"]),
    tests("Commands", ["Commands", "Markdown", "Planning", "Running", "Reporting"]),
  ]
    + kernelVariants.map { name, architecture in
      .target(name: name, swiftSettings: kernelSettings(architecture: architecture))
    },
  cLanguageStandard: .c2x
)
