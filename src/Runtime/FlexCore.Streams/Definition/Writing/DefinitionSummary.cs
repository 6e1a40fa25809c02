namespace FlexCore.Streams.Definition.Writing;

/// <summary>The parts of a pipeline as compact JSON for histories and displays: as in a pipeline file, but without what may be secret: queries, headers' values and bodies.</summary>
public static class DefinitionSummary
{
    private const string Hidden = "…";

    /// <summary>The source: <c>{"file":{"path":["a.log"]}}</c>.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <exception cref="ArgumentException">The source has a part that no file can say.</exception>
    public static string Source(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var writer = new DocumentWriter(isCompact: true);
        SourceWriter.Write(writer, Public(definition.Source));
        return writer.ToString();
    }

    /// <summary>The kinds of the steps in order: <c>["parse","filter"]</c>.</summary>
    /// <param name="definition">The pipeline.</param>
    public static string Steps(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var writer = new DocumentWriter(isCompact: true);
        writer.List(definition.Steps, step => writer.Value(step.Kind));
        return writer.ToString();
    }

    /// <summary>All sinks but that of dead letters: <c>[{"topic":"orders"}]</c>.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <exception cref="ArgumentException">A sink has a part that no file can say.</exception>
    public static string Sinks(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var writer = new DocumentWriter(isCompact: true);
        writer.List(definition.AllSinks(), sink => SinkWriter.Write(writer, Public(sink)));
        return writer.ToString();
    }

    private static SourceDefinition Public(SourceDefinition source) => source switch
    {
        PollSourceDefinition poll => poll with
        {
            Url = UrlText.Display(poll.Url.Text),
            Headers = Public(poll.Headers),
            Body = poll.Body is null ? null : new DefinitionText(Hidden),
        },
        UnionSourceDefinition union => union with { Sources = EquatableList.From(union.Sources.Select(Public)) },
        _ => source,
    };

    private static SinkDefinition Public(SinkDefinition sink) => sink is HttpSinkDefinition http
        ? http with { Url = UrlText.Display(http.Url.Text), Headers = Public(http.Headers) }
        : sink;

    private static EquatableList<HttpHeader> Public(EquatableList<HttpHeader> headers) =>
        EquatableList.From(headers.Select(header => header with { Value = Hidden }));
}
