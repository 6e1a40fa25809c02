namespace FlexCore.LoadGenerator;

/// <summary>One kind of request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query.</param>
public sealed record LoadRequest(string Method, string Path)
{
    /// <summary>How many records the body has: NDJSON with a unique id in each, or one JSON object for 1; 0 for no body.</summary>
    public int Records { get; init; }

    /// <summary>About how many bytes a record has.</summary>
    public int RecordBytes { get; init; } = 120;
}
