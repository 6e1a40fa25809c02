namespace FlexCore.Streams.Definition;

/// <summary>An HTTP endpoint that gets the rows in batches. At least once: a batch may come again after a crash or an answer that was lost.</summary>
/// <param name="Url">The absolute http or https address.</param>
public sealed record HttpSinkDefinition(DefinitionText Url) : SinkDefinition
{
    /// <summary>The method.</summary>
    /// <value>The default value is <see cref="HttpVerb.Post"/>.</value>
    public HttpVerb Method { get; init; } = HttpVerb.Post;

    /// <summary>Headers of every request.</summary>
    public EquatableList<HttpHeader> Headers { get; init; } = EquatableList<HttpHeader>.Empty;

    /// <summary>How a batch is written.</summary>
    /// <value>The default value is <see cref="HttpBody.Ndjson"/>.</value>
    public HttpBody Body { get; init; }

    /// <summary>The most rows in one request.</summary>
    /// <value>The default value is 500.</value>
    public int Batch { get; init; } = 500;

    /// <summary>How long rows of a source without an end wait for more before they are sent.</summary>
    /// <value>The default value is 1 second.</value>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one request may take.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried again before the run goes back to its last checkpoint.</summary>
    /// <value>The default value is 4.</value>
    public int Retries { get; init; } = 4;

    /// <summary>The target without what may be secret: query and headers.</summary>
    public override string ToString() => $"http {UrlText.Display(Url.Text)}";
}
