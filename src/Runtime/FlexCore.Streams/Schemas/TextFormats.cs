using System.Buffers;
using FlexCore.Streams.Time;

namespace FlexCore.Streams.Schemas;

/// <summary>The forms of text that <c>format</c> knows.</summary>
internal static class TextFormats
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 253;

    private static readonly SearchValues<byte> LocalCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."u8);
    private static readonly SearchValues<byte> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"u8);
    private static readonly SearchValues<byte> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."u8);
    private static readonly SearchValues<byte> UriCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%"u8);

    /// <summary>The forms by name.</summary>
    public static IReadOnlyDictionary<string, Func<ReadOnlySpan<byte>, bool>> All { get; } = new Dictionary<string, Func<ReadOnlySpan<byte>, bool>>
    {
        ["date-time"] = IsDateTime,
        ["date"] = IsDate,
        ["email"] = IsEmail,
        ["uri"] = IsUri,
        ["uuid"] = IsUuid,
    };

    // RFC 3339: all parts and a zone must be there. Leap seconds are not known.
    private static bool IsDateTime(ReadOnlySpan<byte> text) =>
        text.Length >= 20
        && text[10] is (byte)'T' or (byte)'t'
        && text[13] == ':' && text[16] == ':'
        && (text[^1] is (byte)'Z' or (byte)'z' || (text.Length >= 25 && text[^6] is (byte)'+' or (byte)'-' && text[^3] == ':'))
        && IsoTime.TryRead(text[^1] == 'z' ? [.. text[..^1], (byte)'Z'] : text, out _);

    private static bool IsDate(ReadOnlySpan<byte> text) => text.Length == 10 && IsoTime.TryRead(text, out _);

    // One name, one @, one host of dotted labels: what mail systems use, without quoted names and comments.
    private static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf((byte)'@');
        return at is > 0 and <= LongestLocalPart && IsLocalPart(text[..at]) && IsHost(text[(at + 1)..]);
    }

    private static bool IsLocalPart(ReadOnlySpan<byte> text) =>
        text[0] != '.' && text[^1] != '.'
        && text.IndexOf(".."u8) < 0
        && text.IndexOfAnyExcept(LocalCharacters) < 0;

    private static bool IsHost(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > LongestDomain)
        {
            return false;
        }

        foreach (var range in text.Split((byte)'.'))
        {
            var label = text[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-' || label.IndexOfAnyExcept(HostCharacters) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    // RFC 3986: a scheme, a colon, and only characters that may stand in an address.
    private static bool IsUri(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon < 1 || !char.IsAsciiLetter((char)text[0]) || text[..colon].IndexOfAnyExcept(SchemeCharacters) >= 0)
        {
            return false;
        }

        var rest = text[(colon + 1)..];
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '%' && (i + 2 >= rest.Length || !char.IsAsciiHexDigit((char)rest[i + 1]) || !char.IsAsciiHexDigit((char)rest[i + 2])))
            {
                return false;
            }
        }

        return rest.IndexOfAnyExcept(UriCharacters) < 0;
    }

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 36)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var isHyphen = i is 8 or 13 or 18 or 23;
            if (isHyphen ? text[i] != '-' : !char.IsAsciiHexDigit((char)text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
