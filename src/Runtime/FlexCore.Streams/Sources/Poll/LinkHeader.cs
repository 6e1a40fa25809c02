namespace FlexCore.Streams.Sources.Poll;

/// <summary>Reads the <c>Link</c> header (RFC 8288) as far as pages need it.</summary>
internal static class LinkHeader
{
    /// <summary>The target of the link with the relation <c>next</c>, or <see langword="null"/>.</summary>
    /// <param name="header">The header's value.</param>
    public static string? Next(string? header)
    {
        var rest = header.AsSpan();
        while (true)
        {
            var open = rest.IndexOf('<');
            var close = open < 0 ? -1 : rest[open..].IndexOf('>');
            if (close < 0)
            {
                return null;
            }

            var target = rest.Slice(open + 1, close - 1);
            rest = rest[(open + close + 1)..];
            var isNext = false;
            var separator = ';';
            while (separator == ';')
            {
                isNext |= IsNext(Part(ref rest, out separator));
            }

            if (isNext)
            {
                return target.ToString();
            }
        }
    }

    // Up to the next semicolon or comma outside of quotes.
    private static ReadOnlySpan<char> Part(ref ReadOnlySpan<char> rest, out char separator)
    {
        var isQuoted = false;
        for (var i = 0; i < rest.Length; i++)
        {
            isQuoted ^= rest[i] == '"';
            if (!isQuoted && rest[i] is (',' or ';'))
            {
                var part = rest[..i];
                separator = rest[i];
                rest = rest[(i + 1)..];
                return part;
            }
        }

        var last = rest;
        rest = [];
        separator = ',';
        return last;
    }

    private static bool IsNext(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        if (equals < 0 || !parameter[..equals].Trim().Equals("rel", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var relations = parameter[(equals + 1)..].Trim().Trim('"').ToString();
        return relations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains("next", StringComparer.OrdinalIgnoreCase);
    }
}
