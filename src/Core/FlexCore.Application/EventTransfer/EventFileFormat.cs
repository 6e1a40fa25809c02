using System.Security.Cryptography;

namespace FlexCore.Application.EventTransfer;

/// <summary>What lines of an export are made of, and its bounds. Pure.</summary>
internal static class EventFileFormat
{
    /// <summary>The version of the format that this program writes and reads.</summary>
    public const int Version = 1;

    /// <summary>The most bytes of one line: the largest stored payload, and what stands beside it.</summary>
    public const int LineBytesMax = 20 * 1024 * 1024;

    /// <summary>JSON inside events may be nested this deeply.</summary>
    public const int DepthMax = 1_000;

    /// <summary>How many digits a line's checksum has.</summary>
    public const int SumDigits = 16;

    /// <summary>How many bytes the checksum's member has, with the brace behind it.</summary>
    public const int SumBytes = 8 + SumDigits + 2;

    /// <summary>How the first line begins.</summary>
    public static ReadOnlySpan<byte> HeaderStart => "{\"flexcoreEvents\":"u8;

    /// <summary>How a line begins from which an export can go on.</summary>
    public static ReadOnlySpan<byte> MarkStart => "{\"mark\":"u8;

    /// <summary>How the last line begins.</summary>
    public static ReadOnlySpan<byte> EndStart => "{\"end\":"u8;

    /// <summary>What stands before a line's checksum.</summary>
    public static ReadOnlySpan<byte> SumStart => ",\"sum\":\""u8;

    /// <summary>The checksum of an event's line: the first 8 bytes of the SHA-256 of everything before its member.</summary>
    /// <param name="text">The line up to the checksum's member.</param>
    /// <param name="digits">Room for the digits.</param>
    public static void SumOf(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        Convert.TryToHexStringLower(hash[..(SumDigits / 2)], digits, out _);
    }
}
