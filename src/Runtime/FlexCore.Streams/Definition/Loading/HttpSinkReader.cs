namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the HTTP sink.</summary>
internal static class HttpSinkReader
{
    /// <summary>Reads it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static HttpSinkDefinition? Read(DocumentNode node, LoadContext context)
    {
        if (node is ScalarNode { IsNull: false })
        {
            return context.Text(node, "http") is { } url ? new HttpSinkDefinition(url) : null;
        }

        if (context.Mapping(node, "http", "the http sink") is not { } reader)
        {
            return null;
        }

        var standard = new HttpSinkDefinition(reader.RequiredText("url"));
        var sink = standard with
        {
            Method = reader.Choice<HttpVerb>("method") ?? standard.Method,
            Headers = HttpHeaderReader.Read(reader),
            Body = reader.Choice<HttpBody>("body") ?? standard.Body,
            Batch = reader.Count("batch", PipelineLimits.MaxHttpBatch) ?? standard.Batch,
            Linger = reader.Duration("linger", standard.Linger),
            Timeout = reader.Duration("timeout", standard.Timeout),
            Retries = (int)(reader.Integer("retries", 0, PipelineLimits.MaxRetries) ?? standard.Retries),
        };
        reader.Finish();
        return sink;
    }
}
