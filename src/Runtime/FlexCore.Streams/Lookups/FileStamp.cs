namespace FlexCore.Streams.Lookups;

/// <summary>Tells whether files have changed by what their folder says about them: length and time of the last write.</summary>
public static class FileStamp
{
    /// <summary>A text that differs when one of the files has changed, appeared or gone.</summary>
    /// <param name="paths">The files.</param>
    public static string Of(params ReadOnlySpan<string> paths)
    {
        var stamps = new string[paths.Length];
        for (var i = 0; i < paths.Length; i++)
        {
            var file = new FileInfo(paths[i]);
            stamps[i] = file.Exists ? FormattableString.Invariant($"{file.Length}@{file.LastWriteTimeUtc.Ticks}") : "none";
        }

        return string.Join('|', stamps);
    }
}
