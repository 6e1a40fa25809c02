namespace FlexCore.Api.Classic;

/// <summary>Names as the classic services wrote them. Pure.</summary>
internal static class ClassicNames
{
    /// <summary>A stored name of dot-separated words as one word of capitals: <c>pipeline.run-started</c> is <c>PipelineRunStarted</c>.</summary>
    /// <param name="name">The stored name.</param>
    public static string Of(string name) =>
        string.Concat(name.Split('.', '-', '_').Where(static word => word.Length > 0).Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}
