/// Sees every change of the output folder just before it is made; tests stop a run there as a kill or a power cut does.
protocol FolderProbe: Sendable {
  /// - Throws: to stop everything; from then on every call must throw.
  func willChange(_ path: String) throws(FileError)
  /// All that was written before is on the disk for good.
  func didSync()
}
