using FlexCore.Streams.Definition;
using FlexCore.Streams.Http;

namespace FlexCore.Streams.Compilation;

/// <summary>Names sinks in messages and explanations.</summary>
internal static class SinkName
{
    /// <summary>A sink's kind and target, the target in single quotes.</summary>
    /// <param name="definition">The sink.</param>
    public static string Of(SinkDefinition definition) => definition switch
    {
        FileSinkDefinition file => $"file '{file.Path}'",
        SqliteSinkDefinition table => $"sqlite '{table.Path}', table '{table.Table}'",
        StdoutSinkDefinition => "stdout",
        HttpSinkDefinition http => $"http '{HttpTarget.Display(http.Url.Text)}'",
        TopicSinkDefinition topic => $"topic '{topic.Name}'",
        _ => definition.GetType().Name,
    };
}
