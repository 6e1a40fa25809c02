namespace FlexCore.Streams.Projections;

/// <summary>Names of event types, of which the last part may be left open: <c>Order*</c>.</summary>
internal static class TypePattern
{
    public static bool Matches(string pattern, string type) =>
        pattern.EndsWith('*') ? type.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == type;
}
