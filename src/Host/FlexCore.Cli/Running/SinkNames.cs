using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Running;

/// <summary>Where results go, in words.</summary>
internal static class SinkNames
{
    /// <summary>A sink's target as a user would name it.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="folder">The pipeline file's folder, to which its paths are relative.</param>
    public static string Describe(SinkDefinition sink, string folder) => sink switch
    {
        FileSinkDefinition file => Shorten(file.Path.Text, folder),
        SqliteSinkDefinition table => $"{Shorten(table.Path.Text, folder)} (table {table.Table})",
        StdoutSinkDefinition => "stdout",
        TopicSinkDefinition topic => $"topic {topic.Name}",
        _ => sink.ToString(),
    };

    private static string Shorten(string path, string folder)
    {
        var full = Path.GetFullPath(path, folder);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? full : relative;
    }
}
