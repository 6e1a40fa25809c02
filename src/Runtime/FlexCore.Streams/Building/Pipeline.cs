namespace FlexCore.Streams.Building;

/// <summary>Writes pipelines in code. The result equals the definition of a pipeline file that says the same.</summary>
/// <example>
/// <code>
/// var definition = Pipeline.Named("errors")
///     .From(Source.File("app.ndjson"))
///     .Parse(ParseFormat.Json)
///     .Filter("level == 'error'")
///     .To(Sink.File("errors.ndjson"))
///     .Build();
/// </code>
/// </example>
public static class Pipeline
{
    /// <summary>Begins a pipeline.</summary>
    /// <param name="name">The name: <c>[a-z0-9][a-z0-9-_.]*</c>.</param>
    public static PipelineBuilder Named(string name) => new(name);
}
