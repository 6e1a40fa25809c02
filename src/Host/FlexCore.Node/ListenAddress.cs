using System.Net;

namespace FlexCore.Node;

/// <summary>Reads the address a node listens on.</summary>
internal static class ListenAddress
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">An IP address or <c>localhost</c>.</param>
    /// <param name="address">The address.</param>
    /// <param name="isLoopback">Whether only this machine reaches it.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryRead(string text, out IPAddress address, out bool isLoopback)
    {
        var known = string.Equals(text, "localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : text;
        var valid = IPAddress.TryParse(known, out var parsed);
        address = parsed ?? IPAddress.None;
        isLoopback = valid && IPAddress.IsLoopback(address);
        return valid;
    }
}
