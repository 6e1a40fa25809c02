namespace FlexCore.Streams.Definition;

/// <summary>When a file sink's rows can be seen.</summary>
public enum FileSinkMode
{
    /// <summary>The file appears under its name when the run is complete, and replaces an older one.</summary>
    Replace,

    /// <summary>Rows are added to the file as they come; what a crash left behind the last checkpoint is taken back on resume.</summary>
    Append,
}
