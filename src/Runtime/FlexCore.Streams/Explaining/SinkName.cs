using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Explaining;

/// <summary>Names sinks.</summary>
internal static class SinkName
{
    /// <summary>A sink's kind and target.</summary>
    /// <param name="sink">The sink.</param>
    public static string Of(SinkDefinition sink) => sink switch
    {
        FileSinkDefinition file => $"file '{file.Path}'",
        SqliteSinkDefinition table => $"sqlite '{table.Path}', table '{table.Table}'",
        StdoutSinkDefinition => "stdout",
        _ => sink.GetType().Name.Replace("SinkDefinition", string.Empty, StringComparison.Ordinal).ToLowerInvariant(),
    };
}
