namespace FlexCore.Streams.Definition;

/// <summary>The records in the answers of an HTTP endpoint, asked again and again.</summary>
/// <param name="Url">The absolute http or https address of the first page.</param>
public sealed record PollSourceDefinition(DefinitionText Url) : SourceDefinition
{
    /// <summary>How long from the beginning of one poll to the next, or <see langword="null"/> to ask once and end.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public TimeSpan? Every { get; init; }

    /// <summary>The method.</summary>
    /// <value>The default value is <see cref="HttpVerb.Get"/>.</value>
    public HttpVerb Method { get; init; } = HttpVerb.Get;

    /// <summary>Headers of every request.</summary>
    public EquatableList<HttpHeader> Headers { get; init; } = EquatableList<HttpHeader>.Empty;

    /// <summary>The JSON body of every request, if any.</summary>
    public DefinitionText? Body { get; init; }

    /// <summary>An expression that finds the records in an answer: an array, or one record.</summary>
    /// <value>The default value is <c>body</c>.</value>
    public DefinitionText Records { get; init; } = "body";

    /// <summary>How to find the further pages of an answer, or <see langword="null"/> when there are none.</summary>
    public PollPages? Pages { get; init; }

    /// <summary>How long one request may take.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried again before the run goes back to its last checkpoint.</summary>
    /// <value>The default value is 4.</value>
    public int Retries { get; init; } = 4;

    /// <summary>The largest answer in bytes, after decompression.</summary>
    /// <value>The default value is 16 MiB.</value>
    public int MaxBody { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many redirects one request may follow; all stay at the address's scheme, host and port.</summary>
    /// <value>The default value is 3.</value>
    public int Redirects { get; init; } = 3;

    /// <summary>The source without what may be secret: query, headers and body.</summary>
    public override string ToString() => $"poll {UrlText.Display(Url.Text)}";
}
