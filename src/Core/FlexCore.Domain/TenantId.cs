namespace FlexCore.Domain;

/// <summary>The tenant that owns an entity, an event or a request. Nothing in FlexCore exists outside a tenant.</summary>
/// <remarks>1 to 64 characters of <c>a-z 0-9 - _ .</c>, beginning with a letter or digit.</remarks>
public readonly record struct TenantId
{
    private readonly string? _value;

    /// <summary>Checks and wraps a tenant name.</summary>
    /// <param name="value">The name, for example <c>default</c>.</param>
    /// <exception cref="InvalidIdentifierException"><paramref name="value"/> breaks the rule of this type.</exception>
    public TenantId(string value)
    {
        IdentifierRules.Require("tenant", value, IdentifierRules.TenantLengthMax, upperCase: false);
        _value = value;
    }

    /// <summary>The single tenant of an installation that has not configured any.</summary>
    public static TenantId Default { get; } = new("default");

    /// <summary>The name; <c>default</c> for an uninitialised value.</summary>
    public string Value => _value ?? "default";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
