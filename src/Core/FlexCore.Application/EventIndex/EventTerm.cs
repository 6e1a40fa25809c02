using FlexCore.Domain;

namespace FlexCore.Application.EventIndex;

/// <summary>What events are found by: a type, a tag or a correlation id of one tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Kind">Which of the three: <see cref="Type"/>, <see cref="Tag"/> or <see cref="Correlation"/>.</param>
/// <param name="Value">The value.</param>
public readonly record struct EventTerm(TenantId Tenant, char Kind, string Value)
{
    /// <summary>A term of this kind is an event's type.</summary>
    public const char Type = 't';

    /// <summary>A term of this kind is a tag.</summary>
    public const char Tag = 'g';

    /// <summary>A term of this kind is a correlation id.</summary>
    public const char Correlation = 'c';

    /// <summary>The form in which stores keep it. A tenant's name has no slash, so no two terms share a form.</summary>
    public string Stored => $"{Tenant.Value}/{Kind}/{Value}";
}
