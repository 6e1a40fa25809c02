using System.Buffers;

namespace FlexCore.Actors.Entities;

/// <summary>The idempotency key as events keep it: the key, and behind a line feed the hash of what was asked, when that is known. Part of the stored format.</summary>
internal static class KeyText
{
    private const char Separator = '\n';
    private const int HashLength = 32;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text can be a hash.</summary>
    public static bool IsHash(ReadOnlySpan<char> text) => text.Length == HashLength && !text.ContainsAnyExcept(Hexadecimal);

    /// <summary>The stored text.</summary>
    public static string? Join(string? key, string? requestHash) => key is null || requestHash is null ? key : key + Separator + requestHash;

    /// <summary>Key and hash of a stored text; events of before this format have the key alone.</summary>
    public static (string Key, string? RequestHash) Split(string text)
    {
        var end = text.Length - HashLength - 1;
        return end > 0 && text[end] == Separator && IsHash(text.AsSpan(end + 1)) ? (text[..end], text[(end + 1)..]) : (text, null);
    }
}
