using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>A part of the list of a tenant's entities of one kind, in the order of their keys (that of their characters' codes).</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Kind">The kind.</param>
public sealed record EntityRange(TenantId Tenant, string Kind)
{
    // Directly behind '/' in the order of codes: greater than every name that begins with tenant, kind and a slash.
    private const char BehindSlash = '0';

    /// <summary>Only those behind this key, whether or not there is an entity with it; <see langword="null"/> from the beginning.</summary>
    public string? After { get; init; }

    /// <summary>Only those whose key contains this text, upper and lower case alike; <see langword="null"/> or empty for all.</summary>
    public string? Text { get; init; }

    /// <summary>How many to leave out from the front; not negative. It costs a look at each of them, which <see cref="After"/> does not.</summary>
    public int Skip { get; init; }

    /// <summary>The most wanted, at least 1.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The name behind which the part begins.</summary>
    public string Begin => $"{Tenant.Value}/{Kind}/{After}";

    /// <summary>A name behind all names of the tenant and kind.</summary>
    public string End => $"{Tenant.Value}/{Kind}{BehindSlash}";

    /// <summary>Where the key begins in a name, counted from 1 as databases do.</summary>
    public int KeyAt => Tenant.Value.Length + Kind.Length + 3;

    /// <summary>The text in lower case; empty when there is none.</summary>
    public string LoweredText => string.Create(Text?.Length ?? 0, Text ?? "", static (lowered, text) => System.Text.Ascii.ToLower(text, lowered, out _));

    /// <summary>Whether no key can contain the text: keys have ASCII letters, digits and <c>-_.:</c>.</summary>
    public bool IsHopeless => Text?.AsSpan().ContainsAnyExcept(KeyCharacters) == true;

    private static readonly System.Buffers.SearchValues<char> KeyCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Whether a key can be gone on behind: every entity's can, and nothing else that a database might stumble over.</summary>
    /// <param name="key">The key.</param>
    public static bool IsKey(string key) => key is { Length: > 0 and <= 200 } && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    /// <summary>Whether an entity belongs to the list, whatever is skipped and however many are wanted.</summary>
    /// <param name="id">The entity.</param>
    public bool Contains(EntityId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Tenant == Tenant
            && string.Equals(id.Kind, Kind, StringComparison.Ordinal)
            && (After is null || string.CompareOrdinal(id.Key, After) > 0)
            && (string.IsNullOrEmpty(Text) || id.Key.Contains(Text, StringComparison.OrdinalIgnoreCase));
    }
}
