using System.IO.Compression;

namespace FlexCore.Streams.Sources;

/// <summary>Opens gzip data so that a truncated input is an error and not a silent end.</summary>
internal static class GzipData
{
    // Without this switch of the framework, data that stops in the middle reads as complete. The hosts set it as well, for processes
    // that decompress before the first pipeline runs.
    private const string StrictSwitch = "System.IO.Compression.UseStrictValidation";

    static GzipData() => AppContext.SetSwitch(StrictSwitch, isEnabled: true);

    /// <summary>The decompressed data, of one member or several.</summary>
    /// <param name="stored">The stored data; stays open.</param>
    public static GZipStream Open(Stream stored) => new(stored, CompressionMode.Decompress, leaveOpen: true);
}
