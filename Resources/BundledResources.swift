/// Files that travel inside the binary.
package enum BundledResources {
    /// The licence text.
    package static var license: String { String(decoding: PackageResources.LICENSE_txt, as: UTF8.self) }
}
