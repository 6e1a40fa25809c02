namespace FlexCore.Application.Privacy.Keys;

/// <summary>Reads master keys from text: one a line, or separated by commas, each as <c>name:base64</c>. The first one wraps, the others only open what they have wrapped. Pure.</summary>
public static class MasterKeyText
{
    /// <summary>The most keys of one text.</summary>
    public const int KeysMax = 100;

    /// <summary>Reads keys.</summary>
    /// <param name="text">The text; empty lines and lines that begin with # are passed over.</param>
    /// <param name="place">Where it comes from, for messages.</param>
    /// <returns>The keys, the current one first.</returns>
    /// <exception cref="MasterKeyException">The text has no key, a malformed one, or a name twice. The message does not quote it.</exception>
    public static IReadOnlyList<MasterKey> Read(string text, string place)
    {
        ArgumentNullException.ThrowIfNull(text);
        var keys = new List<MasterKey>();
        var entries = text.Split('\n').Select(static line => line.Trim()).Where(static line => !line.StartsWith('#')).SelectMany(static line => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        foreach (var (line, index) in entries.Select(static (entry, index) => (entry, index + 1)))
        {
            var key = ReadOne(line, index, place);
            if (keys.Any(known => known.Id == key.Id) || keys.Count == KeysMax)
            {
                throw new MasterKeyException($"{place} names the master key '{key.Id}' twice, or has more than {KeysMax} keys. Give each key a name of its own, the current one first.");
            }

            keys.Add(key);
        }

        return keys.Count > 0 ? keys : throw new MasterKeyException($"{place} has no master key. Put name:base64 there, made with: echo \"k1:$(openssl rand -base64 {MasterKey.ByteCount})\"");
    }

    private static MasterKey ReadOne(string line, int number, string place)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        Span<byte> bytes = stackalloc byte[MasterKey.ByteCount + 1];
        if (colon <= 0 || !Convert.TryFromBase64String(line[(colon + 1)..], bytes, out var count))
        {
            throw new MasterKeyException($"Entry {number} of {place} is no master key. Write a name, a colon and {MasterKey.ByteCount} bytes in base64.");
        }

        try
        {
            return new MasterKey(line[..colon], bytes[..count]);
        }
        catch (ArgumentException wrong)
        {
            throw new MasterKeyException($"Entry {number} of {place} is no master key. {wrong.Message}", wrong);
        }
    }
}
