using System.Collections.Immutable;

namespace FlexCore.Streams.Parsing;

/// <summary>The names and meanings of an access log's fields.</summary>
internal static class AccessLogFields
{
    /// <summary>Every field with its meaning, indexed by <see cref="AccessLogField"/>.</summary>
    public static ImmutableArray<(string Name, string Meaning)> All { get; } =
    [
        ("host", "client address or name"),
        ("ident", "identd user, almost always null"),
        ("user", "authenticated user"),
        ("time", "milliseconds since the epoch, UTC"),
        ("method", "request method; null when the request line is malformed"),
        ("url", "request target; null when the request line is malformed"),
        ("path", "url up to the first '?'"),
        ("protocol", "for example HTTP/1.1; null when the request line has none"),
        ("status", "response status as a number"),
        ("bytes", "response size as a number"),
        ("referer", "Referer header (combined only)"),
        ("agent", "User-Agent header (combined only)"),
        ("latency", "first number after the standard fields, for example nginx's $request_time in seconds"),
        ("request", "the whole request line"),
    ];

    /// <summary>The fields of the Common Log Format.</summary>
    public static ImmutableArray<string> Common { get; } = [.. All.Select(field => field.Name).Where(name => name is not ("referer" or "agent"))];

    /// <summary>The fields of the Combined Log Format.</summary>
    public static ImmutableArray<string> Combined { get; } = [.. All.Select(field => field.Name)];

    /// <summary>Looks up a field by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">The field.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(string name, out AccessLogField field)
    {
        for (var i = 0; i < All.Length; i++)
        {
            if (string.Equals(All[i].Name, name, StringComparison.Ordinal))
            {
                field = (AccessLogField)i;
                return true;
            }
        }

        field = default;
        return false;
    }
}
